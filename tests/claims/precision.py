import inspect
import re

import torch
import torch.nn.functional as F
from torch._inductor import config as inductor

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when

FORMATS = "precision/three_formats"
AUTOCAST = "precision/autocast"
SCALING = "precision/loss_scaling"
Z_LOSS = "precision/z_loss"
CAP = "precision/soft_cap"
SAMPLED = "precision/sampled_softmax"
LEVELS = "precision/hierarchical_softmax"
INFONCE = "precision/info_nce"


def table(program: str, pattern: str) -> dict[str, str]:
    """Return what the second group of `pattern` matches in an output, by what the first does."""
    return dict(re.findall(pattern, read_file(f"snippets/{program}.out"), re.M))


def source(program: str) -> str:
    """Return the source of a program."""
    return read_file(f"snippets/{program}.py")


page = Claims("precision")

# The beginning
page.states(
    "What 16 bits do to weights, losses and gradients, and how a softmax over very many classes is "
    "sampled, split into levels or taken among a batch.",
    "16비트가 가중치, 손실, 기울기를 어떻게 바꾸는지, 클래스가 아주 많은 소프트맥스를 어떻게 "
    "표본으로, 두 단계로, 배치 안에서 계산하는지 다루고 그 편향을 잽니다.",
    because="the sections do",
)
page.states(
    "Half precision: what to look at once there is a nan.",
    "반정밀도: 이미 nan이 나왔을 때 살펴볼 것을 다룹니다.",
    because="the name of a section there",
)
page.states(
    "Large models compute in 16 bits, to save time and memory. They choose among tens of thousands "
    "of classes, and some look at a few of them only.",
    "큰 모델은 시간과 메모리를 아끼려고 16비트로 계산합니다. 클래스(class) 수만 개 가운데 하나를 "
    "고르면서 그 일부만 보기도 합니다.",
    because="the sizes are those of the page on scaling out",
)
narrow = float(printed("precision/precision_in_one_minute", r"loss in bfloat16: off by (\S+)"))
wide = float(printed("precision/precision_in_one_minute", r"loss in float32: off by (\S+)"))
page.says(
    "## In one minute {multiply} in 16 bits. Add up, take logarithms and keep the weights in 32.",
    "## 1분 요약 {#in-one-minute} {multiply_korean} 16비트로 하고, 덧셈과 로그와 가중치(weight) "
    "보관은 32비트로 합니다.",
    multiply=when(wide < 0.6 * narrow, "Multiply"),
    multiply_korean=when(wide < 0.6 * narrow, "곱셈은"),
)

# Weights that do not move
gap = float(printed(FORMATS, r"^bfloat16 .* (0\.\d{7}) "))
ends = table(FORMATS, r"^(\w+) .* (\S+)$")
page.says(
    "{sixteen} bits have to be shared out between range and digits. bfloat16 takes the range of "
    "float32, float16 takes more digits.",
    "{sixteen_korean}를 범위와 자릿수가 나누어 써야 합니다. bfloat16은 float32의 범위를 택했고, "
    "float16은 더 많은 자릿수를 택했습니다.",
    sixteen=when(torch.finfo(torch.bfloat16).bits == 16, "Sixteen"),
    sixteen_korean=when(torch.finfo(torch.float16).bits == 16, "16비트"),
)
steps, step = re.findall(r"range\((\d+)\):\n        weight \+= (\S+)", source(FORMATS))[0]
page.says(
    "A weight of 1 in bfloat16 takes {steps} steps of {step}. Where does it end, to two decimals? "
    "- [x] {end} ± 0.005 The next number is {gap} further. Each step is rounded away, the last "
    "like the first. - [ ] {wide} ± 0.05 So it does in float32, and nearly in float16.",
    "bfloat16으로 저장한 가중치 1을 {step}씩 {steps}번 올립니다. 어디에서 끝날까요? 소수 둘째 "
    "자리까지 답하십시오. - [x] {end} ± 0.005 다음 수는 {gap}만큼 떨어져 있습니다. 마지막 한 번까지 "
    "매번 반올림되어 제자리로 돌아옵니다. - [ ] {wide} ± 0.05 float32라면 그렇고, float16도 거의 "
    "그렇습니다.",
    steps=steps,
    step=when(float(step) < gap / 2, step),
    end=ends["bfloat16"],
    gap=gap,
    wide=ends["float32"],
)
page.states(
    "How far is the next bfloat16 number from 1? A step of less than half of that leads back.",
    "1 다음의 bfloat16 수는 얼마나 떨어져 있습니까? 그 반보다 작게 움직이면 제자리로 돌아옵니다.",
    because="a test rounds steps just below and just above half the gap",
)
whole = round(float(printed(FORMATS, r"^float16 .* (\S+)  ")) * int(steps), 4)
page.says(
    "A step of less than {half} the gap is lost, however often it is taken. In float16 each step is "
    "rounded to the gap, and the weight ends at {end}.",
    "간격의 {half_korean}보다 작은 변화는 아무리 되풀이해도 사라집니다. float16에서는 한 번의 변화가 매번 간격에 "
    "맞게 반올림되어 {end}에서 끝납니다.",
    half=when(ends["bfloat16"] == "1.0000", "half"),
    half_korean=when(float(step) < gap / 2, "반"),
    end=when(abs(1 + whole - float(ends["float16"])) < 1e-3, ends["float16"]),
)

# What autocast keeps wide
losses = table(AUTOCAST, r"^(\S.*\S) +torch\.\S+ +off by (\S+)$")
by_hand, halfway = losses["log_softmax, gather"], losses["log_softmax, nll_loss"]
page.says(
    "Weights and their gradients stay in float32. The program takes one loss in {four} ways.",
    "가중치와 그 기울기(gradient)는 float32로 남습니다. 다음 프로그램은 같은 손실을 {four_korean} "
    "가지 방법으로 구합니다.",
    four=ENGLISH[len(losses)],
    four_korean=KOREAN[len(losses)],
)
page.says(
    "- **A loss by hand** is off by {error}: on a CPU `log_softmax` stays in {narrow}.",
    "- **직접 쓴 손실**은 {error}만큼 어긋납니다. CPU에서 `log_softmax`는 {narrow}에 머물기 때문입니다.",
    error=by_hand,
    narrow=printed(AUTOCAST, r"^log_softmax +torch\.(\S+)$"),
)
page.says(
    "- **`nll_loss`** returns {wide} and is {no} better.",
    "- **`nll_loss`**는 {wide}를 돌려주지만 나아진 것이 {no_korean}.",
    wide=printed(AUTOCAST, r"^log_softmax, nll_loss +torch\.(\S+) "),
    no=when(halfway == by_hand, "no"),
    no_korean=when(halfway == by_hand, "없습니다"),
)
page.says(
    "What is left, {error}, is the rounding of the logits themselves. - **`linear_cross_entropy`** "
    "in chunks is off by {exact}: autocast does {not_} reach into it, and the product stays in "
    "float32, at the price of float32. Without autocast, bfloat16 inputs give a {narrow} loss.",
    "남은 {error}는 로짓 자체를 반올림한 오차입니다. - **청크로 나눈 `linear_cross_entropy`**는 "
    "{exact}만큼 어긋납니다. autocast가 그 안까지 미치지 {not_korean} 곱셈도 float32로 하며, 그만큼 계산이 "
    "듭니다. autocast 없이 bfloat16을 주면 손실도 {narrow}입니다.",
    error=losses["cross_entropy"],
    exact=losses["linear_cross_entropy"],
    not_=when(float(losses["linear_cross_entropy"]) == 0, "not"),
    not_korean=when(float(losses["linear_cross_entropy"]) == 0, "않아"),
    narrow=str(
        F.linear_cross_entropy(
            torch.ones(2, 3, dtype=torch.bfloat16),
            torch.ones(4, 3, dtype=torch.bfloat16),
            torch.tensor([0, 1]),
        ).dtype
    ).removeprefix("torch."),
)

# Gradients too small for float16
zero = table(SCALING, r"^2\^(\S+) +(\S+%)")
share = table(SCALING, r"^2\^(\S+) .*?% +(\S+%)")
rows, classes = re.findall(r"N, K = (\d+), (\d+)", source(SCALING))[0]
page.says(
    "With many classes and many rows most of these numbers are tiny, and below {half} its least "
    "number float16 has only 0.",
    "클래스와 행이 많으면 대부분 아주 작은데, float16에서 가장 작은 수의 {half_korean}보다 작으면 0이 "
    "됩니다.",
    half=when(torch.tensor(2.0**-25).half() == 0 < torch.tensor(2.0**-24.9).half(), "half"),
    half_korean=when(torch.tensor(2.0**-25).half() == 0, "반"),
)
page.says(
    "Two humps over powers of two. The unscaled gradients lie around {middle}, for the most part "
    "left of a shaded band that begins at {least}. Times {scale} they lie within it.",
    "2의 거듭제곱을 가로축으로 한 두 언덕. 배율이 없는 기울기는 {middle} 부근에 있고, 대부분 "
    "{least}에서 시작하는 색칠한 띠의 왼쪽에 있다. {scale}을 곱하면 띠 안에 들어온다.",
    middle="−27",
    least="−24",
    scale=f"{2**16:,}",
)
page.says(
    "How large the gradients of {rows} rows with {classes} classes are.",
    "클래스 {classes}개, 행 {rows}개일 때 기울기의 크기입니다.",
    rows=rows,
    classes=classes,
)
page.says(
    "Unscaled, {zero} of the entries become 0. They are the smallest, and hold {share} of the sum. "
    "But the more rows, the smaller each entry: the first line is what a batch {times} times as "
    "large would lose, {more} of the sum. From $2^{16}$ on next to nothing is lost. At $2^{24}$ the "
    "entries of {infinite} targets are infinite.",
    "배율이 없으면 원소의 {zero}가 0이 됩니다. 가장 작은 것들이라 모두 더해도 합의 {share}입니다. "
    "그러나 행이 많을수록 원소는 작아집니다. 첫 줄은 배치(batch)가 {times}배일 때 잃는 것과 같으며, "
    "합의 {more}입니다. $2^{16}$부터는 잃는 것이 거의 없습니다. $2^{24}$에서는 정답 {infinite}개의 "
    "원소가 무한대가 됩니다.",
    zero=zero["0"],
    share=share["0"],
    times=2 ** -int(min(zero, key=int)),
    more=share[min(zero, key=int)],
    infinite=when(zero["16"] == "0.0%", printed(SCALING, r"^2\^24 .* (\d+)$")),
)
scaler = inspect.signature(torch.amp.GradScaler).parameters
halves = scaler["backoff_factor"].default == 0.5 and scaler["growth_factor"].default == 2
page.says(
    "It begins at {start}. After an infinite gradient it leaves the step out and {halves} the "
    "scale; after {steps} steps without one it doubles it.",
    "{start}에서 시작해, 무한대인 기울기가 나오면 그 스텝(step)을 건너뛰고 배율을 {halves_korean} "
    "줄입니다. {steps}스텝 동안 나오지 않으면 두 배로 늘립니다.",
    start=f"{int(scaler['init_scale'].default):,}",
    halves=when(halves, "halves"),
    halves_korean=when(halves, "반으로"),
    steps=scaler["growth_interval"].default,
)

# Scores that stay small
page.says(
    "In bfloat16, numbers near {high} lie {a_quarter} apart, and float16 ends at {end}.",
    "bfloat16에서 {high} 부근의 수는 {a_quarter_korean} 간격으로 떨어져 있고, "
    "float16은 {end}에서 끝납니다.",
    high=50,
    a_quarter=when(torch.finfo(torch.bfloat16).eps * 32 == 0.25, "a quarter"),
    a_quarter_korean=when(torch.finfo(torch.bfloat16).eps * 32 == 0.25, "4분의 1"),
    end=f"{int(torch.finfo(torch.float16).max):,}",
)
P = re.findall(r"P = torch.tensor\(\[(\S+), (\S+), (\S+), (\S+)\]\)", source(Z_LOSS))[0]
start = float(re.findall(r"start=(\S+)\)", source(Z_LOSS))[0])
page.says(
    "Here {four} scores begin at {start:.0f} and learn the probabilities {p0}, {p1}, {p2} and {p3}.",
    "다음 프로그램에서는 점수 {four_korean} 개가 {start:.0f}에서 출발해 확률 {p0}, {p1}, {p2}, {p3}을 "
    "배웁니다.",
    four=ENGLISH[len(P)],
    four_korean=KOREAN[len(P)],
    start=start,
    **{f"p{k}": p for k, p in enumerate(P)},
)
ways = {
    penalty: (float(log_z), high, low)
    for penalty, log_z, high, low in re.findall(
        r"^ +(0\.\d+) +(\S+) +(\S+) +(\S+)$", read_file(f"snippets/{Z_LOSS}.out"), re.M
    )
}
none, middle, strong = ways
page.says(
    "Without the penalty the scores {stay} up, and rounding them costs {cost}. With {strong} they "
    "come down, and even rounded they cost only {less} more than the best. With {middle} they are on their way, and meanwhile the "
    "penalty itself costs {meanwhile}. At $\\log Z = 0$ it pulls at nothing any more.",
    "페널티가 없으면 점수는 높은 곳에 그대로 {stay_korean}, 반올림하면 비용(cost)이 {cost} "
    "늘어납니다. {strong}이면 점수가 내려오고, 반올림한 비용도 가장 낮은 값보다 {less} 높을 "
    "뿐입니다. {middle}이면 아직 내려오는 중이고, 그동안은 페널티 때문에 비용이 {meanwhile} 높습니다. $\\log Z = 0$에 이르면 "
    "페널티는 더는 아무것도 당기지 않습니다.",
    stay=when(ways[none][0] >= start > 10 > 1 > ways[strong][0], "stay"),
    stay_korean=when(float(ways[none][1]) == 0, "있고"),
    cost=ways[none][2],
    strong=strong,
    less=ways[strong][2],
    middle=middle,
    meanwhile=when(1 < ways[middle][0] < start, ways[middle][1]),
)
capped = table(CAP, r"^ *(\d+) .* (\S+)$")
right = int(re.findall(r"target = torch.tensor\((\d)\)", source(CAP))[0])
page.says(
    "Gemma 2 does so with $c = {cap:.0f}$. Here class {wrong} leads, and class {right} is right.",
    "Gemma 2는 $c = {cap:.0f}$을 씁니다. 다음에서는 클래스 {wrong}이 앞서지만 정답은 클래스 {right}입니다.",
    cap=float(re.findall(r"^cap = (\S+)", source(CAP), re.M)[0]),
    wrong=1 - right,
    right=right,
)
page.says(
    "Where a wrong class leads by {lead}, the gradient is {slope} instead of {full:.0f}: the row "
    "has stopped teaching, as with an epsilon.",
    "틀린 클래스가 {lead}만큼 앞서면 기울기는 {full:.0f}이 아니라 {slope}입니다. 엡실론을 더했을 "
    "때처럼, 이 행에서는 더 배우는 것이 없습니다.",
    lead="100",
    slope=capped["100"],
    full=float(printed(CAP, r"^ *100 .* (\S+) +\S+$")),
)

# Chunks and compilers
elides = "elide the downcast-upcast pairs" in " ".join(
    line.strip("# ") for line in inspect.getsource(inductor).splitlines()
)
page.says(
    "Numbers that stay inside the loop are {not_} rounded to 16 bits any more, so a compiled loss "
    "may differ in its last digits. {no} program of this page uses it: what it printed would depend on "
    "the machine.",
    "반복문 안에 머무는 수는 더는 16비트로 반올림되지 {not_korean}. 그래서 컴파일한 손실은 마지막 "
    "자리가 달라질 수 있습니다. 이 페이지에서는 쓰지 {no_korean}. 출력이 컴퓨터에 따라 달라지기 때문입니다.",
    not_=when(elides, "not"),
    not_korean=when(elides, "않습니다"),
    no="No",
    no_korean="않습니다",
)

# Sampled softmax
counts = re.findall(r" (\d+): ", printed(SAMPLED, r"^uniform(.*)$"))
few, *_, many = counts
biases = {
    name: dict(re.findall(r"(\d+): +(\S+) ±", line))
    for name, line in table(SAMPLED, r"^(\S[\w ]*\w) +(8: .*)$").items()
}
outside = {
    name: [abs(float(mean)) > float(error) for mean, error in re.findall(r"(\S+) ± (\S+)", line)]
    for name, line in table(SAMPLED, r"^(\S[\w ]*\w) +(8: .*)$").items()
}
low = all(
    all(outside[name]) and all(float(bias) < 0 for bias in biases[name].values())
    for name in ("uniform", "by frequency")
)
page.says(
    "Is the loss? - [ ] Yes, by the same token. The mean of logarithms is not the logarithm of the "
    "mean. - [x] {no}, on average it is too {low}.",
    "손실도 그럴까요? - [ ] 예, 마찬가지입니다. 로그의 평균은 평균의 로그가 아닙니다. - [x] "
    "{no_korean} 평균하면 너무 {low_korean}.",
    no=when(low, "No"),
    no_korean=when(low, "아닙니다."),
    low=when(low, "low"),
    low_korean=when(low, "낮습니다"),
)
nearer = all(
    abs(float(biases["by frequency"][count])) < abs(float(biases["uniform"][count]))
    for count in counts
)
exact = not any(outside["by softmax"])
page.says(
    "The mean of {rounds} losses minus the exact one, with its 95% interval. {eight} uniform draws "
    "are too low by {little}, {many} by {less}. Draws by frequency are {nearer}, because frequent "
    "classes tend to have large scores. Draws by the softmax itself have {no} bias at all, but they "
    "need the sum that was to be saved. Without the correction there is no estimate: {wrong} with "
    "{few} draws, {wrong_too} with {many}.",
    "손실 {rounds}개의 평균에서 정확한 손실을 뺀 값과 그 95% 신뢰 구간입니다. 고르게 "
    "{eight_korean} 개를 뽑으면 {little}만큼, {many}개를 뽑으면 {less}만큼 낮습니다. 빈도대로 뽑으면 더 "
    "{nearer_korean}. 흔한 클래스는 대개 점수도 높기 때문입니다. 소프트맥스 자체로 뽑으면 편향이 전혀 "
    "{no_korean}, 그러려면 아끼려던 합이 필요합니다. 바로잡지 않으면 추정이 되지 않습니다. "
    "{few}개면 {wrong}, {many}개면 {wrong_too}입니다.",
    rounds=re.findall(r"rounds, y = \d+, (\d+)", source(SAMPLED))[0],
    eight=ENGLISH[int(few)].capitalize(),
    eight_korean=KOREAN[int(few)],
    little=biases["uniform"][few].lstrip("-"),
    many=many,
    few=few,
    less=biases["uniform"][many].lstrip("-"),
    nearer=when(nearer, "nearer"),
    nearer_korean=when(nearer, "가깝습니다"),
    no=when(exact, "no"),
    no_korean=when(exact, "없지만"),
    wrong=biases["uncorrected"][few].replace("-", "−"),
    wrong_too=biases["uncorrected"][many],
)

# Two levels
groups, members = map(int, re.findall(r"M = \d+, \d+, \d+, (\d+), (\d+)", source(LEVELS))[0])
page.says(
    "For {classes} classes in {groups} groups of {members}, a loss takes {scores} scores instead of "
    "{classes}. The probabilities add up to 1, so nothing is estimated.",
    "클래스 {classes}개를 {members_korean} 개씩 {groups}그룹으로 나누면 손실 하나에 점수가 {classes}개가 아니라 "
    "{scores}개 필요합니다. 확률의 합은 1이므로 추정하는 것은 없습니다.",
    classes=groups * members,
    groups=groups,
    members=members,
    members_korean=KOREAN[members],
    scores=groups + members,
)
least = table(LEVELS, r"^(\w+ levels?(?:, \w+)?) +(\S+) to")
most = table(LEVELS, r"^(\w+ levels?(?:, \w+)?) .* to (\S+)$")
decide = float(most["two levels, alike"]) * 3 < float(least["two levels, shuffled"])
page.says(
    "The lowest and the highest of {five} seeds. One level can be fitted to {zero}. Two levels of "
    "classes that are alike leave {low} to {high}, of classes thrown together {worse} to {worst}. "
    "So {it_is} the groups that decide.",
    "시드(seed) {five_korean} 개에서 가장 낮은 값과 가장 높은 값입니다. 한 단계는 {zero}까지 맞출 수 "
    "있습니다. 두 단계는 비슷한 클래스끼리 묶으면 {low}에서 {high}, 아무렇게나 묶으면 {worse}에서 "
    "{worst}이 남습니다. 그러니 그룹을 어떻게 묶느냐가 {it_is_korean}.",
    five=ENGLISH[int(re.findall(r"M = (\d+),", source(LEVELS))[0])],
    five_korean=KOREAN[int(re.findall(r"M = (\d+),", source(LEVELS))[0])],
    zero=when(least["one level"] == most["one level"], most["one level"]),
    low=least["two levels, alike"],
    high=most["two levels, alike"],
    worse=least["two levels, shuffled"],
    worst=most["two levels, shuffled"],
    it_is=when(decide, "it is"),
    it_is_korean=when(decide, "중요합니다"),
)

# InfoNCE
known = [float(value) for value in printed(INFONCE, r"^known(.*)$").split()]
estimates = {
    int(count): [float(value) for value in line.split()]
    for count, line in table(INFONCE, r"^among +(\d+), ln \S+: (.*)$").items()
}
small, medium, large = estimates
page.says(
    "Each pair holds {eight:.0f} nats of information. What does classification among {medium} pairs "
    "estimate? - [x] {found:.2f} ± 0.1 Close below ln {medium}, which is as much as {medium} classes "
    "can tell. - [ ] {eight:.0f} ± 0.1 So it would be without a ceiling. Telling one of {medium} "
    "apart takes no more than ln {medium}. - [ ] Another number The loss is at least 0.",
    "짝마다 정보량이 {eight:.0f}내트(nat)입니다. 짝 {medium}개 사이의 분류로 추정하면 얼마일까요? - "
    "[x] {found:.2f} ± 0.1 ln {medium} 바로 아래입니다. 클래스 {medium}개로 알 수 있는 것은 "
    "그만큼입니다. - [ ] {eight:.0f} ± 0.1 천장이 없다면 그렇습니다. {medium}개 가운데 하나를 가리는 "
    "데는 ln {medium}면 충분합니다. - [ ] 그 밖의 수 손실은 적어도 0입니다.",
    eight=known[-2],
    medium=medium,
    found=estimates[medium][-2],
)
ordered = all(
    a <= b <= c
    for a, b, c in zip(estimates[small], estimates[medium], estimates[large], strict=True)
)
page.says(
    "Three curves leave it one after another, among {small}, {medium} and {large}, and {flatten} "
    "below their dashed lines at ln {small}, ln {medium} and ln {large}.",
    "{small}개, {medium}개, {large}개 사이에서 구한 세 곡선이 차례로 대각선을 벗어나, ln {small}, ln "
    "{medium}, ln {large}에 그은 파선 아래에서 {flatten_korean}.",
    small=small,
    medium=medium,
    large=large,
    flatten=when(ordered, "flatten"),
    flatten_korean=when(ordered, "평평해진다"),
)
page.says(
    "{eight} times the pairs lift the ceiling by ln {times}.",
    "짝이 {eight_korean} 배가 되면 천장은 ln {times}만큼 높아집니다.",
    eight=ENGLISH[medium // small].capitalize(),
    eight_korean=KOREAN[large // medium],
    times=large // medium,
)
page.says(
    "a loss near 0 says that the batch was too easy, not that all is learnt. Nor does gradient "
    "accumulation help. {eight} batches of {medium} are {eight_again} games among {medium}; their "
    "mean loss is not that among {large}.",
    "손실이 0에 가까우면 배치가 너무 쉬웠다는 뜻이지, 다 배웠다는 뜻이 아닙니다. 기울기 누적도 소용이 "
    "없습니다. {medium}개짜리 배치 {eight_korean} 개는 {medium}개 사이의 분류를 {eight_korean} 번 하는 "
    "것이고, 그 평균 손실은 {large}개 사이의 손실이 아닙니다.",
    eight=ENGLISH[large // medium].capitalize(),
    eight_again=ENGLISH[large // medium],
    eight_korean=KOREAN[large // medium],
    medium=medium,
    large=large,
)


# Formulas


def sampled(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the sampled loss if each wrong class is drawn once, all with one probability."""
    wrong = z[torch.arange(len(z)) != y]
    q = 1 / len(wrong)
    drawn = (wrong.exp() / q).mean()
    return (z[y].exp() + drawn).log() - z[y]


def two_levels(z: torch.Tensor, i: torch.Tensor) -> torch.Tensor:
    """Return the probability of class `i` by way of its group; each pair of classes is one."""
    groups = z.split(2)
    p_group = torch.stack([group.logsumexp(0) for group in groups]).softmax(0)
    within = torch.cat([group.softmax(0) for group in groups])
    return p_group[i // 2] * within[i]


def slope_of_penalty(z: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Return the gradient of t (log Z)^2 for the logits."""
    z = z.clone().requires_grad_()
    (slope,) = torch.autograd.grad(t * z.logsumexp(0) ** 2, z)
    return slope


def slope_of_cap(z: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Return the derivative of t tanh(z / t)."""
    z = z.clone().requires_grad_()
    (slope,) = torch.autograd.grad((t * (z / t).tanh()).sum(), z)
    return slope


page.formula(
    r"L + \lambda \, (\log Z)^2, \qquad \log Z = \log \sum_j e^{z_j}",
    lambda z: z.exp().sum().log(),
    lambda z: z.logsumexp(0),
)
page.formula(
    r"2 \lambda \, p_k \log Z",
    lambda z, t: 2 * t * z.softmax(0) * z.logsumexp(0),
    slope_of_penalty,
)
page.formula(r"1 - \tanh^2(z / c)", lambda z, t: 1 - (z / t).tanh() ** 2, slope_of_cap)
page.formula(
    r"c \tanh(z / c)", lambda z, t: ((t * (z / t).tanh()).abs() <= t).double(), lambda z: z * 0 + 1
)
page.formula(
    r"\log\Big(e^{z_y} + \frac{1}{S} \sum_{s} \frac{e^{z_s}}{q_s}\Big) - z_y",
    sampled,
    lambda z, y: F.cross_entropy(z, y),
)
page.formula(r"p_k = p_g \, p_{k \mid g}", two_levels, lambda z, i: z.softmax(0)[i])
page.formula(
    r"I \ge \log N - L",
    lambda: all(
        value <= wanted
        for line in estimates.values()
        for value, wanted in zip(line, known, strict=True)
    ),
)
page.writes(
    r"\log Z = 0",
    "-c",
    r"c = 30",
    r"S + 1",
    r"\log(S q_s)",
    r"\log q",
    r"\log N",
    r"\log N - L",
    "2^{16}",
    "2^{24}",
    because="they are a setting, or part of a formula that is compared",
)
page.states(
    "## Two levels {#two-levels}",
    "## 두 단계 {#two-levels}",
    because="group and member",
)
page.states(
    "two levels of linear scores cannot give every softmax.",
    "선형 점수 두 단계로는 모든 소프트맥스를 나타낼 수 없습니다.",
    because="the program fits it and is left with more than nothing",
)
page.states(
    "the loss is taken in both types.",
    "손실은 두 자료형으로 구합니다.",
    because="bfloat16 and float32",
)
page.states(
    "The program fits both forms to",
    "다음 프로그램은 두 형태를 같은 확률에 맞춥니다.",
    because="one level and two",
)
page.states(
    "mutual information $I$ of the two, which is",
    "상호 정보량(mutual information) $I$",
    because="both are called I",
)
page.states(
    "Two humps over powers of two.",
    "(power of two: 이진 지수, unscaled: 배율 없음)",
    because="a label of the figure",
)
