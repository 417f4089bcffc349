import re
from itertools import combinations, pairwise, product
from math import sqrt

import torch
from scipy import stats
from torch import Tensor

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import load, results

TINY = "sampling/tiny_language_model"
CUTS = "sampling/three_cuts"
KNOBS = "sampling/four_knobs"
ORDER = "sampling/order_of_the_knobs"
TOP_TWO = "sampling/gumbel_top_two"
GUMBEL = "sampling/gumbel_softmax"
WINDOWS = "sampling/perplexity_of_windows"


def table(program: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the groups of `pattern` match in the published output of a program."""
    return re.findall(pattern, read_file(f"snippets/{program}.out"), re.M)


page = Claims("sampling")
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.states(
    "A language model of characters that trains in a second,",
    "1초면 학습하는 문자 언어 모델",
    because="as it was when written; no test measures time",
)
page.states(
    "This page trains such a model in a second, and measures what the usual ways of picking do to what it writes.",
    "이 페이지에서는 그런 모델을 1초 만에 학습하고, 흔히 쓰는 고르는 방법이 글을 어떻게 바꾸는지 잽니다.",
    because="as it was when written; no test measures time",
)

# In one minute
draws = {
    float(T): digits.split()
    for T, digits in table("sampling/sampling_in_one_minute", r"^T = (\S+): (.*)$")
}
lowest, highest = min(draws), max(draws)
greedy = printed("sampling/sampling_in_one_minute", r"^greedy: +(\d)")
closer = draws[lowest].count(greedy) > draws[1.0].count(greedy) > draws[highest].count(greedy)
page.says(
    "A low temperature brings the draws {closer} to greedy, a high one lets unlikely classes in.",
    "온도가 낮으면 뽑은 결과가 탐욕적 선택에 {closer_korean}, 높으면 드문 클래스도 나옵니다.",
    closer=when(closer and draws[highest].count("2") > draws[lowest].count("2"), "closer"),
    closer_korean=when(closer, "가까워지고"),
)

# A tiny language model
program = results(TINY)
seven, five = len(program.parts), program.windows.shape[2] - 1
page.says(
    "each line takes one word from each of {seven} lists, which a `|` separates in the program.",
    "`|`로 나눈 {seven_korean} 목록에서 단어를 하나씩 가져와 한 줄을 만듭니다.",
    seven=ENGLISH[seven],
    seven_korean=KOREAN[seven],
)
page.says(
    "Its features are the last {five} characters, one-hot,",
    "특성은 앞의 {five_korean} 문자를 원-핫으로 나타낸 것이고,",
    five=ENGLISH[five],
    five_korean=KOREAN[five],
)
out = read_file(f"snippets/{TINY}.out")
once, again = out.partition("greedy:\n")[2].splitlines()[:2]
sampled = out.partition("sampled:\n")[2].splitlines()
sentences = {" ".join(words) for words in product(*map(set, program.parts))}
slips = {word for line in sampled for word in line.split()} - {
    word for part in program.parts for word in part
}
page.says(
    "Without noise it is greedy, and writes {one} sentence over and over. The sampled lines {differ}, "
    "and go wrong in two ways. `{slip}` holds a character that the model finds improbable, and drew "
    "all the same. And some lines do {not_} end in time: after `the s` {five} characters are not enough "
    "to tell whether `small` comes, or `sea`.",
    "잡음이 없으면 탐욕적 선택이어서 {one_korean} 문장만 거듭 씁니다. 뽑은 줄은 모두 {differ_korean}, "
    "두 가지로 잘못됩니다. `{slip}`에는 모델이 드물다고 보면서도 뽑은 문자가 있습니다. 그리고 제때 끝나지 "
    "{not_korean} 줄이 있습니다. `the s` 다음에 `small`이 올지 `sea`가 올지는 {five_korean} 문자만 보아서는 "
    "알 수 없습니다.",
    one=when(once == again in sentences, "one"),
    one_korean=when(once == again, "같은"),
    differ=when(len(set(sampled)) == len(sampled), "differ"),
    differ_korean=when(len(set(sampled)) == len(sampled), "다르고"),
    slip=when("alm" in slips, "alm"),
    not_=when(any(len(line.split()) > seven for line in sampled), "not"),
    not_korean=when(any(len(line.split()) > seven for line in sampled), "않는"),
    five=ENGLISH[five],
    five_korean=KOREAN[five],
)

# Top-k, top-p, min-p
mean_length = len(program.text) / len(program.lines)
page.says(
    "A wrong character is improbable at each place, but a line has about {thirty} places. Three cuts "
    "take the tail away before the draw,",
    "틀린 문자가 나올 확률은 자리마다 작지만, 한 줄에는 자리가 {thirty_korean} 개쯤 있습니다. 다음 세 방법은 "
    "뽑기 전에 꼬리를 잘라 내고,",
    thirty=when(round(mean_length, -1) == 30, "thirty"),
    thirty_korean=when(round(mean_length, -1) == 30, "서른"),
)
page.writes("k", "p", "m", because="the settings of the cuts")
kept = {
    (place, cut): tuple(map(int, numbers))
    for place, lines in table(CUTS, r"^after '(.*)' . has \S+\n((?:  .*\n)+)")
    for cut, *numbers in re.findall(
        r"^  (\S+ \S+): (\d) of (\d) right ones, (\d) wrong ones$", lines, re.M
    )
}
open_place, sure_place = " old ", "old c"
six = kept[open_place, "top-k 6"][1]
good = all(
    kept[place, cut][0] == kept[place, cut][1] and not kept[place, cut][2]
    for place in (open_place, sure_place)
    for cut in ("top-p 0.95", "min-p 0.1")
)
nouns = list(dict.fromkeys(program.parts[2]))
page.says(
    "After ` old ` {six} characters are right: {nouns} and {last} begin with them. After `old c` "
    "only {one} is.",
    "` old ` 다음에는 {nouns}, {last}의 첫 글자인 {six_korean} 문자가 맞습니다. `old c` 다음에는 "
    "{one_korean} 문자만 맞습니다.",
    six=when(len({noun[0] for noun in nouns}) == six, ENGLISH[six]),
    six_korean=KOREAN[six],
    nouns=", ".join(nouns[:-1]),
    last=nouns[-1],
    one=ENGLISH[kept[sure_place, "top-k 6"][1]],
    one_korean=KOREAN[kept[sure_place, "top-k 6"][1]],
)
page.says(
    "{six} would be right at the one place and {one} at the other. No $k$ is both. - [x] Top-p and "
    "min-p They look at the probabilities. Where one class has nearly all, they keep one, and where "
    "{six_again} share it, {six_again}.",
    "한 자리에서는 {k_six}이, 다른 자리에서는 {k_one}이 맞습니다. 둘 다인 $k$는 없습니다. - [x] top-p와 "
    "min-p 둘은 확률을 봅니다. 한 클래스가 거의 다 차지하면 하나를, {six_korean}이 나누어 가지면 "
    "{six_korean}을 남깁니다.",
    six=ENGLISH[six].capitalize(),
    one="one",
    k_six=six,
    k_one=kept[sure_place, "top-k 1"][1],
    six_again=when(good, ENGLISH[six]),
    six_korean=when(good, KOREAN[six]),
)
lost = six - kept[open_place, "top-k 1"][0]
wrong = kept[sure_place, "top-k 6"][2]
page.says(
    "A $k$ of 1 loses {lost} right characters at the first place, a $k$ of {k} lets {wrong} wrong ones "
    "in at the second. Top-p and min-p keep {six} and {one}.",
    "$k$가 1이면 첫째 자리에서 맞는 문자 {lost_korean} 개를 잃고, {k}이면 둘째 자리에 틀린 문자 "
    "{wrong_korean} 개가 들어옵니다. top-p와 min-p는 {six_korean} 개와 {one_korean} 개를 남깁니다.",
    lost=ENGLISH[lost],
    lost_korean=KOREAN[lost],
    k=six,
    wrong=ENGLISH[wrong],
    wrong_korean=KOREAN[wrong],
    six=when(good, ENGLISH[six]),
    six_korean=when(good, KOREAN[six]),
    one=when(good, "one"),
    one_korean=when(good, "한"),
)
cuts = results(CUTS)


def falling(place: str) -> Tensor:
    """Return the probabilities of the characters after a place, from the largest down."""
    context = torch.tensor([cuts.chars.index(c) for c in place])
    z: Tensor = torch.eye(len(cuts.chars))[context].T.flatten() @ cuts.W
    return torch.softmax(z, dim=0).sort(descending=True).values


bars, sure = falling(open_place), falling(sure_place)
page.says(
    "Two bar charts of the {nine} most probable characters, on a logarithmic scale. After old, {six} "
    "bars fall slowly, and the seventh is more than {ten} times lower. After old c, {one} bar reaches "
    "nearly to the top, and the others stay below {a_hundredth}.",
    "확률이 가장 높은 {nine_korean} 문자를 로그 눈금으로 그린 막대그래프 두 개. old 다음에는 막대 "
    "{six_korean} 개가 천천히 낮아지고 일곱째는 {ten_korean} 배 넘게 낮다. old c 다음에는 막대 하나가 거의 "
    "꼭대기에 닿고 나머지는 모두 {a_hundredth_korean} 아래에 있다.",
    nine=ENGLISH[9],
    nine_korean=KOREAN[9],
    six=ENGLISH[six],
    six_korean=KOREAN[six],
    ten=when(bars[six - 1] > 10 * bars[six], "ten"),
    ten_korean=when(bars[six - 1] > 10 * bars[six], "열"),
    one=when(sure[0] > 0.9, "one"),
    a_hundredth=when(sure[1] < 0.01, "a hundredth"),
    a_hundredth_korean=when(sure[1] < 0.01, "100분의 1"),
)

# What each knob costs
knobs = {
    setting: (share, int(many), float(error), int(spread), float(share))
    for setting, share, error, many, spread in table(
        KNOBS, r"^(\S+) +(\S+) ± (\S+) +(\d+) ± (\d+)$"
    )
}
kinds = len(results(KNOBS).kinds)
trainings = int(re.findall(r"for seed in range\((\d)\)", read_file(f"snippets/{KNOBS}.py"))[0])
page.says(
    "Summed over all {kinds} sentences it is the share of lines that are sentences.",
    "이것을 문장 {kinds}개에 걸쳐 더하면 문장이 되는 줄의 비율입니다.",
    kinds=kinds,
)
plain, cool, cut, nucleus = (knobs[name] for name in ("T=1", "T=0.4", "m=0.05", "p=0.95"))
best = max(knobs.values(), key=lambda one: one[4])
only_tail = cut[4] > cool[4] and cut[1] - cut[3] > cool[1] + cool[3]
close = abs(nucleus[4] - cut[4]) < nucleus[2] + cut[2] and abs(nucleus[1] - cut[1]) < cut[3]
tops = {
    letter: max(one[4] for name, one in knobs.items() if name[0] == letter) for letter in "Tkpm"
}
page.says(
    "First the share of sentences, then how many in effect, each the mean of {five} texts and "
    "trainings with its 95% interval, {factor:.2f} standard deviations to either side. As the model is, "
    "{plain} of its lines are sentences. A "
    "temperature of 0.4 {raises} that to {cool}, but of {many} sentences {left} are left. Min-p at "
    "0.05 reaches {cut} and keeps {kept}: it takes away only the tail, while a low temperature takes "
    "from all that is not first. Top-p at 0.95 comes {close} to it. Top-k helps {least}: whatever "
    "$k$, it is too large at some places and too small at others.",
    "앞은 문장의 비율이고 뒤는 실질적인 문장의 수입니다. 글 {five_korean} 편으로 따로 학습해 평균하고 95% 신뢰 "
    "구간(양쪽으로 표준편차의 {factor:.2f}배)을 붙였습니다. 모델을 그대로 쓰면 줄의 {plain}이 문장입니다. 온도를 0.4로 낮추면 {cool}가 "
    "{raises_korean}, 문장은 {many}개에서 {left}개로 줄어듭니다. min-p는 0.05에서 {cut}에 이르고 {kept}개를 "
    "남깁니다. min-p는 꼬리만 잘라 내지만, 낮은 온도는 첫째가 아닌 모든 것에서 빼앗습니다. top-p는 0.95에서 "
    "이와 {close_korean}. top-k의 효과가 가장 {least_korean}. $k$를 얼마로 하든 어느 자리에서는 너무 크고 어느 "
    "자리에서는 너무 작습니다.",
    five=ENGLISH[trainings],
    five_korean=KOREAN[trainings],
    factor=stats.t.ppf(0.975, trainings - 1) / sqrt(trainings),
    plain=plain[0],
    cool=cool[0],
    raises=when(cool[4] - cool[2] > plain[4] + plain[2], "raises"),
    raises_korean=when(cool[4] - cool[2] > plain[4] + plain[2], "되지만"),
    many=plain[1],
    left=cool[1],
    cut=when(only_tail, cut[0]),
    kept=cut[1],
    close=when(close, "close"),
    close_korean=when(close, "비슷합니다"),
    least=when(tops["k"] == min(tops.values()) and tops["k"] < tops["T"], "least"),
    least_korean=when(tops["k"] == min(tops.values()), "작습니다"),
)
page.says(
    "None of these settings gets beyond {best}. The rest is what {five} characters cannot tell,",
    "이 가운데 어떤 설정도 {best}을 넘지 못합니다. 나머지는 {five_korean} 문자로는 알 수 없는 것이어서,",
    best=best[0],
    five=ENGLISH[five],
    five_korean=KOREAN[five],
)

page.says(
    "title: Two places and {four} knobs",
    "title: 두 자리와 {four_korean} 가지 설정",
    four=ENGLISH[len(tops)],
    four_korean=KOREAN[len(tops)],
)

# The order of the knobs
orders = {
    knobs: tuple(numbers.split())
    for numbers, knobs in table(ORDER, r"^(\S+ \S+ \S+) (?:by )?(.*)$")
}
start = orders["as they are"]
first = orders["temperature 0.5, top_p 0.8"]
last = orders["top_p 0.8, temperature 0.5"]
raised = torch.tensor([6.0, 4.0, 2.0]).softmax(0)[0]
page.says(
    "The scores are 3, 2 and 1, the temperature is 0.5, and top-p is 0.8. Which classes can be drawn? "
    "- [ ] {both} If top-p comes first. It then sees {p0} and {p1}, and needs both. - [ ] Only {zero} "
    "If the temperature comes first. It raises the first probability to {raised:.4f}, and that is "
    "enough. - [x] It depends on which of the two comes first. Top-p sees {p0} before the temperature, "
    "and {raised:.4f} after it.",
    "점수가 3, 2, 1이고 온도는 0.5, top-p는 0.8입니다. 어느 클래스가 뽑힐 수 있을까요? - [ ] {both_korean} "
    "top-p를 먼저 적용하면 그렇습니다. {p0}와 {p1}을 보므로 둘 다 필요합니다. - [ ] {zero}만 온도를 먼저 적용하면 "
    "그렇습니다. 첫 확률이 {raised:.4f}로 올라 그것만으로 충분합니다. - [x] 둘 가운데 무엇을 먼저 적용하느냐에 "
    "달려 있습니다. top-p가 보는 확률은 온도 앞에서는 {p0}, 뒤에서는 {raised:.4f}입니다.",
    both=when(last[1] != "0.0000" == last[2], "0 and 1"),
    both_korean=when(last[1] != "0.0000" == last[2], "0과 1"),
    zero=when(first[1] == "0.0000", "0"),
    p0=start[0],
    p1=start[1],
    raised=raised,
)
tried, alike = set(), set()
for names in (one.split(", ") for one in orders if ", " in one):
    both = frozenset(name.split()[0] for name in names)
    tried.add(both)
    if orders[", ".join(names)] == orders[", ".join(reversed(names))]:
        alike.add(both)
only = len(tried) == len(list(combinations("Tkpm", 2))) and alike == {
    frozenset(["temperature", "top_k"]),
    frozenset(["top_k", "min_p"]),
}
page.says(
    "Top-k may change places with the temperature, which moves no class past another, and with min-p, "
    "which compares each score with the largest alone. {no} other two may.",
    "top-k는 온도와 자리를 바꾸어도 되고, min-p와도 그렇습니다. 온도는 클래스의 순서를 바꾸지 않고, min-p는 점수를 "
    "가장 큰 점수하고만 견주기 때문입니다. 다른 둘은 자리를 바꾸면 {no_korean}.",
    no=when(only, "No"),
    no_korean=when(only, "안 됩니다"),
)


def by_probability(z: Tensor, m: Tensor) -> Tensor:
    """Return what stays by min-p as it is defined."""
    p = z.softmax(0)
    return p >= m * p.max()


page.formula(
    r"z_i \ge \max_j z_j + \log m",
    lambda z, u: (z >= z.max() + u.sigmoid().log()).double(),
    lambda z, u: by_probability(z, u.sigmoid()).double(),
)
page.formula(
    "m^T",
    lambda z, u, T: by_probability(z, u.sigmoid() ** T).double(),
    lambda z, u, T: by_probability(z / T, u.sigmoid()).double(),
)

# Several draws from one noise
shares = [
    (float(drawn), float(law)) for drawn, law in table(TOP_TWO, r"^ +\d +\d +(0\.\d+) +(0\.\d+)$")
]
page.says(
    "The largest {two} are {two} draws without replacement: a second one from what the first has left.",
    "가장 큰 {two_korean} 개는 비복원으로 {two_korean} 번 뽑은 결과입니다. 둘째는 첫째가 빠진 나머지에서 뽑은 것입니다.",
    two=when(all(abs(a - b) < 0.005 for a, b in shares), "two"),
    two_korean=when(all(abs(a - b) < 0.005 for a, b in shares), "두"),
)


def masked(z: Tensor, i: Tensor, j: Tensor) -> Tensor:
    """Return the probability of j after i, drawn from the scores without that of i."""
    rest = z.clone()
    rest[i] = -torch.inf
    return z.softmax(0)[i] * rest.softmax(0)[j]


page.formula(
    r"p_i \, \frac{p_j}{1 - p_i}",
    lambda z, i, j: z.softmax(0)[i] * z.softmax(0)[j] / (1 - z.softmax(0)[i]) * (i != j),
    masked,
)

# A gradient through a draw
page.formula(
    r"\frac{\partial}{\partial z_i} \sum_j p_j \ell_j = p_i \Bigl(\ell_i - \sum_j p_j \ell_j\Bigr)",
    lambda z, w: z.softmax(0) * (w - z.softmax(0) @ w),
    lambda z, w: torch.func.grad(lambda z: z.softmax(0) @ w)(z),
)
page.formula(
    "y - p",
    lambda z, y: torch.eye(len(z), dtype=torch.float64)[y] - z.softmax(0),
    lambda z, y: torch.func.grad(lambda z: z.log_softmax(0)[y])(z),
)
page.writes(
    r"y = \operatorname{softmax}((z + G) / \tau)",
    r"\tau = 2",
    r"\tau",
    because="a definition, which a test compares with PyTorch's function, and a row of the output",
)
estimates = {
    name.strip(): ([float(g) for g in gradients.split()], float(spread))
    for name, gradients, spread in table(GUMBEL, r"^(\S.*?) +((?:-?\d\.\d+ +){3})(\d\.\d+)$")
}
count = load(GUMBEL).N
exact, oldest = estimates["exact"][0], estimates["score function"]
right = all(abs(a - b) < 0.002 for a, b in zip(oldest[0], exact, strict=True))
biased = {
    name
    for name, (gradients, spread) in estimates.items()
    if any(
        abs(a - b) > 4 * spread / sqrt(count) + 0.001 for a, b in zip(gradients, exact, strict=True)
    )
}
ways = {name.partition(",")[0] for name in estimates} - {"exact"}
page.says(
    "{three} ways: - The *score function* multiplies the loss of a draw by the gradient of its logarithm,",
    "{three_korean} 가지 방법이 있습니다.",
    three=ENGLISH[len(ways)].capitalize(),
    three_korean=KOREAN[len(ways)],
)
page.says(
    "Which of them is right on average? - [x] {the} score function",
    "평균하면 맞는 것은 무엇일까요? - [x] {score_korean} 방법",
    the=when(right and len(biased) == len(estimates) - 2, "The"),
    score_korean="점수 함수",
)
page.states(
    "Only as $\\tau$ goes to 0 does this bias go away.",
    "이 편향은 $\\tau$가 0에 가까워져야 사라집니다.",
    because="a limit",
)
smallest = estimates["Gumbel-softmax, tau 0.1"]
mild = estimates["Gumbel-softmax, tau 2.0"]
wrong_signs = [
    float(name.split()[-1])
    for name, (gradients, _) in estimates.items()
    if name.startswith("straight") and gradients[0] * exact[0] < 0
]
ordered = [
    [estimates[f"{name}, tau {tau}"] for tau in ("2.0", "1.0", "0.5", "0.1")]
    for name in ("Gumbel-softmax", "straight-through")
]
noisier = all(a[1] < b[1] for one in ordered for a, b in pairwise(one))
page.says(
    "The mean of {count:,} draws is thus sure to about 0.01. At $\\tau = 2$ Gumbel-softmax is quiet, but "
    "keeps {less} than a fifth of the gradient for class 2. At 0.1 it comes {near}, and varies {twice} as "
    "much as the score function. Straight-through even has the {wrong} sign for class 0 until $\\tau$ is "
    "small. So on this loss of {three} classes the oldest way is the {best}, which need not hold for "
    "others. PyTorch has the other {two} as",
    "그러니 {count:,}번을 평균한 값의 오차는 0.01 안팎입니다. 검벨 소프트맥스는 $\\tau = 2$일 때 조용하지만, "
    "클래스 2의 기울기가 {less_korean}. 0.1에서는 참값에 {near_korean} 점수 함수 방법보다 {twice_korean}쯤 크게 "
    "흔들립니다. 직통 추정은 $\\tau$가 작아질 때까지 클래스 0의 부호부터 {wrong_korean}. 클래스가 {three_korean}인 "
    "이 손실에서는 가장 오래된 방법이 가장 {best_korean}, 다른 손실에서도 그렇다는 뜻은 아닙니다. 나머지 "
    "{two_korean} 방법은 PyTorch의",
    count=when(max(one[1] for one in estimates.values()) / sqrt(count) < 0.015, count),
    less=when(mild[0][2] < exact[2] / 5, "less"),
    less_korean=when(mild[0][2] < exact[2] / 5, "5분의 1도 남지 않습니다"),
    near=when(noisier and smallest[0][2] > 0.8 * exact[2], "near"),
    near_korean=when(noisier and smallest[0][2] > 0.8 * exact[2], "가깝지만"),
    twice=when(round(smallest[1] / oldest[1]) == 2, "twice"),
    twice_korean=when(round(smallest[1] / oldest[1]) == 2, "두 배"),
    wrong=when(wrong_signs == [2.0, 1.0, 0.5], "wrong"),
    wrong_korean=when(wrong_signs == [2.0, 1.0, 0.5], "틀립니다"),
    three=ENGLISH[len(exact)],
    three_korean={3: "셋"}[len(exact)],
    best=when(right, "best"),
    best_korean=when(right, "낫지만"),
    two="two",
    two_korean="두",
)

# Perplexity of windows
windows = {
    (int(window), int(step)): perplexity
    for window, step, perplexity in table(WINDOWS, r"^ *(\d+) +(\d+) +\S+  (\S+)$")
}
length = max(window for window, _ in windows)
page.says(
    "The program trains with a random part of the {five} characters hidden, so that the model can begin "
    "anywhere, and measures {length} new characters.",
    "다음 프로그램은 모델이 어디서든 시작할 수 있도록 {five_korean} 문자 가운데 일부를 무작위로 가리고 학습한 다음, "
    "새 문자 {length}개로 잽니다.",
    five=ENGLISH[five],
    five_korean=KOREAN[five],
    length=length,
)
most, whole = windows[8, 8], windows[length, length]
full = windows[8, 8 - five] == whole < windows[8, 4]
source = printed(WINDOWS, r"^the source itself: (\S+)$")
page.says(
    "The model is the same in each line, and its perplexity {falls} from {most} to {whole}. Windows that "
    "overlap, of which only the last characters count, cost more reading and give back what was lost: "
    "from an overlap of {five} on {nothing} is missing, for this model reads no further back. Models that "
    "read far get close only, so report window and step with a perplexity, and compare at equal ones. The "
    "rule that drew the text has {source} itself. On average {no} model gets below that.",
    "모델은 모든 줄에서 같은데 퍼플렉서티는 {most}에서 {whole}까지 {falls_korean}. 창을 겹치고 마지막 문자들만 세면 더 많이 읽는 대신 잃은 "
    "것을 되찾습니다. 이 모델은 {five_korean} 문자보다 앞을 읽지 않으므로, {five_korean} 문자 이상 겹치면 잃는 것이 "
    "{nothing_korean}. 멀리까지 읽는 모델은 이렇게 해도 가까워질 뿐입니다. 그러니 퍼플렉서티에는 창의 크기와 *step*을 함께 적고, 같은 조건끼리 "
    "견주십시오. 글을 뽑은 규칙의 퍼플렉서티는 {source}입니다. 평균하면 어떤 모델도 그 아래로 내려가지 {no_korean}.",
    falls=when(most == max(windows.values()) and whole == min(windows.values()), "falls"),
    falls_korean=when(most == max(windows.values()), "내려갑니다"),
    most=most,
    whole=whole,
    five=ENGLISH[five],
    five_korean=KOREAN[five],
    nothing=when(full, "nothing"),
    nothing_korean=when(full, "없습니다"),
    source=source,
    no=when(float(source) < float(whole), "no"),
    no_korean=when(float(source) < float(whole), "못합니다"),
)
page.states(
    "title: Two places and four knobs",
    "title: 두 자리와 네 가지 설정",
    because="the explorable has them",
)
page.states(
    'at both places with one setting."',
    '한 가지 설정으로 두 자리 모두에서 맞는 문자를 다 남기고 틀린 문자를 다 없애십시오."',
    because="the task of the explorable",
)
page.states(
    'A share of the largest probability fits both."',
    '가장 큰 확률에 대한 비율은 두 자리에 다 맞습니다."',
    because="a test of the explorable finds it",
)
page.states(
    "Which cut can keep all right ones and no wrong one at both places, with one setting?",
    "한 가지 설정으로 두 자리 모두에서 맞는 문자를 다 남기고 틀린 문자를 다 없앨 수 있는 것은 무엇일까요?",
    because="a question",
)
page.states(
    "- [x] The score function It needs no gradient of the loss, only its values at classes",
    "- [x] 점수 함수 방법 손실의 기울기는 필요 없고 클래스에서의 값만 쓰며",
    because="how it is defined; a test takes its mean",
)
