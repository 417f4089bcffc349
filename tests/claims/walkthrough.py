import math
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch.optim.sgd import sgd

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed
from tests.programs import load

TRAINING = "walkthrough/training"
SHAPES = "walkthrough/shapes_at_each_step"
FIRST = "walkthrough/first_cost"
STARTS = "walkthrough/first_cost_of_random_starts"
ACCURACY = "walkthrough/accuracy_by_epoch"
SEARCH = "lost_start/find_the_start"


page = Claims("walkthrough")

log = found(f"snippets/{TRAINING}.out", r"Cost : (\S+)$")
printed_epochs = [int(epoch) for epoch in found(f"snippets/{TRAINING}.out", r"^Epoch : +(\d+)/")]
epochs = printed_epochs[-1] + 1
eleven, eleven_ko = ENGLISH[len(log)], KOREAN[len(log)]
rate = found(f"snippets/{TRAINING}.py", r"lr=(\S+)\)")[0]

rising = [
    int(printed("reading_the_log/every_epoch", rf"{end} after epoch (\d+)"))
    for end in ("first", "last")
]

rows = int(printed(SHAPES, r"^x +\((\d),"))
features = int(printed(SHAPES, r"^x +\(\d, (\d)\)"))
classes = int(printed(SHAPES, r"^logits +\(\d, (\d)\)"))
eight, eight_ko = ENGLISH[rows], KOREAN[rows]
three, three_ko = ENGLISH[classes], KOREAN[classes]
four, four_ko = ENGLISH[features], KOREAN[features]
twelve, twelve_ko = ENGLISH[classes * features], KOREAN[classes * features]
fifteen, fifteen_ko = ENGLISH[classes * (features + 1)], KOREAN[classes * (features + 1)]

seed = printed(SEARCH, r"^seed (\d+), offset")
offset = printed(SEARCH, r"offset (\d+)$")

program = load(FIRST)
probabilities = [float(p) for p in found(f"snippets/{FIRST}.out", r"  probability (\S+)")]
losses = found(f"snippets/{FIRST}.out", r"  loss (\S+)$")
scores = printed(FIRST, r"^scores +(.+)$").replace("-", "−").split()
ln_3 = printed(STARTS, r"^ln 3 +(\S+)$")
starts = int(printed(STARTS, r"^above ln 3 +\d+ of (\d+)$"))

counted = map(int, found(f"snippets/{ACCURACY}.out", r"^ *(\d+)  \d\."))
correct = map(int, found(f"snippets/{ACCURACY}.out", r"(\d)/8$"))
right = dict(zip(counted, correct, strict=True))

page.says(
    "description: The training program of the study notes, mended and run piece by piece until "
    "all {eleven} lines of its log come out, and every number explained.",
    "description: 스터디 노트의 학습 프로그램을 고쳐 한 조각씩 실행합니다. 로그 {eleven_ko} 줄이 "
    "한 글자도 다르지 않게 다시 나오고, 모든 숫자의 출처를 설명합니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)
page.says(
    "This site grew out of a page of Korean study notes: one PyTorch program and the {eleven} "
    "lines it printed. The program does not run as it stands in the notes. Mended, it prints "
    "those {eleven} lines byte for byte.",
    "이 사이트는 한국어 스터디 노트 한 쪽에서 시작했습니다. 노트에는 PyTorch 프로그램 하나와 그 "
    "프로그램이 출력한 로그 {eleven_ko} 줄이 있었습니다. 노트에 적힌 그대로는 프로그램이 실행되지 "
    "않습니다. 고쳐서 실행하면 그 {eleven_ko} 줄이 한 바이트도 다르지 않게 나옵니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)

# In one minute
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.says(
    "A step of training computes the loss of the scores, asks for its gradient, and moves the "
    "parameters against it. The old gradient is dropped in between, because `backward` "
    "would add to it.",
    "학습의 한 스텝은 점수로 손실을 계산하고, 그 기울기를 구하고, 매개변수를 기울기의 반대쪽으로 "
    "옮기는 것입니다. `backward`는 새 기울기를 지난 기울기에 더하므로, 그 사이에 지난 기울기를 "
    "버립니다.",
)

# The data
page.says(
    "{eight} rows, {four} features each, and one of {three} classes for each row.",
    "행은 {eight_ko} 개입니다. 행마다 특성(feature)이 {four_ko} 개이고, 클래스(class)는 "
    "{three_ko} 가지 가운데 하나입니다.",
    eight=eight.capitalize(),
    eight_ko=eight_ko,
    four=four,
    four_ko=four_ko,
    three=three,
    three_ko=three_ko,
)
page.says(
    "`x` has shape ({rows}, {features}) and holds {type}.",
    "`x`는 형태(shape)가 ({rows}, {features})이고 {type_ko} 수를 담습니다.",
    rows=rows,
    features=features,
    type={"torch.float32": "floats"}.get(printed(SHAPES, r"^x .*  (\S+)$")),
    type_ko={"torch.float32": "부동소수점"}.get(printed(SHAPES, r"^x .*  (\S+)$")),
)
zero, one, two = sorted(set(program.labels))
page.says(
    "`target` has shape ({rows},) and holds {type}: each is the number of the right class, "
    "{zero}, {one} or {two}. No one-hot rows are needed.",
    "`target`은 형태가 ({rows},)이고 {type_ko}를 담습니다. 각 정수는 정답(target) 클래스의 번호 "
    "{zero}, {one}, {two} 가운데 하나입니다. 원-핫(one-hot) 벡터로 바꿀 필요는 없습니다.",
    rows=rows,
    type={"torch.int64": "integers"}.get(printed(SHAPES, r"^target .*  (\S+)$")),
    type_ko={"torch.int64": "정수"}.get(printed(SHAPES, r"^target .*  (\S+)$")),
    zero=zero,
    one=one,
    two=two,
)

# The model
page.says(
    "One linear layer makes {three} scores from {four} features.",
    "선형층 하나가 특성 {four_ko} 개로 점수(score) {three_ko} 개를 만듭니다.",
    three=three,
    three_ko=three_ko,
    four=four,
    four_ko=four_ko,
)
page.says(
    "Softmax does not appear; the loss contains it, and Why logits? says why.",
    "소프트맥스(softmax)는 보이지 않습니다. 손실(loss)이 그 일까지 맡기 때문이며, 그 이유는 왜 "
    "로짓인가?에서 설명합니다.",
)
page.says(
    "The notes remark that {rows} × {features} goes through {features} × {classes} and becomes "
    "{rows} × {classes}. The shapes are right.",
    "노트는 {rows} × {features}가 {features} × {classes}을 지나 {rows} × {classes}이 된다고 "
    "적었습니다. 형태는 맞습니다.",
    rows=rows,
    features=features,
    classes=classes,
)
page.says(
    "PyTorch stores the weight the other way round, as {classes} × {features}, one row a class, "
    "and computes",
    "다만 PyTorch는 가중치(weight)를 반대로, 클래스마다 한 행씩 {classes} × {features}로 저장하고 "
    "다음과 같이 계산합니다.",
    classes=classes,
    features=features,
)
page.says(
    r"so $x$ is {rows} × {features}, $W^{\top}$ is {features} × {classes}, $b$ has {three} "
    "numbers, and the logits $z$ are {rows} × {classes}.",
    r"$x$는 {rows} × {features}, $W^{\top}$는 {features} × {classes}, $b$는 숫자 {three_ko} "
    "개이므로 로짓(logits) $z$는 {rows} × {classes}입니다.",
    rows=rows,
    features=features,
    classes=classes,
    three=three,
    three_ko=three_ko,
)

# The start
limit = f"1/{math.isqrt(features)}"
page.says(
    "A model begins with random numbers. `nn.Linear(4, 3)` draws {fifteen}, each between {low} "
    "and {high}: {twelve} for the weight, {three} for the bias.",
    "모델은 난수에서 출발합니다. `nn.Linear(4, 3)`은 난수 {fifteen_ko} 개를 뽑습니다. 모두 "
    "{low}과 {high} 사이의 값이며, {twelve_ko} 개는 가중치, {three_ko} 개는 편향(bias)이 됩니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
    twelve=twelve,
    twelve_ko=twelve_ko,
    three=three,
    three_ko=three_ko,
    low=f"−{limit}",
    high=limit,
)
page.says(
    "Start from the same {fifteen} to repeat a log.",
    "로그를 재현하려면 같은 {fifteen_ko} 개에서 출발하면 됩니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "The notes give no seed. This start was found by search: with seed {seed}, and {offset} "
    "numbers drawn before the model draws its own, every line of the log agrees.",
    "노트에는 시드(seed)가 없습니다. 이 출발점은 탐색으로 찾아냈습니다. 시드를 {seed}로 두고, "
    "모델이 난수를 뽑기 전에 숫자 {offset}개를 먼저 뽑으면 로그의 모든 줄이 들어맞습니다.",
    seed=seed,
    offset=offset,
)
page.says(
    "What drew the {offset} is unknown, presumably cells of the notebook that the notes follow; "
    "`torch.rand(283)` stands in for them. The lost start finds it again.",
    "무엇이 그 {offset}개를 뽑았는지는 알 수 없습니다. 노트가 따라간 노트북의 셀이었으리라 짐작할 "
    "뿐이며, 여기서는 `torch.rand(283)`이 그 자리를 대신합니다. 잃어버린 출발점에서 이 출발점을 "
    "다시 찾아냅니다.",
    offset=offset,
)
page.states(
    "PyTorch does not promise the same numbers from the same seed for every release; the page is "
    "rerun to see that it still holds.",
    "릴리스가 달라져도 같은 시드가 같은 숫자를 준다고 PyTorch가 보장하지는 않습니다. 그래서 이 "
    "페이지는 여전히 맞는지 매번 다시 실행해 확인합니다.",
    because="documentation that it links",
)

# The optimiser
page.says(
    "At each step it subtracts the gradient times the learning rate, here {rate}.",
    "옵티마이저는 스텝(step)마다 두 매개변수를 기울기(gradient)에 학습률(learning rate) {rate}을 "
    "곱한 만큼 기울기의 반대쪽으로 옮깁니다.",
    rate=rate,
)

# The loop
steps = found("docs/en/walkthrough.md", r"^(\d)\. ")
page.says(
    "These are the notes' {eleven} lines. Each round does {five} things.",
    "노트에 있던 바로 그 {eleven_ko} 줄입니다. 반복(iteration)마다 {five_ko} 가지 일을 합니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
    five=ENGLISH[len(steps)],
    five_ko=KOREAN[len(steps)],
)
page.says(
    "1. `model(x)` computes the logits of all {eight} rows.",
    "1. `model(x)`가 {eight_ko} 행의 로짓을 모두 계산합니다.",
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "2. `F.cross_entropy` takes logits and class numbers, applies log-softmax, picks the "
    "log-probability of each right class, and returns minus their mean: the cost.",
    "2. `F.cross_entropy`는 로짓과 클래스 번호를 받아 로그 소프트맥스(log-softmax)를 적용하고, "
    "정답 클래스의 로그 확률만 골라 평균한 뒤 부호를 바꿉니다. 이 값이 비용(cost)입니다.",
)
page.says(
    "3. `zero_grad` drops the gradients of the round before. `backward` adds to what it finds, so "
    "without this line they pile up.",
    "3. `zero_grad`는 지난 반복의 기울기를 버립니다. `backward`는 이미 있는 값에 더하므로, 이 "
    "줄이 없으면 기울기가 계속 쌓입니다.",
)
page.says(
    "4. `backward` differentiates the cost with respect to weight and bias.",
    "4. `backward`는 비용을 가중치와 편향으로 미분합니다.",
)
page.says(
    "5. `step` updates both.",
    "5. `step`은 그 둘을 갱신합니다.",
)
page.says(
    "All {eight} rows are used in every round, so an epoch is one step.",
    "반복마다 {eight_ko} 행을 모두 쓰므로 한 에폭(epoch)이 곧 한 스텝입니다.",
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "The cost is computed before the step: the line of epoch {start} shows the untrained model.",
    "비용은 스텝보다 먼저 계산합니다. 따라서 에폭 {start}의 줄은 아직 학습하지 않은 모델의 "
    "비용입니다.",
    start=printed_epochs[0],
)
page.says(
    "`range(epochs + 1)` makes {epochs:,} rounds, so one more step follows the last printed cost.",
    "`range(epochs + 1)`은 {epochs:,}번 반복하기 때문에, 마지막으로 출력한 비용 뒤에 스텝이 한 번 "
    "더 있습니다.",
    epochs=epochs,
)
page.says(
    "The cost falls steeply in the first epochs and slowly after. From epoch {start} to about "
    "{end} the line is a band, and the printed points in it lie on its upper edge.",
    "비용이 처음 몇 에폭 동안 가파르게 떨어지고 그 뒤로 천천히 줄어든다. 에폭 {start}부터 {end} "
    "무렵까지 선이 띠 모양이고, 그 안의 출력된 점은 띠의 위쪽 가장자리에 놓여 있다.",
    start=rising[0] + 1,
    end=round(rising[1], -1),
)
within = len([epoch for epoch in printed_epochs if rising[0] < epoch < rising[1]])
page.says(
    "The cost at all {epochs:,} epochs, and the {eleven} that are printed. The line is a band "
    "because the cost jumps up and down from step to step. The {nine} printed points inside the "
    "band all lie on its upper edge: the log shows only even epochs.",
    "{epochs:,}에폭 전체의 비용과 그 가운데 출력된 {eleven_ko} 개입니다. 스텝마다 비용이 "
    "오르내려서 선이 띠처럼 보입니다. 띠 안에서 출력된 점 {nine_ko} 개는 모두 위쪽 가장자리에 "
    "있습니다. 로그에 찍히는 것은 짝수 에폭뿐이기 때문입니다.",
    epochs=epochs,
    eleven=eleven,
    eleven_ko=eleven_ko,
    nine=ENGLISH[within],
    nine_ko=KOREAN[within],
)

# Shapes at each step
page.says(
    "Many errors in such a program are errors of shape or type. This is the whole list.",
    "이런 프로그램에서는 형태나 자료형의 오류가 많이 납니다. 이 프로그램의 형태와 자료형을 모두 "
    "적으면 다음과 같습니다.",
)
page.says(
    "The logits are {rows} × {classes}. What shape has the cost that `F.cross_entropy` returns?",
    "로짓의 형태는 {rows} × {classes}입니다. `F.cross_entropy`가 돌려주는 비용의 형태는 "
    "무엇일까요?",
    rows=rows,
    classes=classes,
)
page.says(
    "- [ ] `(8, 3)` That is one number a row and class, the shape of the logits. The loss keeps "
    "only the true class of each row.",
    "- [ ] `(8, 3)` 행과 클래스마다 숫자 하나, 곧 로짓의 형태입니다. 손실은 행마다 정답 클래스의 "
    "것만 남깁니다.",
)
page.says(
    "- [ ] `(8,)` Each row has a loss of its own. But the function takes their mean, unless told "
    "otherwise.",
    "- [ ] `(8,)` 행마다 손실이 하나씩 있기는 합니다. 그러나 따로 지정하지 않으면 함수가 그 "
    "평균을 냅니다.",
)
page.says(
    "- [x] `()` The mean of the {eight} row losses is one number. `backward` needs just that.",
    "- [x] `()` {eight_ko} 손실의 평균은 숫자 하나입니다. `backward`에는 바로 그것이 필요합니다.",
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "The layer does compute `x @ weight.T + bias`. The cost has shape `()`: one number, so "
    "`backward` needs no argument. A gradient has the shape of what it belongs to.",
    "선형층이 계산하는 것은 정말로 `x @ weight.T + bias`입니다. 비용의 형태는 `()`, 곧 숫자 "
    "하나이므로 `backward`에 인자를 줄 필요가 없습니다. 기울기의 형태는 그 기울기가 속한 텐서의 "
    "형태와 같습니다.",
)

# The first cost by hand
page.says(
    "The number at epoch {start} takes only the {fifteen} starting numbers and `math`. PyTorch "
    "draws the numbers and does no more.",
    "에폭 {start}의 숫자를 구하는 데는 출발점의 숫자 {fifteen_ko} 개와 `math`면 충분합니다. "
    "PyTorch는 그 숫자를 뽑기만 합니다.",
    start=printed_epochs[0],
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "The first row gets the scores {first}, {second} and {third}.",
    "첫 행의 점수는 {first}, {second}, {third}입니다.",
    first=scores[0],
    second=scores[1],
    third=scores[2],
)
page.says(
    "Its class is {label}, to which the model gives probability {probability:.5f}, and minus the "
    "logarithm of that is {loss}.",
    "이 행의 클래스는 {label}이고 모델은 여기에 확률 {probability:.5f}를 줍니다. 그 로그값의 "
    "부호를 바꾸면 {loss}입니다.",
    label=program.labels[0],
    probability=probabilities[0],
    loss=losses[0],
)
page.says(
    "The mean of all {eight} such losses is {mean}, the first number of the log.",
    "{eight_ko} 행의 손실을 평균하면 출력 로그의 첫 숫자인 {mean}이 됩니다.",
    eight=eight,
    eight_ko=eight_ko,
    mean=printed(FIRST, r"^mean of the eight losses (\S+)$"),
)

# Why it starts so high
page.says(
    "A model that knows nothing gives each of the {three} classes the probability 1/{classes}. "
    "What does it pay a row, to one decimal?",
    "아무것도 모르는 모델은 {three_ko} 클래스에 1/{classes}씩 확률을 줍니다. 이 모델의 한 행 "
    "손실은 얼마일까요? 소수점 아래 한 자리까지 답하십시오.",
    three=three,
    three_ko=three_ko,
    classes=classes,
)
page.says(
    r"- [x] {cost} ± 0.05 $-\ln \frac{1}{3}$ is ln 3. Any loss for three classes is worth "
    "comparing with it.",
    r"- [x] {cost} ± 0.05 $-\ln \frac{1}{3}$은 ln 3입니다. 클래스가 셋인 문제의 손실은 모두 이 "
    "값과 견주어 볼 만합니다.",
    cost=ln_3,
)
page.says(
    "- [ ] {probability:.4f} ± 0.04 That is the probability. The loss is its negative logarithm.",
    "- [ ] {probability:.4f} ± 0.04 확률입니다. 손실은 확률의 로그에서 부호를 바꾼 값입니다.",
    probability=1 / classes,
)
page.states(
    "- [ ] 0 ± 0.04 Cost 0 belongs to a model that gives the true class the probability 1.",
    "- [ ] 0 ± 0.04 비용이 0이려면 정답 클래스에 확률 1을 주어야 합니다.",
    because="minus the logarithm of 1 is 0",
)
page.says(
    "- [ ] Another number Take the natural logarithm of 1/{classes} and change its sign.",
    "- [ ] 그 밖의 수 1/{classes}의 자연로그를 구해 부호를 바꾸어 보십시오.",
    classes=classes,
)
page.says(
    "A model that knows nothing should give each of {three} classes the probability {part} and "
    "pay ln 3.",
    "아무것도 모르는 모델이라면 {three_ko} 클래스에 {part}씩 확률을 주고 비용이 ln 3이어야 합니다.",
    three=three,
    three_ko=three_ko,
    part=f"1/{classes}",
)
ratio = float(log[0]) / float(ln_3)
page.says(
    "This one pays almost {times} times as much.",
    "그런데 이 모델의 비용은 그 {times_ko} 배에 가깝습니다.",
    times=ENGLISH[round(ratio)],
    times_ko=KOREAN[round(ratio)],
)
last = [n for n in range(rows) if program.labels[n] == program.labels[-1]]
page.says(
    "It knows nothing, and is sure of it: the last {two} rows have class {label}, and the model "
    "gives that class the probabilities {probability:.5f} and {smaller:.5f}.",
    "아무것도 모르면서 확신하기 때문입니다. 마지막 {two_ko} 행의 클래스는 {label}인데, 모델이 그 "
    "클래스에 준 확률은 {probability:.5f}과 {smaller:.5f}입니다.",
    two=ENGLISH[len(last)],
    two_ko=KOREAN[len(last)],
    label=program.labels[last[0]],
    probability=probabilities[last[0]],
    smaller=probabilities[last[1]],
)
share = sum(program.losses[n] for n in last) / sum(program.losses)
page.says(
    "Their losses, {loss} and {larger}, make up {most} of the sum.",
    "두 행의 손실 {loss}와 {larger}이 합의 {most_ko}을 차지합니다.",
    loss=losses[last[0]],
    larger=losses[last[1]],
    most="most" if share > 1 / 2 else "less than half",
    most_ko="대부분" if share > 1 / 2 else "절반 이하",
)
page.says(
    "The sureness comes from the features. They go up to {largest}, so small random weights "
    "become scores that lie several units apart, and softmax turns differences into ratios.",
    "확신은 특성에서 옵니다. 특성이 {largest}까지 올라가므로 가중치가 작은 난수라도 점수는 서로 "
    "몇씩 벌어지고, 소프트맥스는 점수의 차이를 확률의 비로 바꿉니다.",
    largest=max(max(row) for row in program.rows),
)
ln = f"ln {math.exp(float(printed(STARTS, 'zero weights +(.+)'))):.0f}"
page.says(
    "Equal scores, as zero weights and biases give them, cost {ln}.",
    "가중치와 편향이 모두 0일 때처럼 점수가 모두 같으면 비용은 {ln}입니다.",
    ln=ln,
)
page.says(
    "A histogram with its peak near 2 and a long tail to {end}. A line marks {ln} near its left "
    "end, another this log at {cost}.",
    "2 부근에서 가장 높고 {end}까지 긴 꼬리를 늘어뜨린 히스토그램. 왼쪽 끝 가까이에 {ln}을 "
    "나타내는 선이, {cost}에 이 로그를 나타내는 선이 있다.",
    end=printed(STARTS, r"^random starts +\S+ to (\d)\."),
    ln=ln,
    cost=log[0],
)
page.says(
    "The first cost of {starts:,} random starts. Of these, {above} lie above {ln}; the start of "
    "this log is in the upper part, and not unusual.",
    "무작위 출발점 {starts:,}개의 첫 비용입니다. {above}개가 {ln}보다 높습니다. 이 로그의 "
    "출발점은 높은 편이지만 드문 것은 아닙니다.",
    starts=starts,
    above=printed(STARTS, r"^above ln 3 +(\d+) of"),
    ln=ln,
)

# Accuracy
page.says(
    "The cost is what training lowers. What a user wants is that the class with the "
    "largest score is the right one.",
    "학습이 낮추는 것은 비용입니다. 모델을 쓰는 사람이 바라는 것은 클래스를 맞히는 것, 곧 점수가 "
    "가장 큰 클래스가 정답인 것입니다.",
)
page.says(
    "One step of training lowers the cost of the {eight} rows. Can fewer of them be right after "
    "it than before?",
    "학습을 한 스텝 진행해 {eight_ko} 행의 비용이 줄었습니다. 맞힌 행의 수가 그 전보다 적어질 수 "
    "있을까요?",
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "- [ ] No: a lower cost is a better model. Better by the cost. A row that was barely right "
    "can be lost while the others become surer.",
    "- [ ] 없습니다. 비용이 줄면 더 좋은 모델입니다. 비용으로는 그렇습니다. 그러나 나머지 행을 더 "
    "확신하는 동안, 겨우 맞히던 행을 놓칠 수 있습니다.",
)
before, after = next((a, b) for a, b in pairwise(right) if right[b] < right[a])
page.says(
    "- [x] Yes. Cost and accuracy measure different things. Look at the lines of epochs {before} "
    "and {after}.",
    "- [x] 있습니다. 비용과 정확도는 서로 다른 것을 잽니다. 에폭 {before}과 {after}의 줄을 "
    "보십시오.",
    before=before,
    after=after,
)
page.says(
    "- [ ] No, but the number may stay. It often stays: the cost may fall because rows that were "
    "right anyway become surer. But the number may fall too.",
    "- [ ] 없습니다. 그대로일 수는 있습니다. 그대로일 때가 많습니다. 이미 맞힌 행을 더 확신하기만 "
    "해도 비용은 줄어듭니다. 그러나 맞힌 행의 수가 줄어들 수도 있습니다.",
)
page.says(
    "Accuracy goes from {first} of {rows} rows to all {last}.",
    "정확도(accuracy)는 {eight_ko} 행 가운데 {first}개에서 {last}개 전부로 올라갑니다.",
    rows=rows,
    eight_ko=eight_ko,
    first=right[0],
    last=right[printed_epochs[-1]],
)
page.says(
    "It does not follow the cost: from epoch {before} to {after} the cost falls from {higher} to "
    "{lower}, and {one} row fewer is right.",
    "그러나 비용을 그대로 따라가지는 않습니다. 에폭 {before}에서 {after}로 갈 때 비용은 "
    "{higher}에서 {lower}으로 줄지만 맞힌 행은 {one_ko} 줄어듭니다.",
    before=before,
    after=after,
    higher=printed(ACCURACY, rf"^ *{before}  (\S+) "),
    lower=printed(ACCURACY, rf"^ *{after}  (\S+) "),
    one=ENGLISH[right[before] - right[after]],
    one_ko={1: "하나"}.get(right[before] - right[after]),
)
page.says(
    "Beware of the even epochs alone, as a log prints them. There {six} rows at epoch {before} "
    "become {fewer} at {later}, as if one had been lost on the way; the odd epochs had {five} all "
    "the time.",
    "로그처럼 짝수 에폭만 보는 것은 조심해야 합니다. 에폭 {before}의 {six}행이 {later}에서 "
    "{fewer}행이 되어 그사이에 한 행을 잃은 듯하지만, 홀수 에폭에서는 내내 {five}행이었습니다.",
    six=right[before],
    before=before,
    fewer=right[printed_epochs[2]],
    later=printed_epochs[2],
    five=right[after],
)
still = [epoch for epoch in printed_epochs if right[epoch] == right[printed_epochs[4]]]
fall = 1 - float(log[9]) / float(log[4])
page.says(
    "From {start} to {end} accuracy stands at {seven} on even epochs, while the cost falls by "
    "{half}.",
    "{start}부터 {end}까지의 짝수 에폭에서는 비용이 {half_ko} 줄어드는데도 정확도는 {seven}에 "
    "머물러 있습니다.",
    start=still[0],
    end=still[-1],
    seven=right[still[0]],
    half="almost half" if 0.4 < fall < 0.5 else f"{fall:.0%}",
    half_ko="절반 가까이" if 0.4 < fall < 0.5 else f"{fall:.0%}",
)
page.says(
    "Cross-entropy sees how sure the model is, accuracy only who wins.",
    "교차 엔트로피(cross-entropy)는 모델이 얼마나 확신하는지를 보고, 정확도는 어느 클래스가 "
    "이겼는지만 봅니다.",
)

# A new row
page.says(
    "To use the model, give it rows of the same {four} features.",
    "모델을 쓰려면 같은 특성 {four_ko} 개로 된 행을 주면 됩니다.",
    four=four,
    four_ko=four_ko,
)
page.says(
    "Training is over, so `torch.inference_mode()` skips the bookkeeping for gradients. Now "
    "softmax is wanted, because a reader of the answer wants probabilities.",
    "학습은 끝났으므로 `torch.inference_mode()`로 기울기 계산에 필요한 기록을 생략합니다. "
    "이번에는 소프트맥스가 필요합니다. 답을 읽는 사람은 확률을 알고 싶어 하기 때문입니다.",
)
new_rows = len(found("snippets/walkthrough/new_row.out", r"^(\[.+\])  class"))
page.says(
    "None of the {three} rows was in the data. The class needs no softmax: the largest logit is "
    "the largest probability.",
    "{three_ko} 행 모두 데이터에 없던 행입니다. 클래스만 고를 때는 소프트맥스가 필요 없습니다. "
    "로짓이 가장 크면 확률도 가장 크기 때문입니다.",
    three=ENGLISH[new_rows],
    three_ko=KOREAN[new_rows],
)
page.says(
    "{eight} rows are too few to say how good these answers are; Real data measures that on rows "
    "held back.",
    "{eight_ko} 행만으로는 이 답이 얼마나 믿을 만한지 알 수 없습니다. 실제 데이터에서는 따로 떼어 "
    "둔 행으로 이를 측정합니다.",
    eight=eight.capitalize(),
    eight_ko=eight_ko,
)

# Saving and loading
page.says(
    "What training has made is {fifteen} numbers. `state_dict` names them, `torch.save` writes "
    "them, and a fresh model of the same shape takes them over.",
    "학습이 만들어 낸 것은 숫자 {fifteen_ko} 개입니다. `state_dict`가 거기에 이름을 붙이고, "
    "`torch.save`가 파일에 쓰고, 형태가 같은 새 모델이 이어받습니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
loaded = printed("walkthrough/save_and_load", r"^after loading, same logits: +(\S+)$")
page.says(
    "After loading, every logit is the {same}, bit for bit. The file holds numbers and names, not "
    "the class, so the code that builds the model must be kept as well.",
    "불러온 뒤에는 모든 로짓이 비트 하나까지 {same_ko}. 파일에는 숫자와 이름만 들어 있고 클래스 "
    "정의는 들어 있지 않으므로, 모델을 만드는 코드도 함께 보관해야 합니다.",
    same="same" if loaded == "True" else "not the same",
    same_ko="같습니다" if loaded == "True" else "다릅니다",
)
after_loading = float(printed("walkthrough/save_and_load", r"^cost (\S+)$"))
page.says(
    "The cost is a little {lower} the last line of the log: it is the cost after the step that "
    "follows that line.",
    "비용이 로그의 마지막 줄보다 조금 {lower_ko} 까닭은, 그 줄을 출력한 뒤에 한 스텝 더 진행했기 "
    "때문입니다.",
    lower="below" if after_loading < float(log[-1]) else "above",
    lower_ko="낮은" if after_loading < float(log[-1]) else "높은",
)

# What was wrong in the notes
faults = len(found("docs/en/walkthrough.md", r"^\| .*(`NameError`|`IndentationError`|another log)"))
page.says(
    "The idea and the numbers of the notes are right. The program had {faults} faults that keep "
    "it from running or from being repeated, and some words that mislead.",
    "노트의 생각과 숫자는 맞습니다. 프로그램에는 실행이나 재현을 막는 결함이 {faults_ko} 가지 "
    "있고, 오해를 부르는 말도 몇 군데 있습니다.",
    faults=ENGLISH[faults],
    faults_ko=KOREAN[faults],
)
imports = len(found(f"snippets/{TRAINING}.py", r"^((?:import|from) .+)$"))
page.says(
    "| no `import` | `NameError` at the first line that needs `torch` | {three} imports |",
    "| `import`가 없음 | `torch`가 처음 나오는 줄에서 `NameError` | import {three_ko} 줄 |",
    three=ENGLISH[imports],
    three_ko=KOREAN[imports],
)
page.says(
    "| the class is cut over two code blocks, its methods no longer indented | `{error}` | one "
    "class |",
    "| 클래스가 코드 블록 두 개로 잘리고 메서드의 들여쓰기가 사라짐 | `{error}` | 클래스 하나 |",
    error=printed("walkthrough/class_without_body", r"^(\w+): "),
)
page.says(
    "| `SoftMaxClassification` in the text, `SoftmaxClassification` in the code | `NameError` for "
    "a reader who copies the name from the text | `SoftmaxClassifier` everywhere |",
    "| 글에는 `SoftMaxClassification`, 코드에는 `SoftmaxClassification` | 글에 적힌 이름을 옮겨 "
    "쓰면 `NameError` | 어디서나 `SoftmaxClassifier` |",
)
page.says(
    "| no seed | another log at every run | seed {seed}, after {offset} numbers |",
    "| 시드가 없음 | 실행할 때마다 로그가 다름 | 시드 {seed}, 그다음 숫자 {offset}개 |",
    seed=seed,
    offset=offset,
)
page.says(
    '| "compute H(x)" | the line computes logits; on this site H is entropy | `logits` |',
    '| "H(x) 계산" | 그 줄은 로짓을 계산함. 이 사이트에서 H는 엔트로피 | `logits` |',
)
page.says(
    '| "improve H(X) with the loss" | `step` changes weight and bias, and H(X) only through them '
    "| update the parameters |",
    '| "Loss로 H(X) 개선" | `step`이 바꾸는 것은 가중치와 편향. H(X)는 그 결과로 바뀔 뿐임 | '
    "매개변수를 갱신한다 |",
)
page.says(
    '| "gradient the loss" | gradient is not a verb: the loss is differentiated | differentiate '
    "the loss with respect to the parameters |",
    '| "Loss를 gradient 하여" | gradient는 동사가 아님. 손실은 미분하는 것 | 손실을 매개변수로 '
    "미분한다 |",
)
page.says(
    "| `torch.FloatTensor`, `torch.LongTensor` | works; PyTorch now recommends `torch.tensor` | "
    "`torch.tensor` |",
    "| `torch.FloatTensor`, `torch.LongTensor` | 동작함. PyTorch가 지금 권하는 것은 "
    "`torch.tensor` | `torch.tensor` |",
)
page.says(
    "The second fault, shown by the first of the two blocks alone:",
    "두 번째 결함은 두 블록 가운데 첫 블록만으로도 드러납니다.",
)
page.says(
    "- Why logits? answers the question the notes end with: why the model stops at the linear "
    "layer.",
    "- 왜 로짓인가?: 노트의 마지막 질문, 곧 모델이 왜 선형층에서 멈추는지에 답합니다.",
)
page.says(
    "- Reading the log shows what the {eleven} lines hide.",
    "- 로그 읽기: {eleven_ko} 줄이 감추고 있는 것을 보여 줍니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)


# Formulas
def stepped(at: torch.Tensor, slope: torch.Tensor) -> torch.Tensor:
    """Return where the optimiser of the page goes from a point with a gradient.

    It is the function that a step of `torch.optim.SGD` calls, without the import of the compiler.
    """
    moved = at.clone()
    sgd(
        [moved],
        [slope],
        [None],
        lr=float(rate),
        weight_decay=0,
        momentum=0,
        dampening=0,
        nesterov=False,
        maximize=False,
    )
    return moved


def forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the logits of a row, number by number."""
    return torch.stack([sum(W[k, j] * x[j] for j in range(len(x))) + b[k] for k in range(len(b))])


page.formula(r"z = x W^{\top} + b", lambda X, W, b: X @ W.T + b, lambda X, W, b: F.linear(X, W, b))
updates = (
    r"W \leftarrow W - 0.1 \, \frac{\partial L}{\partial W\,}, \qquad "
    r"b \leftarrow b - 0.1 \, \frac{\partial L}{\partial b}"
)
page.formula(updates, lambda W: W - 0.1 * W**2, lambda W: stepped(W, W**2))
page.formula(updates, lambda b: b - 0.1 * b**2, lambda b: stepped(b, b**2))
by_hand = (
    r"\begin{aligned} z_k &= \sum_j W_{kj}\, x_j + b_k \\ p_k &= \frac{e^{z_k}}{\sum_i e^{z_i}} \\ "
    r"\ell &= -\log p_y \end{aligned}"
)
page.formula(by_hand, forward, lambda x, W, b: F.linear(x, W, b))
page.formula(by_hand, lambda z: z.exp() / z.exp().sum(), lambda z: torch.softmax(z, 0))
page.formula(by_hand, lambda z, y: -z.softmax(0)[y].log(), lambda z, y: F.cross_entropy(z, y))
page.formula(r"-\ln \frac{1}{3}", -math.log(1 / 3), math.log(3))
