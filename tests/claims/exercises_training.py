import re
from importlib import import_module
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn
from torch.autograd.functional import jacobian

from tests.claims.claims import Claims, read_file, when
from verify import ROOT

WORDS = {2: "two", 4: "four", 8: "eight", 10: "ten", 100: "a hundred"}
KOREAN = {2: "두", 4: "네", 8: "여덟", 10: "열", 100: "백"}


def solution(task: str) -> str:
    """Return the solution of a task."""
    text = read_file(f"exercises/{task}.py")
    return text.split("[start:solution]\n")[1].split("\n\n\n#")[0]


page = Claims("exercises_training")
tasks = read_file("docs/en/exercises_training.md").count(':stub"')
page.says(
    "{eight} functions around one loop.",
    "학습 루프를 둘러싼 함수 {eight_korean} 개입니다.",
    eight=WORDS[tasks].capitalize(),
    eight_korean=KOREAN[tasks],
)

of_boundaries = read_file("docs/en/exercises_training.md").count("](boundaries.md#")
page.says(
    "for {two} of the tasks boundaries.*",
    "{two_korean} 과제에는 결정 경계도 필요합니다.*",
    two=WORDS[of_boundaries],
    two_korean=KOREAN[of_boundaries],
)

# One step
train_step = solution("train_step")
lines = train_step.splitlines()[1:-1]
in_order = re.findall("cost =|zero_grad|backward|step", train_step.split(":\n")[1])
page.says(
    "{four} lines: cost, `zero_grad`, `backward`, `step`. `.item()` turns the cost into a number "
    "that remembers nothing.",
    "{four_korean} 줄입니다. 비용, `zero_grad`, `backward`, `step`. `.item()`은 비용을 아무것도 "
    "기억하지 않는 수로 바꿉니다.",
    four=when(
        in_order == ["cost =", "zero_grad", "backward", "step"], WORDS[len(lines)]
    ).capitalize(),
    four_korean=KOREAN[len(lines)],
)


def trained(order: str) -> torch.Tensor:
    """Return the weight after two rounds of an order: zero the gradient, backward, step."""
    weight = torch.ones(3, requires_grad=True)
    for _ in range(2):
        cost = F.cross_entropy(weight[None] * torch.arange(3.0), torch.tensor([0]))
        for call in order:
            if call == "b":
                cost.backward()
            elif call == "s":
                weight.data -= 0.1 * (0 if weight.grad is None else weight.grad)
            else:
                weight.grad = None
    return weight.detach()


usual = trained("zbs")
anywhere = usual.equal(trained("bsz")) and not usual.equal(trained("bzs"))
graph = torch.ones(1, requires_grad=True).sum()
page.says(
    "`zero_grad` may stand anywhere {but} `backward` and `step`. A cost returned without "
    "`.item()` works too, and {keeps} the graph of its computation in memory for as long as "
    "somebody keeps the cost.",
    "`zero_grad`는 `backward`와 `step` 사이{but_korean} 됩니다. `.item()` 없이 비용을 반환해도 "
    "돌아가기는 하지만, 누군가 그 비용을 들고 있는 동안 계산 그래프가 메모리에 {keeps_korean}.",
    but=when(anywhere, "but between"),
    but_korean=when(anywhere, "만 아니면 어디에 두어도"),
    keeps=when(graph.grad_fn, "keeps"),
    keeps_korean=when(graph.grad_fn, "남습니다"),
)

page.states(
    "What is in them when the second call",
    "두 번째로 부를 때 거기에는 무엇이 들어 있습니까?",
    because="a hint that asks",
)

# Micro-batches
accumulate = solution("accumulate")
loop = accumulate.split("for x, target in batches")
once = "zero_grad" in loop[0] and "backward" in loop[1] and "\n    optimizer.step" in loop[1]
page.says(
    "`backward` adds to what it finds. So clear {once}, call it for each batch, and step once.",
    "`backward`는 이미 있는 값에 더합니다. 그러니 {once_korean} 비우고, 배치마다 부르고, 스텝은 "
    "한 번만 진행합니다.",
    once=when(once and not usual.equal(trained("bs")), "once"),
    once_korean=when(once and not usual.equal(trained("bs")), "한 번만"),
)
page.says(
    'The losses of a batch count by its share of all rows. `reduction="sum"`, divided by the '
    "number of all rows, gives each its part.",
    "배치의 손실은 모든 행에서 그 배치가 차지하는 비율만큼 반영되어야 합니다. "
    '`reduction="sum"`으로 더해 모든 행의 수로 나누면 배치마다 제 몫이 됩니다.',
)
losses = torch.tensor([4.0, 1.0, 1.0])
of_means = (losses[:1].mean() + losses[1:].mean()) / 2
page.says(
    "The mean over the batches' means would let each row of a small batch count {more}.",
    "배치마다 구한 평균을 다시 평균하면 작은 배치의 행이 {more_korean} 반영됩니다.",
    more=when(of_means > losses.mean(), "more"),
    more_korean=when(of_means > losses.mean(), "더 무겁게"),
)

# Evaluate, and early stopping
early_stopping = import_module("exercises.early_stopping").early_stopping
page.says(
    "Return the number of the epoch whose parameters are kept: the best of those that were reached, "
    "the {first} of them if several are as good. The first epoch has the number {number}.",
    "어느 에폭의 매개변수를 남길지 그 번호를 반환하십시오. 실제로 거친 에폭 가운데 가장 좋은 것이고, "
    "똑같이 좋은 에폭이 여럿이면 {first_korean} 것입니다. 첫 에폭의 번호는 {number}입니다.",
    first=when(early_stopping([2.0, 1.0, 3.0, 1.0], 2) == 1, "first"),
    first_korean=when(early_stopping([2.0, 1.0, 3.0, 1.0], 2) == 1, "처음"),
    number=early_stopping([1.0, 2.0], 1),
)
page.states(
    "ends a training once `patience` epochs in a row have brought no new minimum of the validation "
    "cost. `costs` is a list of what these costs would be, epoch after epoch, to the end.",
    "검증 비용의 최솟값이 `patience`에폭 동안 잇달아 새로 나오지 않으면 학습을 끝냅니다. `costs`는 "
    "끝까지 학습한다면 에폭마다 나올 검증 비용의 리스트입니다.",
    because="the task",
)
stops = solution("early_stopping")
page.says(
    "In each epoch: is its cost {lower} than `costs[best]`? Then it is the best. If `epoch - best` "
    "has come to `patience`, stop.",
    "에폭마다 비용이 `costs[best]`보다 {lower_korean} 봅니다. 작으면 그 에폭이 가장 좋은 에폭입니다. "
    "`epoch - best`가 `patience`에 이르면 멈춥니다.",
    lower=when("cost < costs[best]" in stops, "lower"),
    lower_korean=when("cost < costs[best]" in stops, "작은지"),
)
page.states(
    "One number is enough to remember: the best epoch so far. How many epochs ago was it?",
    "기억할 것은 수 하나, 지금까지 가장 좋았던 에폭입니다. 그것은 몇 에폭 전입니까?",
    because="a hint",
)
page.states(
    "`batches` is a list of pairs of rows and targets, the last of them smaller. The model must answer "
    "in evaluation mode and without a graph, and be in the mode afterwards that it was in before.",
    "`batches`는 행과 정답(target)의 짝을 담은 리스트이고, 마지막 배치는 더 작습니다. 모델은 평가 "
    "모드에서 그래프 없이 답해야 하고, 끝난 뒤에는 처음의 모드로 돌아가 있어야 합니다.",
    because="the task",
)
beyond = early_stopping([2.0, 3.0, 1.0], 1) == 0
page.says(
    "The least cost of all {may} lie beyond the stop. Nobody who stops will know.",
    "전체에서 가장 작은 비용은 멈춘 뒤에 {may_korean} 있습니다. 멈춘 사람은 그것을 알지 못합니다.",
    may=when(beyond, "may"),
    may_korean=when(beyond, "나올 수도"),
)
evaluate = solution("evaluate")
page.says(
    'Remember the mode, `model.eval()`, add up with `reduction="sum"` inside `with '
    "torch.no_grad():`, divide by the number of rows. `model.train(was_training)` {restores}.",
    "모드를 기억하고, `model.eval()`을 부르고, `with torch.no_grad():` 안에서 "
    '`reduction="sum"`으로 더한 다음, 행의 수로 나눕니다. `model.train(was_training)`으로 '
    "{restores_korean}.",
    restores=when("model.train(was_training)" in evaluate, "restores"),
    restores_korean=when("model.train(was_training)" in evaluate, "되돌립니다"),
)

# Two classes, one score
binary_loss = import_module("exercises.binary_loss").binary_loss
z, target = torch.tensor([2.0, -1.0, 0.5]), torch.tensor([1, 0, 0])
same = torch.allclose(binary_loss(z, target), F.binary_cross_entropy_with_logits(z, target.float()))
sure = F.binary_cross_entropy_with_logits(torch.tensor(9.0), torch.tensor(1.0)) < 0.001
page.says(
    "`F.binary_cross_entropy_with_logits` takes one score `z` a row, which speaks for class "
    "{one}. Get the {same} loss out of `F.cross_entropy`, which takes a column for each class. "
    "`z` has the shape (N,), and `target` holds the class of each row, 0 or 1, as an integer. "
    "Return the mean.",
    "`F.binary_cross_entropy_with_logits`는 행마다 클래스 {one}에 대한 점수 하나 `z`를 "
    "받습니다. 클래스마다 열이 있는 `F.cross_entropy`로 {same_korean} 손실을 내십시오. `z`의 "
    "형태는 (N,)이고, `target`은 행마다 클래스 0이나 1을 정수로 담고 있습니다. 평균을 "
    "반환합니다.",
    one=int(sure),
    same=when(same, "same"),
    same_korean=when(same, "같은"),
)
columns = torch.stack([torch.zeros_like(z), z], dim=1)
holds = F.cross_entropy(columns, target).isclose(binary_loss(z, target))
page.says(
    "Class {first} gets the score {zero}, class {second} the score `z`. `torch.stack([..., ...], "
    "dim=1)` puts them side by side.",
    "클래스 {first}의 점수는 {zero}, 클래스 {second}의 점수는 `z`입니다. `torch.stack([..., ...], "
    "dim=1)`이 둘을 나란히 놓습니다.",
    first=int(columns[0, 0] != 0),
    second=int(columns[0, 1] == z[0]),
    zero=when(holds, f"{columns[:, 0].max():.0f}"),
)
pairs = F.cross_entropy(columns + 5, target).isclose(binary_loss(z, target))
times = (torch.stack([-z, z], dim=1).diff(dim=1)[:, 0] / z).unique().tolist()
page.says(
    "{any} pair that differs by `z` does it, but `-z` and `z` differ by {twice} that.",
    "차이가 `z`이면 {any_korean} 두 점수든 되지만, `-z`와 `z`의 차이는 그 {twice_korean} 배입니다.",
    any=when(pairs, "Any"),
    any_korean=when(pairs, "어떤"),
    twice={2.0: "twice"}[times[0]],
    twice_korean={2.0: "두"}[times[0]],
)

page.states(
    "## Two classes, one score",
    "## 클래스 둘, 점수 하나 {#two-classes-one-score}",
    because="the name of the task",
)
page.states(
    "Softmax sees only the difference of two scores. Which two scores differ by `z`?",
    "소프트맥스(softmax)는 두 점수의 차이만 봅니다. 차이가 `z`인 두 점수는 무엇입니까?",
    because="a hint that asks, for as many classes as the heading has",
)

# Gradients by hand
gradients = import_module("exercises.gradients").gradients
torch.manual_seed(1)
linear, x = nn.Linear(4, 3), torch.rand(5, 4)
labels = torch.tensor([0, 1, 2, 2, 1])
by_autograd = torch.autograd.grad(F.cross_entropy(linear(x), labels), list(linear.parameters()))
by_hand = gradients(x, linear.weight, linear.bias, labels)
agree = all(torch.allclose(*both, atol=1e-6) for both in zip(by_hand, by_autograd, strict=True))
page.says(
    "With the rows of $p - y$ stacked as $D$, already divided by $N$: $D^{\\top} x$ for the "
    "weight, the sum of the rows of $D$ for the bias.",
    "$p - y$를 행으로 쌓고 $N$으로 나눈 것을 $D$라 하면, 가중치의 기울기는 $D^{\\top} x$이고 "
    "편향의 기울기는 $D$의 행을 모두 더한 것입니다.",
)
page.says(
    "Autograd gives {the} same, and the check would accept it too. These lines are what it runs.",
    "autograd도 {the_korean} 값을 내고, 검사기도 통과시킵니다. autograd가 하는 일이 바로 이 몇 "
    "줄입니다.",
    the=when(agree, "the"),
    the_korean=when(agree, "같은"),
)

# A safe learning rate
safe_rate = import_module("exercises.safe_rate").safe_rate
training = read_file("snippets/walkthrough/training.py")
rate = float(re.findall(r"lr=([\d.]+)", training)[0])
rows = re.findall(
    r"^rows \+?= (.*)$", (ROOT / "snippets/gradients/hessian_at_zero.py").read_text(), re.M
)
notes = torch.tensor(
    [[float(n) for n in row.split(",")] for row in re.findall(r"(\d, \d, \d, \d)", " ".join(rows))]
)
page.says(
    "`torch.linalg.eigvalsh` returns the eigenvalues of a symmetric matrix, the {largest} last.",
    "`torch.linalg.eigvalsh`는 대칭 행렬의 고윳값을 반환하며 가장 {largest_korean} 것이 마지막에 "
    "있습니다.",
    largest=when(torch.linalg.eigvalsh(notes.T @ notes).argmax() == 3, "largest"),
    largest_korean=when(torch.linalg.eigvalsh(notes.T @ notes).argmax() == 3, "큰"),
)
page.says(
    "The targets play no part. For the {eight} rows of the notes the bound is {below} the rate "
    "that they were trained with.",
    "정답(target)은 아무 역할도 하지 않습니다. 노트의 {eight_korean} 행에서는 이 상한이, 학습에 "
    "실제로 쓴 학습률보다 {below_korean}.",
    eight=WORDS[len(notes)],
    eight_korean=KOREAN[len(notes)],
    below=when(safe_rate(notes) < rate, "below"),
    below_korean=when(safe_rate(notes) < rate, "작습니다"),
)

# The nearest boundary
nearest = import_module("exercises.boundary_distance").boundary_distance
weight, bias = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 4.0]]), torch.tensor([1.0, 0.5, 0.0])
row = torch.tensor([[-0.1, 0.0]])
lead = (1 - (row @ weight.T + bias)[0]).tolist()
second = lead[1] / 1.0
page.says(
    "Its length is {zero} for the class itself, so put `torch.inf` there before `amin`.",
    "자기 클래스에서는 길이가 {zero}이므로, `amin`을 구하기 전에 그 자리에 `torch.inf`를 "
    "넣으십시오.",
    zero=(weight[:1] - weight)[0].norm().int().item(),
)
page.says(
    "The class that comes second {need} not be the one whose boundary is nearest.",
    "점수가 둘째로 높은 클래스의 경계가 꼭 가장 가까운 것은 {need_korean}.",
    need=when(lead[1] < lead[2] and nearest(row, weight, bias) < second, "need"),
    need_korean=when(lead[1] < lead[2] and nearest(row, weight, bias) < second, "아닙니다"),
)

page.states(
    "divided by the length of the difference of the two weights.",
    "두 가중치의 차의 길이로 나눈 값입니다.",
    because="those of the class of the row and of one other",
)

# The hinge loss
hinge = import_module("exercises.hinge_loss").hinge_loss
scores, labels = torch.tensor([[0.3, -0.4, 1.2], [2.0, 0.5, 0.9]]), torch.tensor([0, 1])
is_divided = torch.isclose(hinge(scores, labels), 3 * F.multi_margin_loss(scores, labels))
page.says(
    "for each class but the true one, by how much the lead of the true score falls short of "
    "{lead:.0f}, summed over the classes.",
    "정답이 아닌 클래스마다 정답의 점수가 앞선 폭이 {lead:.0f}에 모자란 만큼을 구해, 클래스에 대해 "
    "더합니다.",
    lead=hinge(torch.zeros(1, 2), torch.tensor([0])),
)
page.states(
    "`clamp(min=0)` cuts off what is below 0.",
    "`clamp(min=0)`은 0보다 작은 값을 0으로 바꿉니다.",
    because="what `clamp` is",
)
page.says(
    "the true class misses a lead of {lead:.0f} over itself by exactly {lead:.0f}. Subtract that.",
    "정답 클래스는 자기 자신보다 {lead:.0f}만큼 앞서야 하는데 정확히 {lead:.0f}이 모자랍니다. "
    "그만큼 빼십시오.",
    lead=hinge(torch.zeros(1, 2), torch.tensor([0])),
)
page.says(
    "PyTorch's `F.multi_margin_loss` is this, {divided} by the number of classes.",
    "PyTorch의 `F.multi_margin_loss`는 이것을 클래스의 수로 {divided_korean} 것입니다.",
    divided=when(is_divided, "divided"),
    divided_korean=when(is_divided, "나눈"),
)

# A lost start
search = read_file("snippets/lost_start/find_the_start.py")
tolerance = re.findall(r"< 1e-(\d)", solution("find_start"))
page.says(
    "A run printed the numbers it started from, with {four} decimals, and nobody noted how many "
    "numbers had been drawn before.",
    "어떤 학습이 출발할 때의 숫자를 소수점 아래 {four_korean} 자리까지 출력했습니다. 그전에 "
    "숫자를 몇 개 뽑았는지는 아무도 적어 두지 않았습니다.",
    four=WORDS[int(tolerance[0])],
    four_korean=KOREAN[int(tolerance[0])],
)
find_start = import_module("exercises.find_start").find_start
stream = torch.tensor([0.12341, 0.5, 0.67892, 0.12341, 0.5])
first_place = find_start(stream, torch.tensor([0.1234, 0.5])) == 0
nowhere = find_start(stream, torch.tensor([0.5, 0.1234])) is None
page.says(
    "`stream` holds what the generator gives, `numbers` the printed ones. Return the {first} "
    "place at which they stand in the stream, as an integer, or {none} if they stand nowhere.",
    "`stream`은 생성기가 내는 숫자들, `numbers`는 출력된 숫자들입니다. `numbers`가 `stream`에 "
    "{first_korean} 나타나는 자리를 정수로 반환하고, 어디에도 없으면 {none}을 반환하십시오.",
    first=when(first_place, "first"),
    first_korean=when(first_place, "처음"),
    none=when(nowhere, "None"),
)
equal = bool((stream.unfold(0, 2, 1) == torch.tensor([0.1234, 0.5])).all(dim=1).any())
page.says(
    "Look at every window of the stream that is as long as `numbers`. Printed numbers are "
    "rounded, so `==` finds {nothing}.",
    "`numbers`와 길이가 같은 모든 구간을 살펴봅니다. 출력된 숫자는 반올림되어 있으므로 `==`로는 "
    "{nothing_korean}.",
    nothing=when(not equal, "nothing"),
    nothing_korean=when(not equal, "찾지 못합니다"),
)
seeds = int(re.findall(r"for seed in range\((\d+)\)", search)[0])
page.says(
    "The page searches in the same way, with the cost of the {first} epoch as a sieve, in "
    "the streams of {seeds} seeds.",
    "그 페이지도 같은 방법으로 찾습니다. 다만 {first_korean} 에폭(epoch)의 비용을 써서 후보를 "
    "걸러 가며 시드(seed) {seeds_korean} 개를 탐색합니다.",
    first=when("first - log[0]" in search, "first"),
    first_korean=when("first - log[0]" in search, "첫"),
    seeds=WORDS[seeds],
    seeds_korean=KOREAN[seeds],
)

page.states(
    "Return two tensors, the gradient in the weight and the gradient in the bias.",
    "가중치(weight)의 기울기와 편향(bias)의 기울기, 텐서 두 개를 반환합니다.",
    because="the check wants both",
)

# Each task has its first hint first
for english, korean in (
    (
        '"Hint 1" The optimiser knows the',
        '"힌트 1" 옵티마이저는 매개변수(parameter)를 알고, `backward`는',
    ),
    ('"Hint 1" `model.training` says which', '"힌트 1" `model.training`이 지금의'),
    (
        '"Hint 2" Remember the mode, `model.eval()`,',
        '"힌트 2" 모드를 기억하고, `model.eval()`을 부르고,',
    ),
    ('"Hint 1" One number is enough', '"힌트 1" 기억할 것은 수 하나,'),
    ('"Hint 2" In each epoch: is', '"힌트 2" 에폭마다 비용이'),
    ('"Hint 1" The distance to one', '"힌트 1" 한 경계까지의 거리는'),
    (
        '"Hint 2" `weight[answer][:, None] - weight` has',
        '"힌트 2" `weight[answer][:, None] - weight`의',
    ),
    (
        '"Hint 1" `logits.gather(1, target[:, None])` gives',
        '"힌트 1" `logits.gather(1, target[:, None])`는',
    ),
    ('"Hint 2" Computed for all classes', '"힌트 2" 모든 클래스를 한꺼번에'),
    ('"Hint 2" Four lines: cost, `zero_grad`,', '"힌트 2" 네 줄입니다. 비용, `zero_grad`,'),
    ('"Hint 1" `backward` adds to what', '"힌트 1" `backward`는 이미 있는 값에'),
    ('"Hint 2" The losses of a', '"힌트 2" 배치의 손실은 모든 행에서'),
    ('"Hint 1" Softmax sees only the', '"힌트 1" 소프트맥스(softmax)는 두 점수의 차이만'),
    ('"Hint 2" Class 0 gets the', '"힌트 2" 클래스 0의 점수는 0,'),
    ('"Hint 1" For one row the', '"힌트 1" 한 행에서 로짓에 대한'),
    ('"Hint 2" With the rows of', '"힌트 2" $p - y$를 행으로'),
    ('"Hint 1" Follow the formula of', '"힌트 1" 식을 끝에서부터 따라갑니다. $\\lambda_{\\max}$는'),
    (
        '"Hint 2" `torch.cat([x, torch.ones(len(x), 1)], dim=1)`',
        '"힌트 2" `torch.cat([x, torch.ones(len(x), 1)], dim=1)`이',
    ),
    ('"Hint 1" Look at every window', '"힌트 1" `numbers`와 길이가 같은 모든'),
    (
        '"Hint 2" `stream.unfold(0, len(numbers), 1)` gives',
        '"힌트 2" `stream.unfold(0, len(numbers), 1)`이 모든',
    ),
):
    page.states(english, korean, because="the numbers of hints")

# Formulas
by_hand = import_module("exercises.gradients").gradients


def slope(z: torch.Tensor, y: torch.Tensor) -> Any:
    return jacobian(lambda z: F.cross_entropy(z, y), z)


def with_ones(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)


def gram(x: torch.Tensor) -> torch.Tensor:
    """Return the matrix whose largest eigenvalue bounds the rate."""
    return with_ones(x).T @ with_ones(x) / len(x)


page.formula(r"z = x W^{\top} + b", lambda X, W, b: X @ W.T + b, lambda X, W, b: F.linear(X, W, b))
page.formula("p - y", lambda z, y: z.softmax(0) - F.one_hot(y, len(z)), lambda z, y: slope(z, y))
page.formula(
    r"D^{\top} x",
    lambda X, W, b, Y: slope(F.linear(X, W, b), Y).T @ X,
    lambda X, W, b, Y: by_hand(X, W, b, Y)[0],
)
page.formula(
    r"4/\lambda_{\max}",
    lambda X: 4 / torch.linalg.eigvalsh(gram(X))[-1],
    lambda X: safe_rate(X),
)
page.formula(
    r"\tilde X{}^{\top} \tilde X / N",
    lambda X: gram(X),
    lambda X: torch.stack([torch.outer(row, row) for row in with_ones(X)]).mean(0),
)
