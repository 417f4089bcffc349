import itertools
import math
import re

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed, read_file, when
from tests.programs import load, results

MINUTE = "boundaries/boundaries_in_one_minute"
WEDGES = "boundaries/wedges"
MOVES = "boundaries/what_moves_a_boundary"
LIKELY = "boundaries/maximum_likelihood"
DIE = "boundaries/loaded_die"
GAUSSIANS = "boundaries/gaussians_of_one_shape"
HINGE = "boundaries/hinge_beside_softmax"
SPIRAL = "boundaries/spiral"
COUNTED = ["없음", "하나", "둘", "셋"]


def numbers(program: str, pattern: str) -> list[float]:
    """Return the numbers in what the group of `pattern` matches in the output of a program."""
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", printed(program, pattern))]


page = Claims("boundaries")

page.states(
    'takeaway: "Regions of a linear model are convex. A hidden layer bends them around the points."',
    'takeaway: "일차식 모델의 영역은 볼록합니다. 은닉층은 영역을 점에 맞추어 구부립니다."',
    because="the section on planes, and the browser test that reaches the mission",
)
page.states(
    'points: "Points of class 0: {x0} {y0}, {x1} {y1}, {x2} {y2}. Class 1: {x3} {y3}, '
    "{x4} {y4}, {x5} {y5}. Class 2:",
    'points: "클래스 0의 점: {x0} {y0}, {x1} {y1}, {x2} {y2}. 클래스 1: {x3} {y3}, '
    "{x4} {y4}, {x5} {y5}. 클래스 2:",
    because="the names of classes",
)
page.states(
    'mission: "Task: get all nine points right without moving one."',
    'mission: "과제: 점을 하나도 옮기지 않고 아홉 개를 모두 맞히십시오."',
    because="the browser test that reaches it",
)
page.states(
    "an arrow for each weight. Drag both. A larger point pushes harder, one with an outline is "
    "wrong.",
    "은닉 유닛이 없으면 가중치마다 화살표가 있습니다. 둘 다 끌어서 옮길 수 있습니다. 점이 클수록 세게 밀고, 틀린 점에는 테두리가 있습니다.",
    because="how the script draws",
)
page.states(
    "three roads to the same exponential, the hinge loss beside it, and what one hidden layer adds.",
    "지수함수에 이르는 세 가지 길과 힌지 손실, 은닉층 하나로 할 수 있는 일을 실행해 보입니다.",
    because="the sections of the page",
)
page.states(
    "A classifier divides the space of its rows into regions, one a class. With linear scores the "
    "lines between them are straight, and everything about them can be read off weights and "
    "biases. This page draws them, gives three reasons for the model behind them, and shows where "
    "straight lines end.",
    "분류기는 행이 놓인 공간을 클래스마다 한 영역씩 나눕니다. 점수가 일차식이면 영역을 나누는 선이 곧고, 그 선의 모든 것은 가중치와 편향에서 읽을 수 있습니다. 이 "
    "페이지는 그 선을 그리고, 왜 이 모델인지 세 가지로 답하고, 곧은 선의 한계를 봅니다.",
    because="the sections of the page",
)
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
minute = load(MINUTE)
ranked = minute.z.topk(2, dim=1).values
tied = (minute.z.softmax(dim=1).topk(2, dim=1).values.diff().abs() < 1e-6).flatten().tolist()
answers = minute.z.argmax(dim=1)
page.says(
    "Where two scores are {equal}, their classes are equally probable, and the answer {changes} "
    "from one to the other. These {three} rows lie just before such a boundary, on it, and just "
    "behind it.",
    "두 점수가 {equal_korean} 곳에서는 두 클래스의 확률도 같고, 그곳을 지나면 답이 {changes_korean}. "
    "다음 {three_korean} 행은 차례로 그런 경계의 바로 앞, 경계 위, 바로 뒤에 있습니다.",
    equal=when(tied == [False, True, False] and not ranked[1].diff(), "equal"),
    equal_korean=when(tied == [False, True, False] and not ranked[1].diff(), "같은"),
    changes=when(answers[0] != answers[2], "changes"),
    changes_korean=when(answers[0] != answers[2], "바뀝니다"),
    three=ENGLISH[len(answers)],
    three_korean=KOREAN[len(answers)],
)

# Scores are planes
wedges = load(WEDGES)
equations = found(f"snippets/{WEDGES}.out", r"^(\d against \d):")
meeting = load(WEDGES).weight @ wedges.meet + wedges.bias
order = [k for k, _ in itertools.groupby(wedges.along.argmax(dim=1).tolist())]
page.says(
    "Above, {three} straight lines, the scores along a cut through the plane; the highest of them "
    "is drawn bold and changes from class {a} to class {b} to class {c}. Below, the plane in "
    "{three} coloured wedges that meet in {one} point, with the cut as a dotted line and an arrow "
    "uphill for each class.",
    "위쪽은 평면을 가로지르는 선 위의 점수, 직선 {three_korean} 개. 가장 높은 것이 굵고, 클래스 {a}에서 {b}로, 다시 {c}로 바뀐다. 아래쪽은 {one_korean} 점에서 만나는 쐐기 "
    "{three_korean} 개로 나뉜 평면. 가로지르는 선은 점선이고, 클래스마다 오르막을 가리키는 화살표가 "
    "있다.",
    three=ENGLISH[len(wedges.weight)],
    three_korean=KOREAN[len(wedges.weight)],
    a=order[0],
    b=order[1],
    c=order[2],
    one=when(meeting.unique().numel() == 1, "one"),
    one_korean=when(meeting.unique().numel() == 1, "한"),
)
page.says(
    "{three} lines belong to {three_small} pairs. Unless they are parallel, they meet in {one} point: where the first "
    "score equals the second and the second the third, the first equals the third. Each line is a "
    "boundary only on one side of that point. On the other side a third class is above both.",
    "클래스의 쌍이 {counted}이므로 직선도 {counted}이고, 나란하지 않다면 {one_korean} 점에서 "
    "만납니다. 첫째 점수가 둘째와 같고 둘째가 셋째와 같으면 첫째와 셋째도 같기 때문입니다. "
    "직선마다 이 점의 한쪽만 경계입니다. 반대쪽에서는 나머지 한 클래스가 둘보다 높습니다.",
    three=ENGLISH[len(equations)].capitalize(),
    three_small=ENGLISH[len(equations)],
    counted=COUNTED[len(equations)],
    one=when(meeting.unique().numel() == 1, "one"),
    one_korean=when(meeting.unique().numel() == 1, "한"),
)

page.says(
    "## Scores {are} planes, regions {are} wedges {#scores-are-planes} With {two} features, the "
    "score of class $k$, $z_k = w_k \\cdot x + b_k$, {is_word} a plane over the plane of the rows. "
    "The weight $w_k$ points straight uphill, the bias lifts it. The model answers with the class "
    "whose plane {is_word} {highest}. {two_capital} planes {are} equally high on a straight line, "
    "the decision boundary of the {two} classes:",
    "특성(feature)이 {counted}이면 클래스 $k$의 점수 $z_k = w_k \\cdot x + b_k$는 행의 평면 위에 "
    "놓인 또 하나의 평면입니다. 가중치(weight) $w_k$는 이 평면의 가장 가파른 오르막을 가리키고, "
    "편향(bias)은 평면을 들어 올립니다. 모델은 평면이 가장 {highest_korean} 클래스로 답합니다. "
    "{two_korean} 평면의 높이는 한 직선에서 같아지는데, 이 직선이 {two_korean} 클래스의 결정 "
    "경계(decision boundary)입니다.",
    are=when(torch.allclose(wedges.along.diff(dim=0).diff(dim=0), torch.zeros(15, 3)), "are"),
    is_word=when(torch.allclose(wedges.along.diff(dim=0).diff(dim=0), torch.zeros(15, 3)), "is"),
    two=ENGLISH[wedges.weight.shape[1]],
    two_capital=ENGLISH[wedges.weight.shape[1]].capitalize(),
    two_korean=KOREAN[wedges.weight.shape[1]],
    counted=COUNTED[wedges.weight.shape[1]],
    highest=when(
        torch.equal(minute.z.argmax(dim=1), minute.z.softmax(dim=1).argmax(dim=1)), "highest"
    ),
    highest_korean=when(
        torch.equal(minute.z.argmax(dim=1), minute.z.softmax(dim=1).argmax(dim=1)), "높은"
    ),
)
# The boundary of 0 and 2 runs from the meeting point through (-1.5, 2).
along_boundary = torch.tensor([-1.5, 2.0]) - wedges.meet
is_upright = abs((wedges.weight[0] - wedges.weight[2]) @ along_boundary) < 1e-5
page.says(
    "Above: the scores along the dotted line; where the highest changes, a boundary is {crossed}. "
    "Below: the regions. Each arrow points where the score of its class grows fastest, and each "
    "boundary stands at {right} angles to the difference of {two} arrows.",
    "위: 점선 위에서 본 점수. 가장 높은 직선이 바뀌는 곳이 {crossed_korean}. 아래: 영역. 화살표는 그 "
    "클래스의 점수가 가장 빨리 커지는 쪽을 가리키고, 경계는 {two_korean} 화살표의 차와 "
    "{right_korean} 이룹니다.",
    crossed=when(len(order) == 3, "crossed"),
    crossed_korean=when(len(order) == 3, "경계입니다"),
    right=when(is_upright, "right"),
    right_korean=when(is_upright, "직각을"),
    two=ENGLISH[2],
    two_korean=KOREAN[2],
)
page.states(
    "A region is where its class beats each other class. Each of these is half of the plane, so a "
    "region is what several halves share: it has no dents and no holes, and never comes in two "
    "pieces. It is *convex*.",
    "한 클래스의 영역은 그 클래스가 다른 클래스를 모두 이기는 곳입니다. 다른 클래스 하나를 이기는 "
    "곳은 평면의 절반이므로, 영역은 이런 절반 여러 개가 겹치는 곳입니다. 그래서 움푹 들어간 데도 "
    "구멍도 없고 한 덩어리입니다. 곧 *볼록*(convex)합니다.",
    because="tests/snippets, which draws models at random",
)

# A formula of this page, held to the numbers of its programs
points = torch.randn(200, 2, generator=torch.Generator().manual_seed(0))
p = torch.softmax(points @ wedges.weight.T + wedges.bias, dim=1)
by_weights = points @ (wedges.weight[0] - wedges.weight[2]) + wedges.bias[0] - wedges.bias[2]
page.says(
    "$$\\log \\frac{p_i}{p_j} = z_i - z_j = (w_i - w_j) \\cdot x {plus} b_i - b_j = 0$$",
    "$$\\log \\frac{p_i}{p_j} = z_i - z_j = (w_i - w_j) \\cdot x {plus} b_i - b_j = 0$$",
    plus=when(torch.allclose((p[:, 0] / p[:, 2]).log(), by_weights, atol=1e-4), "+"),
)

# What moves a boundary
LINE = r" +(-?\S+ +-?\S+ +\S+)$"
as_it_is = numbers(MOVES, f"^as it is{LINE}")
higher = numbers(MOVES, f"^bias of class 2 plus 1{LINE}")
turned = numbers(MOVES, f"^weight of class 2 turned{LINE}")
larger = numbers(MOVES, f"^all times 3{LINE}")
added = numbers(MOVES, f"^the same added to each class{LINE}")
times = printed(MOVES, r"^all times (\d)")
stays = larger[:2] == as_it_is[:2] and larger[2] > as_it_is[2]
page.says(
    "All weights and biases are multiplied by {times}. What happens to the boundaries?",
    "모든 가중치와 편향에 {times}을 곱하면 경계는 어떻게 될까요?",
    times=times,
)
page.says(
    "- [x] {nothing}. The probabilities beside them become {more} extreme. The same answers, given "
    "with more confidence: it is a temperature of 1/{times}.",
    "- [x] {nothing_korean}. 경계 양쪽의 확률만 {more_korean} 극단으로 갑니다. 같은 답을 더 확신할 "
    "뿐입니다. 온도를 1/{times}로 낮춘 것과 같습니다.",
    nothing=when(stays, "Nothing"),
    nothing_korean=when(stays, "그대로입니다"),
    more=when(stays, "more"),
    more_korean=when(stays, "더"),
    times=times,
)
grows = higher[0] < as_it_is[0] < as_it_is[1] < higher[1]
page.says(
    "Here its stretch of the line {grows} on both sides.",
    "여기서는 클래스 2의 구간이 양쪽으로 {grows_korean}.",
    grows=when(grows, "grows"),
    grows_korean=when(grows, "늘어납니다"),
)
page.says(
    "- Its **weight** {turns} them.",
    "- **가중치**는 경계를 {turns_korean}.",
    turns=when(turned[:2] != as_it_is[:2], "turns"),
    turns_korean=when(turned[:2] != as_it_is[:2], "돌립니다"),
)
page.says(
    "- The **size** of everything moves {no} boundary. It sets how fast the probability changes "
    "across it: {before:.4f} becomes {after:.4f}.",
    "- 전체의 **크기**는 경계를 {no_korean}, 경계를 지날 때 확률이 얼마나 빨리 바뀌는지를 정합니다. "
    "{before:.4f}가 {after:.4f}이 됩니다.",
    no=when(stays, "no"),
    no_korean=when(stays, "움직이지 않고"),
    before=as_it_is[2],
    after=larger[2],
)
page.says(
    "- The **same** vector added to each class changes {nothing} at all.",
    "- 클래스마다 **같은** 벡터를 더하면 {nothing_korean} 달라지지 않습니다.",
    nothing=when(added == as_it_is, "nothing"),
    nothing_korean=when(added == as_it_is, "아무것도"),
)

page.states(
    "## What moves a boundary Only differences of weights and biases stand in the formula. That "
    "decides what each change does.",
    "식에는 가중치의 차와 편향의 차만 있습니다. 그래서 무엇을 바꾸면 어떻게 되는지도 정해져 있습니다.",
    because="the formula above",
)
page.states(
    "Both sides of $z_i = z_j$ grow by the same factor, so what was equal stays equal.",
    "$z_i = z_j$의 양쪽이 같은 배수로 커지므로, 같던 것은 여전히 같습니다.",
    because="arithmetic",
)
page.states(
    "A boundary turns when the direction of $w_i - w_j$ does. A factor does not change it.",
    "경계는 $w_i - w_j$의 방향이 바뀔 때 돌아갑니다. 곱셈은 방향을 바꾸지 않습니다.",
    because="arithmetic",
)
page.says(
    "- The **bias** of a class shifts its boundaries {without} turning them.",
    "- **편향**은 그 클래스의 경계를 방향은 {without_korean} 둔 채 옮깁니다.",
    without=when(
        torch.equal(load(MOVES).changes["bias of class 2 plus 1"][0], load(MOVES).weight), "without"
    ),
    without_korean=when(grows, "그대로"),
)
page.states(
    "That is shift   invariance again. How far is a row from a boundary? The difference of the two "
    "scores, divided by the length of $w_i - w_j$.",
    "이동 불변성이 여기서도 나타납니다. 어떤 행에서 경계까지의 거리는 두 점수의 차를 $w_i - w_j$의 "
    "길이로 나눈 값입니다.",
    because="tests/snippets, where a solver finds the nearest point",
)

# Maximum likelihood
likely = results(LIKELY)
log_likelihood = likely.p[range(90), likely.target].log().sum()
cost = F.cross_entropy(likely.x @ likely.weight.T, likely.target)
slope = (likely.y - likely.p).T @ likely.x
weights = likely.weight.clone().requires_grad_()
F.cross_entropy(likely.x @ weights.T, likely.target, reduction="sum").backward()
page.says(
    "\\log \\text{likelihood} &= \\sum_n \\log p_{n, t_n} = {minus}N L \\\\ "
    "\\frac{\\partial}{\\partial w_k} \\log \\text{likelihood} &= \\sum_n (y_{nk} {less} "
    "p_{nk})\\, x_n",
    "\\log \\text{likelihood} &= \\sum_n \\log p_{n, t_n} = {minus}N L \\\\ "
    "\\frac{\\partial}{\\partial w_k} \\log \\text{likelihood} &= \\sum_n (y_{nk} {less} "
    "p_{nk})\\, x_n",
    minus=when(torch.isclose(log_likelihood, -90 * cost), "-"),
    less=when(weights.grad is not None and torch.allclose(-weights.grad, slope, atol=1e-3), "-"),
)
page.states(
    "The first answer takes the model for granted and asks for the weights that make the observed "
    "labels $t_n$ most probable. For independent rows their likelihood is a product: $$ "
    "\\begin{aligned} \\text{likelihood} &= \\prod_n p_{n, t_n}",
    "첫째 답은 모델을 주어진 것으로 보고, 관찰한 정답 $t_n$의 확률이 가장 커지는 가중치를 찾습니다. "
    "행이 서로 독립이면 가능도(likelihood)는 곱입니다. $$ \\begin{aligned} \\text{likelihood} &= "
    "\\prod_n p_{n, t_n}",
    because="what likelihood is",
)
likeliest = printed(LIKELY, r"^of 1000 random moves, likelier: (\d+)") == "0"
page.says(
    "So the {likeliest} weights are those with the {smallest} cost.",
    "그러므로 가능도가 {likeliest_korean} 가중치는 비용(cost)이 {smallest_korean} 가중치입니다.",
    likeliest=when(likeliest, "likeliest"),
    likeliest_korean=when(likeliest, "가장 큰"),
    smallest=when(likeliest, "smallest"),
    smallest_korean=when(likeliest, "가장 작은"),
)
rows = len(likely.x)
copies = 100
best = float(printed(LIKELY, r"^step +1000 +likelihood (\S+)"))
page.says(
    "The likelihood of {rows} labels is a tiny number even at its best, and of {many:,} it would "
    "be {zero:.0f} in floating point.",
    "정답 {rows}개의 가능도는 가장 클 때도 아주 작은 수이고, {many:,}개라면 부동소수점에서 "
    "{zero:.0f}이 됩니다.",
    rows=rows,
    many=copies * rows,
    zero=best**copies,
)
page.states(
    "That is a second reason for the logarithm.",
    "로그를 쓰는 또 하나의 이유입니다.",
    because="the sentence before it",
)
labels = re.findall(r"-?\d+\.\d", printed(LIKELY, r"^labels (.*)$"))
model = re.findall(r"-?\d+\.\d", printed(LIKELY, r"^model +(.*)$"))
page.says(
    "The last column of each class is the constant feature: the model gives each class {each:.0f} "
    "rows in total, {as_word} the labels do.",
    "클래스마다 마지막 열은 늘 {one:.0f}인 특성입니다. 모델이 클래스에 나누어 준 몫을 모두 더하면, "
    "정답과 {as_korean} {each:.0f}행씩입니다.",
    each={float(total) for total in labels[2::3]}.pop(),
    as_word=when(labels == model, "as"),
    as_korean=when(labels == model, "마찬가지로"),
    one=likely.x[:, 2].unique().item(),
)
page.states(
    "And where the gradient is zero, $\\sum_n p_{nk} x_n = \\sum_n y_{nk} x_n$: the model shares "
    "each row out among the classes, and with these shares each feature sums, class by class, to "
    "what it sums to with the labels.",
    "그리고 기울기가 0인 곳에서는 $\\sum_n p_{nk} x_n = \\sum_n y_{nk} x_n$입니다. 모델이 행을 클래스에 나누어 준 몫으로 특성을 "
    "더하면, 클래스마다 특성마다 정답으로 더한 것과 합이 같아집니다.",
    because="the line above it, set to zero",
)

# Maximum entropy
die = load(DIE)
mean = float(die.p @ die.face)
page.says(
    "A die shows {mean:.1f} on average instead of {fair}, and nothing else is known.",
    "주사위 눈의 평균이 {fair}가 아니라 {mean:.1f}이고, 그 밖에는 아는 것이 없다고 합시다.",
    mean=mean,
    fair=float(die.face.mean()),
)
entropies = [float(e) for e in found(f"snippets/{DIE}.out", r"entropy (\S+)$")]
halves = [int(face) for face, share in zip(die.face, die.half, strict=True) if share == 0.5]
page.says(
    "Half {low} and half {high} does, but claims that {four} faces never come up. The least is "
    "claimed by the one with the {largest} entropy.",
    "{low}와 {high}가 반반이어도 그렇지만, 그러면 {four_korean} 눈은 절대 나오지 않는다고 주장하는 "
    "셈입니다. 가장 적게 주장하는 분포는 엔트로피(entropy)가 가장 {largest_korean} 분포입니다.",
    low=halves[0],
    high=halves[1],
    four=ENGLISH[die.half.count(0)],
    four_korean=KOREAN[die.half.count(0)],
    largest=when(entropies[0] == max(entropies), "largest"),
    largest_korean=when(entropies[0] == max(entropies), "큰"),
)
page.states(
    "So let the entropy be as large as it can be while the probabilities sum to 1 and the mean is $m$.",
    "그래서 확률의 합은 1, 평균은 $m$이라는 두 조건을 지키면서 엔트로피를 가장 크게 합니다.",
    because="what is asked",
)
q = die.p.clone().requires_grad_()
torch.special.entr(q).sum().backward()
assert q.grad is not None
multiplier = -(q.grad + die.rate * die.face)
page.says(
    "the derivative in $q_i$ is $-\\log q_i - 1 {plus} \\lambda i + \\mu$. Set it to zero and solve: "
    "$$q_i = \\frac{e^{\\lambda i}}{\\sum_j e^{\\lambda j}}$$",
    "조건마다 라그랑주 승수를 하나씩 두면 $q_i$에 대한 도함수는 $-\\log q_i - 1 {plus} \\lambda i + \\mu$입니다. 이것을 0으로 "
    "놓고 풉니다. $$q_i = \\frac{e^{\\lambda i}}{\\sum_j e^{\\lambda j}}$$",
    plus=when(torch.allclose(multiplier, multiplier[0].expand(6)), "+"),
)
page.states(
    "The die is E. T. Jaynes's, from 1962.",
    "이 주사위는 제인스(E. T. Jaynes)가 1962년에 다룬 것입니다.",
    because="the year of the lectures that the link leads to",
)
page.says(
    "The one with the {largest} entropy is the softmax of linear scores, and the multipliers are "
    "its weights.",
    "그중 엔트로피가 가장 {largest_korean} 것이 일차식 점수의 소프트맥스이고, 승수가 그 "
    "가중치입니다.",
    largest=when(printed(DIE, r"^with more entropy: (\d+)") == "0", "largest"),
    largest_korean=when(printed(DIE, r"^with more entropy: (\d+)") == "0", "큰"),
)

page.states(
    "The second answer assumes no model.",
    "둘째 답은 모델을 가정하지 않습니다.",
    because="what follows",
)
page.states(
    "Nobody put the exponential in. It is the inverse of the logarithm in the entropy, and $\\mu$ "
    "became the denominator.",
    "지수함수는 누가 넣은 것이 아닙니다. 엔트로피에 들어 있는 로그의 역함수로 나왔고, $\\mu$는 "
    "분모가 되었습니다.",
    because="the derivation above",
)
page.states(
    "A classifier is the same problem with more conditions. Among all ways to give each row a "
    "distribution, take those whose feature sums are those of the labels, as in the program before.",
    "분류기는 조건이 더 많을 뿐 같은 문제입니다. 행마다 분포를 하나씩 주는 방법 가운데, 앞 "
    "프로그램처럼 특성의 합이 정답과 같은 것만 모읍니다.",
    because="tests/snippets, where no other model with these sums has more entropy",
)
page.states(
    "Maximum likelihood and maximum entropy end at the same model.",
    "최대 가능도와 최대 엔트로피는 같은 모델에 이릅니다.",
    because="tests/snippets, which compares the entropies",
)

page.states(
    "With a Lagrange multiplier for each of the two conditions,",
    "조건마다 라그랑주 승수를 하나씩 두면",
    because="the sum and the mean, which the sentence before names",
)

# Gaussians of one shape
gaussians = load(GAUSSIANS)
agrees = printed(GAUSSIANS, r"1000 points: (\S+)") == "True"
page.says(
    "$$\\log \\pi_k {minus} \\sum_j \\frac{(x_j - \\mu_{kj})^2}{2 \\sigma_j^2}$$",
    "$$\\log \\pi_k {minus} \\sum_j \\frac{(x_j - \\mu_{kj})^2}{2 \\sigma_j^2}$$",
    minus=when(agrees, "-"),
)
page.says(
    "$$w_{kj} = \\frac{\\mu_{kj}}{\\sigma_j^2} \\qquad b_k = \\log \\pi_k {minus} \\sum_j "
    "\\frac{\\mu_{kj}^2}{2 \\sigma_j^2}$$",
    "$$w_{kj} = \\frac{\\mu_{kj}}{\\sigma_j^2} \\qquad b_k = \\log \\pi_k {minus} \\sum_j "
    "\\frac{\\mu_{kj}^2}{2 \\sigma_j^2}$$",
    minus=when(agrees, "-"),
)
steps = {
    name: torch.tensor(
        [float(n) for n in re.findall(r"-?\d+\.\d+", printed(GAUSSIANS, rf"^{name} .*: (.*)$"))]
    ).diff()
    for name in ("one shape", "two shapes")
}
even = bool(steps["one shape"].diff().abs().max() < 0.002)
uneven = bool(steps["two shapes"].diff().abs().min() > 0.1)
page.says(
    "With one shape the log-odds, the logarithm of the ratio of two probabilities, rise by the "
    "{same} amount from point to point; with two shapes they do {not_word}, and the boundary "
    "bends.",
    "모양이 같으면 로그 오즈(log-odds), 곧 두 확률의 비의 로그가 점마다 {same_korean} 만큼 커집니다. 모양이 다르면 그렇지 {not_korean} "
    "경계가 휩니다.",
    same=when(even and steps["one shape"].min() > 0, "same"),
    same_korean=when(even and steps["one shape"].min() > 0, "같은"),
    not_word=when(uneven, "not"),
    not_korean=when(uneven, "않고"),
)

page.states(
    "## Gaussians of one shape have linear logits {#gaussians-of-one-shape} The third answer "
    "models the rows instead of the labels. Suppose the rows of each class are Gaussian around "
    "their own mean $\\mu_k$, with features that are independent within a class and the same "
    "spread $\\sigma_j$ in feature $j$ for all classes, and class $k$ has the share $\\pi_k$. "
    "Bayes' rule turns that into a probability of the class, which is the softmax of",
    "셋째 답은 정답이 아니라 행을 모델로 나타냅니다. 클래스마다 행이 평균 $\\mu_k$ 둘레에 정규분포(Gaussian)로 퍼져 있고, 한 클래스 안에서 특성은 "
    "서로 독립이며, 특성 $j$의 표준편차 $\\sigma_j$는 모든 클래스에서 같고, 클래스 $k$의 비율은 $\\pi_k$라고 합시다. 베이즈 정리로 클래스의 "
    "확률을 구하면 다음 값의 소프트맥스입니다.",
    because="tests/snippets, against SciPy's densities",
)
page.says(
    "Its $x_j^2$ is the {same} for all classes, and softmax does {not_word} see it. What is left is "
    "linear:",
    "$x_j^2$ 항은 모든 클래스에서 {same_korean} 소프트맥스에 보이지 {not_korean}. 남는 것은 "
    "일차식입니다.",
    same=when(even, "same"),
    same_korean=when(even, "같으므로"),
    not_word=when(agrees, "not"),
    not_korean=when(agrees, "않습니다"),
)
page.states(
    "A model of this kind is generative: its weights come from means, spreads and shares, "
    "without any training. With a full covariance matrix in place of the spreads it is *linear "
    "discriminant analysis*. Softmax regression assumes only what comes out, that the logits are "
    "linear, and other distributions have that too.",
    "이런 모델을 생성 모델(generative model)이라고 합니다. 학습 없이 평균과 표준편차와 비율에서 가중치를 얻습니다. 표준편차 대신 공분산 행렬 전체를 "
    "쓰면 *선형 판별 분석*(linear discriminant analysis)입니다. 소프트맥스 회귀는 여기서 나온 결과, 곧 로짓이 일차식이라는 것만 가정합니다. "
    "로짓이 일차식인 분포는 정규분포 말고도 있습니다.",
    because="names, and a remark",
)

# Hinge beside softmax
hinge = load(HINGE)
table = {}
for line in found(f"snippets/{HINGE}.out", r"^ +(-?\d\.\d +.*)$"):
    margin, *values = map(float, line.split())
    table[margin] = values
wants = {
    share: (one, other)
    for share, one, other in (
        line.split() for line in found(f"snippets/{HINGE}.out", r"^ +(0\.\d\d +\S+ +\S+)$")
    )
}
lead = {float(one) for one, _ in wants.values()}.pop()
scores = torch.tensor([[0.3, -0.4, 1.2], [2.0, 0.5, 0.9]])
labels_ = torch.tensor([0, 1])
page.says(
    "The hinge loss of a support vector machine asks for a lead, the margin, of {lead:.0f} over "
    "each other class, and for nothing more: $$\\ell = \\sum_{j \\ne t} \\max(0,\\ {lead:.0f} "
    "{minus} z_t + z_j)$$",
    "서포트 벡터 머신(support vector machine)의 힌지 손실(hinge loss)은 다른 클래스마다 "
    "{lead:.0f}만큼 앞설 것, 곧 마진(margin) {lead:.0f}을 요구하고 그 이상은 요구하지 않습니다. "
    "$$\\ell = \\sum_{j \\ne t} \\max(0,\\ {lead:.0f} {minus} z_t + z_j)$$",
    lead=lead,
    minus=when(
        torch.allclose(
            hinge.hinge(scores, labels_),
            3 * F.multi_margin_loss(scores, labels_, reduction="none"),
        ),
        "-",
    ),
)
high, low = max(wants), min(wants)
page.says(
    "Now let many rows look alike, {high:.0f}% of them of class 0, the others of class 1.",
    "이제 똑같이 생긴 행이 많고, 그 {high:.0f}%는 클래스 0, 나머지는 클래스 1이라고 합시다.",
    high=100 * float(high),
)
log_odds = math.log(float(high) / (1 - float(high)))
rounded_odds = abs(log_odds - float(wants[high][1])) < 0.006
page.says(
    "Which margin in favour of class 0 makes the mean *hinge* loss smallest? - [x] {lead} ± 0.05 At "
    "{at:.0f} the rows of class 0 cost {nothing}. A larger margin saves nothing on them and costs "
    "more on the others. - [ ] {other} ± 0.1 That is $\\log({share} / {rest:.2f})$, the log-odds, "
    "which is what cross-entropy wants. - [ ] 0 ± 0.05 Then each row costs {zero:.0f}. Most "
    "are of class 0, so a lead for it saves more than it costs.",
    "*힌지* 손실의 평균이 가장 작아지는, 클래스 0 쪽으로 잰 마진은 얼마일까요? - [x] {lead} ± 0.05 "
    "마진이 {at:.0f}이면 클래스 0의 행은 손실이 {nothing_korean}. 더 커지면 이 행에서 줄어드는 것은 "
    "없고 나머지 행의 손실만 커집니다. - [ ] {other} ± 0.1 교차 엔트로피가 바라는 로그 오즈, "
    "$\\log({share} / {rest:.2f})$입니다. - [ ] 0 ± 0.05 그러면 행마다 손실이 {zero:.0f}입니다. "
    "클래스 0의 행이 더 많으므로, 클래스 0이 앞서면 늘어나는 손실보다 줄어드는 손실이 큽니다.",
    lead=wants[high][0],
    at=lead,
    nothing=when(hinge.loss["hinge"][hinge.margin >= lead].max() == 0, "nothing"),
    nothing_korean=when(hinge.loss["hinge"][hinge.margin >= lead].max() == 0, "없습니다"),
    other=when(rounded_odds, wants[high][1]),
    share=high,
    rest=1 - float(high),
    zero=table[0.0][0],
)
page.states(
    "- [ ] Another number From which margin on do the rows of class 0 cost nothing?",
    "- [ ] 그 밖의 수 클래스 0의 행은 어디서부터 손실이 없을까요?",
    because="the name of a class",
)
beyond = hinge.margin > lead
flat = hinge.push["hinge"][beyond].abs().max() == 0
page.says(
    "The hinge falls in a straight line to {zero:.0f} at margin {lead:.0f} and {stays} there. "
    "Cross-entropy falls beside it and comes near {zero:.0f} without a corner.",
    "힌지 손실은 직선으로 내려가 마진 {lead:.0f}에서 {zero:.0f}이 되고 그대로 {stays_korean}. 교차 "
    "엔트로피는 그 곁을 따라 내려가 꺾이지 않고 {zero:.0f}에 가까워진다.",
    zero=hinge.loss["hinge"][beyond].max().item(),
    lead=lead,
    stays=when(flat, "stays"),
    stays_korean=when(flat, "머문다"),
)
full = hinge.push["hinge"][hinge.margin < lead].unique().tolist() == [1.0]
always = bool((hinge.push["cross-entropy"] > 0).all())
fades = bool((hinge.push["cross-entropy"].diff() < 0).all())
page.says(
    "Left of {lead:.0f} the hinge pushes with {full} force, right of it {not_word} at all. "
    "Cross-entropy {goes_on} pushing, ever more {weakly}.",
    "힌지 손실은 {lead:.0f}의 왼쪽에서 {full_korean} 힘으로 밀고 오른쪽에서는 {not_korean}. 교차 엔트로피는 점점 "
    "{weakly_korean} 계속 {goes_on_korean}.",
    lead=lead,
    full=when(full, "full"),
    full_korean=when(full, "온"),
    not_word=when(flat, "not"),
    not_korean=when(flat, "밀지 않습니다"),
    goes_on=when(always, "goes on"),
    goes_on_korean=when(always, "밉니다"),
    weakly=when(fades, "weakly"),
    weakly_korean=when(fades, "약해지면서도"),
)
page.says(
    "The price is in the last table: whether {low:.0f}% or {high:.0f}% of the rows are of class "
    "0, the hinge asks for the {same} margin of {lead:.0f}.",
    "클래스 0의 행이 {low:.0f}%이든 {high:.0f}%이든 힌지 손실이 요구하는 마진은 {same_korean} "
    "{lead:.0f}입니다.",
    low=100 * float(low),
    high=100 * float(high),
    same=when(len({one for one, _ in wants.values()}) == 1, "same"),
    same_korean=when(len({one for one, _ in wants.values()}) == 1, "똑같이"),
    lead=lead,
)
are_odds = all(
    abs(math.log(float(s) / (1 - float(s))) - float(margin)) < 0.006
    for s, (_, margin) in wants.items()
)
page.says(
    "Cross-entropy's margin {is_word} the log-odds of the share.",
    "교차 엔트로피의 마진은 비율의 로그 {odds}입니다.",
    is_word=when(are_odds, "is"),
    odds=when(are_odds, "오즈"),
)

page.states(
    "## Hinge beside softmax {#hinge-beside-softmax} Must it be cross-entropy? If only the answer "
    "counts, it is enough that the true score leads.",
    "## 소프트맥스 옆의 힌지 {#hinge-beside-softmax} 꼭 교차 엔트로피여야 할까요? 답만 맞으면 된다면 "
    "정답의 점수가 앞서기만 하면 됩니다.",
    because="the model answers with the highest score",
)
page.states(
    "For two classes both losses depend on the margin alone.",
    "클래스가 둘이면 두 손실 모두 마진만으로 정해집니다.",
    because="both formulas, with two classes",
)
page.states(
    "!Two losses against the margin.",
    "!마진에 따른 두 손실.",
    because="what the figure draws",
)
page.says(
    "Beyond the margin a row {no} longer pushes, so the boundary depends only on the rows near it "
    "or on its wrong side.",
    "마진을 넘은 행은 더 이상 밀지 {no_korean}, 경계는 그 가까이에 있거나 반대쪽에 놓인 행만으로 "
    "정해집니다. 대가는 마지막 표에 있습니다.",
    no=when(flat, "no"),
    no_korean=when(flat, "않으므로"),
)
page.says(
    "Its scores tell which class, {not_word} how probable it is; a softmax of them is {no} estimate.",
    "힌지로 학습한 점수는 어느 클래스인지를 말할 뿐 얼마나 확실한지는 말하지 {not_korean}. 그 점수의 "
    "소프트맥스는 확률의 추정값이 {no_korean}.",
    not_word=when(len({one for one, _ in wants.values()}) == 1 < len(wants), "not"),
    not_korean=when(len({one for one, _ in wants.values()}) == 1 < len(wants), "않습니다"),
    no=when(len({one for one, _ in wants.values()}) == 1 < len(wants), "no"),
    no_korean=when(len({one for one, _ in wants.values()}) == 1 < len(wants), "아닙니다"),
)

# Where a line cannot do it
shares = {
    hidden: [float(share) for share in rest.split()]
    for hidden, rest in (
        line.split(maxsplit=1) for line in found(f"snippets/{SPIRAL}.out", r"^ +(\d+ .*)$")
    )
}
none, few, many = shares
about_half = all(0.45 < share < 0.55 for share in shares[none])
follows = min(shares[many]) > 0.99
page.says(
    "Above, without hidden units, {three} straight wedges cut through all arms. Below, with {many} "
    "hidden units, {three} curved regions {follow} the arms.",
    "위쪽은 은닉 유닛이 없고, 곧은 쐐기 {three_korean} 개가 모든 팔을 가로지른다. 아래쪽은 은닉 "
    "유닛이 {many}개이고, 휘어진 영역 {three_korean} 개가 팔을 {follow_korean}.",
    three=ENGLISH[3],
    three_korean=KOREAN[3],
    many=many,
    follow=when(follows, "follow"),
    follow_korean=when(follows, "따라간다"),
)
page.says(
    "Without hidden units there are wedges; with {many}, the regions {follow} the arms.",
    "은닉 유닛이 없으면 쐐기이고, {many}개면 영역이 팔을 {follow_korean}.",
    many=many,
    follow=when(follows, "follow"),
    follow_korean=when(follows, "따라갑니다"),
)
page.says(
    "The linear model gets about {half} of the new rows right for each of the {five} seeds. {few} "
    "hidden units give {more}, {many} nearly {all}.",
    "일차식 모델은 시드 {five_korean} 개 모두에서 새 행을 {half_korean} 맞힙니다. 은닉 유닛이 "
    "{few_korean}이면 더 {more_korean}, {many}개면 거의 {all_korean} 맞힙니다.",
    half=when(about_half, "half"),
    half_korean=when(about_half, "절반쯤"),
    five=ENGLISH[len(shares[none])],
    five_korean=KOREAN[len(shares[none])],
    few=ENGLISH[int(few)].capitalize(),
    few_korean=COUNTED[int(few)],
    more=when(min(shares[few]) > max(shares[none]), "more"),
    more_korean=when(min(shares[few]) > max(shares[none]), "맞히고"),
    many=many,
    all=when(follows, "all"),
    all_korean=when(follows, "다"),
)


# Formulas


def gaussian_scores(W: torch.Tensor, b: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return log density plus log share of classes with means W and log shares b, less the first."""
    density: torch.Tensor = torch.distributions.Normal(W, spread(x)).log_prob(x).sum(1)
    scores = density + b.log_softmax(0)
    return scores - scores[0]


def spread(x: torch.Tensor) -> torch.Tensor:
    """Return a spread for each feature."""
    return x.abs() + 0.5


def entropy_with_conditions(q: torch.Tensor, u: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return the entropy of q, with multipliers for its mean and for its sum."""
    faces = torch.arange(1, len(q) + 1, dtype=q.dtype)
    return -(q * q.log()).sum() + u * (faces * q).sum() + v * q.sum()


def log_likelihood_of(W: torch.Tensor, X: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    """Return the logarithm of the probability of the classes Y."""
    return (X @ W.T).softmax(1)[range(len(Y)), Y].prod().log()


def pushes(W: torch.Tensor, X: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the log-likelihood by its formula."""
    return (F.one_hot(Y, len(W)) - (X @ W.T).softmax(1)).T @ X


page.formula(
    r"z_k = w_k \cdot x + b_k",
    lambda W, b, x: torch.stack([w @ x + c for w, c in zip(W, b, strict=True)]),
    lambda W, b, x: F.linear(x, W, b),
)
page.formula(
    r"\log \frac{p_i}{p_j} = z_i - z_j = (w_i - w_j) \cdot x + b_i - b_j = 0",
    lambda W, b, x, i, j: (F.linear(x, W, b).softmax(0)[i] / F.linear(x, W, b).softmax(0)[j]).log(),
    lambda W, b, x, i, j: F.linear(x, W, b)[i] - F.linear(x, W, b)[j],
    lambda W, b, x, i, j: (W[i] - W[j]) @ x + b[i] - b[j],
)
page.writes("z_i = z_j", because="where a boundary lies, as the text beside it says")
page.formula(
    "w_i - w_j",
    lambda W, i, j: W[i] - W[j],
    lambda W, b, x, i, j: jacobian(lambda x: F.linear(x, W, b)[i] - F.linear(x, W, b)[j], x),
)
page.formula(
    r"\begin{aligned} \text{likelihood} &= \prod_n p_{n, t_n} \\ "
    r"\log \text{likelihood} &= \sum_n \log p_{n, t_n} = -N L \\ "
    r"\frac{\partial}{\partial w_k} \log \text{likelihood} &= \sum_n (y_{nk} - p_{nk})\, x_n "
    r"\end{aligned}",
    lambda W, X, Y: torch.cat([log_likelihood_of(W, X, Y)[None], pushes(W, X, Y).flatten()]),
    lambda W, X, Y: torch.cat(
        [
            -F.cross_entropy(X @ W.T, Y, reduction="sum")[None],
            jacobian(lambda W: log_likelihood_of(W, X, Y), W).flatten(),
        ]
    ),
)
page.formula(
    r"\sum_n p_{nk} x_n = \sum_n y_{nk} x_n",
    lambda W, X, Y: (X @ W.T).softmax(1).T @ X + jacobian(lambda W: log_likelihood_of(W, X, Y), W),
    lambda W, X, Y: F.one_hot(Y, len(W)).double().T @ X,
)
page.formula(
    r"-\log q_i - 1 + \lambda i + \mu",
    lambda q, u, v: -q.log() - 1 + u * torch.arange(1, len(q) + 1) + v,
    lambda q, u, v: jacobian(lambda q: entropy_with_conditions(q, u, v), q),
)
page.formula(
    r"q_i = \frac{e^{\lambda i}}{\sum_j e^{\lambda j}}",
    lambda K, u: (u * torch.arange(1, K + 1)).exp() / (u * torch.arange(1, K + 1)).exp().sum(),
    lambda K, u: (u * torch.arange(1, K + 1)).softmax(0),
)
page.formula(
    r"\log \pi_k - \sum_j \frac{(x_j - \mu_{kj})^2}{2 \sigma_j^2}",
    lambda W, b, x: b.log_softmax(0).diff() - ((x - W) ** 2 / (2 * spread(x) ** 2)).sum(1).diff(),
    lambda W, b, x: gaussian_scores(W, b, x).diff(),
)
page.formula(
    r"w_{kj} = \frac{\mu_{kj}}{\sigma_j^2} \qquad "
    r"b_k = \log \pi_k - \sum_j \frac{\mu_{kj}^2}{2 \sigma_j^2}",
    lambda W, b, x: F.linear(
        x, W / spread(x) ** 2, b.log_softmax(0) - (W**2 / (2 * spread(x) ** 2)).sum(1)
    ).diff(),
    lambda W, b, x: gaussian_scores(W, b, x).diff(),
)
page.writes("x_j^2", because="a term of the formula above, which is compared")
page.formula(
    r"\ell = \sum_{j \ne t} \max(0,\ 1 - z_t + z_j)",
    lambda z, y: (1 - z[y] + z).clamp(min=0).sum() - 1,
    lambda z, y: len(z) * F.multi_margin_loss(z, y),
)
page.formula(r"\log(0.95 / 0.05)", lambda: torch.tensor(0.95 / 0.05).log(), "2.94")

# What the page has

handles = len(re.findall(r"\{x\d\}", read_file("docs/en/boundaries.md")))
page.says(
    'title: {capital} points and their regions mission: "Task: get all {nine} points right without '
    'moving one."',
    'title: 점 {nine_ko} 개와 그 영역 mission: "과제: 점을 하나도 옮기지 않고 {nine_ko} 개를 모두 '
    '맞히십시오."',
    capital=ENGLISH[handles].title(),
    nine=ENGLISH[handles],
    nine_ko=KOREAN[handles],
)
ROADS = "they are the three sections on likelihood, entropy and Gaussians"
page.states("three roads to the same exponential", "지수함수에 이르는 세 가지 길", because=ROADS)
page.states("gives three reasons for the model", "이 모델인지 세 가지로 답하고", because=ROADS)
page.states("The third answer", "셋째 답은", because=ROADS)
page.states(
    "Each of these is half of the plane, so a region is what several halves share",
    "다른 클래스 하나를 이기는 곳은 평면의 절반이므로, 영역은 이런 절반 여러 개가 겹치는 곳입니다",
    because="a line divides a plane into halves",
)
page.states(
    "## Maximum likelihood in three lines",
    "## 세 줄로 유도하는 최대 가능도",
    because="the formula of the section has three",
)
page.states(
    "Two pictures of the same kind of data, three arms of a spiral.",
    "팔이 셋인 나선 모양 데이터를 그린 그림 두 개.",
    because="each class is an arm",
)
page.differs("2", because="the Korean names the class that has its stretch of the line")
page.says(
    "A region of a linear model is convex, so {no} choice of weights can follow a spiral. One "
    "hidden layer {can}. Its units are new features, each a bend of the plane, and the last layer "
    "draws straight boundaries between *them*.",
    "일차식 모델의 영역은 볼록하므로, 가중치를 어떻게 골라도 나선을 따라갈 수 {no_korean}. "
    "은닉층(hidden layer) 하나면 {can_korean}. 은닉층의 유닛은 평면을 구부려 만든 새 특성이고, 마지막 "
    "층은 *그 특성* 사이에 곧은 경계를 긋습니다.",
    no=when(max(shares[none]) < 0.6, "no"),
    no_korean=when(max(shares[none]) < 0.6, "없습니다"),
    can=when(follows, "can"),
    can_korean=when(follows, "됩니다"),
)
page.states(
    "!Two pictures of the same kind of data, three arms of a spiral.",
    "!팔이 셋인 나선 모양 데이터를 그린 그림 두 개.",
    because="what the program draws",
)
page.states(
    "Training rows, and the regions of two models.",
    "학습에 쓴 행과 두 모델의 영역입니다.",
    because="what the program draws",
)
page.states(
    "The softmax and the loss are those of the whole site; only what comes before them has changed, "
    "and the cost is no longer convex in the weights.",
    "소프트맥스와 손실은 그대로입니다. 바뀐 것은 그 앞부분뿐이고, 비용은 더 이상 가중치의 볼록 함수가 "
    "아닙니다.",
    because="the program, and tests/snippets",
)
page.states(
    "Try it by hand first: drag the arrows, which are the weights, and move the biases. Then train, "
    "with either loss, and watch which points still push.",
    "먼저 손으로 해 보십시오. 가중치인 화살표를 끌고 편향을 움직입니다. 그런 다음 두 손실로 번갈아 "
    "학습시키면서 어느 점이 계속 미는지 보십시오.",
    because="what can be done there",
)
page.states(
    "- Reading the log: why separable rows have no likeliest weights.",
    "- 로그 읽기: 분리 가능한 행에 가능도가 가장 큰 가중치가 없는 이유입니다.",
    because="the section that the link leads to",
)
