import math
import re
from itertools import pairwise, permutations

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian
from torch.distributions import Categorical, Gumbel

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed, signed, when
from tests.programs import load

HAND = "softmax/softmax_by_hand"
POINT = "softmax/probability_at_a_point"
INDEX = "softmax/index_for_score"
SHIFT = "softmax/shift_invariance"
WARMTH = "softmax/temperature"
LABELS = "softmax/several_labels"
GUMBEL = "softmax/gumbel_winners"


def shares(line: str) -> list[float]:
    """Return the numbers of a line that prints one for each class."""
    return [float(share) for share in re.findall(r"-?\d\.\d+", line)]


page = Claims("softmax")

hand = load(HAND)
softmax = hand.softmax
one, two, three = (f"{score:g}" for score in hand.z)
top = printed(HAND, r"softmax tensor\(\[.*, (\S+)\]\)")
classes = len(hand.z)
last = classes - 1
step = hand.p[2] / hand.p[1]

# The explorable
page.says(
    "How scores become probabilities. Why the exponential, why only differences count, "
    "temperature, the sigmoid as {two} classes, and what is soft about it.",
    "점수가 확률이 되는 과정을 실행해 보입니다. 왜 지수함수인지, 왜 점수의 차이만 중요한지, "
    "온도와 시그모이드, 소프트맥스가 정확히 어떤 뜻에서 부드러운지 다룹니다.",
    two=ENGLISH[len(load("softmax/two_class_sigmoid").z)],
)
page.states(
    'title: Three scores and a temperature mission: "Task: give class 2 exactly one half, 50%."',
    'title: 점수 셋과 온도 mission: "과제: 클래스 2의 확률을 정확히 절반, 50%로 만드십시오."',
    because="a task that the reader is set",
)
page.states(
    'takeaway: "Now the weights of the other two sum to the weight of class 2. Neither of them '
    'alone decides."',
    'takeaway: "이제 다른 두 클래스의 가중치를 더하면 클래스 2의 가중치와 같습니다. 어느 '
    '하나만으로 정해지지는 않습니다."',
    because="one half of the total is what the others leave",
)
page.states(
    'guess: "Your guess, class\\u00a02"',
    "guess: 예상(클래스 2)",
    because="the name of a field",
)

page.states(
    "A classifier ends in one number a class, its score.",
    "분류기는 클래스마다 수 하나, 곧 점수를 내놓습니다.",
    because="a definition",
)

# In one minute
page.states("## In one minute", "## 1분 요약 {#in-one-minute}", because="the name of a section")
page.says(
    "Softmax raises $e$ to each score and divides by the total, so that scores become "
    "probabilities. Only differences of scores {count}, because a shift of all of them cancels.",
    "소프트맥스는 점수마다 $e$를 그만큼 거듭제곱하고 그 합으로 나누어, 점수를 확률로 바꿉니다. "
    "모든 점수에 같은 수를 더하면 약분되어 사라지므로 중요한 것은 {differences}뿐입니다.",
    count=when(torch.allclose(softmax(hand.z), softmax(hand.z + 1)), "count"),
    differences=when(torch.allclose(softmax(hand.z), softmax(hand.z + 1)), "점수의 차이"),
)

# From scores to probabilities
page.says(
    "The scores are {one}, {two} and {three}. Which probability does class {last} get? Guess to "
    "one decimal, then read on.",
    "점수가 {one}, {two}, {three}입니다. 클래스 {last}의 확률은 얼마일까요? 소수점 아래 한 "
    "자리까지 어림한 다음 읽어 보십시오.",
    one=one,
    two=two,
    three=three,
    last=last,
)
page.says(
    "- [x] {top} ± 0.05 Each weight is $e$ times the one before. So class {last} gets nearly "
    "{times} times what class {before} gets.",
    "- [x] {top} ± 0.05 각 값은 바로 앞 값의 $e$배입니다. 그래서 클래스 {last}는 클래스 "
    "{before}의 {times_ko} 배 가까이 받습니다.",
    top=top,
    last=last,
    before=last - 1,
    times=ENGLISH[math.ceil(step)],
    times_ko=KOREAN[math.ceil(step)],
)
page.says(
    "- [ ] {share} ± 0.01 That is {three} out of {total:g}, the share of the score itself. "
    "Softmax shares out the powers of $e$.",
    "- [ ] {share} ± 0.01 점수를 그대로 나눈 {total:g}분의 {three}입니다. 소프트맥스가 보는 것은 "
    "$e$의 거듭제곱이 차지하는 비율입니다.",
    share=f"{hand.z[-1] / hand.z.sum():g}",
    three=three,
    total=hand.z.sum().item(),
)
page.says(
    "- [ ] {all} ± 0.02 That is the answer of argmax. Softmax leaves something for {every} class.",
    "- [ ] {all} ± 0.02 argmax의 답입니다. 소프트맥스는 {every_ko} 클래스에나 얼마쯤 남겨 줍니다.",
    all=int(hand.z.argmax() == last),
    every=when(hand.p.min() > 0, "every"),
    every_ko=when(hand.p.min() > 0, "어느"),
)
page.says(
    "- [ ] Another number The weights are $e$, $e^2$ and $e^3$. Divide the last by the sum of all "
    "{classes}.",
    "- [ ] 그 밖의 수 $e$, $e^2$, $e^3$을 구하고, 마지막 값을 셋의 합으로 나누어 보십시오.",
    classes=ENGLISH[classes],
)
page.says(
    "{every} weight is positive, so every probability is. Dividing by the total makes them sum to "
    "{sum:.0f}. The order of the scores {stays}. With `dim=-1` the sum runs over the last axis, "
    "the classes, so the same function takes a whole batch, one row an example. It {agrees} with "
    "PyTorch's softmax.",
    "지수함수를 거친 값이 {all_ko} 양수이므로 확률도 모두 양수입니다. 합으로 나누었으니 확률을 "
    "더하면 {sum:.0f}입니다. 점수의 순서도 그대로 {stays_ko}. `dim=-1`은 마지막 축, 곧 클래스 "
    "방향으로 더하라는 뜻입니다. 그래서 예제를 한 행에 하나씩 담은 배치(batch)에도 같은 함수를 쓸 "
    "수 있습니다. 결과는 PyTorch의 softmax와 {agrees_ko}.",
    every=when(hand.z.exp().min() > 0, "Every"),
    all_ko=when(hand.z.exp().min() > 0, "모두"),
    sum=float(printed(HAND, r"sum +(\S+)")),
    stays=when(torch.equal(hand.z.argsort(), hand.p.argsort()), "stays"),
    stays_ko=when(torch.equal(hand.z.argsort(), hand.p.argsort()), "남습니다"),
    agrees=when(printed(HAND, r"same as torch: (\w+)") == "True", "agrees"),
    agrees_ko=when(printed(HAND, r"same as torch: (\w+)") == "True", "같습니다"),
)
page.says(
    "Each weight here is $e$ {times} the one before. In general a difference of scores is a ratio "
    "of probabilities: $p_i / p_j = e^{z_i - z_j}$. Taking logarithms, $\\log p_i = z_i - \\log "
    "\\sum_j e^{z_j}$: a score is the logarithm of its probability, up to one constant that all "
    "classes share. That is why scores that go into softmax are called logits.",
    "출력의 둘째 줄에서 각 값은 바로 앞 값의 $e${times_ko}. 일반적으로 점수의 차이는 확률의 비가 "
    "됩니다. 곧 $p_i / p_j = e^{z_i - z_j}$입니다. 로그를 취하면 $\\log p_i = z_i - \\log \\sum_j "
    "e^{z_j}$입니다. 점수에서 모든 클래스에 공통인 상수 하나를 빼면 확률의 로그가 되는 셈입니다. "
    "소프트맥스에 넣는 점수를 로짓(logits)이라고 부르는 까닭이 여기에 있습니다.",
    times=when(all(b - a == 1 for a, b in pairwise(hand.z)), "times"),
    times_ko=when(all(b - a == 1 for a, b in pairwise(hand.z)), "배입니다"),
)
page.states(
    "Programs count the classes from 0, and so do we: class 0, class 1, class 2.",
    "프로그램은 클래스를 0부터 세므로 글에서도 클래스 0, 클래스 1, 클래스 2라고 부릅니다.",
    because="the names of the classes",
)
page.states(
    "Softmax on top of a linear layer is *multinomial logistic regression*, also called softmax "
    "regression. It is the model that this site trains, for classification into one of $K$ "
    "classes.",
    "선형층 위에 소프트맥스를 얹은 모델이 *다항 로지스틱 회귀*(multinomial logistic "
    "regression)이며, 소프트맥스 회귀라고도 합니다. 이 사이트에서 학습하는 모델로, $K$개 클래스 "
    "가운데 하나를 고르는 다중 클래스 분류에 씁니다.",
    because="a definition",
)

# A probability at a point
density = printed(POINT, r"density at 0: (\S+)")
near = [float(each) for each in found(f"snippets/{POINT}.out", r"around 0\) = (\S+)")]
narrower = [
    float(a) / float(b) for a, b in pairwise(found(f"snippets/{POINT}.out", r"within (\S+) around"))
]
fraction = round(narrower[0])
drawn = printed(POINT, r"class = 2\) = .*, drawn (\S+)")
tenth = all(abs(a / b - fraction) < 0.5 for a, b in pairwise(near))
page.says(
    "Class 2 has probability {top}, and that {same} the share of draws it gets. The normal "
    "distribution with mean 0 and standard deviation {deviation} has the density {density} at 0, which "
    "{cannot} be a probability. Only an interval has one. Make the interval {ten} times narrower "
    "and its probability falls to about a {tenth}; for the point alone nothing is left.",
    "클래스 2의 확률은 {top}이고, 뽑아 보면 실제로 {same_ko} 나옵니다. 평균이 0이고 "
    "표준편차가 {deviation}인 정규분포의 밀도는 0에서 {density}입니다. 1보다 크니 확률일 수 {cannot_ko}. 확률은 구간에만 "
    "있습니다. 구간의 너비를 {ten_ko}분의 1로 줄이면 확률도 약 {tenth_ko}분의 1로 줄고, 점 "
    "하나에는 아무것도 남지 않습니다.",
    top=printed(POINT, r"class = 2\) = (\S+), drawn"),
    same=when(abs(float(drawn) - float(top)) < 0.001, "is"),
    same_ko=when(abs(float(drawn) - float(top)) < 0.001, "그만큼"),
    deviation=found(f"snippets/{POINT}.py", r"Normal\(0\.0, (\S+)\)")[0],
    density=density,
    cannot=when(float(density) > 1, "cannot"),
    cannot_ko=when(float(density) > 1, "없습니다"),
    ten=ENGLISH[fraction],
    ten_ko=fraction,
    tenth=when(tenth, f"{ENGLISH[fraction]}th"),
    tenth_ko=when(tenth, f"{fraction}"),
)
page.states(
    "A probability is not a density {#a-probability-at-a-point} The probabilities form a "
    "categorical distribution: a finite list of classes, each with a probability of its own. A "
    "density over the real line gives no such thing.",
    "확률은 밀도가 아니다 {#a-probability-at-a-point} 이렇게 얻은 확률은 범주형 분포(categorical "
    "distribution)를 이룹니다. 클래스의 개수가 유한하고, 클래스마다 제 확률이 있습니다. 실수 "
    "전체에 퍼진 확률밀도(density)로는 이런 확률을 얻을 수 없습니다.",
    because="a definition",
)
page.states(
    "So for classes we may ask for the probability of the very one that occurred, and take its "
    "logarithm. The next page builds the loss on that.",
    "그래서 클래스라면 방금 일어난 바로 그 클래스의 확률을 묻고 그 로그를 취할 수 있습니다. 교차 "
    "엔트로피(cross-entropy)에서는 이것으로 손실(loss)을 만듭니다.",
    because="what the next page does",
)

# The score, not the index
pairs = list(
    zip(
        *(found(f"snippets/{INDEX}.out", rf"e\^{way} +(.+)$") for way in ("score", "index")),
        strict=True,
    )
)
hidden, *apart = (score == index for score, index in pairs)
counted = load(INDEX).softmax_of_index
page.says(
    "Count {classes} classes from 1 and give them the scores {one}, {two}, {three}: each score "
    "*is* the number of its class, and the wrong formula gives the {right} answer. Scores with "
    "other differences {tell} the two apart. The wrong one never looks at them. It gives the "
    "{same} {classes} numbers for every input, so no training could change what it predicts.",
    "{classes_ko} 클래스를 1부터 세고 점수를 {one}, {two}, {three}으로 두면 점수가 *곧* "
    "번호이므로, 틀린 식도 {right_ko} 답을 냅니다. 점수의 차이가 달라지면 둘은 바로 {tell_ko}. "
    "틀린 식은 점수를 아예 보지 않습니다. 어떤 입력에도 {same_ko} {classes_ko} 수를 내놓으니, "
    "아무리 학습해도 예측이 달라지지 않습니다.",
    classes=ENGLISH[classes],
    classes_ko=KOREAN[classes],
    one=one,
    two=two,
    three=three,
    right=when(hidden, "right"),
    right_ko=when(hidden, "맞는"),
    tell=when(not any(apart), "tell"),
    tell_ko=when(not any(apart), "갈라집니다"),
    same=when(torch.equal(counted(torch.zeros(classes)), counted(hand.z)), "same"),
    same_ko=when(len({index for _, index in pairs}) == 1, "같은"),
)
page.says(
    "The example beside it {hides} it.",
    "함께 든 예에서는 이 실수가 {hides_ko}.",
    hides=when(hidden, "hides"),
    hides_ko=when(hidden, "보이지 않습니다"),
)
page.states(
    "A slip that is hard to see: $e^i / \\sum_i e^i$, with the number of the class where its "
    "score belongs. The study notes behind this site had it too, from the course notebook that "
    "they follow.",
    "눈에 잘 띄지 않는 실수가 있습니다. 점수가 들어갈 자리에 클래스의 번호를 넣어 $e^i / \\sum_i "
    "e^i$라고 쓰는 것입니다. 이 사이트의 바탕이 된 스터디 노트에도, 노트가 따라간 강의 노트북에도 "
    "그렇게 적혀 있습니다.",
    because="the linked notebook has it",
)

# Why the exponential
why = load("softmax/why_the_exponential")


def first_failing(name: str) -> int | None:
    """Return the number of the first wish that a weight does not keep."""
    before, after = (why.candidates[name](z) / why.candidates[name](z).sum() for z in shifted)
    kept = [
        bool((before >= 0).all()),
        bool((before.diff() > 0).all()),
        torch.allclose(before, after),
    ]
    return None if all(kept) else kept.index(False) + 1


shifted = (why.z, why.z + 1)
fails = {name: first_failing(name) for name in why.candidates}
passing = [name.split(" to ")[0] for name, wish in fails.items() if wish is None]
bases_pass = passing == ["e", "2"]
page.states(
    "Which $f$ will do? Three wishes: 1. No probability is negative. 2. A higher score gets a "
    "higher probability. 3. Adding the same number to all scores changes nothing. Scores have no "
    "zero of their own; only comparing classes means something.",
    "어떤 $f$를 써야 할까요? 바라는 것은 세 가지입니다. 1. 확률이 음수가 되지 않아야 합니다. 2. "
    "점수가 높으면 확률도 높아야 합니다. 3. 모든 점수에 같은 수를 더해도 확률이 그대로여야 "
    "합니다. 점수에는 정해진 기준점이 없고, 클래스끼리 견줄 때만 뜻이 있기 때문입니다.",
    because="the wishes are what the section asks for",
)
page.says(
    "The scores themselves give a negative share: wish {themselves} fails. Their squares prefer "
    "{low} to {high}: wish {squares} fails. Softplus, $\\log(1 + e^z)$, keeps both, but its "
    "shares move when all scores rise by {shift}: wish {softplus} fails. Exponentials keep all "
    "{wishes}.",
    "점수를 그대로 쓰면 음수가 나와 {themselves}번을 어깁니다. 제곱하면 {low}이 {high}보다 앞서 "
    "{squares}번을 어깁니다. 소프트플러스(softplus) $\\log(1 + e^z)$는 둘 다 지키지만, 모든 "
    "점수를 {shift}씩 올리면 값이 변해 {softplus}번을 어깁니다. 지수함수는 {wishes_ko} 지킵니다.",
    themselves=fails["z"],
    low=signed(why.z[0]),
    high=signed(why.z[1]),
    squares=fails["z squared"],
    softplus=fails["softplus"],
    shift=printed("softmax/why_the_exponential", r"z \+ (\d)"),
    wishes=when(bases_pass, "three"),
    wishes_ko=when(bases_pass, "셋 다"),
)
page.says(
    "No other weight $f$ does. Shares stay only if their ratios stay, so wish 3 says $f(u + c) / "
    "f(v + c) = f(u) / f(v)$.",
    "그런 $f$는 지수함수밖에 없습니다. 확률이 그대로이려면 확률의 비가 그대로여야 하므로, 3번은 "
    "$f(u + c) / f(v + c) = f(u) / f(v)$라는 뜻입니다.",
)
page.states(
    "Put $v = 0$: then $f(u + c) / f(c) = f(u) / f(0)$. With $g(u) = f(u) / f(0)$ this reads "
    "$$g(u + c) = g(u)\\,g(c)$$",
    "$v = 0$을 넣으면 $f(u + c) / f(c) = f(u) / f(0)$입니다. $g(u) = f(u) / f(0)$이라고 쓰면 "
    "다음과 같습니다. $$g(u + c) = g(u)\\,g(c)$$",
    because="a step of the proof",
)
page.says(
    "and its only rising solutions, as wish 2 wants them, are the exponentials $g(u) = e^{bu}$ "
    "with $b > 0$. Which $b$ is left open: base ${e}$ and base {base} both pass. Temperature is "
    "the name of that freedom.",
    "이 식을 만족하면서 2번대로 증가하는 함수는 $b > 0$인 지수함수 $g(u) = e^{bu}$뿐입니다. $b$가 "
    "얼마인지는 정해지지 않습니다. 밑이 ${e}$이든 {base}이든 세 조건을 모두 지킵니다. 이렇게 남은 "
    "자유를 온도라고 부릅니다.",
    e=passing[0],
    base=passing[1],
)
exact, noisy, normal = (
    shares(printed(GUMBEL, rf"^({name} .+)$")) for name in ("softmax", "Gumbel ", "normal ")
)
normal_differs = max(abs(a - b) for a, b in zip(normal, exact, strict=True)) > 0.01
page.says(
    "To weigh each class by its own score is itself a wish, the fourth: the odds of two classes "
    "ignore the third. Without it other answers remain. Argmax with normal noise keeps the first "
    "three and {no} softmax.",
    "클래스마다 제 점수만으로 $f(z)$를 정한다는 것이 사실은 네 번째 조건입니다. 두 클래스의 "
    "확률의 비가 셋째 클래스와 상관없다는 뜻이기 때문입니다. 이 조건이 없으면 다른 답도 있습니다. "
    "정규분포 잡음을 더한 argmax는 앞의 세 조건을 지키지만 소프트맥스가 {no_ko}.",
    no=when(normal_differs and normal == sorted(normal), "is no"),
    no_ko=when(normal_differs and normal == sorted(normal), "아닙니다"),
)

# Only differences count
same = {printed(SHIFT, rf"^{line} +(.+)$") for line in ("z  ", r"z \+ 10 ", r"z - 10 ", "shifted")}
factor = int(printed(SHIFT, r"^z \* (\d+)"))
multiplied = found(f"snippets/{SHIFT}.out", r"^z \* .* (\S+)\]")[0]
page.says(
    "Wish 3 is called shift invariance. The proof is one line: $e^{z_i + c} = e^c e^{z_i}$, and "
    "$e^c$ stands above and below the fraction bar.",
    "3번 성질을 이동 불변성(shift invariance)이라고 합니다. 증명은 한 줄입니다. $e^{z_i + c} = "
    "e^c e^{z_i}$이고, $e^c$는 분자와 분모에 모두 있으므로 지워집니다.",
)
page.says(
    "Adding {added} to every score changes {nothing}. What does multiplying every score by "
    "{factor} do? - [ ] Nothing either. Multiplying by {factor} makes the differences {ten} times "
    "as large, and differences are what counts. - [ ] It makes every probability {ten} times as "
    "large. Then they would sum to {factor}. Softmax always shares out {sum}.",
    "모든 점수에 {added}을 더하면 {nothing_ko} 달라지지 않습니다. 모든 점수에 {factor}을 곱하면 "
    "어떻게 될까요? - [ ] 마찬가지로 아무것도 달라지지 않습니다. {factor}을 곱하면 점수의 차이도 "
    "{factor}배가 됩니다. 중요한 것은 바로 그 차이입니다. - [ ] 모든 확률이 {factor}배가 됩니다. "
    "그러면 확률을 더한 값이 {factor}이 됩니다. 소프트맥스가 나누어 주는 것은 언제나 모두 합해 "
    "{sum}입니다.",
    added=printed(SHIFT, r"^z \+ (\d\d) "),
    nothing=when(len(same) == 1, "nothing"),
    nothing_ko=when(len(same) == 1, "아무것도"),
    factor=factor,
    ten=ENGLISH[factor],
    sum=f"{softmax(hand.z * factor).sum():.0f}",
)
page.says(
    "- [x] It gives nearly everything to the class with the {largest} score. A lead of {lead:g} "
    "becomes a lead of {longer:g}, and the ratio of the two probabilities becomes $e^{{longer}}$.",
    "- [x] 점수가 가장 {largest_ko} 클래스가 거의 다 가져갑니다. {lead:g}만큼 앞서던 점수가 "
    "{longer:g}만큼 앞서고, 두 확률의 비는 $e^{{longer}}$이 됩니다.",
    largest=when(softmax(hand.z * factor)[hand.z.argmax()] > 0.9999, "largest"),
    largest_ko=when(softmax(hand.z * factor)[hand.z.argmax()] > 0.9999, "큰"),
    lead=(hand.z[2] - hand.z[1]).item(),
    longer=int(factor * (hand.z[2] - hand.z[1])),
)
page.says(
    "Adding leaves the probabilities alone. Multiplying does {change}: at {ten} times the scores, "
    "class {last} takes all that {decimals} decimals can show. Of $K$ scores only $K - 1$ "
    "differences count, so one score may be fixed at 0 without losing anything.",
    "더하면 확률이 그대로이지만 곱하면 {change_ko}. 점수를 {factor}배로 하면, 소수점 아래 "
    "{decimals_ko} 자리까지는 클래스 {last}가 전부를 차지합니다. 점수 $K$개 가운데 의미가 있는 "
    "것은 차이 $K - 1$개뿐이므로, 점수 하나를 0으로 고정해도 잃는 것이 없습니다.",
    change=when(multiplied not in str(same), "not"),
    change_ko=when(multiplied not in str(same), "달라집니다"),
    ten=ENGLISH[factor],
    factor=factor,
    last=when(float(multiplied) == 1, str(last)),
    decimals=ENGLISH[len(multiplied.split(".")[1])],
    decimals_ko=KOREAN[len(multiplied.split(".")[1])],
)
far = load(SHIFT).z + int(printed(SHIFT, r"^z \+ (\d{4}) "))
page.says(
    "The last {lines} lines put the invariance to use. In {bits}-bit floats $e^{{largest}}$ is "
    "{infinite}, and infinity divided by infinity {nan} a number. `shifted_softmax` subtracts the "
    "largest score first: the answer is the {same}, and no exponent is above {above:g}. Numerical "
    "stability follows this up.",
    "마지막 {lines_ko} 줄에서는 이 성질을 이용합니다. {bits}비트 부동소수점에서 $e^{{largest}}$은 "
    "{infinite_ko}이고, 무한대를 무한대로 나누면 수가 아닌 값({not_a_number})이 됩니다. "
    "`shifted_softmax`는 가장 큰 점수를 먼저 뺍니다. 답은 {same_ko}이고, 어느 지수도 {above:g}을 "
    "넘지 않습니다. 수치 안정성에서 이어 다룹니다.",
    lines=ENGLISH[len(found(f"snippets/{SHIFT}.out", r"^(z \+ \d{4} |shifted )"))],
    lines_ko=KOREAN[len(found(f"snippets/{SHIFT}.out", r"^(z \+ \d{4} |shifted )"))],
    bits=torch.finfo(far.dtype).bits,
    largest=f"{far.max():g}",
    infinite=when(far.max().exp().isinf(), "infinite"),
    infinite_ko=when(far.max().exp().isinf(), "무한대"),
    nan=when((far.exp() / far.exp().sum()).isnan().all(), "is not"),
    not_a_number=printed(SHIFT, r"^z \+ \d{4} tensor\(\[(nan),"),
    same=when(len(same) == 1, "same"),
    same_ko=when(len(same) == 1, "그대로"),
    above=(far - far.amax()).max().item(),
)

# Temperature
warmth = load(WARMTH)
lines = found(f"snippets/{WARMTH}.out", r"^T = \S+ +(.+)  H = ")
entropies = [float(each) for each in found(f"snippets/{WARMTH}.out", r"H = (\S+)$")]
certain = warmth.entropy(torch.eye(classes)[0]).abs().item()
even = warmth.entropy(torch.full((classes,), 1 / classes)).item()
most = float(printed(WARMTH, r"^ln 3 = (\S+)"))
ordered = all(shares(line) == sorted(shares(line)) for line in lines)
tied = warmth.softmax(torch.tensor([1.0, 3.0, 3.0]), 0.001)
page.says(
    "It is {certain:g} for certainty and $\\ln {even:.0f}$ for {classes} equal chances. And all "
    "distributions over {classes} classes fit in one triangle: a corner is certainty, the centre "
    "gives equal chances, and temperature draws a path from the one to the other.",
    "결과가 확실하면 {certain:g}이고, 셋이 똑같으면 $\\ln {even:.0f}$입니다. {classes_ko} "
    "클래스의 분포는 모두 삼각형 하나에 담깁니다. 꼭짓점에서는 결과가 확실하고 중심에서는 세 "
    "확률이 같으며, 온도는 그 사이에 길을 그립니다.",
    certain=certain,
    even=math.exp(even),
    classes=ENGLISH[classes],
    classes_ko=KOREAN[classes],
)
page.says(
    "The program prints the entropy at the end of each line. (`torch.xlogy(p, p)` is $p \\log p$, "
    "and {zero:g} where $p$ is 0.)",
    "아래 프로그램은 줄마다 끝에 엔트로피를 출력합니다. (`torch.xlogy(p, p)`는 $p \\log p$이고, "
    "$p$가 0이면 {zero:g}입니다.)",
    zero=torch.xlogy(torch.tensor(0.0), torch.tensor(0.0)).item(),
)
page.says(
    "A {low} temperature gives nearly everything to the largest score. A {high} one makes the "
    "classes nearly equal, and the entropy {climbs} towards $\\ln {even}$. No temperature "
    "{changes} the order. If several scores tie for the first place, they share the probability "
    "{evenly}, however low the temperature.",
    "온도가 {low_ko} 가장 큰 점수가 거의 다 가져갑니다. 온도가 {high_ko} 클래스들이 거의 "
    "같아지고, 엔트로피는 $\\ln {even}$에 다가갑니다. 어떤 온도에서도 순서는 {changes_ko}. 가장 "
    "큰 점수가 여럿이면 아무리 온도를 낮추어도 그 클래스들이 확률을 {evenly_ko} 나누어 가집니다.",
    low=when(shares(lines[0])[-1] > 0.99, "low"),
    low_ko=when(shares(lines[0])[-1] > 0.99, "낮으면"),
    high=when(max(shares(lines[-1])) - min(shares(lines[-1])) < 0.001, "high"),
    high_ko=when(max(shares(lines[-1])) - min(shares(lines[-1])) < 0.001, "높으면"),
    climbs=when(entropies == sorted(entropies) and entropies[-1] == most, "climbs"),
    even=printed(WARMTH, r"^ln (\d) ="),
    changes=when(ordered, "changes"),
    changes_ko=when(ordered, "바뀌지 않습니다"),
    evenly=when(tied.tolist() == [0, 0.5, 0.5], "evenly"),
    evenly_ko=when(tied.tolist() == [0, 0.5, 0.5], "똑같이"),
)
page.says(
    "The last line names the freedom that the three wishes left: base $b$ {equals} temperature $1 "
    "/ \\ln b$.",
    "마지막 줄은 세 조건이 남긴 자유에 이름을 붙입니다. 밑 $b$를 쓰는 것은 온도를 $1 / \\ln b$로 "
    "두는 것과 {equals_ko}.",
    equals=when(printed(WARMTH, r"base 2 is T = 1 / ln 2: (\w+)") == "True", "is"),
    equals_ko=when(printed(WARMTH, r"base 2 is T = 1 / ln 2: (\w+)") == "True", "같습니다"),
)
marks = found("snippets/softmax/temperature_path.py", r"for mark in (.+):")[0].split(", ")
orders = list(permutations(hand.z.tolist()))
arriving = sum(order[0] == max(order) for order in orders)
page.says(
    "In the triangle of all distributions, these are the paths of the scores {one}, {two} and "
    "{three}.",
    "삼각형 안에서 점수 {one}, {two}, {three}의 길은 이렇게 생겼습니다.",
    one=one,
    two=two,
    three=three,
)
page.says(
    "!A triangle with one class at each corner, divided into {classes} fields by the most "
    "probable class. A thick curve starts at the centre, where the temperature is infinite, bends "
    "to the right through points marked T = {a:g}, {b:g}, {c:g} and {d:g}, and ends in the top "
    "corner, class {last}, where the temperature is zero. {thin} thin curves lead from the centre "
    "to the corners in the same way, {arriving} to each corner in all.",
    "!꼭짓점마다 클래스가 하나씩 있고, 확률이 가장 높은 클래스에 따라 {classes_ko} 구역으로 나뉜 "
    "삼각형. 굵은 곡선이 온도가 무한대인 중심에서 출발해 오른쪽으로 휘어 T = {a:g}, {b:g}, {c:g}, "
    "{d:g}인 점을 차례로 지나, 온도가 0인 위쪽 꼭짓점 클래스 {last}에서 끝난다. 가는 곡선 "
    "{thin_ko} 개도 같은 모양으로 중심에서 꼭짓점으로 가며, 꼭짓점마다 곡선이 모두 {arriving_ko} "
    "개씩 모인다.",
    classes=ENGLISH[classes],
    classes_ko=KOREAN[classes],
    **{name: float(mark) for name, mark in zip("abcd", marks, strict=True)},
    last=last,
    thin=ENGLISH[len(orders) - 1].capitalize(),
    thin_ko=KOREAN[len(orders) - 1],
    arriving=ENGLISH[arriving],
    arriving_ko=KOREAN[arriving],
)
page.says(
    "Each point of the triangle is a distribution: a corner is certainty, the centre gives equal "
    "chances, a field holds the distributions with one most probable class. The thick path "
    "belongs to the scores {one}, {two}, {three}, the thin ones to the same scores in other "
    "orders. No path {leaves} its field: temperature changes how sure the answer is, never which "
    "one it is.",
    "삼각형의 점 하나가 분포 하나입니다. 꼭짓점에서는 결과가 확실하고, 중심에서는 세 클래스의 "
    "확률이 같으며, 한 구역 안에서는 확률이 가장 높은 클래스가 같습니다. 굵은 길은 점수가 {one}, "
    "{two}, {three}일 때의 길이고, 가는 길은 같은 점수를 다른 순서로 놓았을 때의 길입니다. 어느 "
    "길도 제 구역을 {leaves_ko}. 온도는 답을 얼마나 확신하는지만 바꾸고, 답은 바꾸지 않습니다.",
    one=one,
    two=two,
    three=three,
    leaves=when(ordered, "leaves"),
    leaves_ko=when(ordered, "벗어나지 않습니다"),
)
hot = shares(printed(WARMTH, r"^T = 10 +(.+)  H = "))
mild = shares(printed(WARMTH, r"^T = 1 +(.+)  H = "))
losses = [before - after for before, after in zip(hot, mild, strict=True)]
page.says(
    "The path bulges towards class {middle}. Cooling takes first from class {lowest}, whose score "
    "is lowest: at $T = 10$ class {middle} still has {has}, {nearly} its {third}.",
    "길은 클래스 {middle} 쪽으로 볼록합니다. 온도를 낮추면 점수가 가장 낮은 클래스 {lowest}부터 "
    "확률을 잃기 때문입니다. $T = 10$일 때 클래스 {middle}의 확률은 아직 {has}로, {classes}분의 "
    "1에 {nearly_ko}.",
    middle=hot.index(sorted(hot)[1]),
    lowest=losses.index(max(losses)),
    has=printed(WARMTH, r"^T = 10 +\S+ (\S+) "),
    nearly=when(1 / classes - 0.01 < hot[1] < 1 / classes, "nearly"),
    nearly_ko=when(1 / classes - 0.01 < hot[1] < 1 / classes, "가깝습니다"),
    third={3: "third"}[classes],
    classes=classes,
)
page.says(
    "High temperatures show what a model thinks of the classes that did not win, and that is how "
    "they are used in distillation, where a small model learns from a large one.",
    "온도를 높이면 모델이 1등이 아닌 클래스를 어떻게 보는지 드러납니다. 작은 모델이 큰 모델에게 "
    "배우는 증류(distillation)는 이 점을 이용합니다.",
)

# Two classes are the sigmoid
lines_of_pairs = found("snippets/softmax/two_class_sigmoid.out", r"^(\[.+)$")
two_scores = [[float(n) for n in re.findall(r"-?\d\.\d+", line)] for line in lines_of_pairs]
gaps = [round(scores[1] - scores[0], 6) for scores in two_scores]
answers = [scores[2] for scores in two_scores]
equal_pairs = gaps.count(gaps[0])
turned = two_scores[-1][:2] == two_scores[0][1::-1] and math.isclose(answers[-1], 1 - answers[0])
agree = all(scores[2] == scores[3] for scores in two_scores)
page.states(
    "For $K = 2$ divide numerator and denominator by $e^{z_1}$: $$p_1 = \\frac{e^{z_1}}{e^{z_0} + "
    "e^{z_1}} = \\frac{1}{1 + e^{-(z_1 - z_0)}} = \\sigma(z_1 - z_0)$$",
    "$K = 2$일 때 분자와 분모를 $e^{z_1}$로 나눕니다. $$p_1 = \\frac{e^{z_1}}{e^{z_0} + e^{z_1}} "
    "= \\frac{1}{1 + e^{-(z_1 - z_0)}} = \\sigma(z_1 - z_0)$$",
    because="a step of the proof",
)
page.says(
    "This is the sigmoid $\\sigma$ of the {difference}.",
    "점수의 차이에 시그모이드(sigmoid) $\\sigma$를 적용한 것과 {difference_ko}.",
    difference=when(agree, "difference"),
    difference_ko=when(agree, "같습니다"),
)
page.says(
    "Each line gives the probability of class {second}. The first {pairs} pairs differ by {gap:g} "
    "and get the {same} answer. The last pair is turned round: class {second} gets what class "
    "{first} had. Softmax regression thus extends logistic regression to more classes. Read the "
    "other way, logistic regression is softmax over two classes, one of which has its score fixed "
    "at {fixed:g}.",
    "줄마다 클래스 {second}의 확률이 나옵니다. 처음 {pairs_ko} 쌍은 모두 차이가 {gap:g}이라 답이 "
    "{same_ko}. 마지막 쌍은 두 점수를 맞바꾼 것으로, 클래스 {first}이 받던 확률을 클래스 "
    "{second}이 받습니다. 이렇게 소프트맥스 회귀는 로지스틱 회귀를 여러 클래스로 확장합니다. "
    "거꾸로 보면 로지스틱 회귀는 두 클래스 가운데 한쪽 점수를 {fixed:g}으로 고정한 "
    "소프트맥스입니다.",
    second=found("snippets/softmax/two_class_sigmoid.py", r"softmax \{p\[(\d)\]")[0],
    pairs=ENGLISH[equal_pairs],
    pairs_ko=KOREAN[equal_pairs],
    gap=gaps[0],
    same=when(len(set(answers[:equal_pairs])) == 1, "same"),
    same_ko=when(len(set(answers[:equal_pairs])) == 1, "같습니다"),
    first=when(turned, "0"),
    fixed=two_scores[1][0],
)

page.says(
    "## {two} classes are the sigmoid",
    "## 클래스가 {two_ko}이면 시그모이드 {#two-classes-are-the-sigmoid}",
    two=ENGLISH[len(load("softmax/two_class_sigmoid").z)].capitalize(),
    two_ko={2: "둘"}[len(load("softmax/two_class_sigmoid").z)],
)

# Several labels at once
labels = load(LABELS)
cat, dog, car = (signed(score) for score in labels.z)
raised = torch.tensor([40.0, 40.0, -4.0])
better = torch.softmax(raised, dim=-1)
cat_share = printed(LABELS, r"softmax +(\S+) ")
page.says(
    "It is the wrong question for a photograph that shows a cat and a dog but no car. Let the "
    "scores of the {labels} labels be {cat}, {dog} and {car}.",
    "고양이와 개가 함께 있고 자동차는 없는 사진에는 맞지 않는 질문입니다. {labels_ko} "
    "레이블(label)의 점수를 {cat}, {dog}, {car}라고 합시다.",
    labels=ENGLISH[len(labels.z)],
    labels_ko=KOREAN[len(labels.z)],
    cat=cat,
    dog=dog,
    car=car,
)
page.says(
    "A better model raises the scores of cat and dog from {cat} to {raised:g}. What does softmax "
    "give the cat then? - [ ] Almost {sigmoid:.0f}: {raised:g} is a very high score. The sigmoid "
    "would. Softmax looks only at differences, and the dog has {raised:g} too.",
    "더 나은 모델이 고양이와 개의 점수를 {cat}에서 {raised:g}으로 올렸습니다. 이때 소프트맥스는 "
    "고양이에게 얼마를 줄까요? - [ ] 거의 {sigmoid:.0f}. {raised:g}은 아주 높은 점수이기 "
    "때문입니다. 시그모이드라면 그렇습니다. 소프트맥스는 차이만 보는데, 개의 점수도 "
    "{raised:g}입니다.",
    cat=cat,
    raised=raised[0].item(),
    sigmoid=torch.sigmoid(raised[0]).item(),
)
page.says(
    "- [x] Almost {half}. Equal scores get {equal} shares, and two shares of one unit are at most "
    "a half each.",
    "- [x] 거의 {half_ko}. 점수가 같으면 {equal_ko}, {sum:.0f}을 둘이 똑같이 나누면 절반을 넘을 "
    "수 없습니다.",
    half=when(round(better[0].item(), 4) == 0.5, "one half"),
    half_ko=when(round(better[0].item(), 4) == 0.5, "절반"),
    equal=when(better[0] == better[1], "equal"),
    equal_ko=when(better[0] == better[1], "몫도 같고"),
    sum=better.sum().item(),
)
page.says(
    "- [ ] Ten times as much as before. Then cat and dog together would have {far} than {sum:.0f}.",
    "- [ ] 전의 {ten}배. 그러면 고양이와 개의 확률을 더한 값이 {sum:.0f}을 {far_ko}.",
    ten=f"{raised[0] / labels.z[0]:g}",
    far=when(10 * labels.one_of_three[:2].sum() > 2, "far more"),
    far_ko=when(10 * labels.one_of_three[:2].sum() > 2, "훨씬 넘습니다"),
    sum=labels.one_of_three.sum().item(),
)
page.says(
    "Softmax has {unit} to share out. The cat and the dog get {share} each, and larger scores "
    "would not help: two equals never pass one half. The sigmoid asks each label by itself, yes "
    "or no. Both get {sigmoid}. The sum need not be {sum:.0f}: it is how many labels to expect.",
    "소프트맥스가 나누어 줄 수 있는 것은 모두 합해 {sum:.0f}입니다. 고양이와 개는 {share}씩 받고, "
    "점수가 더 커져도 소용이 없습니다. 점수가 같은 둘은 결코 절반을 넘지 못합니다. 시그모이드는 "
    "레이블 하나하나에 맞는지 아닌지를 따로 묻습니다. 둘 다 {sigmoid}을 받습니다. 이때 합은 "
    "{sum:.0f}이 아니어도 되며, 맞는 레이블이 평균 몇 개일지를 나타냅니다.",
    unit=when(printed(LABELS, r"softmax .* sum (\S+)") == "1.0000", "one unit"),
    sum=float(printed(LABELS, r"softmax .* sum (\S+)")),
    share=when(printed(LABELS, r"softmax +\S+ (\S+) ") == cat_share, cat_share),
    sigmoid=printed(LABELS, r"sigmoid +(\S+) \1 "),
)
page.says(
    "Exactly one of $K$ is right: softmax. Any number of them may be right: $K$ sigmoids, trained "
    "with `BCEWithLogitsLoss`.",
    "$K$개 가운데 꼭 하나가 맞으면 소프트맥스를 씁니다. 몇 개든 맞을 수 있으면 시그모이드 $K$개를 "
    "쓰고 `BCEWithLogitsLoss`로 학습합니다.",
)

# Soft, made exact
contests = int(found(f"snippets/{GUMBEL}.py", r"torch\.rand\((\S+), 3\)")[0])
follows = max(abs(a - b) for a, b in zip(noisy, exact, strict=True)) < 0.002
page.states(
    "Softmax is often said to give, softly, the probability that each score is the maximum.",
    "소프트맥스는 각 점수가 최댓값일 확률을 부드럽게(soft) 돌려준다고들 합니다.",
    because="what is often said",
)
page.says(
    "Taken literally that is false: among {one}, {two} and {three} the maximum is {largest}, for "
    "certain. Noise makes it {true}. Add to each score an independent draw of Gumbel noise, $G = "
    "-\\log(-\\log U)$ with $U$ uniform between 0 and 1, and let the largest sum win:",
    "글자 그대로 읽으면 틀린 말입니다. {one}, {two}, {three} 가운데 최댓값은 언제나 "
    "{largest}입니다. 잡음을 더하면 {true_ko} 말이 됩니다. 점수마다 검벨(Gumbel) 잡음 $G = "
    "-\\log(-\\log U)$를 서로 독립으로 뽑아 더하고, 합이 가장 큰 쪽이 이긴다고 합시다. $U$는 0과 "
    "1 사이에서 고르게 뽑습니다.",
    one=one,
    two=two,
    three=three,
    largest=f"{hand.z.max():g}",
    true=when(follows, "true"),
    true_ko=when(follows, "맞는"),
)
page.says(
    "A {contests} contests come out as softmax says. With normal noise they {not_so}, so Gumbel's "
    "distribution is part of the claim.",
    "{contests_ko} 번 겨룬 결과가 소프트맥스의 확률과 들어맞습니다. 정규분포 잡음으로는 그렇게 "
    "{not_so_ko}. 잡음이 검벨 분포를 따른다는 것까지가 위 식의 조건입니다.",
    contests=when(follows, {1_000_000: "million"}[contests]),
    contests_ko=when(follows, {1_000_000: "백만"}[contests]),
    not_so=when(normal_differs, "do not"),
    not_so_ko=when(normal_differs, "되지 않습니다"),
)
page.says(
    "!{curves} overlapping bell-shaped curves of one shape, steep on the left and slow on the "
    "right, with their peaks at {one}, {two} and {three}. A label at each peak names the class "
    "and how often it wins: {seldom} for class 0, {mostly} for class {last}.",
    "!왼쪽은 가파르고 오른쪽은 완만한 같은 모양의 종형 곡선 {curves_ko} 개가 서로 겹쳐 있고, "
    "봉우리는 {one}, {two}, {three}에 있다. 봉우리마다 클래스의 이름과 이기는 비율이 적혀 있다. "
    "클래스 0은 {seldom_ko}, 클래스 {last}는 {mostly_ko} 이긴다.",
    curves=ENGLISH[classes].capitalize(),
    curves_ko=KOREAN[classes],
    one=one,
    two=two,
    three=three,
    last=last,
    seldom=when(exact[0] < 0.1, "seldom"),
    seldom_ko=when(exact[0] < 0.1, "드물게"),
    mostly=when(exact[last] > 0.5, "mostly"),
    mostly_ko=when(exact[last] > 0.5, "대개"),
)
page.says(
    "Where each score lies after the noise. Class {last} leads {most} of the time, but the tails "
    "on the right overlap: now and then class 0 ends up in front. The percentages say how often "
    "each class does.",
    "잡음을 더한 점수가 놓이는 곳입니다. {most_ko} 클래스 {last}가 앞서지만 오른쪽 꼬리가 서로 "
    "겹쳐 있어, 이따금 클래스 0이 맨 앞에 섭니다. 백분율은 각 클래스가 이기는 비율입니다.",
    last=last,
    most=when(noisy[last] > 0.5, "most"),
    most_ko=when(noisy[last] > 0.5, "대개"),
)
page.states(
    "Why this noise: $G$ stays below $u$ with probability $\\exp(-e^{-u})$. The derivative, "
    "$e^{-u} \\exp(-e^{-u})$, is its density. For class $i$ to win at height $x$, its own sum is "
    "at $x$, with the density $e^{z_i - x} \\exp(-e^{z_i - x})$, and each other sum is below, "
    "with probability $\\exp(-e^{z_j - x})$. In the product the exponents add up to the sum that "
    "softmax divides by. Over all heights:",
    "왜 이 잡음일까요? $G$가 $u$보다 작을 확률은 $\\exp(-e^{-u})$이고, 이것을 미분한 $e^{-u} "
    "\\exp(-e^{-u})$가 밀도입니다. 클래스 $i$가 높이 $x$에서 이기려면 자기 합은 $x$여야 하고(밀도 "
    "$e^{z_i - x} \\exp(-e^{z_i - x})$), 나머지 합은 하나하나 그보다 작아야 합니다(확률 "
    "$\\exp(-e^{z_j - x})$). 모두 곱하면 지수(exponent)끼리 더해져, 소프트맥스의 분모인 바로 그 "
    "합이 됩니다. 모든 높이에 걸쳐 적분하면 다음과 같습니다.",
    because="a step of the proof",
)
page.says(
    "It is also a way to draw a class without computing one probability; `jax.random.categorical` "
    "draws like this. Sampling writes text with it. And the name is off by {letters} letters: softmax is a soft *arg*max. The "
    "soft maximum itself is log-sum-exp.",
    "확률을 하나도 계산하지 않고 클래스를 뽑는 방법이기도 합니다. `jax.random.categorical`이 "
    "이렇게 뽑습니다. 표본 추출에서는 이 방법으로 글을 씁니다. 그리고 소프트맥스라는 이름에는 {letters_ko} 글자가 빠져 있습니다. "
    "소프트맥스는 부드러운 *arg*max입니다. 부드러운 최댓값은 로그-합-지수(log-sum-exp)입니다.",
    letters=ENGLISH[len("argmax") - len("max")],
    letters_ko=KOREAN[len("argmax") - len("max")],
)


# Formulas
def wins(z: torch.Tensor) -> torch.Tensor:
    """Return how often each class wins with Gumbel noise, by integrating over all heights."""
    x = torch.linspace(-20, 50, 10_001, dtype=torch.float64)
    ends = Gumbel(z[:, None], 1.0, validate_args=False)  # its cdf reaches 0
    density, below = ends.log_prob(x).exp(), ends.cdf(x)
    others = torch.stack([below[torch.arange(len(z)) != i].prod(0) for i in range(len(z))])
    return torch.trapezoid(density * others, x)


def over_heights(z: torch.Tensor) -> torch.Tensor:
    """Return the first integral of the proof."""
    x = torch.linspace(-20, 50, 10_001, dtype=torch.float64)
    return torch.trapezoid((z[:, None] - x).exp() * (-(z[:, None] - x).exp().sum(0)).exp(), x)


def over_t(z: torch.Tensor) -> torch.Tensor:
    """Return the second integral of the proof, with its factor."""
    t = torch.linspace(0, 40, 20_001, dtype=torch.float64) / z.exp().sum()
    return z.exp() * torch.trapezoid((-t * z.exp().sum()).exp(), t)


weights = printed(HAND, r"^weights tensor\(\[ *(.+)\]\)").replace(" ", "").split(",")
power = why.candidates["2 to the z"]
first, best = (torch.tensor(value, dtype=torch.float64) for value in (0.0, 1.0))

page.formula(
    r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    lambda z: z.exp() / z.exp().sum(),
    lambda z: torch.softmax(z, 0),
)
page.formula("e^2", math.e**2, weights[1])
page.formula("e^3", math.e**3, weights[2])
page.formula(
    r"p_i / p_j = e^{z_i - z_j}",
    lambda z, i, j: (z[i] - z[j]).exp(),
    lambda z, i, j: softmax(z)[i] / softmax(z)[j],
)
page.formula(
    r"\log p_i = z_i - \log \sum_j e^{z_j}",
    lambda z: z - z.exp().sum().log(),
    lambda z: torch.log_softmax(z, 0),
)
page.formula(
    r"e^i / \sum_i e^i",
    lambda K: torch.arange(1.0, K + 1).exp() / torch.arange(1.0, K + 1).exp().sum(),
    lambda z: counted(z),
)
page.formula(r"\log(1 + e^z)", lambda z: (1 + z.exp()).log(), lambda z: F.softplus(z))
page.formula(
    "f(u + c) / f(v + c) = f(u) / f(v)",
    lambda u, v, c: power(u + c) / power(v + c),
    lambda u, v: power(u) / power(v),
)
page.writes("v = 0", because="a value put in")
page.formula(
    "f(u + c) / f(c) = f(u) / f(0)",
    lambda u, c: power(u + c) / power(c),
    lambda u: power(u) / power(first),
)
page.formula("g(u) = f(u) / f(0)", lambda u: 3 * power(u) / (3 * power(first)), lambda u: power(u))
page.formula(r"g(u + c) = g(u)\,g(c)", lambda u, c: power(u) * power(c), lambda u, c: power(u + c))
page.formula("g(u) = e^{bu}", lambda u: (math.log(2) * u).exp(), lambda u: power(u))
page.formula("b > 0", lambda u, v: (v > 0) == ((v * (u + 1)).exp() > (v * u).exp()))
page.formula(
    r"e^{z_i + c} = e^c e^{z_i}", lambda z, c: c.exp() * z.exp(), lambda z, c: (z + c).exp()
)
page.formula("e^{10}", math.e**10, lambda: softmax(10 * hand.z)[2] / softmax(10 * hand.z)[1])
page.formula(
    "K - 1",
    lambda K: K - 1,
    lambda z: torch.linalg.matrix_rank(jacobian(softmax, z)),
)
page.formula("e^{1003}", lambda: torch.tensor(1003.0).exp().isinf())
page.writes("T > 0", because="what a temperature may be")
page.formula(
    r"p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}",
    lambda z, T: (z / T).exp() / (z / T).exp().sum(),
    lambda z, T: load(WARMTH).softmax(z, T),
)
page.formula(
    r"H = -\sum_i p_i \log p_i",
    lambda p: -(p * p.log()).sum(),
    lambda p: Categorical(p).entropy(),
)
page.formula(r"\ln 3", math.log(3), printed(WARMTH, r"^ln 3 = (\S+)"))
page.formula(r"p \log p", lambda p: p * p.log(), lambda p: torch.xlogy(p, p))
page.formula(
    r"1 / \ln b", lambda z, t: softmax(z / (1 / t.log())), lambda z, t: t**z / (t**z).sum()
)
page.formula("T = 10", 10, printed(WARMTH, r"^T = (\d+) +\S+  *0\.3322"))
page.formula("K = 2", 2, len(load("softmax/two_class_sigmoid").z))
page.formula(
    "e^{z_1}",
    lambda z: z[1].exp() * (1 + (z[0] - z[1]).exp()),
    lambda z: z[:2].exp().sum(),
)
page.formula(
    r"p_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0)",
    lambda z: z[1].exp() / (z[0].exp() + z[1].exp()),
    lambda z: 1 / (1 + (-(z[1] - z[0])).exp()),
    lambda z: torch.sigmoid(z[1] - z[0]),
    lambda z: torch.softmax(z[:2], 0)[1],
)
page.formula(
    r"G = -\log(-\log U)", lambda p: -(-p.log()).log(), lambda p: Gumbel(first, best).icdf(p)
)
page.formula(
    r"P\bigl(\operatorname{argmax}_j\,(z_j + G_j) = i\bigr) = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    lambda z: z.exp() / z.exp().sum(),
    wins,
)
page.formula(r"\exp(-e^{-u})", lambda u: (-(-u).exp()).exp(), lambda u: Gumbel(first, best).cdf(u))
page.formula(
    r"e^{-u} \exp(-e^{-u})",
    lambda u: (-u).exp() * (-(-u).exp()).exp(),
    lambda u: Gumbel(first, best).log_prob(u).exp(),
)
page.formula(
    r"e^{z_i - x} \exp(-e^{z_i - x})",
    lambda z, u: (z - u).exp() * (-(z - u).exp()).exp(),
    lambda z, u: Gumbel(z, 1.0).log_prob(u).exp(),
)
page.formula(
    r"\exp(-e^{z_j - x})",
    lambda z, u: (-(z - u).exp()).exp(),
    lambda z, u: Gumbel(z, 1.0).cdf(u),
)
page.formula(
    r"\begin{aligned} & \int_{-\infty}^{\infty} e^{z_i - x} \, \exp\Bigl(-\sum_j e^{z_j - x}\Bigr)\, dx \\ "
    r"&= e^{z_i} \int_0^{\infty} \exp\Bigl(-t \sum_j e^{z_j}\Bigr)\, dt \quad (t = e^{-x}) \\ "
    r"&= \frac{e^{z_i}}{\sum_j e^{z_j}} \end{aligned}",
    over_heights,
    over_t,
    lambda z: z.exp() / z.exp().sum(),
    lambda z: torch.softmax(z, 0),
)
