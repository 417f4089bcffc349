import math
import re
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch.distributions import Categorical, Normal, kl_divergence

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed, read_file, when
from tests.programs import load

SURPRISE = "cross_entropy/surprise"
AVERAGE = "cross_entropy/average_surprise"
SWAP = "cross_entropy/not_symmetric"
FLOOR = "cross_entropy/entropy_plus_kl"
MOVES = "cross_entropy/q_moves_to_p"
BELLS = "cross_entropy/three_bells"
ALMOST = "cross_entropy/larger_almost_everywhere"
THREE_WAYS = "cross_entropy/gaussian_three_ways"
LABEL = "cross_entropy/label_picks_surprise"
SOFT = "cross_entropy/soft_targets"
UNITS = "cross_entropy/nats_bits_perplexity"
MEAN = "cross_entropy/mean_before_exp"


def groups(program: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the groups of `pattern` match in the output of a program, everywhere."""
    output = read_file(f"snippets/{program}.out")
    return [match.groups() for match in re.finditer(pattern, output, re.M)]


page = Claims("cross_entropy")

# The explorable
page.states(
    'mission: "Task: bring KL below a hundredth of a nat."',
    'mission: "과제: KL을 1내트의 100분의 1보다 작게 만드십시오."',
    because="a task that the reader is set",
)
page.states(
    "takeaway: \"H(P, Q) is almost down to its floor H(P). What is left there is P's own doubt, and "
    'no model removes it."',
    'takeaway: "H(P, Q)가 바닥 H(P) 가까이 내려왔습니다. 바닥에 남는 것은 P 자체의 불확실함이라 어떤 '
    '모델로도 없앨 수 없습니다."',
    because="what the task comes to",
)
page.states(
    'infinite: "H(P, Q) is infinite: Q gives 0 to an outcome that P produces."',
    'infinite: "H(P, Q)는 무한대입니다. P에서 나오는 결과에 Q가 확률 0을 주었습니다."',
    because="the logarithm of 0",
)
page.states(
    "On this page $\\log x$ is the natural logarithm $\\ln x$, and $H$ stands for entropy and "
    "cross-entropy, never for a model.",
    "이 페이지에서 $\\log x$는 자연로그 $\\ln x$입니다. $H$는 엔트로피와 교차 엔트로피만 "
    "가리키며, 모델을 가리키는 데는 쓰지 않습니다.",
    because="the signs of the page",
)

# In one minute
losses = found("snippets/cross_entropy/cross_entropy_in_one_minute.out", r"tensor\((\S+)\)")
page.states("## In one minute", "## 1분 요약 {#in-one-minute}", because="the name of a section")
page.says(
    "The loss of a row is {minus} the logarithm of the probability that its right class got. Give "
    "`F.cross_entropy` the scores as they are and the number of the class, an {type}: no softmax "
    "before it, because the loss takes it itself.",
    "한 행의 손실은 맞는 클래스가 받은 확률에 로그를 취하고 {minus_ko} 값입니다. "
    "`F.cross_entropy`에는 점수를 그대로, 클래스는 번호({type})로 넘기십시오. 소프트맥스는 손실이 "
    "직접 계산하므로 앞에서 따로 하지 않습니다.",
    minus=when(len(set(losses)) == 1, "minus"),
    minus_ko=when(len(set(losses)) == 1, "부호를 바꾼"),
    type=str(load("cross_entropy/cross_entropy_in_one_minute").target.dtype).split(".")[1],
)

# Surprise
surprise = load(SURPRISE).surprise
never, seldom, always = (surprise(torch.tensor(p)).item() for p in (0.0, 0.001, 1.0))
surprises = dict(
    zip(
        found(f"snippets/{SURPRISE}.out", r"^p = (\S+)"),
        found(f"snippets/{SURPRISE}.out", r"surprise (\S+) n"),
        strict=True,
    )
)
halved = [float(surprises[p]) for p in ("0.5", "0.25", "0.125")]
equal_steps = len({round(b - a, 3) for a, b in pairwise(halved)}) == 1
added, both = printed(SURPRISE, r"rain \+ heads +(\S+)"), printed(SURPRISE, r"both happen +(\S+)")
page.says(
    "An event of probability $p$ carries the surprise $-\\log p$. A certain event has {none}. A "
    "rare event has {much}. An event that a model called impossible has {infinite} surprise.",
    "확률이 $p$인 사건의 놀람(surprise, 자기 정보)은 $-\\log p$입니다. 반드시 일어나는 사건은 "
    "{none_ko}, 드문 사건은 {much_ko}. 모델이 불가능하다고 한 사건이 일어나면 놀람은 "
    "{infinite_ko}입니다.",
    none=when(always == 0, "none"),
    none_ko=when(always == 0, "전혀 놀랍지 않고"),
    much=when(seldom > halved[-1], "much"),
    much_ko=when(seldom > halved[-1], "매우 놀랍습니다"),
    infinite=when(math.isinf(never), "infinite"),
    infinite_ko=when(math.isinf(never), "무한대"),
)
page.says(
    "Each halving of $p$ adds the {same} amount. The last {lines} lines say why a logarithm: "
    "probabilities of independent events multiply, and their surprises {add}. Only logarithms "
    "fall with $p$ and do that; the proof is the one of the exponential, read backwards. The base "
    "is the unit.",
    "$p$가 반으로 줄 때마다 놀람은 {same_ko} 양만큼 늘어납니다. 왜 로그인지는 마지막 {lines_ko} "
    "줄이 보여 줍니다. 서로 독립인 사건의 확률은 곱해지고, 놀람은 {add_ko}. $p$가 클수록 "
    "작아지면서 이렇게 더해지는 것은 로그뿐입니다. 증명은 지수함수의 것을 거꾸로 읽으면 됩니다. "
    "로그의 밑은 단위를 정합니다.",
    same=when(equal_steps, "same"),
    same_ko=when(equal_steps, "같은"),
    lines=ENGLISH[len(found(f"snippets/{SURPRISE}.out", r"^([^p].+)$"))],
    lines_ko=KOREAN[len(found(f"snippets/{SURPRISE}.out", r"^([^p].+)$"))],
    add=when(added == both, "add"),
    add_ko=when(added == both, "더해집니다"),
)

# Entropy
code = ("0", "10", "110", "111")
bits = [float(each) for each in printed(AVERAGE, r"surprises \[(.+)\]").split(", ")]
entropy_bits = printed(AVERAGE, r"H\(P\) = .* = (\S+) bits")
certain = float(printed(AVERAGE, r"certain: (\S+)"))
uniform = float(printed(AVERAGE, r"uniform: (\S+)"))
drawn = printed(AVERAGE, r"mean over 100,000 draws: (\S+) ")
lengths = [len(word) for word in code]
page.says(
    "The {four} surprises are {a:g}, {b:g}, {c:g} and {d:g} bits: the {lengths} of the code words "
    "`0`, `10`, `110` and `111`. With that code a long message costs {entropy} bits a symbol, and "
    "the draws {agree}. A certain outcome has entropy {certain}; {four} equal chances have the "
    "most that {four} outcomes can have, {uniform:g} bits.",
    "{four_ko} 결과의 놀람은 {a:g}, {b:g}, {c:g}, {d:g}비트로, 부호어(codeword) `0`, `10`, `110`, "
    "`111`의 {lengths_ko}. 이 부호어로 긴 글을 적으면 기호 하나에 평균 {entropy}비트가 들고, "
    "실제로 뽑은 값의 평균도 {agree_ko}. 결과가 확실하면 엔트로피는 {zero:g}입니다. {four_ko} "
    "결과의 확률이 모두 같으면 엔트로피는 {uniform:g}비트이고, 이것이 결과가 넷일 때의 "
    "최댓값입니다.",
    four=ENGLISH[len(bits)],
    four_ko=KOREAN[len(bits)],
    **dict(zip("abcd", bits, strict=True)),
    lengths=when(bits == lengths, "lengths"),
    lengths_ko=when(bits == lengths, "길이와 같습니다"),
    entropy=entropy_bits,
    agree=when(drawn == entropy_bits, "agree"),
    agree_ko=when(drawn == entropy_bits, "그렇게 나옵니다"),
    certain=ENGLISH[int(certain)],
    zero=certain,
    uniform=uniform,
)
nats = float(printed(AVERAGE, r"H\(P\) = (\S+) nats"))
unit = when(abs(nats / math.log(2) - float(entropy_bits)) < 1e-4, "$\\ln 2$")
page.says(
    "Its unit is the nat. Divide by {unit} and the unit is the bit.",
    "단위는 내트(nat)입니다. {unit}로 나누면 단위가 비트(bit)가 됩니다.",
    unit=unit,
)

# The wrong model
swap = {(a, b): bits for a, b, bits in groups(SWAP, r"^H\((\w), (\w)\) = (\S+) bits")}
mixed = load(SWAP).distributions
first, second, third, fourth = (f"1/{1 / p:g}" for p in mixed["P"].tolist())
page.says(
    "$P$ says how often each $x$ comes. $Q$ says how surprised we are when it does. The two do "
    "different work, so they {cannot} change places:",
    "$P$는 각 $x$가 얼마나 자주 나오는지를, $Q$는 그 $x$가 나왔을 때 얼마나 놀라는지를 정합니다. "
    "맡은 일이 다르므로 둘은 자리를 맞바꿀 수 {cannot_ko}.",
    cannot=when(swap["P", "U"] != swap["U", "P"], "cannot"),
    cannot_ko=when(swap["P", "U"] != swap["U", "P"], "없습니다"),
)
page.says(
    "$P$ gives {four} outcomes the probabilities {first}, {second}, {third} and {fourth}; its "
    "entropy is {own} bits. $U$ gives each {even}; its entropy is {uniform:g} bits. What is $H(P, "
    "U)$?",
    "$P$는 {four_ko} 결과에 확률 {first}, {second}, {third}, {fourth}을 주고 엔트로피는 "
    "{own}비트입니다. $U$는 넷에 {even}씩 주고 엔트로피는 {uniform:g}비트입니다. $H(P, U)$는 "
    "얼마일까요?",
    four=ENGLISH[len(mixed["P"])],
    four_ko=KOREAN[len(mixed["P"])],
    first=first,
    second=second,
    third=third,
    fourth=fourth,
    own=swap["P", "P"],
    even=f"1/{1 / mixed['U'][0]:g}",
    uniform=float(swap["U", "U"]),
)
page.says(
    "- [ ] {own} bits That is what $P$ itself pays. Here the surprise is measured with $U$. - [x] "
    "{cross:g} bits Under $U$ every outcome has the surprise {each:g} bits. However often each "
    "comes, the mean is {each:g}. - [ ] More than {cross:g} bits, because $U$ is the wrong model "
    "It costs {more} than $P$ itself would, and {cross:g} bits is more. A model that treats all "
    "outcomes alike {cannot} do worse on one distribution than on another.",
    "- [ ] {own}비트 $P$ 자신으로 잰 값입니다. 여기서는 놀람을 $U$로 잽니다. - [x] {cross:g}비트 "
    "$U$로 재면 어느 결과든 놀람이 {each:g}비트입니다. 각 결과가 얼마나 자주 나오든 평균은 "
    "{each:g}입니다. - [ ] $U$가 틀린 모델이므로 {cross:g}비트보다 큽니다 $P$ 자신보다 {more_ko} "
    "것은 맞고, {cross:g}비트가 이미 그보다 많습니다. 모든 결과를 똑같이 보는 모델은 어느 "
    "분포에서나 값이 {cannot_ko}.",
    own=swap["P", "P"],
    cross=float(swap["P", "U"]),
    each=-mixed["U"].log2().unique().item(),
    more=when(float(swap["P", "U"]) > float(swap["P", "P"]), "more"),
    more_ko=when(float(swap["P", "U"]) > float(swap["P", "P"]), "큰"),
    cannot=when(swap["P", "U"] == swap["U", "U"], "cannot"),
    cannot_ko=when(swap["P", "U"] == swap["U", "U"], "같습니다"),
)
page.says(
    "(`torch.xlogy(p, q)` is $p \\log q$ with $0 \\log 0 = 0$: what never happens costs "
    "{nothing}.)",
    "(`torch.xlogy(p, q)`는 $p \\log q$이며 $0 \\log 0 = 0$으로 봅니다. 일어나지 않는 일은 "
    "{nothing_ko} 보태지 않습니다.)",
    nothing=when(torch.xlogy(torch.tensor(0.0), torch.tensor(0.0)) == 0, "nothing"),
    nothing_ko=when(torch.xlogy(torch.tensor(0.0), torch.tensor(0.0)) == 0, "아무것도"),
)
only_p = mixed["Z"][(mixed["Z"] == 0) & (mixed["P"] > 0)].unique().item()
page.says(
    "Read three things here. Swapping the two {changes} the value. $Z$ gives probability "
    "{never:g} to outcomes that $P$ produces, so $H(P, Z)$ is {infinite}, while $H(Z, P)$ is an "
    "{ordinary} number. And $H(P, U)$ {equals} $H(U, U)$, although in one case the two "
    "distributions differ and in the other they are the same. The number alone is therefore no "
    "measure of how similar two distributions are, though it is often introduced as one.",
    "여기서 세 가지를 읽을 수 있습니다. 첫째, 둘을 맞바꾸면 값이 {changes_ko}. 둘째, $Z$는 "
    "$P$에서 실제로 나오는 결과에 확률 {never:g}을 주므로 $H(P, Z)$는 {infinite_ko}이지만 $H(Z, "
    "P)$는 {ordinary_ko} 수입니다. 셋째, $H(P, U)$와 $H(U, U)$는 {equals_ko}. 한쪽은 두 분포가 "
    "다르고 한쪽은 똑같은데도 그렇습니다. 교차 엔트로피를 흔히 두 분포가 얼마나 비슷한지 나타내는 "
    "값이라고 소개하지만, 이 값 하나만으로는 알 수 없습니다.",
    changes=when(swap["P", "U"] != swap["U", "P"], "changes"),
    changes_ko=when(swap["P", "U"] != swap["U", "P"], "달라집니다"),
    never=only_p,
    infinite=when(swap["P", "Z"] == "inf", "infinite"),
    infinite_ko=when(swap["P", "Z"] == "inf", "무한대"),
    ordinary=when(math.isfinite(float(swap["Z", "P"])), "ordinary"),
    ordinary_ko=when(math.isfinite(float(swap["Z", "P"])), "평범한"),
    equals=when(swap["P", "U"] == swap["U", "U"], "equals"),
    equals_ko=when(swap["P", "U"] == swap["U", "U"], "같습니다"),
)

# The floor
floor = printed(FLOOR, r"^P +\S+ += (\S+) ")
rows = {name: (total, kl) for name, total, kl in groups(FLOOR, r"^(\S+) +(\d\S+) .* (\S+)$")}
excess = {name: float(kl) for name, (_, kl) in rows.items()}
same_floor = len(set(found(f"snippets/{FLOOR}.out", r"= (\d\S+) \+"))) == 1
kl = load(FLOOR).kl_divergence
sums = all(abs(float(total) - float(floor) - float(kl)) < 1e-4 for total, kl in rows.values())
page.says(
    "## The floor is {entropy}, the rest KL divergence {#the-floor} What is missing is the floor. "
    "Add and subtract $\\log P(x)$ inside the sum: $$H(P, Q) = H(P) + \\mathrm{KL}(P \\,\\|\\, "
    "Q)$$ The second part is the KL divergence:",
    "## 바닥은 {entropy_ko}, 나머지는 KL 발산 {#the-floor} 아직 한 가지가 빠졌습니다. 바닥, 곧 "
    "하한입니다. 합 안에서 $\\log P(x)$를 더하고 빼면 다음과 같습니다. $$H(P, Q) = H(P) + "
    "\\mathrm{KL}(P \\,\\|\\, Q)$$ 둘째 항이 KL 발산(KL divergence)입니다.",
    entropy=when(sums, "the entropy"),
    entropy_ko=when(sums, "엔트로피"),
)
page.states(
    "KL is never negative. Since $\\log t \\le t - 1$,",
    "KL 발산은 음수가 되지 않습니다. $\\log t \\le t - 1$이므로",
    because="the proof follows",
)
page.states(
    "with equality only for $Q = P$. (The sums run over the $x$ that $P$ produces. $Q$ may spend "
    "probability elsewhere, so the last one can be below 0.)",
    "이며, 등호는 $Q = P$일 때만 성립합니다. (합은 $P$에서 나오는 $x$에 대한 것입니다. $Q$는 다른 "
    "곳에도 확률을 줄 수 있으므로 마지막 식은 0보다 작을 수 있습니다.)",
    because="a remark on the proof",
)
page.says(
    "So the smallest possible cross-entropy is $H(P)$, not {least:.0f}. That makes the score "
    "honest: whoever believes $P$ pays {best}, on average, by saying $P$.",
    "따라서 교차 엔트로피의 최솟값은 {least:.0f}이 아니라 $H(P)$입니다. 그래서 이 점수 앞에서는 "
    "정직한 것이 이득입니다. $P$라고 믿는 사람은 $P$라고 답해야 평균 손실이 {best_ko}.",
    least=excess["P"],
    best=when(min(rows, key=lambda name: rows[name]) == "P", "least"),
    best_ko=when(min(rows, key=lambda name: rows[name]) == "P", "가장 작습니다"),
)
growing = list(excess.values()) == sorted(excess.values()) and excess["P"] == 0
page.says(
    "!{bars} horizontal bars for the models P, Q₁, U and Q₂. Each begins with the {same} long "
    "part H(P); the second part, KL, is absent for P, a sliver for Q₁, longer for the uniform U "
    "and {longest} for Q₂.",
    "!모델 P, Q₁, U, Q₂의 가로 막대 {bars_ko} 개. 모두 {same_ko} 길이의 H(P)로 시작하고, 둘째 "
    "부분인 KL은 P에는 없으며 Q₁에서는 아주 짧고 균등분포 U에서는 더 길고 Q₂에서 {longest_ko}.",
    bars=ENGLISH[len(rows)].capitalize(),
    bars_ko=KOREAN[len(rows)],
    same=when(same_floor, "same"),
    same_ko=when(same_floor, "같은"),
    longest=when(growing and list(rows)[-1] == "Q₂", "longest"),
    longest_ko=when(growing and list(rows)[-1] == "Q₂", "가장 길다"),
)
page.says(
    "The first part of every bar is the {same}: no model can remove it. Only the second part "
    "depends on the model.",
    "막대의 앞부분은 모두 {same_ko}. 어떤 모델도 이 부분을 없애지 못합니다. 뒷부분만 모델에 따라 "
    "달라집니다.",
    same=when(same_floor, "same"),
    same_ko=when(same_floor, "같습니다"),
)
page.says(
    "$Q_1$ is close to $P$ and pays {close} nats for the difference. $Q_2$ puts its weight on the "
    "wrong outcome and pays {far}. KL is the part that measures a mismatch. It is not symmetric "
    "either: for $P$ and $Z$ of the section before, $\\mathrm{KL}(P \\,\\|\\, Z)$ is {infinite} "
    "and $\\mathrm{KL}(Z \\,\\|\\, P)$ is {not}.",
    "$Q_1$은 $P$와 가까워서 {close}내트만 더 큽니다. $Q_2$는 엉뚱한 결과에 무게를 두어 "
    "{far}내트나 더 큽니다. 어긋난 정도를 재는 것은 KL입니다. KL도 대칭이 아닙니다. 앞 절의 $P$와 "
    "$Z$라면 $\\mathrm{KL}(P \\,\\|\\, Z)$는 {infinite_ko}이고 $\\mathrm{KL}(Z \\,\\|\\, P)$는 "
    "{not_ko}.",
    close=rows["Q₁"][1],
    far=rows["Q₂"][1],
    infinite=when(kl(mixed["P"], mixed["Z"]).isinf(), "infinite"),
    infinite_ko=when(kl(mixed["P"], mixed["Z"]).isinf(), "무한대"),
    not_ko=when(kl(mixed["Z"], mixed["P"]).isfinite(), "유한합니다"),
    **{"not": when(kl(mixed["Z"], mixed["P"]).isfinite(), "not")},
)

# Towards the target
target = found(f"snippets/{MOVES}.py", r"^P = torch\.tensor\(\[(.+)\]\)")[0]
start = printed(MOVES, r"^step  0  loss (\S+) ")
start_kl = printed(MOVES, r"^step  0 .* KL (\S+) ")
steps, final, nearly = groups(MOVES, r"^step (\d+)  loss (\S+) .* Q = \((.+)\)$")[-1]
falls = {name: found(f"snippets/{MOVES}.out", rf"{name} (\d\.\d+)") for name in ("loss", "KL")}
reaches = printed(MOVES, r"^H\(P\) = (\S+)")
distance = max(
    abs(float(a) - float(b)) for a, b in zip(nearly.split(", "), target.split(", "), strict=True)
)
moves = all(column == sorted(column, reverse=True) for column in falls.values())
page.says(
    "## Gradient descent moves Q {towards} P {#towards-the-target}",
    "## 경사 하강법은 Q를 P로 {towards_ko} {#towards-the-target}",
    towards=when(moves and distance < 0.01, "towards"),
    towards_ko=when(moves and distance < 0.01, "옮긴다"),
)
page.says(
    "For a fixed $P$ the floor is a constant. Lowering $H(P, Q)$ then {lowers} the KL divergence "
    "by the same amount, and moves $Q$ to $P$. Gradient descent on {logits} logits does it.",
    "$P$가 고정되어 있으면 바닥은 상수입니다. 이때 $H(P, Q)$를 줄이면 KL 발산도 같은 양만큼 "
    "{lowers_ko}, $Q$는 $P$에 다가갑니다. 로짓(logits) {logits_ko} 개에 경사 하강법(gradient "
    "descent)을 쓰면 그대로 됩니다.",
    lowers=when(moves, "lowers"),
    lowers_ko=when(moves, "줄고"),
    logits=ENGLISH[len(target.split(", "))],
    logits_ko=KOREAN[len(target.split(", "))],
)
page.says(
    "The target is $P = ({target})$, and descent starts from $Q_2$ with a loss of {start}. Which "
    "loss does it come to, to one decimal?",
    "목표 분포는 $P = ({target})$이고, 경사 하강법은 손실이 {start}인 $Q_2$에서 출발합니다. "
    "손실은 얼마에 이를까요? 소수점 아래 한 자리까지 답하십시오.",
    target=target,
    start=when(rows["Q₂"][0] == start, start),
)
page.says(
    "- [x] {floor} ± 0.05 $Q$ moves to $P$, KL goes to {gone:.0f}, and the floor $H(P)$ is left.",
    "- [x] {floor} ± 0.05 $Q$는 $P$에 다가가고 KL은 {gone:.0f}에 다가가며, 바닥인 $H(P)$가 "
    "남습니다.",
    floor=reaches,
    gone=float(falls["KL"][-1]),
)
page.says(
    "- [ ] {sure:.0f} ± 0.04 Only a target without any doubt, such as one label, has a floor of "
    "{sure:.0f}. This one has the entropy $H(P)$.",
    "- [ ] {sure:.0f} ± 0.04 레이블 하나처럼 불확실성이 전혀 없는 목표 분포라야 바닥이 "
    "{sure:.0f}입니다. 이 분포의 바닥은 엔트로피 $H(P)$입니다.",
    sure=certain,
)
page.says(
    "- [ ] {start} ± 0.05 That is the KL divergence of the start: the part that goes, not the "
    "part that stays. - [ ] Another number The loss cannot fall below $H(P)$. The program before "
    "this one {printed} it.",
    "- [ ] {start} ± 0.05 출발점의 KL 발산입니다. 사라지는 부분이지 남는 부분이 아닙니다. - [ ] "
    "그 밖의 수 손실은 $H(P)$보다 작아질 수 없습니다. 앞 프로그램이 그 값을 {printed_ko}.",
    start=start_kl,
    printed=when(floor == reaches, "printed"),
    printed_ko=when(floor == reaches, "출력했습니다"),
)
page.says(
    "After {steps} steps the loss is {loss}, the floor is {floor}, and $Q$ is {nearly} $P$. A "
    "loss that stops well above {zero} does not by itself tell of a bad model.",
    "{steps}스텝(step) 뒤에 손실(loss)은 {loss}이고 바닥은 {floor}이며, $Q$는 $P$와 {nearly_ko}. "
    "손실이 {zero_ko}보다 한참 위에서 멈췄다는 사실만으로 모델이 나쁘다고 할 수는 없습니다.",
    steps=steps,
    loss=final,
    floor=reaches,
    nearly=when(distance < 0.01, "nearly"),
    nearly_ko=when(distance < 0.01, "거의 같습니다"),
    zero=when(float(final) > 0.5, "zero"),
    zero_ko=when(float(final) > 0.5, "0"),
)

# Three bell curves
bells = load(BELLS)
middles = {name: f"{getattr(bells, name).mean:g}" for name in ("P", "Q1", "Q2")}
widths = {getattr(bells, name).stddev.item() for name in ("P", "Q1", "Q2")}
near, far = printed(BELLS, r"^H\(P, Q₁\) = (\S+)"), printed(BELLS, r"^H\(P, Q₂\) = (\S+)")
crossing = printed(BELLS, r"where x < (\S+):")
beyond = torch.tensor(float(crossing)) + torch.tensor([-1e-3, 1e-3])
left, right = ((bells.Q1.log_prob(x) > bells.Q2.log_prob(x)).item() for x in beyond)
page.says(
    "$P$ is the normal distribution around {p}, $Q_1$ the one around {q1}, $Q_2$ the one around "
    "{q2}, each with standard deviation {width:g}. These are densities, so the sum becomes an "
    "integral.",
    "$P$는 {p}, $Q_1$은 {q1}, $Q_2$는 {q2}를 중심으로 하는 정규분포이고 표준편차는 모두 "
    "{width:g}입니다. 이들은 확률밀도이므로 합은 적분이 됩니다.",
    p=middles["P"],
    q1=middles["Q1"],
    q2=middles["Q2"],
    width=widths.pop(),
)
page.says(
    "The notes conclude: $Q_1(x) > Q_2(x)$, **but** $H(P, Q_1) < H(P, Q_2)$. The right word is "
    "**so**. As $q$ grows, $-\\log q$ {falls}: the larger density gives the {smaller} surprise. "
    "The sentence needs a second repair: $Q_1$ is {not_everywhere} everywhere.",
    "노트는 $Q_1(x) > Q_2(x)$**이지만** $H(P, Q_1) < H(P, Q_2)$가 된다고 적었습니다. 맞는 말은 "
    '"이지만"이 아니라 **이므로**입니다. $q$가 커지면 $-\\log q$는 {falls_ko}, 밀도가 크면 놀람은 '
    "작습니다. 이 문장은 한 군데 더 고쳐야 합니다. $Q_1$이 모든 곳에서 더 {not_everywhere_ko}.",
    falls=when(surprise(torch.tensor(0.2)) > surprise(torch.tensor(0.3)), "falls"),
    falls_ko=when(surprise(torch.tensor(0.2)) > surprise(torch.tensor(0.3)), "작아지므로"),
    smaller=when(float(near) < float(far), "smaller"),
    not_everywhere=when(not right, "not larger"),
    not_everywhere_ko=when(not right, "크지는 않습니다"),
)
page.says(
    "!Above, {bells} bell curves: P around {p}, Q₁ a little to the right, Q₂ far to the right; "
    "the part of P beyond x = {crossing} is shaded. Below, the surprises under Q₁ and Q₂, two "
    "parabolas that cross at x = {crossing}; two dashed marks show their means under P, the one "
    "for Q₁ much {lower}.",
    "!위에는 종 모양 곡선 {bells_ko} 개. P는 {p}이 중심이고 Q₁은 조금 오른쪽, Q₂는 훨씬 오른쪽에 "
    "있으며, x = {crossing}를 넘는 P의 부분이 칠해져 있다. 아래에는 Q₁과 Q₂로 잰 놀람인 포물선 두 "
    "개가 x = {crossing}에서 만난다. 가로 파선 두 개가 P에 대한 평균을 나타내며 Q₁ 쪽이 훨씬 "
    "{lower_ko}.",
    bells=ENGLISH[len(middles)],
    bells_ko=KOREAN[len(middles)],
    p=middles["P"],
    crossing=crossing,
    lower=when(float(near) < float(far) / 2, "lower"),
    lower_ko=when(float(near) < float(far) / 2, "낮다"),
)
page.says(
    "In the shaded part of P, Q₂ is {larger} and its surprise smaller. A dashed mark is the mean "
    "under P of a curve of the lower picture: the cross-entropy. It weighs both sides of the dotted line.",
    "P에서 칠해진 부분은 Q₂의 밀도가 더 {larger_ko} Q₂의 놀람이 더 작은 곳입니다. 가로 파선은 "
    "아래 곡선을 P로 평균한 값, 곧 교차 엔트로피이며 세로 점선 양쪽을 모두 셈에 넣습니다.",
    larger=when(not right, "larger"),
    larger_ko=when(not right, "커서"),
)
most = load(ALMOST)
wins = printed(ALMOST, r"on (\d+)% of P")
means = found(f"snippets/{ALMOST}.out", r"mean (\S+)$")
page.says(
    "Left of the dotted line $Q_1$ {larger}, right of it $Q_2$. The left side holds {share} of "
    "the draws from $P$. Does such a share settle which cross-entropy is smaller? {no}.",
    "세로 점선의 왼쪽에서는 $Q_1$이, 오른쪽에서는 $Q_2$가 더 {larger_ko}. $P$에서 뽑은 값의 "
    "{share}가 왼쪽에 있습니다. 이런 비율만 보고 어느 교차 엔트로피가 더 작은지 알 수 있을까요? "
    "알 수 {no_ko}.",
    larger=when(left and not right, "is larger"),
    larger_ko=when(left and not right, "큽니다"),
    share=printed(BELLS, r": (\S+%) of the draws"),
    no=when(float(wins) > 50 and means[0] > means[1], "No"),
    no_ko=when(float(wins) > 50 and means[0] > means[1], "없습니다"),
)

# Only the mean counts
nine = int(wins) // 10
page.states(
    "## Better on nine draws of ten, worse on average {#only-the-mean-counts}",
    "## 열에 아홉 번 낫고도 평균은 나쁘다 {#only-the-mean-counts}",
    because="the next sentence holds it",
)
page.says(
    "In the next program $Q_1$ is larger than $Q_2$ on {nine} draws out of {ten}. Its "
    "cross-entropy {larger} all the same:",
    "다음 프로그램에서는 열 번 뽑으면 {nine_ko} 번은 $Q_1$이 $Q_2$보다 큽니다. 그런데도 교차 "
    "엔트로피는 $Q_1$ 쪽이 더 {larger_ko}.",
    nine=ENGLISH[nine],
    nine_ko=KOREAN[nine],
    ten=ENGLISH[10],
    larger=when(float(means[0]) > float(means[1]), "is larger"),
    larger_ko=when(float(means[0]) > float(means[1]), "큽니다"),
)
gained = (most.Q1.log() - most.Q2.log()).tolist()
page.says(
    "$Q_1$ gains {little} often and loses {much} once: its surprise at the third outcome is "
    "{surprise}. $Q_2$ {is_p} itself, so no model can do better. Which of the two is larger at a "
    "point, or at most points, decides nothing. The mean decides.",
    "$Q_1$은 자주 {little_ko} 이득을 보다가 한 번에 {much_ko} 잃습니다. 셋째 결과에서 놀람이 "
    "{surprise}이나 됩니다. $Q_2$는 {is_p_ko} 자신이므로 어떤 모델도 이보다 나을 수 없습니다. 한 "
    "점에서, 또는 대부분의 점에서 어느 쪽이 더 큰지로는 아무것도 정해지지 않습니다. 정하는 것은 "
    "평균입니다.",
    little=when(all(0 < gain < 0.2 for gain in gained[:2]), "a little"),
    little_ko=when(all(0 < gain < 0.2 for gain in gained[:2]), "조금씩"),
    much=when(gained[2] < -4, "much"),
    much_ko=when(gained[2] < -4, "크게"),
    surprise=printed(ALMOST, r"^Q1: surprises \(\S+ \S+ (\S+)\)"),
    is_p=when(torch.equal(most.Q2, most.P), "is $P$"),
    is_p_ko=when(torch.equal(most.Q2, most.P), "$P$"),
)

# Formula, integral, draws
ways = [
    line.split() for line in found(f"snippets/{THREE_WAYS}.out", r"^H\(.*\)  +(\S+ +\S+ +\S+)$")
]
agree = all(exact == integral and f"{float(exact):.2f}" == drawn for exact, integral, drawn in ways)
narrow = float(printed(THREE_WAYS, r"entropy at sigma = 0\.1: (\S+)"))
peak = Normal(0.0, 0.1).log_prob(torch.tensor(0.0)).exp().item()
page.says(
    "## Formula, integral and draws {agree} {#formula-integral-draws}",
    "## 공식, 적분, 표본은 서로 {agree_ko} {#formula-integral-draws}",
    agree=when(agree, "agree"),
    agree_ko=when(agree, "맞는다"),
)
page.states(
    "For two normal distributions the mean has a closed form: $$H(P, Q) = "
    "\\tfrac12\\,\\log\\bigl(2\\pi\\sigma_Q^2\\bigr) + \\frac{\\sigma_P^2 + (\\mu_P - "
    "\\mu_Q)^2}{2\\sigma_Q^2}$$",
    "두 정규분포라면 이 평균을 닫힌 식으로 쓸 수 있습니다. $$H(P, Q) = "
    "\\tfrac12\\,\\log\\bigl(2\\pi\\sigma_Q^2\\bigr) + \\frac{\\sigma_P^2 + (\\mu_P - "
    "\\mu_Q)^2}{2\\sigma_Q^2}$$",
    because="the formula of the program below it",
)
page.says(
    "{ways} ways to compute it {agree}:",
    "{ways_ko} 가지 방법으로 계산한 값이 {agree_ko}.",
    ways=ENGLISH[len(ways[0])].capitalize(),
    ways_ko=KOREAN[len(ways[0])],
    agree=when(agree, "agree"),
    agree_ko=when(agree, "일치합니다"),
)
page.says(
    "The third column is how training meets cross-entropy: nobody knows $P$, we have draws from "
    "it, the data, and we average the surprise. The last line is a warning. A density can exceed "
    "{one}, so the entropy of a density can be {negative}, and with it the "
    "floor of the cross-entropy. KL never is.",
    "학습에서 만나는 교차 엔트로피는 셋째 열입니다. $P$를 아는 사람은 없습니다. $P$에서 나온 "
    "표본, 곧 데이터가 있을 뿐이고, 우리는 그 데이터에 대한 놀람을 평균합니다. 마지막 줄은 "
    "경고입니다. 확률밀도는 {one}보다 클 수 있으므로 밀도의 엔트로피는 {negative_ko}일 수 있고, "
    "교차 엔트로피의 바닥도 그렇습니다. KL은 결코 음수가 되지 않습니다.",
    one=when(peak > 1, f"{mixed['P'].sum():.0f}"),
    negative=when(narrow < 0, "negative"),
    negative_ko=when(narrow < 0, "음수"),
)

# A label as target
label = load(LABEL)
first_loss, last_loss = (printed(LABEL, rf"^label {k}: .* F.cross_entropy = (\S+)") for k in (0, 2))
one_hot = label.P
page.says(
    "As a distribution it is one-hot: probability {one:g} on the label $y$, {zero:g} elsewhere. "
    "All terms of the sum but one vanish:",
    "이것을 분포로 쓰면 원-핫(one-hot), 곧 레이블(label) $y$의 확률이 {one:g}이고 나머지는 "
    "{zero:g}인 분포입니다. 합에서 항 하나만 남습니다.",
    one=one_hot.max().item(),
    zero=one_hot.min().item(),
)
same_three = all(
    len(set(row)) == 1 for row in groups(LABEL, r"H\(P, Q\) = (\S+), .* = (\S+), .* = (\S+)$")
)
page.says(
    "$$H(P, Q) = -\\log Q(y)$$ This is the negative log-likelihood of the label, and what "
    "`F.cross_entropy` {computes} from the logits.",
    "$$H(P, Q) = -\\log Q(y)$$ 이것이 레이블의 음의 로그 가능도(negative log-likelihood)이며, "
    "`F.cross_entropy`가 로짓을 받아 {computes_ko} 값입니다.",
    computes=when(same_three, "computes"),
    computes_ko=when(same_three, "계산하는"),
)
page.says(
    "The logits {a:g}, {b:g}, {c:g} favour the {favoured} class. If that is the label, the loss "
    "is {least}; if the label is the first class, it is {most}.",
    "로짓 {a:g}, {b:g}, {c:g}은 {favoured_ko} 클래스 쪽으로 기울어 있습니다. 레이블이 마지막 "
    "클래스면 손실은 {least}이고, 첫 클래스면 {most}입니다.",
    **dict(zip("abc", label.logits.tolist(), strict=True)),
    favoured=when(label.Q.argmax() == 2, "last"),
    favoured_ko=when(label.Q.argmax() == 2, "마지막"),
    least=last_loss,
    most=first_loss,
)
per_row = printed(LABEL, r"^-log\(likelihood\) / 3 = (\S+)")
mean_loss = printed(LABEL, r"^F.cross_entropy +=  *(\S+)")
page.says(
    "The product of all label probabilities is the likelihood: the probability that the model "
    "gives to all labels together. Its negative logarithm, divided by the number of rows, {is} "
    "the mean loss. The smallest mean loss and the largest likelihood are one goal.",
    "레이블의 확률을 모두 곱한 값, 곧 모델이 모든 레이블에 한꺼번에 준 확률이 "
    "가능도(likelihood)입니다. 그 로그의 부호를 바꾸어 행의 수로 나누면 {is_ko}. 평균 손실을 가장 "
    "작게 하는 것과 가능도를 가장 크게 하는 것은 같은 목표입니다.",
    is_ko=when(per_row == mean_loss, "평균 손실입니다"),
    **{"is": when(per_row == mean_loss, "is")},
)
certainty = torch.special.entr(one_hot).sum().abs().item()
rounded = next(
    lead
    for lead in range(100)
    if F.cross_entropy(torch.tensor([[float(lead), 0.0]]), torch.tensor([0])) == 0
)
page.says(
    "A one-hot target has entropy {entropy:g}, so for one row the floor is {floor}. On paper no "
    "finite logits reach it; with {two} classes, {type} rounds a lead of {lead} to it.",
    "원-핫 정답은 엔트로피가 {entropy:g}이므로 행 하나의 바닥은 {entropy:g}입니다. 종이 위에서는 "
    "로짓이 유한한 한 닿지 못하지만, 클래스가 둘이면 {type}에서 {lead}만 앞서도 반올림되어 "
    "닿습니다.",
    entropy=certainty,
    floor=ENGLISH[int(certainty)],
    type=str(label.logits.dtype).split(".")[1],
    lead=rounded,
    two=ENGLISH[2],
)
mixture = torch.tensor([0.5, 0.5])
remains = torch.special.entr(mixture).sum() > 0
page.says(
    "Over a data set the floor may be {higher}: where equal rows have different labels, the best "
    "$Q$ is their mixture, and its entropy stays (an example).",
    "데이터 전체의 바닥은 {higher_ko} 수 있습니다. 똑같은 행들에 서로 다른 레이블이 붙어 있으면 가장 "
    "좋은 $Q$는 레이블이 섞인 비율이고, 그 엔트로피가 남습니다(예).",
    higher=when(remains, "higher"),
    higher_ko=when(remains, "더 높을"),
)

# Soft targets
hard = [float(each) for each in found(f"snippets/{SOFT}.out", r"hard (\S+)")]
smoothed = [float(each) for each in found(f"snippets/{SOFT}.out", r"smoothed (\d\S+)$")]
turn = smoothed.index(min(smoothed))
turns = 0 < turn < len(smoothed) - 1 and smoothed[turn:] == sorted(smoothed[turn:])
soft_floor = printed(SOFT, r"H\(P, P\) += (\S+)")
soft = load(SOFT)
page.says(
    "`F.cross_entropy` also takes probabilities as target. Then the floor is {back}. Label "
    "smoothing brings one of its own:",
    "`F.cross_entropy`는 확률도 정답으로 받습니다. 그러면 바닥이 다시 {back_ko}. 레이블 "
    "스무딩(label smoothing)을 써도 바닥이 생깁니다.",
    back=when(float(soft_floor) > 0 and soft_floor == floor, "back"),
    back_ko=when(float(soft_floor) > 0 and soft_floor == floor, "나타납니다"),
)
page.says(
    "As the correct logit pulls away, the hard loss goes to {gone}. The smoothed loss {turns}: "
    "its floor is {floor}, and a model that is too sure moves away from it.",
    "정답 클래스의 로짓이 앞서 나갈수록 원-핫 정답의 손실은 {gone}으로 갑니다. 스무딩한 손실은 "
    "{turns_ko}. 바닥은 {floor}이고, 지나치게 확신하는 모델은 바닥에서 멀어집니다.",
    gone=when(hard == sorted(hard, reverse=True), f"{hard[-1]:.0f}"),
    turns=when(turns, "falls, then rises"),
    turns_ko=when(turns, "줄다가 다시 늘어납니다"),
    floor=printed(SOFT, r"smoothed target (\S+)"),
)
numbers, rows_of_one = soft.P.numel(), len(soft.P)
page.says(
    "Note the order of arguments: `F.kl_div` takes the logarithm of $Q$ first and $P$ second, and "
    '`reduction="batchmean"` divides by the rows. Its default divides by all the numbers, here by '
    "{numbers} instead of {rows}, and warns.",
    "인자의 순서에 주의하십시오. `F.kl_div`는 $Q$의 로그를 먼저, $P$를 나중에 받습니다. "
    '`reduction="batchmean"`은 행의 수로 나눕니다. 기본값은 원소 전체의 개수로, 여기서는 {rows}이 '
    "아니라 {numbers}으로 나누며 경고를 냅니다.",
    numbers=numbers,
    rows=rows_of_one,
)

# Nats, bits, perplexity
guess = printed(UNITS, r"guess among .* perplexity (\S+) =")
both_ways = groups(UNITS, r"perplexity (\S+) = (\S+)$")
page.says(
    "There are three ways to state one quantity. PyTorch reports {nats}. Bits are nats divided by "
    "$\\ln 2$. Perplexity is $e$ to the nats, which {is} {base} to the bits.",
    "하나의 양을 세 가지로 나타냅니다. PyTorch는 {nats_ko}로 알려 줍니다. 비트는 내트를 $\\ln "
    "2$로 나눈 값입니다. 퍼플렉서티(perplexity)는 $e$를 내트만큼 거듭제곱한 값이고, {base}를 "
    "비트만큼 거듭제곱한 값과 {is_ko}.",
    nats=when(guess == f"{math.exp(math.log(3)):.4f}", "nats"),
    nats_ko=when(guess == f"{math.exp(math.log(3)):.4f}", "내트"),
    base=found(f"snippets/{UNITS}.py", r"(\d)\*\*bits")[0],
    is_ko=when(all(a == b for a, b in both_ways), "같습니다"),
    **{"is": when(all(a == b for a, b in both_ways), "is")},
)
page.says(
    "Perplexity counts equal choices: a model that guesses among {three} classes has perplexity "
    "{guess:g}. A perfect one has {perfect:g}.",
    "퍼플렉서티는 똑같이 그럴듯한 선택지의 수로 읽습니다. {three_ko} 클래스 가운데 하나를 찍기만 "
    "하는 모델의 퍼플렉서티는 {guess:g}이고, 완벽한 모델은 {perfect:g}입니다.",
    three=ENGLISH[int(printed(UNITS, r"guess among (\d)"))],
    three_ko=KOREAN[int(printed(UNITS, r"guess among (\d)"))],
    guess=float(guess),
    perfect=math.exp(certainty),
)

# Mean first
row_losses = load(MEAN).losses
right_one = printed(MEAN, r"exp of the mean loss +(\S+)")
other = printed(MEAN, r"mean of the exponentials +(\S+)")
geometric = printed(MEAN, r"geometric mean of the p +(\S+)")
page.says(
    "For the perplexity of many rows, take the mean of the losses first, then the exponential: "
    "/// question | number {two} rows have the losses {a:g} and {b:g}. What is their perplexity, "
    "to one decimal? - [x] {right} ± 0.05 The mean loss is {mean:g}, and $e$ to that power is the "
    "perplexity.",
    "여러 행의 퍼플렉서티를 구할 때는 손실의 평균을 먼저 내고, 그다음에 지수함수를 적용합니다. "
    "/// question | number {two_ko} 행의 손실이 {a:g}와 {b:g}입니다. 퍼플렉서티는 얼마일까요? "
    "소수점 아래 한 자리까지 답하십시오. - [x] {right} ± 0.05 손실의 평균은 {mean:g}이고, $e$를 "
    "그만큼 거듭제곱하면 퍼플렉서티입니다.",
    two=ENGLISH[len(row_losses)].capitalize(),
    two_ko=KOREAN[len(row_losses)],
    a=row_losses[0].item(),
    b=row_losses[1].item(),
    mean=row_losses.mean().item(),
    right=right_one,
)
page.says(
    "- [ ] {other} ± 0.05 That is the mean of {two} perplexities. Take the mean of the losses "
    "first. - [ ] {mean:g} ± 0.05 That is the mean loss, in nats. Raise $e$ to this power. - [ ] "
    "Another number First the mean of the {two} losses, then $e$ to that power.",
    "- [ ] {other} ± 0.05 {two_ko} 퍼플렉서티의 평균입니다. 손실의 평균을 먼저 내야 합니다. - [ ] "
    "{mean:g} ± 0.05 내트로 나타낸 평균 손실입니다. $e$를 그만큼 거듭제곱해야 합니다. - [ ] 그 "
    "밖의 수 먼저 {two_ko} 손실의 평균을 내고, $e$를 그만큼 거듭제곱해 보십시오.",
    other=other,
    two=ENGLISH[len(row_losses)],
    two_ko=KOREAN[len(row_losses)],
    mean=row_losses.mean().item(),
)
larger = float(other) > float(right_one)
page.says(
    "The other order gives {other} instead of {right}. It is never {smaller}, because the "
    "exponential curves upwards, and one bad row dominates it. The right value {is} one over the "
    "geometric mean of the label probabilities.",
    "순서를 바꾸면 {right} 대신 {other}이 나옵니다. 지수함수는 아래로 볼록하므로 이 값이 더 "
    "{smaller_ko} 일은 없고, 나쁜 행 하나에 크게 끌려갑니다. 올바른 값은 레이블 확률의 기하평균의 "
    "{is_ko}.",
    other=other,
    right=right_one,
    smaller=when(larger, "smaller"),
    smaller_ko=when(larger, "작아지는"),
    is_ko=when(geometric == right_one, "역수입니다"),
    **{"is": when(geometric == right_one, "is")},
)


# Numbers that are words, in the texts of the explorable and in headings
outcomes = len(re.findall(r"\d\.\d+", found(f"snippets/{MOVES}.py", r"^P = (.+)$")[0]))
page.says(
    "soft: {three} outcomes label: One label",
    "soft: 결과 {three_ko} label: 레이블 하나",
    three=ENGLISH[outcomes].capitalize(),
    three_ko={3: "셋"}[outcomes],
)
page.says(
    "Columns for the chances of {three} outcomes under Q, each with a mark for P.",
    "{three_ko} 결과의 Q 확률을 나타낸 막대. 막대마다 P의 값에 선을 그었습니다.",
    three=ENGLISH[outcomes],
    three_ko=KOREAN[outcomes],
)
curves = [name for name in ("P", "Q1", "Q2") if hasattr(load(BELLS), name)]
page.says(
    "## {capital} bell curves The study notes that this site began with explain the formula by a "
    "picture of {three} distributions. The picture is lost; this one is drawn anew.",
    "## 종 모양 곡선 {three_noun} {#three-bell-curves} 이 사이트의 바탕이 된 스터디 노트는 분포 "
    "{three_ko} 개를 그린 그림으로 이 식을 설명했습니다.",
    capital=ENGLISH[len(curves)].capitalize(),
    three=ENGLISH[len(curves)],
    three_ko=KOREAN[len(curves)],
    three_noun={3: "셋"}[len(curves)],
)


page.states(
    "Draw an $x$ from $P$",
    "$P$에서 $x$를 하나 뽑아",
    because="what the two densities are compared at",
)


# Formulas
def divergence(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    return kl_divergence(Categorical(p), Categorical(q))


def mean_surprise(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(q.log(), p)


bells = load(BELLS)
surprise = load(SURPRISE).surprise

page.writes(r"\log x", r"\ln x", because="what the page calls the natural logarithm")
page.formula(r"-\log p", lambda p: -p.log(), lambda p: surprise(p))
page.formula(r"-\log q", lambda q: -q.log(), lambda q: surprise(q))
page.formula(
    r"H(P) = -\sum_x P(x)\,\log P(x)",
    lambda P: -(P * P.log()).sum(),
    lambda P: load(AVERAGE).entropy(P),
)
page.formula(
    r"\ln 2", lambda P: Categorical(P).entropy() / math.log(2), lambda P: -(P * P.log2()).sum()
)
page.formula(
    r"\begin{aligned} H(P, Q) &= -\mathbb{E}_{x \sim P}\bigl[\log Q(x)\bigr] \\ "
    r"&= -\sum_x P(x)\,\log Q(x) \end{aligned}",
    lambda P, Q: -P @ Q.log(),
    lambda P, Q: -(P * Q.log()).sum(),
    lambda P, Q: F.cross_entropy(Q.log(), P),
)
page.formula(r"p \log q", lambda p, q: p * q.log(), lambda p, q: torch.xlogy(p, q))
page.formula(r"0 \log 0 = 0", 0, torch.xlogy(torch.tensor(0.0), torch.tensor(0.0)).item())
page.formula(
    r"\log P(x)",
    lambda P, Q: -(P * (Q.log() + P.log() - P.log())).sum(),
    lambda P, Q: Categorical(P).entropy() + divergence(P, Q),
)
page.formula(
    r"H(P, Q) = H(P) + \mathrm{KL}(P \,\|\, Q)",
    lambda P, Q: Categorical(P).entropy() + divergence(P, Q),
    lambda P, Q: mean_surprise(P, Q),
)
page.formula(
    r"\mathrm{KL}(P \,\|\, Q) = \sum_x P(x)\,\log\frac{P(x)}{Q(x)}",
    lambda P, Q: (P * (P / Q).log()).sum(),
    lambda P, Q: divergence(P, Q),
)
page.formula(r"\log t \le t - 1", lambda t: t.log() <= t - 1)
decreasing = (
    r"\begin{aligned} -\mathrm{KL}(P \,\|\, Q) &= \sum_x P(x)\,\log\frac{Q(x)}{P(x)} \\ "
    r"&\le \sum_x P(x)\left(\frac{Q(x)}{P(x)} - 1\right) \le 0, \end{aligned}"
)
page.formula(decreasing, lambda P, Q: (P * (Q / P).log()).sum(), lambda P, Q: -divergence(P, Q))
page.formula(decreasing, lambda P, Q: -divergence(P, Q) <= (P * (Q / P - 1)).sum())
page.formula(decreasing, lambda P, Q: (P * (Q / P - 1)).sum() <= 1e-12)
page.formula("Q = P", lambda P, Q: (divergence(P, P) == 0) & (divergence(P, Q) > 0))
page.formula(
    r"Q = \mathrm{softmax}(\text{logits})",
    lambda P, z: -(P * z.softmax(0).log()).sum(),
    lambda P, z: F.cross_entropy(z, P),
)
goal = found(f"snippets/{MOVES}.py", r"^P = torch.tensor\(\[(.+)\]\)")[0].split(", ")
page.formula("P = (0.1, 0.6, 0.3)", lambda: [0.1, 0.6, 0.3], lambda: [float(p) for p in goal])
page.formula(
    "Q_1(x) > Q_2(x)",
    lambda u: (bells.Q1.log_prob(u) > bells.Q2.log_prob(u)) == (u < 1.25),
)
page.formula(
    "H(P, Q_1) < H(P, Q_2)",
    lambda: kl_divergence(bells.P, bells.Q1) < kl_divergence(bells.P, bells.Q2),
)
page.formula(
    r"H(P, Q) = \tfrac12\,\log\bigl(2\pi\sigma_Q^2\bigr) + "
    r"\frac{\sigma_P^2 + (\mu_P - \mu_Q)^2}{2\sigma_Q^2}",
    lambda u, v, t, T: (2 * math.pi * T**2).log() / 2 + (t**2 + (u - v) ** 2) / (2 * T**2),
    lambda u, v, t, T: Normal(u, t).entropy() + kl_divergence(Normal(u, t), Normal(v, T)),
)
page.formula(
    r"H(P, Q) = -\log Q(y)",
    lambda Q, y: -Q[y].log(),
    lambda Q, y: mean_surprise(F.one_hot(y, len(Q)).double(), Q),
)
