import math

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import load


def output(name: str) -> str:
    """Return the published output of a program of the page."""
    return read_file(f"snippets/why_logits/{name}.out")


def training(name: str, epoch: int) -> list[str]:
    """Return what a training prints after an epoch."""
    pattern = rf"^{name}\n(?:.*\n)*? +{epoch} +(.*)"
    return printed("why_logits/softmax_twice_training", pattern).split()


page = Claims("why_logits")


# What the explorable says
page.states(
    'mission: "Task: leave softmax in twice, and bring the loss within a hundredth of its floor."',
    'mission: "과제: 소프트맥스를 두 번 둔 채로 손실을 바닥 바로 위, 100분의 1 안까지 내리십시오."',
    because="the task that the explorable sets",
)
page.states(
    'takeaway: "The target is all but certain, yet the loss is stuck far from 0. Where a loss '
    'stops here, look for a second softmax."',
    'takeaway: "정답이 거의 확실한데도 손실은 0에서 멀리 멈추었습니다. 손실이 여기서 멈추면 '
    '소프트맥스가 두 번 들어가지 않았는지 보십시오."',
    because="the explorable shows the floor",
)
page.states(
    'same: "The true loss: the farther the target leads, the nearer it comes to 0."',
    'same: "실제 손실입니다. 정답이 앞설수록 0까지 내려갑니다."',
    because="the least that a negative logarithm can be",
)
page.states(
    "Equal to the right loss on paper only: with scores far apart softmax rounds to 0, and the log makes −inf of it.",
    "종이 위에서만 옳은 손실과 같습니다. 점수 차이가 아주 크면 소프트맥스가 0으로 반올림되고, 그 로그는 −inf가 됩니다.",
    because="stability shows what rounding does",
)
infinity = -torch.tensor(0.0).log().item()
shares = torch.linspace(0, 1, 101)
of_probabilities = F.nll_loss(
    torch.stack([shares, 1 - shares], dim=1), torch.zeros(101, dtype=torch.int64), reduction="none"
)
page.says(
    'negative: "The loss needs log-probabilities. Of probabilities it makes a number from '
    '−{least} to {most}, and raises no error."',
    'negative: "이 손실은 로그 확률을 받아야 합니다. 확률을 넣으면 오류 없이 −{least}과 {most} '
    '사이의 수가 나옵니다."',
    least=f"{-of_probabilities.min().item():.0f}",
    most=f"{of_probabilities.abs().min().item():.0f}",
)
page.says(
    'logged: "Logits are no probabilities: the log of one below 0 is {nan}, the log of 0 is '
    '−{infinity}."',
    'logged: "로짓은 확률이 아닙니다. 0보다 작은 로짓의 로그는 {nan}이고, 0의 로그는 '
    '−{infinity}입니다."',
    nan=torch.tensor(-1.0).log().item(),
    infinity=infinity,
)
page.says(
    'apart: "Equal to the right loss on paper only: with scores far apart softmax rounds to 0, '
    'and the log makes −{infinity} of it."',
    'apart: "종이 위에서만 옳은 손실과 같습니다. 점수 차이가 아주 크면 소프트맥스가 0으로 '
    '반올림되고, 그 로그는 −{infinity}가 됩니다."',
    infinity=infinity,
)

# In one minute, and the question
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
sure = load("why_logits/why_logits_in_one_minute").logits.softmax(dim=1)
page.says(
    "With a softmax of your own it is applied twice. The scores are then at most {apart} apart, "
    "and even a perfect answer keeps a loss.",
    "소프트맥스를 따로 더하면 두 번 적용됩니다. 그러면 점수의 차이가 {apart}을 넘지 못해, "
    "완벽한 답에도 손실이 남습니다.",
    apart=f"{sure.max() - sure.min():.0f}",
)
page.states(
    "- Logistic regression, two classes: the model is `sigmoid(linear(x))`, the loss is "
    "`F.binary_cross_entropy`.",
    "- 로지스틱 회귀, 클래스 2개: 모델은 `sigmoid(linear(x))`, 손실(loss)은 "
    "`F.binary_cross_entropy`.",
    because="what the recipe is for",
)
page.says(
    "- Softmax regression, $K$ classes: the model is `linear(x)`, the loss is `F.cross_entropy`.",
    "- 소프트맥스 회귀, 클래스 $K$개: 모델은 `linear(x)`, 손실은 `F.cross_entropy`.",
)
page.says(
    "The two recipes differ in the function that was picked, not in the number of classes.",
    "두 방법의 차이는 클래스의 수가 아니라 고른 함수에 있습니다.",
)

page.states(
    "## Where did softmax go? {#the-question} Two recipes look unlike each other.",
    "## 소프트맥스는 어디로 갔는가? {#the-question} 두 방법은 서로 달라 보입니다.",
    because="the two that follow",
)
page.states(
    "Why does the second model not end in `softmax(linear(x))`?",
    "두 번째 모델은 왜 `softmax(linear(x))`로 끝나지 않을까요?",
    because="a question about the second of two",
)

# Four equal forms
equal = output("four_equal_forms").count(printed("why_logits/four_equal_forms", r"(\S+)$"))
page.says(
    "{four} ways to the same number. The first takes probabilities, the second "
    "log-probabilities, the last two logits.",
    "{four_korean} 가지 방법이 같은 수에 이릅니다. 첫째는 확률을, 둘째는 로그 확률을, 나머지 "
    "둘은 로짓을 받습니다.",
    four=ENGLISH[equal].capitalize(),
    four_korean=KOREAN[equal],
)

# Two classes: one choice under two names
page.states(
    "| the loss takes | two classes | any number |",
    "| 손실이 받는 것 | 클래스 2개 | 클래스 여러 개 |",
    because="the columns of the table",
)
twins = load("why_logits/binary_twins")
score = f"{twins.score.item():.1f}"
(first, second), (low, high) = twins.pair[0].tolist(), twins.mirrored[0].tolist()
twins_loss = printed("why_logits/binary_twins", r"probability +(\S+)")
routes = output("binary_twins").count(twins_loss)
mirrored = printed("why_logits/binary_twins", r"one score 2.6 +(\S+)")

page.says(
    "/// question A binary model gives one score, {score}, for class {one}. Which two scores "
    "say the same to `F.cross_entropy`?",
    "/// question 이진 분류 모델이 클래스 {one}에 점수 하나 {score}을 냅니다. "
    "`F.cross_entropy`에 주었을 때 이와 뜻이 같은 점수 둘은 무엇일까요?",
    one=twins.class_one.item(),
    score=score,
)
page.says(
    "- [ ] ({low}, {high}) They differ by {difference}, so softmax is much surer than the "
    "sigmoid of {score}.",
    "- [ ] ({low}, {high}) 차이가 {difference}이므로, 소프트맥스는 {score}의 시그모이드보다 "
    "훨씬 더 확신합니다.",
    low=f"{low:.1f}".replace("-", "−"),
    high=f"{high:.1f}",
    difference=f"{high - low:.1f}",
    score=score,
)
page.says(
    "- [x] ({first}, {second}) Softmax looks at the difference only, and that is {difference}.",
    "- [x] ({first}, {second}) 소프트맥스는 차이만 보는데, 그 차이가 {difference}입니다.",
    first=f"{first:.0f}",
    second=f"{second:.1f}",
    difference=f"{second - first:.1f}",
)
page.says(
    "- [ ] ({score}, {score}) Equal scores give each class {half}.",
    "- [ ] ({score}, {score}) 점수가 같으면 두 클래스의 확률은 {half_korean}씩입니다.",
    half={0.5: "one half"}[torch.tensor([twins.score, twins.score]).softmax(dim=0)[0].item()],
    half_korean={0.5: "절반"}[torch.tensor([twins.score, twins.score]).softmax(dim=0)[0].item()],
    score=score,
)
page.says(
    "One score of {score} means the same as the two scores ({first}, {second}): only the "
    "difference of two scores counts (shift invariance). {four} routes, one loss, {loss}.",
    "점수 하나 {score}은 점수 둘 ({first}, {second})과 뜻이 같습니다. 두 점수의 차이만 중요하기 "
    "때문입니다(이동 불변성(shift invariance)). {four_korean} 가지 방법 모두 손실은 "
    "{loss}입니다.",
    first=f"{first:.0f}",
    second=f"{second:.1f}",
    four=ENGLISH[routes].capitalize(),
    four_korean=KOREAN[routes],
    loss=twins_loss,
    score=score,
)
page.says(
    "Turning one score $s$ into the two scores $(-s, s)$ looks fair, but the difference is now "
    "$2s$. The model becomes twice as sure, and the loss {falls} to {loss} although nobody has "
    "learnt anything.",
    "점수 하나 $s$를 점수 둘 $(-s, s)$로 바꾸면 그럴듯해 보이지만, 이제 차이는 $2s$입니다. "
    "모델의 확신은 두 배가 되고, 배운 것이 없는데도 손실은 {loss}로 {falls_korean}.",
    loss=mirrored,
    falls=when(mirrored < twins_loss, "falls"),
    falls_korean=when(mirrored < twins_loss, "내려갑니다"),
)

page.states(
    "## Two classes: one choice under two names {#the-binary-twins} With two classes PyTorch "
    "offers the choice under two names.",
    "## 클래스가 둘일 때: 이름만 다른 같은 선택 {#the-binary-twins} 클래스가 둘이면 PyTorch는 같은 선택지를 두 이름으로 내놓습니다.",
    because="the two columns of the table",
)
page.states(
    "The two recipes above compared a function of the first row with a function of the last.",
    "위의 두 방법은 첫째 줄의 함수와 마지막 줄의 함수를 견준 것이었습니다.",
    because="each recipe names its function, and the table its row",
)

# Why the loss keeps both steps
small = "why_logits/apart_or_fused"
worst = printed(small, r"leads by (\d+)\n +apart: loss [\d.]+, gradient nan")
loss_is_right = printed(small, rf"by {worst}\n +apart: loss (\d+).0000,") == worst
infinite = printed(small, r"leads by (\d+)\n +apart: loss inf")
float32 = torch.finfo(torch.float32)

page.says(
    "They are equal on paper. A computer rounds after every step, and a probability cannot hold "
    "what a logit can.",
    "같다는 것은 종이 위의 이야기입니다. 컴퓨터는 단계마다 반올림하고, 로짓에 담기는 것이 "
    "확률에는 다 담기지 않습니다.",
)
page.says(
    "At {worst} comes the worst case: the loss is {right} and the gradient is no number any "
    "more, because one over the small probability is already {large} for {bits} bits.",
    "{worst}가 가장 나쁜 경우입니다. 손실은 {right_korean} 기울기(gradient)는 이미 수가 "
    "아닙니다. 작은 쪽 확률의 역수가 {bits}비트 수로 나타내기에 {large_korean} 때문입니다.",
    right=when(loss_is_right, "right"),
    right_korean=when(loss_is_right, "맞는데"),
    large=when(math.exp(int(worst)) > float32.max, "too large"),
    large_korean=when(math.exp(int(worst)) > float32.max, "너무 크기"),
    bits=float32.bits,
    worst=worst,
)
page.says(
    "A log of losses shows nothing, and the next step destroys the weights.",
    "손실의 로그만 보면 알 수 없지만, 다음 스텝(step)에서 가중치(weight)가 망가집니다.",
)
page.says(
    "With a gap of {infinite} the small probability is {small} for a {bits}-bit number. It "
    "becomes zero, its log becomes infinite.",
    "차이가 {infinite}이면 작은 쪽 확률은 {bits}비트 수로 나타내기에 {small_korean}. 확률은 0이 "
    "되고, 그 로그는 무한대가 됩니다.",
    small=when(math.exp(-int(infinite)) < float32.tiny * float32.eps, "too small"),
    small_korean=when(math.exp(-int(infinite)) < float32.tiny * float32.eps, "너무 작습니다"),
    bits=float32.bits,
    infinite=infinite,
)
page.says(
    "The fused form never makes that probability. It returns {worst} and {infinite}, and a "
    "gradient of {gradient}.",
    "두 단계를 합친 쪽은 그 확률을 만들지 않습니다. 손실 {worst}와 {infinite}, 기울기 "
    "{gradient}을 돌려줍니다.",
    worst=printed(small, rf"by {worst}\n.*\n +fused: loss (\d+).0000,"),
    infinite=printed(small, rf"by {infinite}\n.*\n +fused: loss (\d+).0000,"),
    gradient=printed(
        small, rf"(?:{worst}|{infinite})\n.*\n +fused: loss \S+, gradient (-1).0000"
    ).replace("-", "−"),
)

page.states(
    "## Why the loss keeps both steps",
    "## 손실이 두 단계를 함께 하는 까닭 {#why-the-loss-keeps-both-steps}",
    because="the name of a section",
)
page.states(
    "This is the reason, and it is also why the gradient is cheap: joined, the two steps have the "
    "derivative",
    "이것이 손실이 두 단계를 함께 하는 까닭입니다. 기울기를 쉽게 얻는 것도 그 때문입니다. 두 단계를 합치면 도함수가",
    because="softmax and the logarithm; gradients derives it",
)

# Normalising twice
again = load("why_logits/log_softmax_again")
normaliser = f"{float(printed('why_logits/log_softmax_again', r'of log_softmax: (.*)')):.0f}"
ten_times = again.logits
for _ in range(10):
    ten_times = ten_times.log_softmax(dim=1)
once = printed("why_logits/log_softmax_again", r"^logits +(.*)")
twice = printed("why_logits/log_softmax_again", r"^log_softmax x 2 (.*)")
harmed = printed("why_logits/log_softmax_again", r"^softmax +(.*)")

page.says(
    "/// question The loss is `F.cross_entropy`. Which of these at the end of the model changes "
    "its value?",
    "/// question 손실은 `F.cross_entropy`입니다. 모델 끝에 붙였을 때 손실의 값이 달라지는 것은 "
    "어느 쪽일까요?",
)
page.says(
    "- [ ] Log-softmax Its outputs are logits too, shifted so that the log-normaliser is "
    "{normaliser}. A shift changes nothing.",
    "- [ ] 로그 소프트맥스 그 출력도 로짓입니다. 로그 정규화 항이 {normaliser}이 되도록 옮겼을 "
    "뿐이고, 옮겨도 달라지는 것은 없습니다.",
    normaliser=normaliser,
)
page.states(
    "- [x] Softmax Its outputs are not shifted logits but exponentials, squeezed between 0 and "
    "1. The loss takes them for scores.",
    "- [x] 소프트맥스 그 출력은 옮긴 로짓이 아니라 0과 1 사이로 눌린 지수함수의 값입니다. "
    "손실은 그것을 점수로 여깁니다.",
    because="what lies between two probabilities",
)
page.says(
    "- [ ] Both One of them only subtracts one number from all logits of a row, and the loss "
    "does not see that.",
    "- [ ] 둘 다 한쪽은 한 행의 로짓에서 모두 같은 수를 뺄 뿐이고, 손실은 그것을 알아채지 "
    "못합니다.",
)
page.says(
    "Log-softmax does {harm}. Its outputs already have log-normaliser {normaliser}, so the loss "
    "subtracts {normaliser}.",
    "로그 소프트맥스는 {harm_korean}. 그 출력의 로그 정규화 항은 이미 {normaliser}이어서, "
    "손실은 {normaliser}을 뺄 뿐입니다.",
    harm=when(once == twice, "no harm"),
    harm_korean=when(once == twice, "해롭지 않습니다"),
    normaliser=normaliser,
)
page.says(
    "Done twice or ten times, the loss stays {loss}.",
    "두 번을 하든 열 번을 하든 손실은 {loss} 그대로입니다.",
    loss=" or ".join({twice, f"{F.cross_entropy(ten_times, again.target):.6f}"}),
)
page.says(
    "Softmax does harm. Its outputs are numbers between 0 and 1, and the loss takes them for "
    "scores. It normalises them a second time and reports {harmed}. There is no error message: "
    "a tensor of probabilities has the shape and type of a tensor of logits.",
    "소프트맥스는 해롭습니다. 출력은 0과 1 사이의 수인데 손실은 그것을 점수로 여깁니다. 한 번 "
    "더 정규화하고 {harmed}을 내놓습니다. 오류 메시지는 없습니다. 확률을 담은 텐서와 로짓을 "
    "담은 텐서는 형태(shape)도 자료형도 같기 때문입니다.",
    harmed=harmed,
)

# Softmax twice: the loss cannot reach zero
rows = [row.split() for row in output("softmax_twice_floor").splitlines()[1:]]
guessing = {row[0]: row[1] for row in rows}
floor = {row[0]: row[2] for row in rows}

page.says(
    "## Softmax twice: the loss {cannot} reach zero {#the-floor}",
    "## 소프트맥스 두 번: 손실이 0에 닿지 {cannot_korean} {#the-floor}",
    cannot=when(min(map(float, floor.values())) > 0, "cannot"),
    cannot_korean=when(min(map(float, floor.values())) > 0, "못한다"),
)
page.states(
    "Scores between 0 and 1 cannot be far apart. The best that a model with a second softmax "
    "can offer is a 1 for the target and a 0 for each other class. The loss of that perfect "
    "answer is not 0: $$\\ln\\bigl(e^1 + (K-1)\\,e^0\\bigr) - 1 = \\ln\\left(1 + "
    "\\frac{K-1}{e}\\right)$$",
    "## 소프트맥스 두 번: 손실이 0에 닿지 못한다 {#the-floor} 0과 1 사이의 점수는 멀리 떨어질 수 없습니다. 소프트맥스를 한 번 더 거치는 모델이 낼 수 "
    "있는 가장 좋은 답은 정답에 1, 나머지 클래스에 0입니다. 이 완벽한 답의 손실도 0이 아닙니다. "
    "$$\\ln\\bigl(e^1 + (K-1)\\,e^0\\bigr) - 1 = \\ln\\left(1 + \\frac{K-1}{e}\\right)$$",
    because="what the least and the largest probability are",
)
page.says(
    "/// question | number A model for ten classes is perfect, and softmax is applied twice. At "
    "which loss does it stop, to one decimal?",
    "/// question | number 클래스가 열 개인 문제의 완벽한 모델에 소프트맥스를 두 번 "
    "적용했습니다. 손실은 얼마에서 멈출까요? 소수점 아래 한 자리까지 답하십시오.",
)
page.says(
    "- [x] {floor} ± 0.05 This is the formula for $K = 10$. The model is perfect, and the loss "
    "is still {nearer} to guessing than to 0.",
    "- [x] {floor} ± 0.05 $K = 10$일 때의 식입니다. 완벽한 모델인데도 손실은 0보다 찍을 때의 "
    "손실에 더 {nearer_korean}.",
    floor=floor["10"],
    nearer=when(float(floor["10"]) > float(guessing["10"]) / 2, "nearer"),
    nearer_korean=when(float(floor["10"]) > float(guessing["10"]) / 2, "가깝습니다"),
)
page.says(
    "- [ ] 0 ± 0.05 Logits can run away from each other and bring the loss near 0. "
    "Probabilities lead by {lead} at most.",
    "- [ ] 0 ± 0.05 로짓이라면 서로 얼마든지 멀어져 손실을 0 가까이 가져갑니다. 확률은 기껏해야 "
    "{lead}만큼 앞섭니다.",
    lead=f"{sure.max() - sure.min():.0f}",
)
page.says(
    "- [ ] {guessing} ± 0.05 That is ln {classes}, the loss of a model that guesses. A perfect "
    "one does a little {better}.",
    "- [ ] {guessing} ± 0.05 찍기만 하는 모델의 손실 ln {classes}입니다. 완벽한 모델은 이보다 "
    "조금 {better_korean}.",
    guessing=guessing["10"],
    classes=f"{math.exp(float(guessing['10'])):.0f}",
    better=when(floor["10"] < guessing["10"], "better"),
    better_korean=when(floor["10"] < guessing["10"], "낫습니다"),
)
page.says(
    "!The floor of the loss {rises} with the number of classes and stays just {below} the loss "
    "of guessing",
    "!손실의 바닥이 클래스 수와 함께 {rises_korean}, 찍을 때의 손실 바로 {below_korean}에 머문다.",
    rises=when(list(floor.values()) == sorted(floor.values(), key=float), "rises"),
    rises_korean=when(list(floor.values()) == sorted(floor.values(), key=float), "올라가며"),
    below=when(all(float(floor[k]) < float(guessing[k]) for k in floor), "below"),
    below_korean=when(all(float(floor[k]) < float(guessing[k]) for k in floor), "아래"),
)
page.says(
    "From guessing to perfect, the loss after softmax twice only crosses the band between the "
    "lines. The band is always less than {height} high: with {classes} classes a perfect model "
    "reports {floor}, and one that guesses {guessing}.",
    "찍기만 하던 모델이 완벽해져도, 소프트맥스를 두 번 거친 손실은 두 선 사이의 띠만큼만 "
    "내려갑니다. 띠의 높이는 언제나 {height}보다 작습니다. 클래스가 {classes}개일 때 완벽한 "
    "모델의 손실은 {floor}, 찍는 모델의 손실은 {guessing}입니다.",
    height=math.ceil(max(float(guessing[k]) - float(floor[k]) for k in floor)),
    classes=rows[-1][0],
    floor=rows[-1][2],
    guessing=rows[-1][1],
)
page.says(
    "The last two columns are `F.cross_entropy` itself, asked about a softmax that is sure and "
    "right, and about one that is sure and wrong. A wrong answer costs exactly {more} more than "
    "the floor.",
    "마지막 두 열은 확신하면서 맞은 소프트맥스와 확신하면서 틀린 소프트맥스를 "
    "`F.cross_entropy`에 직접 넣어 얻은 값입니다. 틀린 답은 바닥보다 정확히 {more}만큼 큽니다.",
    more=" or ".join({f"{float(wrong) - float(lowest):g}" for _, _, lowest, _, wrong in rows}),
)
page.says(
    "So once a model is sure of its answers, the loss settles near **the floor plus the share "
    "of wrong answers**: with ten classes and one answer in ten wrong, at {floor} + {wrong}.",
    "그래서 모델이 답을 확신하게 되면 손실은 **바닥에 오답의 비율을 더한 값** 근처에서 "
    "멈춥니다. 클래스가 열이고 답 열에 하나가 틀리면 {floor} + {wrong}입니다.",
    floor=floor["10"],
    wrong=1 / 10,
)
page.says(
    "A loss that settles there has probably been through softmax twice. When the validation "
    "loss of a published model got stuck, a user computed this floor for its classes, and so "
    "named the bug.",
    "손실이 그런 값에서 멈추면 소프트맥스를 두 번 거쳤을 가능성이 큽니다. 공개된 모델의 검증 "
    "손실이 내려가지 않자, 그 클래스 수에 맞는 이 바닥을 계산해 버그를 밝힌 사용자가 있습니다.",
)

# Softmax twice: the gradient fades
pushing = load("why_logits/softmax_twice_gradient")
gaps = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0]
pushes, faded = (
    [pushing.push_on_the_target(gap, twice) for gap in gaps] for twice in (False, True)
)
push = "why_logits/softmax_twice_gradient"
lead = output("softmax_twice_gradient").splitlines()[-1].split()[0]

page.says(
    "The floor would be harmless if the weights still moved as they should. They do not. Here "
    "class 0 leads and class {right} is right. The gradient says how hard the loss pushes the "
    "target's logit up.",
    "가중치가 제대로 움직이기만 한다면 바닥은 해가 되지 않을 것입니다. 그런데 가중치가 제대로 "
    "움직이지 않습니다. 아래에서는 클래스 0이 앞서고 정답은 클래스 {right}입니다. 기울기는 "
    "손실이 정답의 로짓을 얼마나 세게 밀어 올리는지 말해 줍니다.",
    right=pushing.target.item(),
)
page.says(
    "With logits the push {grows} with the mistake, towards {limit}. After softmax twice it "
    "{shrinks}.",
    "로짓을 쓰면 미는 힘은 틀린 만큼 {grows_korean} {limit}로 다가갑니다. 소프트맥스를 두 번 "
    "거치면 오히려 {shrinks_korean}.",
    grows=when(pushes == sorted(pushes), "grows"),
    grows_korean=when(pushes == sorted(pushes), "커져"),
    limit=f"{pushes[-1]:.0f}",
    shrinks=when(faded == sorted(faded, reverse=True), "shrinks"),
    shrinks_korean=when(faded == sorted(faded, reverse=True), "줄어듭니다"),
)
page.says(
    "At a lead of {lead} it is {faded} instead of {push}.",
    "{lead}만큼 앞설 때 {push}이 아니라 {faded}입니다.",
    lead=lead,
    faded=printed(push, rf"^ +{lead} +\S+ +(\S+)"),
    push=printed(push, rf"^ +{lead} +(\S+)"),
)
page.says(
    "The inner softmax has saturated: its output hardly moves when its input does, and the "
    "chain rule multiplies by that. From the rows where it is most wrong, the model learns next to "
    "nothing.",
    "안쪽 소프트맥스가 포화해서 입력이 움직여도 출력이 거의 움직이지 않고, 연쇄 법칙이 그만큼을 "
    "곱하기 때문입니다. 모델은 가장 크게 틀린 행에서 거의 배우지 못합니다.",
)

# Softmax twice: the log looks healthy
start, end = training("softmax twice", 0), training("softmax twice", 1000)
right, of = end[2].split("/")
wrong = int(of) - int(right)

page.says(
    "Train both on the {rows} rows of the walkthrough, from the same start, the one behind its "
    "log. The program also computes the true loss, with softmax once.",
    "PyTorch 따라가기의 {rows_korean} 행으로 두 모델을 학습합니다. 출발점은 둘이 같으며, 로그 "
    "읽기에서 살펴보는 로그의 출발점이기도 합니다. 프로그램은 소프트맥스를 한 번만 적용한 실제 "
    "손실도 함께 계산합니다.",
    rows=ENGLISH[int(of)],
    rows_korean=KOREAN[int(of)],
)
page.says(
    "!Loss over a thousand epochs: the reported loss after softmax twice sinks slowly while its "
    "true loss climbs",
    "!{epochs}에폭 동안의 손실. 소프트맥스를 두 번 거친 모델이 보고하는 손실은 천천히 내려가고, "
    "실제 손실은 올라간다.",
    epochs=printed("why_logits/softmax_twice_training", r"^ +(1000) "),
)
page.says(
    "After softmax twice the reported loss sinks from {first} to {last}. The true loss of the "
    "same model (dashed) climbs from {true_first} to {true_last}.",
    "소프트맥스를 두 번 거치면 보고하는 손실은 {first}에서 {last}으로 내려가지만, 같은 모델의 "
    "실제 손실(파선)은 {true_first}에서 {true_last}으로 올라갑니다.",
    first=start[0],
    last=end[0],
    true_first=start[1],
    true_last=end[1],
)
page.says(
    "The log looks healthy: the loss goes down all the time. From logits, {of} of {of} rows are "
    "right after {epochs} epochs.",
    "로그만 보면 멀쩡합니다. 손실이 내내 내려갑니다. 로짓을 쓰면 {epochs}에폭(epoch) 뒤에 "
    "{of}행 가운데 {of}행이 맞습니다.",
    epochs=printed("why_logits/softmax_twice_training", r"^ +(1000) "),
    of=" or ".join(set(training("logits", 1000)[2].split("/"))),
)
page.says(
    "After softmax twice it is {right} of {of}, and the {wrong} others, the last {wrong} rows, "
    "are wrong with {more} confidence than at the start: {end_seventh} and {end_eighth} instead "
    "of {start_seventh} and {start_eighth}.",
    "소프트맥스를 두 번 거치면 {of}행 가운데 {right}행이고, 나머지인 마지막 {wrong_korean} 행은 "
    "처음보다 {more_korean} 확신으로 틀립니다. 확신은 {start_seventh}과 {start_eighth}에서 "
    "{end_seventh}와 {end_eighth}으로 커졌습니다.",
    wrong=ENGLISH[wrong],
    wrong_korean=KOREAN[wrong],
    more=when(end[3] > start[3] and end[4] > start[4], "more"),
    more_korean=when(end[3] > start[3] and end[4] > start[4], "더 큰"),
    start_seventh=start[3],
    start_eighth=start[4],
    end_seventh=end[3],
    end_eighth=end[4],
    of=of,
    right=right,
)
page.says(
    "The reported loss is on its way to {floor} + {share}. Softmax keeps the order of the "
    "scores, so the accuracy still moves, and nothing looks broken.",
    "보고하는 손실은 {floor} + {share}로 가는 중입니다. 소프트맥스는 점수의 순서를 지키므로 "
    "정확도(accuracy)도 여전히 움직이고, 고장 난 곳이 없어 보입니다.",
    floor=floor["3"],
    share=f"{wrong}/{of}",
)
page.says(
    'The course notebook that the study notes follow trains first "with low-level cross entropy '
    'loss": its hypothesis is a softmax already, and its cost takes the log of the softmax of '
    "that.",
    "스터디 노트가 따라간 강의 노트북은 먼저 저수준의 교차 엔트로피로 학습하는데, "
    "가설(hypothesis)이 이미 소프트맥스이고 비용은 거기에 소프트맥스를 한 번 더 적용해 로그를 "
    "취합니다.",
)
by_hand = "why_logits/softmax_twice_by_hand"
page.says(
    "The costs are those that the notebook prints, {cost} at the end. The true cost falls to "
    "{lowest} in {epoch} epochs and then climbs to {true_cost}.",
    "노트북에 찍힌 비용이 그대로 나오고, 마지막 값도 {cost}입니다. 그런데 실제 비용은 "
    "{epoch}에폭에 {lowest}까지 내려갔다가 {true_cost}까지 올라갑니다.",
    cost=printed(by_hand, r"1000 +cost (\S+)"),
    lowest=printed(by_hand, r"lowest true cost (\S+),"),
    epoch=printed(by_hand, r"at epoch (\d+)"),
    true_cost=printed(by_hand, r"1000 .*true (\S+)"),
)
page.says(
    "A log that falls gave nobody a reason to look twice, author or reader. The notebook's next "
    "section gives the logits to `F.cross_entropy`, and is right.",
    "로그가 내려가고 있으니 쓴 사람도 읽는 사람도 다시 볼 이유가 없었습니다. 노트북의 다음 절은 "
    "로짓을 `F.cross_entropy`에 주며, 그쪽은 맞습니다.",
)

# When softmax is needed
needed = "why_logits/when_softmax_is_needed"
price = load(needed).price
dear = printed(needed, r"price tensor\(\[(\S+),")
cheap = printed(needed, r"price tensor\(\[\S+ (\S+),")
answered, truth = divmod(int(price.argmax()), len(price))

page.says(
    "Training needs no softmax in the model. Using the model sometimes does.",
    "학습할 때는 모델 안에 소프트맥스가 필요 없습니다. 모델을 쓸 때는 필요한 경우가 있습니다.",
)
page.says(
    "- **The likeliest class** needs none. Softmax keeps the order, so the largest logit has "
    "the largest probability.",
    "- **가장 그럴듯한 클래스를 고를 때**는 필요 없습니다. 소프트맥스는 순서를 지키므로 로짓이 "
    "가장 큰 클래스의 확률이 가장 큽니다.",
)
page.says(
    "- **A decision whose errors have unequal prices** needs it. Here class {likeliest} is "
    "likeliest, but the price of answering {answered} when the truth is {truth} is {price}. "
    "Answering {cheapest} is {cheaper} on average: {cheap} instead of {dear}.",
    "- **틀린 답의 대가가 서로 다를 때**는 필요합니다. 여기서는 클래스 {likeliest}이 가장 "
    "그럴듯하지만, 실제가 {truth}인데 {answered}이라고 답하면 대가가 {price}입니다. 평균하면 "
    "{cheapest}이라고 답하는 쪽이 대가가 더 {cheaper_korean}. {dear}이 아니라 {cheap}입니다.",
    likeliest=printed(needed, r"likeliest class (\d)"),
    price=f"{price.max():.0f}",
    cheapest=printed(needed, r"cheapest (\d)"),
    dear=dear,
    cheap=cheap,
    cheaper=when(cheap < dear, "cheaper"),
    cheaper_korean=when(cheap < dear, "작습니다"),
    answered=answered,
    truth=truth,
)
page.says(
    "- **Several models together** need a choice. The mean of their logits lets one loud model "
    "decide. In the mean of their probabilities no model has more than one vote.",
    "- **모델 여럿을 합칠 때**는 골라야 합니다. 로짓을 평균하면 목소리 큰 모델 하나가 결정할 수 "
    "있습니다. 확률을 평균하면 어느 모델도 한 표보다 많이 갖지 못합니다.",
)
page.says(
    "- **Drawing a class at random** needs none: `torch.distributions.Categorical` takes "
    "logits, and the shares it draws are close to the probabilities.",
    "- **클래스를 무작위로 뽑을 때**는 필요 없습니다. `torch.distributions.Categorical`은 "
    "로짓을 받고, 뽑힌 비율은 확률에 가깝습니다.",
)

# Numbers that are words
page.states(
    "what applying softmax twice costs in loss and gradient.",
    "소프트맥스를 두 번 적용할 때 손실과 기울기에 생기는 일을 실행해 보입니다.",
    because="what the page is about",
)
for english, korean in (
    (
        "Where a loss stops here, look for a second softmax.",
        "손실이 여기서 멈추면 소프트맥스가 두 번 들어가지 않았는지 보십시오.",
    ),
    (
        'twice: "Softmax twice: however far the target leads, the loss stays above the floor. No '
        'error is raised."',
        'twice: "소프트맥스가 두 번입니다. 정답이 아무리 앞서도 손실은 바닥 위에 머물고, 오류는 '
        '나지 않습니다."',
    ),
    ("presetTwice: Softmax twice", "presetTwice: 소프트맥스 두 번"),
    ("## Normalising twice", "## 두 번 정규화하면 {#normalising-twice}"),
    (
        "## Softmax twice: the gradient fades {#a-push-that-fades}",
        "## 소프트맥스 두 번: 기울기가 사라진다 {#a-push-that-fades}",
    ),
    (
        "## Softmax twice: the log looks healthy {#a-log-that-hides-it}",
        "## 소프트맥스 두 번: 로그만 보면 멀쩡하다 {#a-log-that-hides-it}",
    ),
):
    page.states(english, korean, because="what is wired twice is what the page is about")
forms = output("four_equal_forms").splitlines()
assert len({line.split()[-1] for line in forms}) == 1
page.says(
    "## {four} equal forms",
    "## 같은 손실의 {four_ko} 가지 모습 {#four-equal-forms}",
    four=ENGLISH[len(forms)].capitalize(),
    four_ko=KOREAN[len(forms)],
)
page.says(
    "If all forms are equal, why not take the one with probabilities?",
    "{four_ko} 가지가 모두 같다면 확률을 받는 쪽을 쓰면 안 될까요?",
    four_ko=KOREAN[len(forms)],
)

page.states(
    "The right side has no fraction and no probability.",
    "오른쪽에는 분수도 확률도 없습니다.",
    because="it can be read off the formula",
)

page.states(
    "- Exercise: two classes, one score.",
    "- 연습: 클래스 둘, 점수 하나.",
    because="the name of the task",
)

# Formulas
page.formula(
    r"-\log \frac{e^{z_y}}{\sum_j e^{z_j}} = \log \sum_j e^{z_j} - z_y",
    lambda z, y: -(z[y].exp() / z.exp().sum()).log(),
    lambda z, y: z.exp().sum().log() - z[y],
    lambda z, y: F.cross_entropy(z, y),
)
page.formula(
    "(-s, s)",
    lambda s: torch.stack([-s, s]).softmax(0)[1],
    lambda s: torch.sigmoid(2 * s),
)
page.formula("2s", lambda s: 2 * s, lambda s: torch.stack([-s, s]).diff()[0])
page.formula(
    "p - y",
    lambda z, y: z.softmax(0) - F.one_hot(y, len(z)),
    lambda z, y: jacobian(lambda z: F.cross_entropy(z, y), z),
)
page.formula(
    r"\ln\bigl(e^1 + (K-1)\,e^0\bigr) - 1 = \ln\left(1 + \frac{K-1}{e}\right)",
    lambda K: math.log(math.e + (K - 1) * math.exp(0)) - 1,
    lambda K: math.log(1 + (K - 1) / math.e),
    lambda K: load("why_logits/softmax_twice_floor").loss_of_sure_softmax(K, 0),
)
page.formula("K = 10", 10, printed("why_logits/softmax_twice_floor", r"^ +(\d+) +\S+ +1\.4612"))
