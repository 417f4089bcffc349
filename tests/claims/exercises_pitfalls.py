import math
import re
from collections.abc import Callable
from importlib import import_module

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.claims.claims import Claims, read_file, signed, when

WORDS = {2: "two", 3: "three", 5: "five", 7: "seven"}
KOREAN = {2: "두", 3: "셋", 5: "다섯", 7: "일곱"}
inf = torch.inf


def gradient(function: Callable[[Tensor], Tensor], values: Tensor) -> Tensor:
    """Return the gradient of the sum of what a function gives."""
    values = values.clone().requires_grad_()
    (slope,) = torch.autograd.grad(function(values).sum(), values)
    return slope


page = Claims("exercises_pitfalls")
tasks = read_file("docs/en/exercises_pitfalls.md").count(':stub"')
page.says(
    "{seven} functions that are easy to write almost right.",
    "맞게 짠 듯해도 어딘가 틀리기 쉬운 함수 {seven_korean} 개입니다.",
    seven=WORDS[tasks].capitalize(),
    seven_korean=KOREAN[tasks],
)

# Log-sum-exp
logsumexp = import_module("exercises.logsumexp").logsumexp
far = torch.tensor([[1000.0, 999.0], [-1000.0, -1001.0]])
masked = torch.full((2,), -inf)
holds = torch.allclose(logsumexp(far), far.logsumexp(-1))
page.says(
    "Write log-sum-exp along the last axis, without `torch.logsumexp`, so that it holds for "
    "scores of {high} and of {low} alike. A score may be −inf, which is allowed; if all of a row "
    "are, the answer is {answer} and its gradient {slope}. The gradient must flow back.",
    "`torch.logsumexp` 없이, 마지막 축을 따라 로그-합-지수(log-sum-exp)를 구현하십시오. "
    "점수(score)가 {high}이어도 {low}이어도 값이 맞아야 합니다. 점수는 −inf일 수도 있습니다. "
    "한 행이 모두 −inf이면 답도 {answer}이고 기울기는 {slope}입니다. 기울기(gradient)가 "
    "점수까지 역전파되어야 합니다.",
    high=when(holds, signed(far.max().item())),
    low=signed(far[1].max().item()),
    answer=signed(logsumexp(masked).item()),
    slope=signed(gradient(logsumexp, masked).abs().max().item()),
)
scores = torch.tensor([1.0, 2.0, 3.0])
unchanged = torch.isclose((scores - 3).exp().sum().log() + 3, logsumexp(scores))
page.says(
    "Subtracting a number from all scores of a row and adding it at the end changes {nothing}. "
    "Which number keeps every exponential at {one} or below?",
    "한 행의 모든 점수에서 같은 수를 빼고 끝에 다시 더하면 답이 {nothing_korean}. 무엇을 빼야 "
    "지수함수 값이 하나도 {one}을 넘지 않습니까?",
    nothing=when(unchanged, "nothing"),
    nothing_korean=when(unchanged, "그대로입니다"),
    one=signed((scores - scores.max()).exp().max().item()),
)
page.says(
    "The largest score of the row. If that is −inf, the subtraction gives {subtracted}: "
    "`torch.where(largest == -torch.inf, 0, largest)`. Such a row still takes the logarithm of "
    "{total}, whose gradient is {slope}: put 1 there by another `where`, and {answer} at the end.",
    "그 행에서 가장 큰 점수입니다. 그것이 −inf이면 뺄셈에서 {subtracted}이 나옵니다. "
    "`torch.where(largest == -torch.inf, 0, largest)`를 씁니다. 그런 행에서는 {total}의 로그도 "
    "취하게 되는데, 그 기울기가 {slope}입니다. `where`를 한 번 더 써서 그 자리에 1을 넣고, 끝에서 "
    "{answer}로 바꿉니다.",
    subtracted=(masked - masked.max())[0].item(),
    total=signed(masked.exp().sum().item()),
    slope=gradient(lambda z: z.exp().sum().log(), masked)[0].item(),
    answer=signed(logsumexp(masked).item()),
)


def inner_alone(z: Tensor) -> Tensor:
    """Return the log-sum-exp of −inf that only the inner `where` guards."""
    total = z.exp().sum()
    return torch.where(total > 0, total, 1).log()


def outer_alone(z: Tensor) -> Tensor:
    """Return the log-sum-exp of −inf that only the outer `where` guards."""
    total = z.exp().sum()
    return torch.where(total > 0, total.log(), -inf)


def attached(z: Tensor) -> Tensor:
    """Return the log-sum-exp with a shift that autograd follows."""
    return z.max() + (z - z.max()).exp().sum().log()


cancels = torch.allclose(gradient(attached, scores), gradient(logsumexp, scores))
of_outer = gradient(outer_alone, masked)[0].item()
of_torch = gradient(lambda z: z.logsumexp(-1), masked)[0].item()
page.says(
    "The inner `where` keeps the logarithm away from 0, the outer one puts {answer} back. The "
    "outer one alone leaves the gradient {slope}, {as_} PyTorch's own `logsumexp` does; the inner "
    "one alone gives {inner} in place of {answer}. `detach` is {no} must, it only spares autograd "
    "some work: the shift cancels, and so does its gradient.",
    "안쪽 `where`는 0의 로그를 막고, 바깥쪽 `where`는 {answer}를 되돌려 놓습니다. 바깥쪽만 쓰면 "
    "PyTorch의 `logsumexp`{as_korean} 기울기가 {slope}이 되고, 안쪽만 쓰면 {answer}여야 할 값이 "
    "{inner}이 됩니다. `detach`가 꼭 있어야 하는 것은 {no_korean}. 뺀 수는 지워지고 그 기울기도 "
    "지워집니다. autograd의 일을 덜어 줄 뿐입니다.",
    answer=signed(outer_alone(masked).item()),
    slope=of_outer,
    as_=when(str(of_torch) == str(of_outer), "as"),
    as_korean=when(str(of_torch) == str(of_outer), "처럼"),
    inner=signed(inner_alone(masked).item()),
    no=when(cancels, "no"),
    no_korean=when(cancels, "아닙니다"),
)

# Two questions
is_sound = import_module("exercises.is_sound").is_sound
target = torch.arange(6) % 3
sure = F.cross_entropy(50.0 * F.one_hot(target, 3), target)
unsure = F.cross_entropy(torch.zeros(6, 3), target)
asks = is_sound(F.cross_entropy, 3) and unsure.isclose(torch.tensor(math.log(3)))
page.says(
    "`loss` takes logits of shape (N, `classes`) and N targets; N is yours to choose. Return "
    "{sound} if equal scores cost $\\ln K$ and a huge score on every right answer costs {sure}, "
    "otherwise False.",
    "`loss`는 형태(shape)가 (N, `classes`)인 로짓(logits)과 정답(target) N개를 받습니다. N은 "
    "마음대로 고릅니다. 점수가 모두 같을 때 비용(cost)이 $\\ln K$이고 정답마다 아주 큰 점수를 줄 "
    "때 {sure}이면 {sound}, 아니면 False를 반환합니다.",
    sound=bool(asks),
    sure=signed(sure.item()),
)
page.states(
    "Which batch would a mistaken loss pass? Think of one row, of targets that are all 0, and of "
    "as many rows as classes.",
    "어떤 배치(batch)라면 틀린 손실(loss)도 통과하겠습니까? 행이 하나일 때, 정답이 모두 0일 때, "
    "행의 수가 클래스(class)의 수와 같을 때를 생각해 보십시오.",
    because="a hint that asks",
)
twice = {int(number) for number in target.bincount()}
page.says(
    "`torch.arange(2 * classes) % classes` has every class {twice}.",
    "`torch.arange(2 * classes) % classes`에는 모든 클래스가 {twice_korean} 번씩 있습니다.",
    twice={2: "twice"}[twice.pop()],
    twice_korean=KOREAN[int(target.bincount()[0])],
)
asked = read_file("snippets/mistakes/two_questions.out").splitlines()[1:]
passed = [line for line in asked if line.split()[-2:] == ["1.0986", "0.0000"]]
page.says(
    "The page asks {five} losses, and {three} of them fail.",
    "그 페이지에서는 손실 {five_korean} 개에 물었고, {three_korean}이 통과하지 못했습니다.",
    five=WORDS[len(asked)],
    five_korean=KOREAN[len(asked)],
    three=WORDS[len(asked) - len(passed)],
    three_korean=KOREAN[len(asked) - len(passed)],
)

questions = re.findall(r"^\d\. .*: is the loss ", read_file("docs/en/mistakes.md"), re.M)
page.says(
    "## {two} questions {two} questions unmask",
    "## {two_korean} 가지 질문 {#two-questions} 조용한 실수는 대부분 {two_korean} 가지 질문으로",
    two=WORDS[len(questions)].capitalize(),
    two_korean=KOREAN[len(questions)],
)

# Weights and ignored targets
weighted_loss = import_module("exercises.weighted_loss").weighted_loss
ignored = nn.CrossEntropyLoss().ignore_index
logits, weight = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]]), torch.tensor([1.0, 5.0, 2.0])
nobody, somebody = torch.full((2,), ignored), torch.tensor([1, ignored])
counts = weighted_loss(logits, somebody, weight).isclose(F.cross_entropy(logits[:1], somebody[:1]))
page.says(
    "`weight` has one number a class. A row whose target is {ignored} counts for {nothing}. If "
    "every target is ignored, `F.cross_entropy` returns {theirs}; yours returns {yours}. The "
    "gradient must flow back.",
    "`weight`에는 클래스마다 수가 하나 있습니다. 정답이 {ignored}인 행은 {nothing_korean}. 모든 "
    "정답이 무시되면 `F.cross_entropy`는 {theirs}을 내지만, 이 함수는 {yours}을 반환해야 합니다. "
    "기울기가 로짓까지 역전파되어야 합니다.",
    ignored=signed(ignored),
    nothing=when(counts, "nothing"),
    nothing_korean=when(counts, "세지 않습니다"),
    theirs=F.cross_entropy(logits, nobody).item(),
    yours=signed(weighted_loss(logits, nobody, weight).item()),
)
page.says(
    "Throw the ignored rows away first; then no index is {ignored}. What is the sum of no weights?",
    "무시할 행을 먼저 버리면 {ignored}이라는 번호가 남지 않습니다. 가중치가 하나도 없으면 그 합은 "
    "얼마입니까?",
    ignored=signed(ignored),
)
none = weight[nobody[nobody != ignored]].sum()
page.says(
    "`clamp(min=1e-12)` {keeps} the division from {none}/{none}.",
    "`clamp(min=1e-12)`가 {none}/{none}{keeps_korean}.",
    keeps=when(none / none.clamp(min=1e-12) == 0, "keeps"),
    keeps_korean=when(none / none.clamp(min=1e-12) == 0, "을 막습니다"),
    none=signed(none.item()),
)
slope = gradient(lambda z: weighted_loss(z, nobody, weight), logits).abs().max()
page.says(
    "With an empty batch both sums are {none}, and {none} divided by a tiny number is {quotient}, "
    "gradient {included}.",
    "배치가 비면 두 합이 모두 {none}이고, {none}을 아주 작은 수로 나누면 {quotient}입니다. "
    "기울기도 {included_korean}.",
    none=signed(none.item()),
    quotient=signed(weighted_loss(logits, nobody, weight).item()),
    included=when(slope == 0, "included"),
    included_korean=when(slope == 0, "그렇습니다"),
)

# Scores of sequences
token_loss = import_module("exercises.token_loss").token_loss
tokens, classes = 4, 3
sequences = torch.arange(24.0).sin().reshape(2, tokens, classes) * 3
padded = torch.tensor([[0, 2, 1, 0], [1, 1, ignored, ignored]])
square = torch.tensor([[0, 2, 1], [1, 1, ignored]])
silent = not F.cross_entropy(sequences[:, :3], square).isclose(token_loss(sequences[:, :3], square))
axis = sequences.shape.index(classes) - 1
page.says(
    "A model gives `scores` of shape (N, L, C): C classes for each of L tokens. `target` has the "
    "shape (N, L), with {ignored} where a short sequence is padded. Return the mean loss of the "
    "real tokens. `F.cross_entropy` reads axis {axis} as the classes, and says {nothing} where L "
    "equals C.",
    "모델이 형태가 (N, L, C)인 `scores`를 냅니다. 토큰 L개마다 클래스 C개의 점수입니다. "
    "`target`의 형태는 (N, L)이고, 짧은 시퀀스를 채운 곳은 {ignored}입니다. 실제 토큰의 평균 "
    "손실을 반환하십시오. `F.cross_entropy`는 {axis}번 축을 클래스로 읽고, L과 C가 같으면 "
    "{nothing_korean}.",
    ignored=signed(ignored),
    axis=axis,
    nothing=when(silent, "nothing"),
    nothing_korean=when(silent, "아무 말도 하지 않습니다"),
)
page.says(
    "Two ways: bring the classes to axis {axis}, or make one row of each token. Either must keep "
    "the scores of a token together.",
    "두 가지 방법이 있습니다. 클래스를 {axis}번 축으로 옮기거나, 토큰마다 한 행으로 펼칩니다. "
    "어느 쪽이든 한 토큰의 점수들이 함께 있어야 합니다.",
    axis=sequences.transpose(1, 2).shape.index(classes),
)
swapped, reshaped = sequences.transpose(1, 2), sequences.reshape(2, classes, tokens)
wrong = swapped.shape == reshaped.shape and not swapped.equal(reshaped)
own = token_loss(sequences[1:], padded[1:]).isclose(token_loss(sequences[1:, :2], padded[1:, :2]))
page.says(
    "`scores.transpose(1, 2)` swaps two axes. `scores.reshape(N, C, L)` has the right shape and "
    "the {wrong} numbers. {ignored} is ignored {by_itself}.",
    "`scores.transpose(1, 2)`는 두 축을 맞바꿉니다. `scores.reshape(N, C, L)`은 형태는 맞지만 "
    "값이 {wrong_korean}. {ignored}은 {by_itself_korean} 무시됩니다.",
    wrong=when(wrong, "wrong"),
    wrong_korean=when(wrong, "틀립니다"),
    ignored=signed(ignored),
    by_itself=when(own, "by itself"),
    by_itself_korean=when(own, "저절로"),
)
flat = F.cross_entropy(sequences.flatten(0, 1), padded.flatten())
page.says(
    "The {other} way: `F.cross_entropy(scores.flatten(0, 1), target.flatten())`.",
    "{other_korean} 방법은 `F.cross_entropy(scores.flatten(0, 1), target.flatten())`입니다.",
    other=when(flat.isclose(token_loss(sequences, padded)), "other"),
    other_korean=when(flat.isclose(token_loss(sequences, padded)), "다른"),
)

# Accuracy of sequences
token_accuracy = import_module("exercises.token_accuracy").token_accuracy
answers = sequences.argmax(dim=2)
half = answers.masked_fill(padded == ignored, ignored)
all_right = token_accuracy(sequences, half) == 1
always_wrong = bool((answers[padded == ignored] != ignored).all())
page.says(
    "For the scores and targets of the last task, return the share of the real tokens whose "
    "largest score is that of the target. Padding, {ignored} again, is {neither} right nor wrong.",
    "앞 과제의 점수와 정답에서, 점수가 가장 큰 클래스가 정답인 실제 토큰의 비율을 반환하십시오. "
    "역시 {ignored}인 패딩은 맞은 것도 틀린 것도 {neither_korean}.",
    ignored=signed(ignored),
    neither=when(all_right, "neither"),
    neither_korean=when(all_right, "아닙니다"),
)
page.says(
    "{no} class has the number {ignored}, so padding always looks wrong. By what do you divide?",
    "번호가 {ignored}인 클래스는 {no_korean} 패딩은 언제나 틀린 것처럼 보입니다. 무엇으로 "
    "나누어야 할까요?",
    ignored=signed(ignored),
    no=when(always_wrong, "No"),
    no_korean=when(always_wrong, "없으므로"),
)
half[0, 0] = (half[0, 0] + 1) % classes
of_means = torch.stack([token_accuracy(sequences[[n]], half[[n]]) for n in range(2)]).mean()
page.says(
    "One mean over all real tokens: a mean of each sequence's accuracy lets short sequences count "
    "{more}.",
    "모든 실제 토큰에 대해 한 번만 평균합니다. 시퀀스마다 구한 정확도를 평균하면 짧은 시퀀스가 "
    "{more_korean} 반영됩니다.",
    more=when(of_means > token_accuracy(sequences, half), "more"),
    more_korean=when(of_means > token_accuracy(sequences, half), "더 무겁게"),
)

# The next token
copied = torch.tensor([[0, 2, 1, 0]])
copying = 50.0 * F.one_hot(copied, classes)
rewarded = F.cross_entropy(copying.flatten(0, 1), copied.flatten())
honest = import_module("exercises.next_token_loss").next_token_loss(copying, copied)
page.says(
    "Without the shift a model is {rewarded} for copying what it has just read, and its loss "
    "falls fast towards {loss}.",
    "밀지 않으면 방금 읽은 토큰을 베끼는 모델이 {rewarded_korean}, 손실은 금세 {loss}에 "
    "가까워집니다.",
    rewarded=when(rewarded < honest, "rewarded"),
    rewarded_korean=when(rewarded < honest, "상을 받고"),
    loss=signed(rewarded.item()),
)

# A model without softmax
given = nn.Sequential(nn.Linear(2, 3), nn.Softmax(dim=1))
stripped = import_module("exercises.as_logits").as_logits(given)
shared = stripped[0] is given[0] and len(given) == 2
page.says(
    "The layers are the {same} objects in both containers, so the parameters are shared without "
    "further ado.",
    "두 모델에 든 층은 {same_korean} 객체이므로 매개변수도 저절로 함께 씁니다.",
    same=when(shared, "same"),
    same_korean=when(shared, "같은"),
)
page.says(
    "- Mistakes: more of them, to be found by message or by symptom.",
    "- 흔한 실수: 메시지나 증상으로 찾아보는 실수가 더 있습니다.",
)

page.states(
    "Two questions unmask most silent mistakes.",
    "조용한 실수는 대부분 두 가지 질문으로 드러납니다.",
    because="the page on mistakes has them",
)

# Each task has its first hint first
for english, korean in (
    ('"Hint 1" Subtracting a number from', '"힌트 1" 한 행의 모든 점수에서'),
    ('"Hint 2" The largest score of', '"힌트 2" 그 행에서 가장 큰'),
    ('"Hint 1" Which batch would a', '"힌트 1" 어떤 배치(batch)라면 틀린 손실(loss)도'),
    ('"Hint 2" `torch.arange(2 * classes) %', '"힌트 2" `torch.arange(2 * classes) %'),
    ('"Hint 1" Throw the ignored rows', '"힌트 1" 무시할 행을 먼저 버리면'),
    (
        '"Hint 2" `F.cross_entropy(..., reduction="none")` gives the',
        '"힌트 2" `F.cross_entropy(..., reduction="none")`은 행마다의 손실을,',
    ),
    ('"Hint 1" Two ways: bring the', '"힌트 1" 두 가지 방법이 있습니다.'),
    ('"Hint 2" `scores.transpose(1, 2)` swaps two', '"힌트 2" `scores.transpose(1, 2)`는 두 축을'),
    ('"Hint 1" No class has the', '"힌트 1" 번호가 −100인 클래스는 없으므로'),
    ('"Hint 2" `is_right[is_real]` with two tensors', '"힌트 2" 참과 거짓을 담은 두'),
    ('"Hint 1" How many predictions of', '"힌트 1" 토큰이 L개인 시퀀스에서 평가할'),
    ('"Hint 2" `scores[:, :-1]` and `tokens[:,', '"힌트 2" `scores[:, :-1]`과 `tokens[:, 1:]`을'),
    ('"Hint 1" A Sequential can be', '"힌트 1" Sequential은 층의 리스트처럼 읽을'),
    (
        '"Hint 2" `isinstance(layers[-1], nn.Softmax | nn.LogSoftmax)`',
        '"힌트 2" `isinstance(layers[-1], nn.Softmax | nn.LogSoftmax)`로',
    ),
):
    page.states(english, korean, because="the numbers of hints")

# Formulas
page.formula(
    r"\operatorname{lse}(z) = \log \sum_j e^{z_j}",
    lambda z: z.exp().sum().log(),
    lambda z: torch.logsumexp(z, 0),
)
page.formula(
    r"\ln K", lambda K: math.log(K), lambda z: F.cross_entropy(0 * z[None], torch.tensor([0]))
)
page.formula(
    r"L = \frac{\sum_n w_{y_n} \ell_n}{\sum_n w_{y_n}}",
    lambda Z, Y, w: (w[Y] * F.cross_entropy(Z, Y, reduction="none")).sum() / w[Y].sum(),
    lambda Z, Y, w: F.cross_entropy(Z, Y, weight=w),
)
