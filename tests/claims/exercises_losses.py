from importlib import import_module

import torch
import torch.nn.functional as F

from tests.claims.claims import Claims, when
from verify import ROOT

WORDS = {2: "Two", 4: "four", 34: "thirty-four"}
KOREAN = {2: "두", 4: "네", 34: "서른네"}
PAGES = [path.read_text(encoding="utf-8") for path in ROOT.glob("docs/en/exercises_*.md")]


softmax = import_module("exercises.softmax").softmax
reheat = import_module("exercises.reheat").reheat
cross_entropy = import_module("exercises.cross_entropy").cross_entropy
kl_divergence = import_module("exercises.kl_divergence").kl_divergence
inf = torch.inf
scores = torch.tensor([[1.0, 2.0, 3.0], [0.0, 4.0, 1.0]])

page = Claims("exercises_losses")

# What the exercises are
page.states(
    "1. Press *Edit* on a function and replace `raise NotImplementedError` by your own lines. 2. "
    "Press *Check* below it.",
    "1. 함수의 *고치기*를 누르고 `raise NotImplementedError` 자리에 코드를 작성합니다. 2. 그 "
    "아래의 *검사*를 누릅니다.",
    because="the numbers of two steps",
)
tasks = len(set(ROOT.glob("exercises/*.py")) - {ROOT / "exercises/checks.py"})
page.says(
    "On {pages} pages, beginning with this one, {tasks} functions wait to be written, from one "
    "line of softmax to a loss divided among processes.",
    "이 페이지부터 {pages_korean} 페이지에 걸쳐 함수 {tasks_korean} 개를 직접 구현합니다. 한 "
    "줄짜리 소프트맥스(softmax)에서 시작해 여러 프로세스가 나누어 계산하는 손실(loss)까지 "
    "갑니다.",
    pages=WORDS[len(PAGES)],
    pages_korean=KOREAN[len(PAGES)],
    tasks=when(tasks == sum(text.count(':stub"') for text in PAGES), WORDS[tasks]),
    tasks_korean=KOREAN[tasks],
)
(hints,) = {text.count('??? question "Hint') / text.count(':stub"') for text in PAGES}
page.says(
    "Stuck? {two} hints are folded below each check, the first one small, and below them the "
    "solution. On this page nothing is written yet, so every check says that it waits.",
    "막히면 검사 셀 아래에 접어 둔 힌트 {two_korean} 개를 봅니다. 첫째 힌트는 실마리만 줍니다. "
    "풀이는 힌트 아래에 접어 두었습니다. 이 페이지에는 아직 작성한 것이 없으므로 검사마다 "
    "기다린다고 말합니다.",
    two=WORDS[int(hints)],
    two_korean=KOREAN[int(hints)],
)

# Softmax
page.says(
    "Two steps: make every number positive, then let each row sum to {one:.0f}.",
    "두 단계입니다. 모든 수를 양수로 만들고, 행마다 합이 {one:.0f}이 되게 합니다.",
    one=softmax(scores).sum(dim=-1).mean(),
)
kept = scores.sum(dim=-1, keepdim=True).dim() == scores.dim() > scores.sum(dim=-1).dim()
page.says(
    "`z.exp()` is {positive}. `sum(dim=-1)` adds along the last axis and drops it, so that the "
    "sums no longer stand beside their rows. `keepdim=True` {keeps} the axis.",
    "`z.exp()`는 {positive_korean}입니다. `sum(dim=-1)`은 마지막 축을 따라 더하면서 그 축을 "
    "없애므로, 합이 제 행 옆에 놓이지 않습니다. `keepdim=True`를 주면 축이 {keeps_korean}.",
    positive=when((-scores).exp().min() > 0, "positive"),
    positive_korean=when((-scores).exp().min() > 0, "양수"),
    keeps=when(kept, "keeps"),
    keeps_korean=when(kept, "남습니다"),
)
large = 1000
overflows = torch.tensor(float(large)).exp() == inf and softmax(torch.tensor([1000.0])).isnan()
page.says(
    "For scores as large as {large} the exponential {overflows}. Log-sum-exp, further on, is "
    "about that.",
    "점수가 {large}쯤 되면 지수함수에서 {overflows_korean}. 뒤에 나오는 로그-합-지수에서 다룹니다.",
    large=large,
    overflows=when(overflows, "overflows"),
    overflows_korean=when(overflows, "오버플로가 납니다"),
)

# Another temperature
probability = softmax(scores)
page.states(
    "Return what the same model would say at another temperature. `p` holds probabilities of "
    "temperature 1, all positive, the classes on its last axis; `temperature` is a positive "
    "number.",
    "같은 모델이 다른 온도에서 내놓을 확률을 반환하십시오. `p`는 온도가 1일 때의 확률이고 모두 "
    "양수이며 클래스는 마지막 축에 있습니다. `temperature`는 양수입니다.",
    because="the task says what it wants",
)
again = torch.allclose(probability.log().softmax(dim=-1), probability)
page.says(
    "The logarithm of `p` is one choice: its softmax is `p` {again}. Divide by the temperature, "
    "then softmax.",
    "`p`의 로그가 그런 점수입니다. 그 소프트맥스는 {again_korean} `p`입니다. 온도로 나눈 다음 "
    "소프트맥스를 적용합니다.",
    again=when(again, "again"),
    again_korean=when(again, "다시"),
)
powers = probability ** (1 / 3)
divided = torch.allclose(powers / powers.sum(dim=-1, keepdim=True), reheat(probability, 3))
page.says(
    "Written without the logarithm, it is `p ** (1 / temperature)`, {divided} by the sum of its "
    "row.",
    "로그 없이 쓰면 `p ** (1 / temperature)`를 행의 합으로 {divided_korean} 것입니다.",
    divided=when(divided, "divided"),
    divided_korean=when(divided, "나눈"),
)

# Cross-entropy
page.states(
    "Return the mean over the rows, in nats. Scores may lie 110 apart. The gradient must flow "
    "back to the logits.",
    "행에 대한 평균을 내트(nat) 단위로 반환합니다. 점수끼리 110까지 벌어질 수 있습니다. 기울기가 "
    "로짓(logits)까지 역전파되어야 합니다.",
    because="the task says what it wants",
)
apart = torch.tensor([[0.0, 110.0]], requires_grad=True)
rounded = apart.softmax(dim=1)[0, 0]
page.says(
    "The log-probability is the score less the log-sum-exp of its row. Then one number of each "
    "row, mean, sign. Softmax and then the logarithm will {fail}: a probability may round to "
    "{rounded:.0f}.",
    "로그 확률은 점수에서 그 행의 로그-합-지수를 뺀 값입니다. 그다음은 행마다 수 하나, 평균, "
    "부호입니다. 소프트맥스를 구해서 로그를 취하면 {fail_korean}. 확률이 {rounded:.0f}으로 "
    "반올림될 수 있습니다.",
    fail=when(rounded.log() == -inf, "not do"),
    fail_korean=when(rounded.log() == -inf, "안 됩니다"),
    rounded=rounded,
)
target = torch.tensor([2, 0])
taken = scores[torch.arange(len(target)), target].shape, scores[:, target].shape
one_of_each = taken == ((2,), (2, 2))
page.says(
    "`log_p[torch.arange(len(target)), target]` takes {one} of each row. `log_p[:, target]` takes "
    "{whole} columns, and that is something else.",
    "`log_p[torch.arange(len(target)), target]`은 행마다 원소를 {one_korean} 고릅니다. `log_p[:, "
    "target]`은 열을 {whole_korean} 고르므로 다른 것입니다.",
    one=when(one_of_each, "one element"),
    one_korean=when(one_of_each, "하나씩"),
    whole=when(one_of_each, "whole"),
    whole_korean=when(one_of_each, "통째로"),
)
loss = cross_entropy(apart, torch.tensor([0]))
(slope,) = torch.autograd.grad(loss, apart)
holds = bool(loss.isfinite()) and bool(slope.isfinite().all())
page.says(
    "Written so, {nothing} overflows, and no probability that rounds to {rounded:.0f} meets a "
    "logarithm.",
    "이렇게 쓰면 오버플로가 {nothing_korean}, {rounded:.0f}으로 반올림된 확률에 로그를 적용할 "
    "일도 없습니다.",
    nothing=when(holds, "nothing"),
    nothing_korean=when(holds, "없고"),
    rounded=rounded,
)

# KL divergence
p, half = torch.tensor([0.0, 1.0]), torch.tensor([0.5, 0.5], requires_grad=True)
certain = torch.tensor([1.0])
adds = kl_divergence(p, half) == kl_divergence(certain, half[1:])
page.says(
    "The outcomes are on the last axis, which disappears. Some `p` may be {zero:.0f}: what never "
    "happens adds {nothing}. The gradient must flow back to `q`.",
    "결과는 마지막 축에 놓여 있고 이 축은 없어집니다. `p`에는 {zero:.0f}이 있을 수 있습니다. "
    "일어나지 않는 일은 {nothing_korean}. 기울기가 `q`까지 역전파되어야 합니다.",
    zero=p[0],
    nothing=when(adds, "nothing"),
    nothing_korean=when(adds, "아무것도 보태지 않습니다"),
)
page.says(
    "`torch.xlogy(a, b)` is $a \\log b$, and {zero:.0f} wherever $a$ is 0. The logarithm of the "
    "ratio is a difference of two logarithms.",
    "`torch.xlogy(a, b)`는 $a \\log b$이고, $a$가 0이면 {zero:.0f}입니다. 비의 로그는 두 로그의 "
    "차입니다.",
    zero=torch.xlogy(p, p)[0],
)


def slope_of(value: torch.Tensor) -> torch.Tensor:
    """Return the gradient of a sum in `half`."""
    (gradient,) = torch.autograd.grad(value.sum(), half)
    return gradient


one_where = torch.where(p > 0, p * (p / half).log(), 0)
logs = (torch.where(p > 0, p, 1) / half).log()
two_wheres = torch.where(p > 0, p * logs, 0)
finite = bool(slope_of(two_wheres).isfinite().all())
equal = one_where.sum() == two_wheres.sum() == kl_divergence(p, half)
infinite = kl_divergence(torch.tensor([1.0, 0.0]), p)
rounded = torch.tensor([0.0, 1.0], requires_grad=True)
(nowhere,) = torch.autograd.grad(kl_divergence(torch.tensor([0.0, 1.0]), rounded), rounded)
page.says(
    "`torch.where(p > 0, p * (p / q).log(), 0)` has the {same} value and the gradient "
    "{gradient}: `where` differentiates both branches, and in the one not taken 0 meets ∞. "
    "It takes a {second} `where`, inside: `(torch.where(p > 0, p, 1) / q).log()`. Where `q` "
    "is 0 and `p` is not, the divergence is {infinite}, and rightly so. Where both are 0, "
    "the value is 0 but the gradient in `q` is {nowhere}: where probabilities may round to "
    "0, start from logits.",
    "`torch.where(p > 0, p * (p / q).log(), 0)`은 값은 {same_korean} 기울기가 "
    "{gradient}입니다. `where`는 양쪽을 모두 미분하는데, 고르지 않은 쪽에서 0과 ∞가 만나기 "
    "때문입니다. 안쪽에도 `where`가 {second_korean}. `(torch.where(p > 0, p, 1) / "
    "q).log()`처럼 씁니다. `q`가 0인데 `p`가 0이 아닌 곳에서는 발산이 {infinite_korean}이며, "
    "그것이 옳습니다. 둘 다 0인 곳에서는 값이 0이지만 `q`에 대한 기울기가 {nowhere}입니다. "
    "확률이 0으로 반올림될 수 있으면 로짓에서 시작하십시오.",
    same=when(equal, "same"),
    same_korean=when(equal, "같지만"),
    gradient=slope_of(one_where)[0].item(),
    nowhere=nowhere[0].item(),
    second=when(finite, "second"),
    second_korean=when(finite, "필요합니다"),
    infinite=when(infinite == inf, "infinite"),
    infinite_korean=when(infinite == inf, "무한대"),
)

page.states(
    "Write the Kullback–Leibler divergence of two distributions, in nats.",
    "두 분포의 쿨백-라이블러 발산(KL divergence)을 내트 단위로 구현하십시오.",
    because="the task takes `p` and `q`",
)
page.states(
    "- Exercises: training: a step, a gradient, a safe rate and a lost start.",
    "- 연습: 학습: 스텝 하나, 기울기, 안전한 학습률, 잃어버린 출발점을 다룹니다.",
    because="what the page that is linked asks",
)

# Each task has its first hint first
for english, korean in (
    ('"Hint 1" Two steps: make every', '"힌트 1" 두 단계입니다. 모든 수를'),
    (
        '"Hint 2" `z.exp()` is positive. `sum(dim=-1)`',
        '"힌트 2" `z.exp()`는 양수입니다. `sum(dim=-1)`은 마지막',
    ),
    ('"Hint 1" The scores are lost,', '"힌트 1" 점수는 사라졌지만 상수만큼 달라도'),
    ('"Hint 2" The logarithm of `p`', '"힌트 2" `p`의 로그가 그런 점수입니다.'),
    ('"Hint 1" The log-probability is the', '"힌트 1" 로그 확률은 점수에서 그'),
    (
        '"Hint 2" `log_p[torch.arange(len(target)), target]` takes one',
        '"힌트 2" `log_p[torch.arange(len(target)), target]`은 행마다 원소를',
    ),
    ('"Hint 1" The formula is one', '"힌트 1" 식은 한 줄입니다. 그다음'),
    ('"Hint 1" A class that is', '"힌트 1" 학습 때보다 자주'),
    ('"Hint 2" Each probability', '"힌트 2" 확률마다 `used / learnt`를'),
    ('"Hint 1" Two distributions', '"힌트 1" 행마다 분포가'),
    (
        '"Hint 2" `torch.softmax(teacher / temperature, dim=1)` is the target.',
        '"힌트 2" `torch.softmax(teacher / temperature, dim=1)`이 정답입니다.',
    ),
    ('"Hint 2" `torch.xlogy(a, b)` is $a', '"힌트 2" `torch.xlogy(a, b)`는 $a \\log'),
):
    page.states(english, korean, because="the numbers of hints")

# Formulas
page.formula(
    r"p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    lambda Z: Z.exp() / Z.exp().sum(1, keepdim=True),
    lambda Z: softmax(Z),
    lambda Z: torch.softmax(Z, 1),
)
page.formula(
    r"L = -\frac{1}{N} \sum_n \log p_{n, y_n}",
    lambda Z, Y, N: -sum(Z[n].softmax(0)[Y[n]].log() for n in range(N)) / N,
    lambda Z, Y: cross_entropy(Z, Y),
    lambda Z, Y: F.cross_entropy(Z, Y),
)
page.formula(
    r"\mathrm{KL}(P \,\Vert\, Q) = \sum_x P(x)\,\log \frac{P(x)}{Q(x)}",
    lambda P, Q: (P * (P / Q).log()).sum(),
    lambda P, Q: kl_divergence(P, Q),
    lambda P, Q: F.kl_div(Q.log(), P, reduction="sum"),
)
page.formula(r"a \log b", lambda p, q: p * q.log(), lambda p, q: torch.xlogy(p, q))
page.states(
    "Two distributions a row: what is the target",
    "행마다 분포가 두 개입니다.",
    because="those of teacher and student",
)
