import re
from itertools import product

import torch
import torch.nn.functional as F

from messages.versions import read_versions
from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, signed, when
from tests.programs import load

MINUTE = "attention/attention_in_one_minute"
ROOT = "attention/root_of_d"
WAYS = "attention/ways_to_mask"
EMPTY = "attention/empty_row"
PADDING = "attention/padding"
TRUE = "attention/two_meanings_of_true"
LEAKS = "attention/next_token_leaks"
CACHE = "attention/causal_with_a_cache"
BLOCKS = "attention/attention_in_blocks"


def numbers(program: str, start: str) -> list[float]:
    """Return the numbers that a line of the published output has after its start."""
    return [float(number) for number in printed(program, rf"^{start} +([-\d. ]+)$").split()]


def table(program: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the groups of `pattern` match in the published output of a program."""
    return re.findall(pattern, read_file(f"snippets/{program}.out"), re.M)


page = Claims("attention")

# The beginning, and the first section
weights = [
    [float(w) for w in row.split(",")]
    for row in re.findall(r"\[+([\d., ]+)\]", read_file(f"snippets/{MINUTE}.out"))[:3]
]
later = all(weights[n][m] == 0 for n in range(3) for m in range(n + 1, 3))
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.says(
    "This page builds {one} head of it,",
    "어텐션의 헤드(head) {one_korean}를 만들고",
    one="one",
    one_korean="하나",
)
page.says(
    "A mask puts −∞ in place of a score that must {no} count, here of every later position.",
    "마스크는 계산에 넣지 말아야 할 점수를 −∞로 바꿉니다. 여기서는 뒤에 오는 모든 위치가 "
    "{no_korean}.",
    no=when(later, "not"),
    no_korean=when(later, "그렇습니다"),
)

# The explorable
script = read_file("web/explorables/attention.js")
tokens = len(re.findall(r"^const TOKENS = \[(.*)\];", script, re.M)[0].split(","))
page.says(
    "title: {six} tokens and {one} head",
    "title: 토큰 {six_korean} 개와 헤드 {one_korean}",
    six=ENGLISH[tokens].capitalize(),
    six_korean=KOREAN[tokens],
    one="one",
    one_korean="하나",
)
page.says(
    "leave scores of d = {size} undivided, and yet spread the weights of the last row out: an "
    "entropy above {entropy}.",
    "d = {size}인 점수를 나누지 않은 채로 마지막 행의 가중치를 고르게 펴서, 엔트로피가 {entropy}을 넘게 "
    "만드십시오.",
    size=re.findall(r'd === "(\d+)"', script)[0],
    entropy=re.findall(r"SPREAD_OUT = (\d+);", script)[0],
)
padded = tokens - int(re.findall(r"PADDED = (\d+)", script)[0])
page.says(
    "padding: last {two} are padding",
    "padding: 끝 {two_korean}은 패딩",
    two=ENGLISH[padded],
    two_korean={2: "둘"}[padded],
)

# Softmax over keys
head = read_file("snippets/attention/one_head.out")
ways = re.findall(r"^  (?:by hand|at once|PyTorch)  (.*)$", head, re.M)
same = len(set(ways)) == len(ways) // 3
page.says(
    "One query at a time, all at once, and by PyTorch: the {same}. The last line gives keys and "
    "values in another order, and {nothing} changes. Attention sees a set.",
    "쿼리를 하나씩 계산하든, 한꺼번에 계산하든, PyTorch로 계산하든 결과는 {same_korean}. 마지막 "
    "줄에서는 키와 값의 순서를 바꾸었는데도 달라지는 것이 {nothing_korean}. 어텐션은 집합을 봅니다.",
    same=when(same, "same"),
    same_korean=when(same, "같습니다"),
    nothing=when("same answer: True" in head, "nothing"),
    nothing_korean=when("same answer: True" in head, "없습니다"),
)

# Why the square root of d
curves: dict[str, dict[int, list[float]]] = {}
for line in read_file(f"snippets/{ROOT}.out").splitlines():
    if title := re.match(r"(.*\S) +d  ", line):
        curves[title[1]] = rows = {}
    elif row := re.match(r" +(\d+)  (\S+) to (\S+) +(\S+) to (\S+)  (\S+) to (\S+)$", line):
        rows[int(row[1])] = [float(number) for number in row.groups()[1:]]
raw, root, by_d = curves["undivided"], curves["by root d"], curves["by d"]
least, *_, most = sorted(raw)
keys = int(re.findall(r"randn\(100, (\d\d), d\)", read_file(f"snippets/{ROOT}.py"))[0])
seeds = int(re.findall(r"for seed in range\((\d+)\)", read_file(f"snippets/{ROOT}.py"))[0])
equal = torch.tensor(float(keys)).log().item()
page.says(
    "Let all components of query and key be independent, with mean {zero} and variance {one}. So has "
    "each product of two of them.",
    "쿼리와 키의 모든 성분이 서로 독립이고 평균이 {zero}, 분산이 {one}이라고 합시다. 그러면 두 성분의 "
    "곱도 그렇습니다.",
    zero=0,
    one=1,
)
page.says(
    "With $d = 64$ the scores of {keys} keys have standard deviation {spread}. Equal weights have the "
    "entropy {equal:.2f}. Which entropy is left, if {nobody} divides? - [x] {right} ± 0.3 The largest of "
    "{keys} such scores leads the second by several units, and each unit is a factor of $e$. - [ ] "
    "{root} ± 0.4 That is what division by $\\sqrt{d}$ keeps. - [ ] {equal:.2f} ± 0.05 Then all scores "
    "would have to be equal.",
    "$d = 64$이면 키 {keys}개의 점수는 표준편차가 {spread}입니다. 가중치가 모두 같을 때의 엔트로피는 "
    "{equal:.2f}입니다. {nobody_korean} 엔트로피는 얼마나 남을까요? - [x] {right} ± 0.3 점수 {keys}개 "
    "가운데 가장 큰 것은 둘째보다 몇이나 앞서고, 1만큼 앞설 때마다 $e$배가 됩니다. - [ ] {root} ± 0.4 "
    "$\\sqrt{d}$로 나누었을 때의 값입니다. - [ ] {equal:.2f} ± 0.05 점수가 모두 같아야 그렇게 됩니다.",
    keys=keys,
    spread=when(raw[64][0] < 8 < raw[64][1], "8"),
    equal=equal,
    nobody="nobody",
    nobody_korean="나누지 않으면",
    right=when(0.3 < raw[64][2] < raw[64][3] < 0.9, f"{raw[64][3]:.2f}"),
    root=when(root[64][2] < 3.68 < root[64][3], "3.68"),
)
torch.manual_seed(0)
largest = torch.randn(1000, keys).amax(dim=1).mean().item()
page.says(
    "Spread the scores out: the largest of {keys} lies more than {two} standard deviations above 0.",
    "점수를 늘어놓아 보십시오. {keys}개 가운데 가장 큰 것은 0보다 표준편차의 {two_korean} 넘게 위에 "
    "있습니다.",
    keys=keys,
    two={2: "two"}[int(largest)],
    two_korean={2: "두 배"}[int(largest)],
)
flat = all(abs(row[3] - root[least][3]) < 0.15 for row in root.values())
page.says(
    "{three} curves of entropy against d, from {least} to {most}, that begin at one point. Undivided "
    "scores lose {nearly} all of it. Divided by the root of d it stays {level}. Divided by d it {rises} "
    "a little, to the entropy of equal weights.",
    "d가 {least}에서 {most}으로 늘 때의 엔트로피를 그린 {three_korean} 곡선. 한 점에서 시작한다. 나누지 "
    "않은 점수는 엔트로피를 {nearly_korean} 잃는다. d의 제곱근으로 나누면 {level_korean}. d로 나누면 "
    "조금 {rises_korean} 가중치가 모두 같을 때의 엔트로피에 이른다.",
    three=ENGLISH[len(curves)].capitalize(),
    three_korean=KOREAN[len(curves)],
    least=when(raw[least] == root[least] == by_d[least], f"{least}"),
    most=most,
    nearly=when(raw[most][3] < raw[least][2] / 10, "nearly"),
    nearly_korean=when(raw[most][3] < raw[least][2] / 10, "거의 다"),
    level=when(flat, "level"),
    level_korean=when(flat, "그대로다"),
    rises=when(abs(by_d[most][2] - equal) < 0.01 < by_d[most][2] - by_d[least][3], "rises"),
    rises_korean=when(abs(by_d[most][2] - equal) < 0.01, "올라"),
)
page.says(
    "Weights over {keys} keys before anything is learnt, in the mean of {five} seeds. {only} the middle "
    "curve does not depend on $d$.",
    "아무것도 배우기 전, 키 {keys}개에 대한 가중치의 엔트로피를 시드 {five_korean} 개로 평균했습니다. "
    "가운데 곡선만 $d$와 {only_korean}.",
    keys=keys,
    five=ENGLISH[seeds],
    five_korean=KOREAN[seeds],
    only=when(flat, "Only"),
    only_korean=when(flat, "상관없습니다"),
)
page.says(
    "Each line gives the lowest and the highest of {five} seeds. Undivided, {one} key takes {nearly} all "
    "at $d = 256$, before anything is learnt. The *slope* is $\\sum_m p_m (1 - p_m)$, the trace of "
    "softmax's derivative: it falls from {steep:.2f} to {shallow:.2f} at most, and gradients with it. "
    "Division by $\\sqrt{d}$ keeps {both} where they were. Division by $d$ goes too far: {all} weights "
    "become equal.",
    "줄마다 시드 {five_korean} 개에서 가장 낮은 값과 가장 높은 값입니다. 나누지 않으면 $d = "
    "256$에서는 아무것도 배우기 전에 키 {one_korean}가 가중치를 {nearly_korean} 차지합니다. *slope*는 "
    "$\\sum_m p_m (1 - p_m)$, 곧 소프트맥스 도함수의 대각합(trace)입니다. 이 값은 {steep:.2f}에서 "
    "높아야 {shallow:.2f}로 떨어지고, 기울기(gradient)도 함께 줄어듭니다. $\\sqrt{d}$로 나누면 "
    "{both_korean} 제자리에 머뭅니다. $d$로 나누면 지나칩니다. 가중치가 {all_korean} 같아집니다.",
    five=ENGLISH[seeds],
    five_korean=KOREAN[seeds],
    one="one",
    one_korean="하나",
    nearly=when(raw[most][3] < 0.35, "nearly"),
    nearly_korean=when(raw[most][3] < 0.35, "거의 다"),
    steep=raw[least][4],
    shallow=raw[most][5],
    both=when(flat and root[most][4] >= root[least][4], "both"),
    both_korean=when(flat and root[most][4] >= root[least][4], "둘 다"),
    all=when(abs(by_d[most][2] - equal) < 0.01, "all"),
    all_korean=when(abs(by_d[most][2] - equal) < 0.01, "모두"),
)
gets = {int(d): float(share) for d, share in table(ROOT, r"^d +(\d+): .* gets (\S+)$")}
page.says(
    "The last lines show what it does {no} hold: a key equal to its query scores about $\\sqrt{d}$ even "
    "after the division. With $d = 4$ it gets {little:.2f} of the weight among {keys} keys, with $d = "
    "256$ {all} of it. A head that has learnt what it looks for can still be sharp.",
    "마지막 줄들은 그 밖의 경우를 보여 줍니다. 쿼리와 같은 키는 나눈 뒤에도 점수가 약 $\\sqrt{d}$입니다. "
    "이런 키는 키 {keys}개 사이에서 $d = 4$이면 가중치의 {little:.2f}을, $d = 256$이면 {all_korean}를 "
    "차지합니다. 무엇을 찾을지 배운 헤드는 그래도 날카로울 수 있습니다.",
    no=when(gets[most] > 2 * gets[4], "not"),
    little=gets[4],
    keys=keys,
    all=when(gets[most] == 1, "all"),
    all_korean=when(gets[most] == 1, "전부"),
)

# Ways to forbid
no_mask, times_0, ten, zeroed, divided, minus = (
    [float(number) for number in row[1].split()]
    for row in table(WAYS, r"^(.{16}) (0\.\d+ .*\d)  sum")
)
page.says(
    "Let $a_m$ be {one} for a key that may count and {zero} for one that may not.",
    "계산에 넣어도 되는 키는 $a_m$이 {one}, 안 되는 키는 {zero}이라 합시다.",
    one=1,
    zero=0,
)
page.says(
    "so a mask adds {zero} to a score, or −∞.",
    "그러므로 마스크는 점수에 {zero}이나 −∞를 더하는 것입니다.",
    zero=0,
)
z = load(WAYS).scores
rises = times_0[2] > no_mask[2]
page.says(
    "The forbidden key has the score {score}, the {lowest} of {four}. What happens to its weight? - [ ] It "
    "becomes 0. Its score does. A score of 0 has the weight $e^0$ before the division. - [ ] It stays as "
    "it was. The score was {score} and is now 0. - [x] It {rises}. From {score} to 0 is a step up, and now "
    "another key is the lowest.",
    "금지된 키의 점수는 {score}으로 {four_korean} 가운데 {lowest_korean}. 이 키의 가중치는 어떻게 될까요? "
    "- [ ] 0이 됩니다. 0이 되는 것은 점수입니다. 점수가 0이면 나누기 전의 값이 $e^0$입니다. - [ ] "
    "그대로입니다. 점수가 {score}에서 0으로 바뀌었습니다. - [x] {rises_korean}. {score}에서 0으로 "
    "올라가니, 이제는 다른 키가 가장 낮습니다.",
    score=signed(z[2].item()),
    four=ENGLISH[len(z)],
    four_korean={4: "넷"}[len(z)],
    lowest=when(z.argmin() == 2 and (z * load(WAYS).allowed).argmin() != 2, "lowest"),
    lowest_korean=when(z.argmin() == 2, "가장 낮습니다"),
    rises=when(rises, "rises"),
    rises_korean=when(rises, "커집니다"),
)
page.says(
    "Multiplied, the forbidden key {rises} from {before:.6f} to {after:.6f}. With {ten} a little {leaks}. "
    "Weights set to 0 after softmax sum to {total} and must be divided again; then they are {those} of −∞, "
    "which needs {one} step.",
    "곱하면 금지된 키의 가중치가 {before:.6f}에서 {after:.6f}으로 {rises_korean}. {ten}으로 바꾸면 조금 "
    "{leaks_korean}. 소프트맥스 뒤에 가중치를 0으로 바꾸면 합이 {total}이라 다시 나누어야 합니다. 그러면 "
    "−∞로 얻은 가중치와 {those_korean}, −∞는 {one_korean} 번에 됩니다.",
    rises=when(rises, "rises"),
    rises_korean=when(rises, "커집니다"),
    before=no_mask[2],
    after=times_0[2],
    ten=signed(-10),
    leaks=when(0 < ten[2] < 0.001, "leaks"),
    leaks_korean=when(0 < ten[2] < 0.001, "샙니다"),
    total=printed(WAYS, r"^weight times 0 .*sum (\S+)$"),
    those=when(divided == minus and zeroed[2] == 0, "those"),
    those_korean=when(divided == minus and zeroed[2] == 0, "같은데"),
    one="one",
    one_korean="한",
)

# A row without keys
handled = {
    name.strip(): (float(answer), float(loss), finite.split())
    for name, answer, loss, finite in table(
        EMPTY, r"^(.{11})  row 1 +(\S+)  loss (\S+)  gradients finite: (.*)$"
    )
}
page.states(
    "If a mask forbids a query every key, softmax divides 0 by 0. The program does this to row 1 of "
    "three, and takes its loss of the other two rows only. Is all well, then?",
    "마스크가 어떤 쿼리에 모든 키를 금지하면 소프트맥스는 0을 0으로 나눕니다. 다음 프로그램은 세 행 가운데 행 "
    "1을 이렇게 만들고, 나머지 두 행만으로 손실(loss)을 구합니다. 그러면 괜찮을까요?",
    because="what the program does",
)
alike = len({loss for _, loss, _ in handled.values()}) == 1
ruined = [name for name, (_, _, finite) in handled.items() if "False" in finite]
page.says(
    "The loss is the same finite number {six} times, and {three} of the ways ruin the next step. Backwards, "
    "the row has the gradient 0, and 0 times `nan` is `nan`. With −∞ added, {no} gradient is finite. "
    "`masked_fill` passes nothing back to what it replaced, which saves queries and keys, but {nor} the "
    "values. `nan_to_num` on the answer hides the `nan` from every eye, and the gradient of the values "
    "{still} has it.",
    "손실은 {six_korean} 번 모두 같은 유한한 수이지만, {three_korean} 가지 방법은 다음 스텝을 망칩니다. "
    "역전파에서 이 행의 기울기는 0인데, 0에 `nan`을 곱하면 `nan`입니다. −∞를 더하면 유한한 기울기가 "
    "{no_korean}. `masked_fill`은 바꿔 넣은 자리로 아무것도 되돌려 보내지 않으므로 쿼리와 키는 무사하지만, "
    "값은 {nor_korean}. 답에 쓴 `nan_to_num`은 `nan`을 눈에 띄지 않게 할 뿐, 값의 기울기에는 "
    "{still_korean} `nan`이 있습니다.",
    six=when(alike, ENGLISH[len(handled)]),
    six_korean=when(alike, KOREAN[len(handled)]),
    three=ENGLISH[len(ruined)],
    three_korean=KOREAN[len(ruined)],
    no=when("True" not in handled["-inf added"][2], "no"),
    no_korean=when("True" not in handled["-inf added"][2], "없습니다"),
    nor=when(handled["-inf filled"][2] == ["True", "True", "False"], "not"),
    nor_korean=when(handled["-inf filled"][2] == ["True", "True", "False"], "그렇지 않습니다"),
    still=when(handled["nan_to_num"][0] == 0 and handled["nan_to_num"][2][2] == "False", "still"),
    still_korean=when(handled["nan_to_num"][2][2] == "False", "여전히"),
)
mean = printed(EMPTY, r"^mean of all values (\S+)$")
page.says(
    "A large negative number gives {no} `nan`. But the row answers {mean}, the mean of all values: equally "
    "forbidden is equally allowed. The {sound} way is to open the row before softmax and set its answer to 0 "
    "after it. PyTorch's function answers {zero} too; that of {release} still answered `nan`.",
    "큰 음수를 쓰면 `nan`은 {no_korean}. 그러나 이 행의 답은 모든 값의 평균인 {mean}입니다. 똑같이 금지하면 "
    "똑같이 허용한 셈입니다. {sound_korean} 방법은 소프트맥스 앞에서 그 행을 열고, 뒤에서 답을 0으로 "
    "바꾸는 것입니다. PyTorch의 함수도 {zero}이라고 답합니다. {release}에서는 `nan`이었습니다.",
    no=when("False" not in handled["-1e9 filled"][2], "no"),
    no_korean=when("False" not in handled["-1e9 filled"][2], "없습니다"),
    mean=when(handled["-1e9 filled"][0] == float(mean), signed(float(mean))),
    sound=when(handled["row opened"][::2] == (0, ["True"] * 3), "sound"),
    sound_korean=when(handled["row opened"][::2] == (0, ["True"] * 3), "제대로 된"),
    zero=when(handled["PyTorch"][::2] == (0, ["True"] * 3), "0"),
    release=[
        name for name, said in read_versions().items() if "  nan  " in said.get(EMPTY, [""])[0]
    ][-1],
)

# Padding
alone, bare, turned, masked = (
    numbers(PADDING, name) for name in ("alone", "no mask", "mask turned round", "mask")
)
page.says(
    "The filling is often zeros, and a key of zeros is {no} absent key: its score is {zero}.",
    "흔히 0으로 채우는데, 0으로 된 키는 없는 키가 {no_korean}. 점수가 {zero}일 뿐입니다.",
    no=when(bare != alone, "no"),
    no_korean=when(bare != alone, "아닙니다"),
    zero=0,
)
moves = all(a != b for a, b in zip(alone, bare, strict=True))
page.says(
    "With the mask, the short sequence answers in the batch {as_it} it does alone. Without it, {every} row "
    "moves a little. Turned round, the mask leaves {only} the filling, and the answer is the mean of zeros.",
    "마스크를 쓰면 짧은 시퀀스가 배치에서도 혼자일 때와 {as_korean} 답합니다. 쓰지 않으면 {every_korean} 행이 "
    "조금씩 달라집니다. 뒤집힌 마스크는 패딩{only_korean} 남겨, 0의 평균이 답이 됩니다.",
    as_it=when(masked == alone, "as"),
    as_korean=when(masked == alone, "똑같이"),
    every=when(moves, "every"),
    every_korean=when(moves, "모든"),
    only=when(not any(turned), "only"),
    only_korean=when(not any(turned), "만"),
)
cost = [printed(PADDING, rf"^{name} +cost (\S+)") for name in ("padding ignored", "tokens only")]
differs = printed(PADDING, r"^padding counts +cost (\S+)") != cost[0]
page.says(
    "The rows of the padding answer too, with sound numbers that nobody wants. The loss {must} leave them "
    "out: `ignore_index`, {either} the rows of the tokens only.",
    "패딩의 행도 멀쩡해 보이는 수로 답하지만 쓸 데가 없습니다. 손실에서는 `ignore_index`로 빼거나, "
    "{either_korean} 행만 골라야 {must_korean}.",
    must=when(differs, "must"),
    must_korean=when(differs, "합니다"),
    either=when(cost[0] == cost[1], "or"),
    either_korean=when(cost[0] == cost[1], "토큰의"),
)

# Two meanings of True
shown = table(
    TRUE, r"^  (MultiheadAttention|the function|the function, turned) +(\S+) (\S+) (\S+)$"
)
module, function, round_about = (
    [row[1:] for row in shown if row[0] == name]
    for name in ("MultiheadAttention", "the function", "the function, turned")
)
counts = float(function[0][2]) == 1
page.states(
    "## Two meanings of True",
    "## True의 두 가지 뜻 {#two-meanings-of-true}",
    because="the name of a section",
)
page.says(
    "In PyTorch's function, True marks a key that {counts}. In the `key_padding_mask` of "
    "`nn.MultiheadAttention`, True marks one that does {no}.",
    "PyTorch의 함수에서 True는 계산에 {counts_korean} 키입니다. `nn.MultiheadAttention`의 "
    "`key_padding_mask`에서 True는 {no_korean} 않을 키입니다.",
    counts=when(counts, "counts"),
    counts_korean=when(counts, "넣을"),
    no=when(float(module[0][2]) == 0, "not"),
    no_korean=when(float(module[0][2]) == 0, "넣지"),
)
odds = (float(function[2][2]) / float(function[2][0])) / (
    load(TRUE)
    .F.scaled_dot_product_attention(load(TRUE).x, load(TRUE).x, torch.eye(3)[None])[0, 0, 2]
    .item()
    / load(TRUE)
    .F.scaled_dot_product_attention(load(TRUE).x, load(TRUE).x, torch.eye(3)[None])[0, 0, 0]
    .item()
)
page.says(
    "The same mask gives {opposite} weights and no error. A row of nothing but padding is `{nan}` in the "
    "module, {zero} in the function. And a mask of floats is added to the scores: True as a number "
    "gives the key {e} times the odds instead of forbidding anything.",
    "같은 마스크로 {opposite_korean} 가중치가 나오는데 오류는 없습니다. 패딩뿐인 행의 답은 모듈에서는 `{nan}`, 함수에서는 {zero}입니다. "
    "그리고 부동소수점형 마스크는 점수에 더해집니다. True를 수로 바꾸면 아무것도 금지하지 않고 그 키의 오즈(odds)를 {e}배로 키웁니다.",
    opposite=when(counts and module[0] == round_about[0], "opposite"),
    opposite_korean=when(counts and module[0] == round_about[0], "정반대의"),
    nan=when(set(module[1]) == {"nan"}, "nan"),
    zero=when(set(round_about[1]) == {"0.0000"}, "0"),
    e=when(abs(odds - torch.e) < 0.001, "$e$"),
)

# Causal masks
costs = {
    name.strip(): (float(low), float(high))
    for name, low, high in table(LEAKS, r"^(\D{20}) (\S+) to (\S+)$")
}
V, N = (
    int(n) for n in re.findall(r"^V, N, D = (\d), (\d)", read_file(f"snippets/{LEAKS}.py"), re.M)[0]
)
floor = printed(LEAKS, r"= (\S+), one")
sixth = printed(LEAKS, r"in six (\S+)$")
wide = costs["mask one too wide"]
page.says(
    "## Causal masks, off by {one}",
    "## 인과 마스크와 {one_korean} 칸의 어긋남 {#causal-masks}",
    one="one",
    one_korean="한",
)
page.states(
    "A language model predicts token $n + 1$ from the tokens up to $n$. So query $n$ sees the keys up to "
    "$n$, itself included: `tril()`. And position $n$ has token $n + 1$ as its target. Each of the two can "
    "be off by one.",
    "언어 모델은 토큰 $n$까지 보고 토큰 $n + 1$을 예측합니다. 그러므로 쿼리 $n$은 자신을 포함해 키 $n$까지 "
    "봅니다. 이것이 `tril()`로 만드는 인과 마스크(causal mask)입니다. 그리고 위치 $n$의 정답은 토큰 $n + "
    "1$입니다. 둘 다 한 칸씩 어긋날 수 있습니다.",
    because="the meaning of the words; the program plants both",
)
page.says(
    "The program trains on random tokens, new ones at every step. The next one of {four} can{no} be guessed "
    "for less than $\\ln 4$.",
    "다음 프로그램은 스텝마다 새로 뽑은 무작위 토큰으로 학습합니다. {four_korean} 가지 가운데 하나인 다음 "
    "토큰을 $\\ln 4$보다 적은 비용으로 맞힐 수는 {no_korean}.",
    four=ENGLISH[V],
    four_korean=KOREAN[V],
    no=when(costs["sound"][0] > float(floor) - 0.005, "not"),
    no_korean=when(costs["sound"][0] > float(floor) - 0.005, "없습니다"),
)
page.says(
    "The mask is one too wide, so that each of {six} positions sees the token it must predict. How low can "
    "the cost go?",
    "마스크가 한 칸 넓어서, {six_korean} 위치가 저마다 예측해야 할 토큰을 봅니다. 비용은 어디까지 내려갈 수 "
    "있을까요?",
    six=ENGLISH[N],
    six_korean=KOREAN[N],
)
page.says(
    "- [x] To a {sixth} of $\\ln 4$ The last position has nothing behind it to look at. It must guess, the "
    "other {five} copy. - [ ] To {zero}",
    "- [x] $\\ln 4$의 {sixth_korean}까지 마지막 위치는 뒤에 볼 것이 없습니다. 이 위치는 추측해야 하고, 나머지 "
    "{five_korean}은 베낍니다. - [ ] {zero}까지",
    sixth=when(float(sixth) < wide[0] < wide[1] < 2 * float(sixth), {6: "sixth"}[N]),
    sixth_korean={6: "6분의 1"}[N],
    five=ENGLISH[N - 1],
    five_korean=KOREAN[N - 1],
    zero=0,
)
page.says(
    "It would if all positions saw their target. {one} does not.",
    "모든 위치가 정답을 본다면 그렇습니다. {one_korean} 위치는 보지 못합니다.",
    one="One",
    one_korean="한",
)
narrow = costs["mask one too narrow"] == costs["sound"]
page.says(
    "A cost below the entropy of the data is {no} success but a leak.",
    "비용이 데이터의 엔트로피보다 낮으면 성공이 {no_korean} 누출입니다.",
    no=when(wide[1] < float(floor), "no"),
    no_korean=when(wide[1] < float(floor), "아니라"),
)
page.says(
    "The leak ends {above} its bound, a {sixth}, because {one} small head does not copy without error.",
    "새는 쪽의 비용이 하한인 {sixth_korean}보다 {above_korean} 것은 작은 헤드 {one_korean}가 빈틈없이 베끼지 "
    "못하기 때문입니다.",
    above=when(wide[0] > float(sixth), "above"),
    above_korean=when(wide[0] > float(sixth), "높은"),
    sixth={6: "sixth"}[N],
    sixth_korean={6: "6분의 1"}[N],
    one="one",
    one_korean="하나",
)
page.says(
    "A mask that is one too narrow {passes}: on random tokens nobody misses what it hides. The test tells "
    "who sees too much, {no} who sees too little.",
    "한 칸 좁은 마스크는 이 시험을 {passes_korean}. 무작위 토큰에서는 가려진 것이 아쉽지 않기 때문입니다. 이 "
    "시험으로는 너무 많이 보는 것만 알 수 있고, 너무 적게 보는 것은 알 수 {no_korean}.",
    passes=when(narrow, "passes"),
    passes_korean=when(narrow, "통과합니다"),
    no=when(narrow, "not"),
    no_korean=when(narrow, "없습니다"),
)
cached = [
    [float(w) > 0 for w in row.split()]
    for row in re.findall(r"^   (.*)$", read_file(f"snippets/{CACHE}.out"), re.M)
]
queries = len(cached[0])
wrong, right = cached[queries : queries + 2], cached[queries + 2 :]
counted = [sum(row) for row in wrong] == [1, 2] and [sum(row) for row in right] == [4, 5]
page.says(
    "There are fewer queries than keys, and `is_causal=True` counts both from the {first}.",
    "그러면 쿼리가 키보다 적은데, `is_causal=True`는 둘 다 {first_korean}부터 셉니다.",
    first=when(counted, "first"),
    first_korean=when(counted, "첫째"),
)
page.says(
    "The last {two} of {five} queries see the first key, or the first {two}, as if the text began with "
    "them. The diagonal has to move by keys less queries: exercise. A single new query needs {no} mask at "
    "all.",
    "{five_korean} 쿼리 가운데 마지막 {two_korean} 개가, 글이 자신부터 시작하는 것처럼 각각 첫째 키와 처음 "
    "{two_korean} 키만 봅니다. 대각선을 키의 수에서 쿼리의 수를 뺀 만큼 옮겨야 합니다. 연습에서 구현해 "
    "봅니다. 새 쿼리가 하나뿐이면 마스크가 필요 {no_korean}.",
    two=when(counted, ENGLISH[len(right)]),
    two_korean=when(counted, KOREAN[len(right)]),
    five=ENGLISH[queries],
    five_korean=KOREAN[queries],
    no=when(all(right[-1]), "no"),
    no_korean=when(all(right[-1]), "없습니다"),
)

# Softmax in blocks
blocks = {
    int(size): (int(count), found == "True")
    for size, count, found in table(BLOCKS, r"^blocks of +(\d+): +(\d+) .*equal: (\w+)$")
}
sound = all(found for _, found in blocks.values())
backwards = printed(BLOCKS, r"last one first, equal: (\w+)$") == "True"
page.says(
    "In blocks of {any} size the answer is PyTorch's, and blocks of 16 hold {some} scores at once instead of "
    "{whole}. Read from the end, the first block is all future for early queries: $m$ is still −∞, and "
    "−∞ less −∞ would be `nan`. So the program shifts by {zero} until something is allowed.",
    "블록의 크기가 {any_korean} 답은 PyTorch와 같고, 블록이 16이면 한 번에 점수 {whole}개 대신 {some}개만 "
    "둡니다. 끝에서부터 읽으면 앞쪽 쿼리에는 첫 블록이 모두 미래입니다. $m$이 아직 −∞이므로 −∞에서 "
    "−∞를 빼면 `nan`이 됩니다. 그래서 프로그램은 허용된 키가 나올 때까지 {zero}을 뺍니다.",
    any=when(sound, "any"),
    any_korean=when(sound, "얼마든"),
    some=blocks[16][0],
    whole=blocks[64][0],
    zero=when(backwards, "0"),
)


# Formulas


def attended(X: torch.Tensor, W: torch.Tensor) -> torch.Tensor:
    """Return, query by query, the mean of the keys weighted by softmax of the scaled scores."""
    rows = []
    for x in X:
        powers = torch.stack([(x @ w / len(x) ** 0.5).exp() for w in W])
        rows.append(sum(p / powers.sum() * w for p, w in zip(powers, W, strict=True)))
    return torch.stack(rows)


def one_block_more(Z: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return the largest score, the sum and the mean after two blocks, by the formulas."""
    z, s = Z[0], Z[1]
    v = torch.arange(len(z), dtype=z.dtype)
    m = z.max()
    total, out = (z - m).exp().sum(), ((z - m).exp() * v).sum()
    largest = torch.maximum(m, s.max())
    powers = (s - largest).exp()
    total = (m - largest).exp() * total + powers.sum()
    out = (m - largest).exp() * out + (powers * (v + x[0])).sum()
    return torch.stack([largest, total, out / total])


def both_blocks(Z: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return the same of all scores at once."""
    scores, v = Z[:2].flatten(), torch.arange(Z.shape[1], dtype=Z.dtype)
    values = torch.cat([v, v + x[0]])
    largest = scores.max()
    return torch.stack([largest, (scores - largest).exp().sum(), scores.softmax(0) @ values])


page.formula(
    r"o_n = \sum_m p_{nm} v_m, \qquad p_{nm} = \frac{e^{q_n \cdot k_m / \sqrt{d}}}"
    r"{\sum_j e^{q_n \cdot k_j / \sqrt{d}}}",
    attended,
    lambda X, W: F.scaled_dot_product_attention(X, W, W),
)
page.formula(
    r"\operatorname{Var}(q \cdot k) = d",
    lambda D: torch.tensor([float(sum(signs)) for signs in product((-1, 1), repeat=D)]).var(
        correction=0
    ),
    lambda D: D,
)
page.formula(
    r"\sum_m p_m (1 - p_m)",
    lambda z: (z.softmax(0) * (1 - z.softmax(0))).sum(),
    lambda z: torch.autograd.functional.jacobian(lambda z: z.softmax(0), z).trace(),
)
page.formula(
    r"\frac{a_m e^{z_m}}{\sum_j a_j e^{z_j}} = \operatorname{softmax}(z + \log a)_m",
    lambda z: (z > z.mean()) * z.exp() / ((z > z.mean()) * z.exp()).sum(),
    lambda z: (z + (z > z.mean()).to(z.dtype).log()).softmax(0),
)
a_block_more = (
    r"\begin{aligned} m' &= \max(m, \max_j s_j) \\ \ell' &= e^{m - m'} \ell + \sum_j e^{s_j - m'} \\ "
    r"o' &= e^{m - m'} o + \sum_j e^{s_j - m'} v_j \end{aligned}"
)
page.formula(
    a_block_more,
    lambda Z, x: one_block_more(Z, x)[0],
    lambda Z, x: both_blocks(Z, x)[0],
)
page.formula(
    a_block_more,
    lambda Z, x: one_block_more(Z, x)[1],
    lambda Z, x: both_blocks(Z, x)[1],
)
page.formula(
    a_block_more,
    lambda Z, x: one_block_more(Z, x)[2],
    lambda Z, x: both_blocks(Z, x)[2],
)
page.formula(r"\ln 4", lambda: torch.tensor(4.0).log(), floor)
page.writes(
    r"\sqrt{d}",
    "d = 64",
    "d = 4",
    "d = 256",
    "e^0",
    "n + 1",
    "N^2",
    r"o / \ell",
    because="parts of the formulas above, and rows of a table",
)
page.states(
    "a score is again a product of two vectors.",
    "점수는 여기서도 두 벡터의 곱입니다.",
    because="of a query and a key",
)
