import math
from typing import Any

import torch
import torch.nn.functional as F
from torch.autograd.functional import hessian, jacobian

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed
from tests.claims.gradients import cost_of, curvature, stacked, with_ones
from tests.programs import load

EVERY = "reading_the_log/every_epoch"
BOUND = "reading_the_log/step_size_bound"
CURVATURE = "reading_the_log/curvature_along_the_way"
BEYOND = "reading_the_log/no_minimum"
ZERO = "reading_the_log/zero_start"


page = Claims("reading_the_log")

log = found("snippets/walkthrough/training.out", r"Cost : (\S+)$")
interval = found("snippets/walkthrough/training.out", r"^Epoch : +(\d+)/")[1]
eleven, eleven_ko = ENGLISH[len(log)], KOREAN[len(log)]
rows = int(printed("walkthrough/shapes_at_each_step", r"^x +\((\d),"))
features = int(printed("walkthrough/shapes_at_each_step", r"^x +\(\d, (\d)\)"))
classes = int(printed("walkthrough/shapes_at_each_step", r"^bias +\((\d),\)"))
eight, eight_ko = ENGLISH[rows], KOREAN[rows]

rises = printed(EVERY, r"(\d+) of 1000 steps raise the cost")
steps = int(printed(EVERY, r"\d+ of (\d+) steps raise the cost"))
first = int(printed(EVERY, r"first after epoch (\d+)"))
last = int(printed(EVERY, r"last after epoch (\d+)"))

top = printed(BOUND, r"raw: largest eigenvalue (\S+),")
bound = printed(BOUND, r"raw: .* bound (\S+)$")
others = printed(BOUND, r"^raw: .*\n  the others (.+)$").split()
runs = [run.split() for run in found(f"snippets/{BOUND}.out", r"^  lr (\S+: \d+ steps rise, .+)$")]
costs = {run[0].removesuffix(":"): run[-1] for run in runs[:-1]}
rising = {run[0].removesuffix(":"): int(run[1]) for run in runs[:-1]}
rate = next(each for each, cost in costs.items() if cost == log[-1])
slow, above = (each for each, count in rising.items() if count == 0)
standardised_lines = len(printed(BOUND, r"^(standardised: (?:.*\n)+)").splitlines())
limit = printed(CURVATURE, r"from above (\d+):")

epochs = [int(epoch) for epoch in found(f"snippets/{BEYOND}.out", r"^epoch +(\d+)")]
norms = found(f"snippets/{BEYOND}.out", r"weight norm +(\S+)")
factors = found(f"snippets/{BEYOND}.out", r"times (\d):")
start = f"ln {math.exp(float(printed(ZERO, 'epoch +0: (.+)'))):.0f}"
scaled = found(f"snippets/{BEYOND}.out", r"times \d: cost (\S+)$")

page.says(
    "description: {eleven} printed costs hide {rises} rising steps, a step size beyond its safe "
    "bound, a cost without a minimum and the choice of the start.",
    "description: 출력된 비용 {eleven_ko} 개가 감춘 것을 봅니다. {rises}번 올라간 비용, 안전한 "
    "상한을 넘은 학습률, 최솟값이 없는 비용, 그리고 출발점의 선택입니다.",
    eleven=eleven.capitalize(),
    eleven_ko=eleven_ko,
    rises=rises,
)
page.says(
    "The log of the training program looks calm: {eleven} costs, each lower than the one before.",
    "학습 프로그램의 로그는 평온해 보입니다. 비용(cost) {eleven_ko} 개가 차례로 줄어듭니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)
page.says(
    'close: "The last {near} steps of these"',
    'close: "그 가운데 마지막 {near}스텝"',
    near=found("web/explorables/training.js", r"NEAR = (\d+);")[0],
)
page.says(
    'mission: "Task: get all {eight} rows right without one rising step."',
    'mission: "과제: 한 스텝도 오르지 않고 {eight_ko} 행을 모두 맞히십시오."',
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    'takeaway: "Small enough never to rise, large enough to arrive in time. Above the bound, the '
    'first is luck."',
    'takeaway: "오르지 않을 만큼 작고 제때 닿을 만큼 큰 학습률입니다. 상한을 넘으면 오르지 '
    '않는다는 보장이 없습니다."',
)
page.says(
    'bound: "Up to {bound} no step can raise the cost."',
    'bound: "{bound}까지는 어떤 스텝도 비용을 올리지 못합니다."',
)
page.states("zero: zeros", "zero: 모두 0", because="the name of a start")

# In one minute
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.says(
    "A log shows only what it prints. Between its lines the loss can rise: on a parabola, where "
    "the rate times the curvature is over 2, a step lands farther from the minimum than it began.",
    "로그는 출력한 것만 보여 줍니다. 그 사이에서는 손실이 오를 수 있습니다. 포물선에서 학습률과 "
    "곡률의 곱이 2보다 크면 한 스텝 뒤에 최소점에서 처음보다 더 멀어집니다.",
)

# Every printed epoch is even
page.says(
    "The program prints every {nth} epoch. Here it runs again and keeps all {costs:,} costs.",
    "프로그램은 에폭(epoch) {interval}번에 한 번만 출력합니다. 같은 프로그램을 다시 실행하면서 "
    "비용 {costs:,}개를 모두 남겨 봅니다.",
    nth=f"{interval}th",
    interval=interval,
    costs=steps + 1,
)
page.says(
    "The {eleven} printed costs fall every time. On how many of the {steps:,} steps does the cost "
    "rise? A guess within 50 will do.",
    "출력된 비용 {eleven_ko} 개는 매번 줄어듭니다. {steps:,}스텝 가운데 비용이 오르는 스텝은 몇 "
    "번일까요? 오차가 50번 이내면 맞은 것으로 봅니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
    steps=steps,
)
page.says(
    "- [x] {rises} ± 50 Nearly every second step. The log prints even epochs only, and each rise "
    "ends on one.",
    "- [x] {rises} ± 50 거의 두 스텝에 한 번입니다. 로그에는 짝수 에폭만 찍히고, 비용이 오른 "
    "스텝은 모두 짝수 에폭에서 끝납니다.",
    rises=rises,
)
page.says(
    "- [ ] 0 The log shows every hundredth cost. What lies between, it does not say.",
    "- [ ] 0 로그는 {interval}에폭마다 하나를 보여 줄 뿐, 그 사이는 말해 주지 않습니다.",
    interval=interval,
)
page.says(
    "It is nearly every second step, and no printed line shows one of them.",
    "거의 두 스텝에 한 번 오르는데, 출력된 줄에는 하나도 드러나지 않습니다.",
)
page.says(
    "For {nine} steps the cost falls. From epoch {first} to epoch {last} it goes up and down: "
    "every second step makes the model worse on the very rows it learns from.",
    "처음 {nine_ko} 스텝 동안은 비용이 내려갑니다. 에폭 {first}부터 {last}까지는 오르내립니다. 두 "
    "번에 한 번은 스텝(step)이 모델을 더 나쁘게 만듭니다. 그것도 지금 학습하고 있는 바로 그 "
    "데이터에서 그렇습니다.",
    nine=ENGLISH[first],
    nine_ko=KOREAN[first],
    first=first,
    last=last + 1,
)
page.says(
    "Epoch {before} has {lower}, epoch {interval} has {higher}.",
    "에폭 {before}의 비용은 {lower}, 에폭 {interval}의 비용은 {higher}입니다.",
    before=int(interval) - 1,
    lower=printed(EVERY, r"epoch +99  cost (\S+)"),
    interval=interval,
    higher=printed(EVERY, r"epoch +100  cost (\S+)"),
)
page.says(
    "Each of the {rises} rises ends on an {parity}, and 0, {interval}, {second}, …, {steps} are "
    "all even. So the log shows one edge of the zigzag only, and one edge is smooth.",
    "비용이 오른 {rises}번은 모두 짝수 에폭에서 끝나고, 0, {interval}, {second}, …, {steps}은 "
    "모두 짝수입니다. 그래서 로그에는 지그재그의 한쪽 가장자리만 찍히고, 한쪽 가장자리만 보면 "
    "매끄럽습니다.",
    rises=rises,
    interval=interval,
    second=2 * int(interval),
    steps=steps,
    parity=printed(EVERY, r"every rise ends on an (even epoch): True"),
)
page.says(
    "Above, the cost of all epochs on a logarithmic axis: a band, wide after epoch 50 and closing "
    "towards epoch 900, with the {eleven} printed points on it, from epoch {interval} on along "
    "its upper edge. Below, epochs {start} to {end} one by one: a zigzag whose upper corners are "
    "the even epochs, epoch {interval} among them.",
    "위는 로그 눈금으로 그린 전체 에폭의 비용이다. 에폭 50 뒤로 넓어졌다가 에폭 900 무렵 닫히는 "
    "띠 모양이고, 에폭 {interval}부터는 출력된 점들이 띠의 위쪽 가장자리에 놓여 있다. 아래는 에폭 "
    "{start}부터 {end}까지를 하나씩 그린 것이다. 지그재그의 위쪽 꼭짓점이 짝수 에폭이고, 에폭 "
    "{interval}도 그 가운데 하나다.",
    eleven=eleven,
    start=int(found(f"snippets/{EVERY}.py", r"range\((\d+), \d+\), costs")[0]),
    end=int(found(f"snippets/{EVERY}.py", r"range\(\d+, (\d+)\), costs")[0]) - 1,
    interval=interval,
)
page.says(
    "Above: the line of all epochs is so dense that it looks like a band. The printed points "
    "follow its upper edge. Below: the same costs near epoch {interval}.",
    "위: 전체 에폭을 이은 선은 너무 촘촘해서 띠처럼 보입니다. 출력된 점들은 그 위쪽 가장자리를 "
    "따라갑니다. 아래: 같은 비용을 에폭 {interval} 근처만 그린 것입니다.",
    interval=interval,
)
_, odd, third = found(f"snippets/{EVERY}.out", r"^printed every (\d+):")
page.says(
    "A printing interval can hide whatever repeats with it. An interval of {odd} shows {one} rise "
    "in {ten} lines, {third} shows {many} in {lines}. A count of rising steps would have "
    "shown the zigzag at any interval.",
    "출력 간격은 그 간격과 박자가 맞는 것을 감출 수 있습니다. 간격이 {odd}면 {ten_ko} 줄에 "
    "{one_ko} 번, {third}이면 {lines_ko} 줄에 {many}번 오릅니다. 비용이 오른 "
    "횟수를 함께 찍었다면 간격이 얼마든 지그재그가 보였을 것입니다.",
    odd=odd,
    one=ENGLISH[int(printed(EVERY, rf"every {odd}: (\d+) of"))],
    one_ko=KOREAN[int(printed(EVERY, rf"every {odd}: (\d+) of"))],
    ten=ENGLISH[int(printed(EVERY, rf"every {odd}: \d+ of (\d+)"))],
    ten_ko=KOREAN[int(printed(EVERY, rf"every {odd}: \d+ of (\d+)"))],
    third=third,
    many=printed(EVERY, rf"every {third}: (\d+) of"),
    lines=printed(EVERY, rf"every {third}: \d+ of (\d+)"),
    lines_ko={"30": "서른"}.get(printed(EVERY, rf"every {third}: \d+ of (\d+)")),
)

# The step is too long
page.says(
    r"The bracket is positive for $\eta < 2/\beta$. Below that rate no step can raise the cost, "
    "wherever it starts.",
    r"괄호 안은 $\eta < 2/\beta$일 때 양수입니다. 학습률이 그보다 작으면 어디에서 출발하든 비용을 "
    "올리는 스텝은 없습니다.",
)
page.says(
    r"For this model $\beta$ can be had from the data alone. Append a 1 to each row, for the "
    r"bias, and call the result $\tilde x_n$; stack the {eight} of them into the {rows} × "
    r"{columns} matrix $\tilde X$.",
    r"이 모델에서는 데이터만 보고 $\beta$를 구할 수 있습니다. 편향(bias)을 위해 각 행의 끝에 1을 "
    r"붙인 것을 $\tilde x_n$이라 하고, 그 {eight_ko} 행을 쌓은 {rows} × {columns} 행렬을 $\tilde "
    "X$라 합시다.",
    rows=rows,
    columns=features + 1,
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "The Hessian of the mean cost is a mean over the rows of the softmax Jacobian $J_n$ times the "
    "outer product of the row with itself:",
    "비용의 헤세 행렬은 소프트맥스(softmax)의 야코비 행렬(Jacobian) $J_n$과 그 행의 외적을 곱해 "
    "{eight_ko} 행에 걸쳐 평균한 것입니다.",
    eight_ko=eight_ko,
)
page.states(
    r"No eigenvalue of $J_n$ exceeds ½. For a vector $v$ of length 1, $v^{\top} J_n v$ is the "
    "variance of $v_k$ when $k$ is drawn with probability $p_k$. A variance is at most a quarter "
    "of the squared range, and the squared range of such a $v$ is at most 2.",
    r"$J_n$의 고윳값은 ½을 넘지 않습니다. 길이가 1인 벡터 $v$에 대해 $v^{\top} J_n v$는 확률 "
    "$p_k$로 $k$를 뽑았을 때 $v_k$의 분산입니다. 분산은 범위의 제곱을 4로 나눈 값을 넘지 못하고, "
    "이런 $v$에서는 범위의 제곱이 2를 넘지 못합니다.",
    because="a theorem that the first sentence links, and its proof",
)
page.says(
    "Put ½ in place of each $J_n$, and no eigenvalue of the Hessian gets smaller; what is then "
    r"left is half of $\tilde X{}^{\top} \tilde X / N$, once for each class.",
    r"$J_n$ 자리에 ½을 넣어도 헤세 행렬의 고윳값은 작아지지 않고, 클래스마다 $\tilde "
    r"X{}^{\top} \tilde X / N$의 절반이 남습니다.",
)
page.says(
    r"where $\lambda_{\max}$ is the largest eigenvalue of the {columns} × {columns} matrix "
    r"$\tilde X{}^{\top} \tilde X / N$.",
    r"여기서 $\lambda_{\max}$는 {columns} × {columns} 행렬 $\tilde X{}^{\top} \tilde X / N$의 "
    "가장 큰 고윳값입니다.",
    columns=features + 1,
)
page.states(
    "It is a property of the rows, with their column of ones; the labels and the start do not "
    r"enter. No smaller $\beta$ will do: parameters that give every row probabilities close to ½, "
    "½ and 0 come as close to it as one likes.",
    "1로 채운 열까지 포함한 행들만의 성질이며, 정답(target)이나 출발점과는 상관이 없습니다. "
    r"$\beta$를 더 줄일 수는 없습니다. 모든 행의 확률을 ½, ½, 0에 가깝게 만드는 매개변수에서는 "
    "헤세 행렬의 고윳값이 이 값에 얼마든지 가까워집니다.",
    because="follows from the proof above it",
)
page.says(
    r"Suppose the bound $2/\beta$ is {bound}, and we train with {above}. Must some step raise the "
    "cost?",
    r"상한 $2/\beta$가 {bound}인데 학습률 {above}로 학습한다고 합시다. 비용이 오르는 스텝이 "
    "반드시 있을까요?",
    bound=bound,
    above=above,
)
page.says(
    "- [ ] Yes: the rate is above the bound. Above the bound the promise ends. That does not "
    "promise the contrary.",
    "- [ ] 있습니다. 학습률이 상한보다 큽니다. 상한을 넘으면 보장이 없어질 뿐입니다. 그렇다고 그 "
    "반대가 보장되는 것은 아닙니다.",
)
page.says(
    "- [x] No: above the bound a step may rise, but need not. The bound holds for every start and "
    "every path. One path may never meet the steepest place.",
    "- [x] 없을 수도 있습니다. 상한을 넘으면 오를 수 있을 뿐입니다. 상한은 모든 출발점과 모든 "
    "경로에 대한 것입니다. 가장 가파른 곳을 한 번도 지나지 않는 경로도 있습니다.",
)
page.says(
    "- [ ] Yes, but only the first steps, where the gradient is large. The size of the gradient "
    "cancels: what decides is the curvature on the way.",
    "- [ ] 기울기가 큰 처음 몇 스텝에서만 오릅니다. 기울기의 크기는 상관이 없습니다. 정하는 것은 "
    "지나는 길의 곡률입니다.",
)
page.says(
    "The bound is 4/{top} = {bound}, and the program trains with {rate}. With {slow} not one of "
    "the {steps:,} steps rises.",
    "상한은 4/{top} = {bound}인데 프로그램은 {rate}로 학습합니다. {slow}에서는 {steps:,}스텝 "
    "가운데 한 번도 오르지 않습니다.",
    top=top,
    bound=bound,
    rate=rate,
    slow=slow,
    steps=steps,
)
page.says(
    "With {above} none rises either: the bound is a promise for every start and every path, and "
    "this path, once its first few steps are done, meets no curvature above {steepest:.0f} = "
    "2/{above}. A rate above the bound may do without a rising step. A rate below it must.",
    "{above}에서도 오르지 않습니다. 상한은 모든 출발점과 모든 경로에 대한 보장인데, 이 경로는 "
    "처음 몇 스텝을 지나면 {steepest:.0f} = 2/{above}보다 큰 곡률을 만나지 않기 때문입니다. "
    "상한보다 큰 학습률에서도 비용이 한 번도 오르지 않을 수 있습니다. 상한보다 작은 학습률에서는 결코 오르지 않습니다.",
    above=above,
    steepest=2 / float(above),
)
page.says(
    "Number of rising steps among {steps:,} against the learning rate: zero up to {above}, then a "
    "steep climb to {rises} at {rate}, then almost flat at 500. A vertical line marks the bound, "
    "left of the climb.",
    "학습률에 따른, {steps:,}스텝 가운데 비용이 오른 스텝의 수. {above}까지는 0이고, 그다음 "
    "가파르게 올라 {rate}에서 {rises}가 되며, 그 뒤로는 500 근처에서 거의 평평하다. 세로선이 "
    "오르막의 왼쪽에서 상한을 나타낸다.",
    steps=steps,
    above=above,
    rises=rises,
    rate=rate,
)
page.says(
    "Left of the vertical line no step can raise the cost. This run first shows a rising step at "
    "{onset}; from {rate} on, nearly every second step rises.",
    "세로선의 왼쪽에서는 어떤 스텝도 비용을 올리지 못합니다. 이 학습에서는 {onset}에서 처음으로 "
    "오르는 스텝이 나오고, {rate}부터는 거의 두 스텝에 한 번꼴로 오릅니다.",
    onset=printed("reading_the_log/rising_steps", r"with a rising step (\S+)$"),
    rate=rate,
)

# Standardise the features
page.says(
    "The last {three} lines that `step_size_bound.py` prints change the data, not the step. Each "
    "feature gets its mean subtracted and is divided by its standard deviation. That brings "
    r"$\lambda_{\max}$ from {top} down to {standardised} and the bound up to {wider}.",
    "`step_size_bound.py`가 출력한 마지막 {three_ko} 줄은 학습률이 아니라 데이터를 바꾼 "
    r"결과입니다. 특성마다 평균을 빼고 표준편차로 나누었습니다. 그러면 $\lambda_{\max}$가 "
    "{top}에서 {standardised}으로 줄고 상한은 {wider}로 커집니다.",
    three=ENGLISH[standardised_lines],
    three_ko=KOREAN[standardised_lines],
    top=top,
    standardised=printed(BOUND, r"standardised: largest eigenvalue (\S+),"),
    wider=printed(BOUND, r"standardised: .* bound (\S+)$"),
)
page.says(
    "The same rate of {rate} is then far on the safe side: {none} step rises, and epoch {steps} "
    "has {cost} where the raw rows have {raw}.",
    "똑같은 학습률 {rate}이 이제는 상한에서 한참 아래입니다. 오르는 스텝은 {none_ko}, 에폭 "
    "{steps}의 비용은 원래 데이터의 {raw}보다 낮은 {cost}입니다.",
    rate=rate,
    none="no" if runs[-1][1] == "0" else runs[-1][1],
    none_ko="하나도 없고" if runs[-1][1] == "0" else runs[-1][1],
    steps=steps,
    cost=runs[-1][-1],
    raw=log[-1],
)
page.says(
    "The {four} features are positive and large, so their common direction is steep: {top} there, "
    "{second} in the next, less than 1 in the other {three}. One learning rate has to serve them "
    "all.",
    "{four_ko} 특성이 모두 큰 양수라서 함께 커지는 방향이 가파릅니다. 그 방향의 고윳값은 {top}, "
    "다음은 {second}, 나머지 {three_ko}은 1보다 작은데, 학습률 하나로 이 모두를 감당해야 했던 "
    "것입니다.",
    four=ENGLISH[features],
    four_ko=KOREAN[features],
    top=top,
    second=others[0],
    three=ENGLISH[sum(float(other) < 1 for other in others)],
    three_ko={3: "셋"}.get(sum(float(other) < 1 for other in others)),
)

# Steep on one side, shallow on the other
page.says(
    "With a rate of {rate}, a step across a valley of curvature 2/{rate} = {limit} ends as high "
    "on the other side as it began; in a steeper valley it ends higher.",
    "학습률이 {rate}이면, 곡률이 2/{rate} = {limit}인 골짜기를 가로지르는 스텝은 출발한 높이와 "
    "같은 높이의 맞은편에 닿습니다. 더 가파른 골짜기에서는 더 높은 곳에 닿습니다.",
    rate=rate,
    limit=limit,
)
page.says(
    "The odd epochs from {first} to {last} lie on steep ground: the curvature is {steep} to "
    "{steepest}. The step crosses the valley and lands on the other side, where the curvature is "
    "only {shallow} to {shallowest}. From there the next step leads back down.",
    "홀수 에폭은 가파른 쪽에 있습니다. {first}부터 {last}까지의 홀수 에폭에서 곡률은 {steep}에서 "
    "{steepest}입니다. 스텝은 골짜기를 건너 곡률이 {shallow}에서 {shallowest}인 맞은편에 닿고, "
    "거기서 다음 스텝이 다시 아래로 내려옵니다.",
    first=first,
    last=last,
    steep=printed(CURVATURE, rf"^odd epochs {first} to {last}: (\S+) to"),
    steepest=printed(CURVATURE, rf"^odd epochs {first} to {last}: \S+ to (\S+)$"),
    shallow=printed(CURVATURE, r"^even epochs between: (\S+) to"),
    shallowest=printed(CURVATURE, r"^even epochs between: \S+ to (\S+)$"),
)
page.says(
    "All {rises} rises start where the curvature is above {limit}.",
    "비용이 오른 {rises}번은 모두 곡률이 {limit}보다 큰 곳에서 시작합니다.",
    rises=printed(CURVATURE, rf"rising steps {rises}, from above {limit}: (\d+)"),
    limit=limit,
)
page.says(
    "The way slowly leads into gentler ground: at epoch {steps} the curvature is {curvature} and "
    "the zigzag has ended.",
    "길은 조금씩 완만한 땅으로 이어집니다. 에폭 {steps}의 곡률은 {curvature}이고, 지그재그는 이미 "
    "끝났습니다.",
    steps=steps,
    curvature=printed(CURVATURE, r"curvature at epoch 1000: (\S+)"),
)
page.says(
    "A rising step is not a failed run. Of the {five} rates tried above, {rate} ends lowest.",
    "비용이 오르는 스텝이 있다고 실패한 학습은 아닙니다. 위에서 시험한 {five_ko} 학습률 가운데 "
    "비용이 가장 낮게 끝난 것은 {rate}입니다.",
    five=ENGLISH[len(costs)],
    five_ko=KOREAN[len(costs)],
    rate=min(costs, key=lambda each: float(costs[each])),
)
page.states(
    "For two classes and separable rows, gradient descent with a step so long that the loss first "
    "oscillates is proved to leave that phase and to descend faster afterwards.",
    "클래스가 둘이고 데이터가 분리 가능할 때, 처음에 손실(loss)이 출렁일 만큼 긴 스텝을 써도 경사 "
    "하강법(gradient descent)은 그 구간을 벗어난다는 것이 증명되어 있고, 그 뒤로는 오히려 더 빨리 "
    "내려갑니다.",
    because="a theorem of the paper that it links",
)
page.says(
    "What is wrong is not the zigzag but a log that hides it.",
    "문제는 지그재그가 아니라 지그재그를 감추는 로그입니다.",
)

# There is no minimum
page.says(
    "The log ends at {cost}. More epochs give less, without end.",
    "로그는 {cost}에서 끝납니다. 에폭을 늘리면 비용은 더 내려가고, 끝이 없습니다.",
    cost=log[-1],
)
page.says(
    "At epoch {epoch:,} all {eight} rows are right. Multiply all parameters by {factor}. What "
    "happens to the cost?",
    "에폭 {epoch:,}에서는 {eight_ko} 행이 모두 맞습니다. 이때 모든 매개변수에 {factor}를 곱하면 "
    "비용은 어떻게 될까요?",
    epoch=epochs[-1],
    eight=eight,
    eight_ko=eight_ko,
    factor=factors[1],
)
page.says(
    "- [ ] It stays: no row changes its class. The accuracy stays. The cost looks at the "
    "probabilities, and they change.",
    "- [ ] 클래스가 바뀌는 행이 없으므로 그대로입니다. 그대로인 것은 정확도입니다. 비용은 확률을 "
    "보고, 확률은 달라집니다.",
)
page.says(
    "- [ ] It rises: training chose the better parameters. Training has not finished choosing. It "
    "goes in this direction itself, without end.",
    "- [ ] 학습이 더 좋은 매개변수를 골랐으므로 오릅니다. 학습은 아직 끝나지 않았습니다. 학습 "
    "자체가 이 방향으로 끝없이 나아갑니다.",
)
page.says(
    "- [x] It falls. Each true logit leads, and now it leads by twice as much. All {eight} "
    "probabilities move closer to 1.",
    "- [x] 줄어듭니다. 정답의 로짓이 모두 앞서 있고, 이제는 두 배로 앞섭니다. {eight_ko} 확률이 "
    "모두 1에 가까워집니다.",
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "The margin of a row is its true logit minus the largest other logit. At epoch {steps} the "
    "smallest of the {eight} margins is positive: every row is classified correctly, so the data "
    "are *separable*.",
    "어떤 행의 마진(margin)은 정답 클래스의 로짓(logits)에서 나머지 로짓 가운데 가장 큰 것을 뺀 "
    "값입니다. 에폭 {steps}에서는 {eight_ko} 행의 마진 가운데 가장 작은 것도 양수입니다. 모든 "
    "행을 맞혔으므로 이 데이터는 *분리 가능*(separable)합니다.",
    steps=steps,
    eight=eight,
    eight_ko=eight_ko,
)
page.says(
    "Now multiply all parameters of the last epoch by {twice}. Each margin doubles, each true "
    "probability moves closer to 1, and the cost falls, here from {cost} to {lower}. By {further} "
    "it falls further.",
    "이제 마지막 에폭의 모든 매개변수에 {twice}를 곱해 봅시다. 마진이 모두 두 배가 되고, 정답의 "
    "확률이 모두 1에 가까워지고, 비용은 {cost}에서 {lower}로 떨어집니다. {further}를 곱하면 더 "
    "떨어집니다.",
    twice=factors[1],
    cost=scaled[0],
    lower=scaled[1],
    further=factors[2],
)
page.states(
    "Cost 0 would need a probability of exactly 1, which no finite logits give, rounding aside. So the cost has a "
    "lower limit and no minimum.",
    "비용이 0이 되려면 확률이 정확히 1이어야 하는데, 반올림을 빼면 유한한 로짓으로는 그럴 수 없습니다. 그러니 "
    "비용에는 하한만 있고 최솟값이 없습니다.",
    because="the range of the softmax",
)
page.says(
    "Gradient descent follows: the norm of the weight is {norm} after {steps:,} epochs, {larger} "
    "after {middle:,} and {largest} after {end:,}.",
    "경사 하강법도 그 길을 따라갑니다. 가중치(weight)의 노름(norm)은 {steps:,}에폭 뒤에 {norm}, "
    "{middle:,}에폭 뒤에 {larger}, {end:,}에폭 뒤에 {largest}입니다.",
    steps=steps,
    norm=norms[0],
    middle=epochs[1],
    larger=norms[1],
    end=epochs[2],
    largest=norms[2],
)
page.states(
    "In the long run it grows like the logarithm of the number of steps.",
    "길게 보면 스텝 수의 로그에 비례해 커집니다.",
    because="a theorem of the paper that it links",
)
page.says(
    '"The cost after training" is therefore a choice of when to stop. A penalty on the weight '
    "(regularisation) gives the cost a minimum; Real data uses one.",
    '그러므로 "학습을 마친 비용"은 언제 멈출지를 고른 결과일 뿐입니다. 가중치에 페널티를 '
    "주면(규제(regularization)) 비용에 최솟값이 생깁니다. 실제 데이터에서 그렇게 합니다.",
)

# Zeros are a fair start
page.says(
    "## Zeros are a fair start",
    "## 0에서 출발해도 된다 {#zeros-are-a-fair-start}",
)
page.says(
    "In a network with a hidden layer, zeros are a bad start: all hidden units receive the same "
    "gradient and stay equal. Here there is no hidden layer.",
    "은닉층이 있는 신경망에서 0은 나쁜 출발점입니다. 은닉 유닛이 모두 같은 기울기를 받아 "
    "언제까지나 서로 같기 때문입니다. 여기에는 은닉층이 없습니다.",
)
page.says(
    "At zero every class has probability 1/{classes}, the gradient is $p - y$ times the row, and "
    "$y$ differs between classes. The only question is the bias.",
    "0에서는 모든 클래스의 확률이 1/{classes}이고, 기울기는 $p - y$에 행을 곱한 것이며, $y$는 "
    "클래스마다 다릅니다. 남는 문제는 편향뿐입니다.",
    classes=classes,
)
page.says(
    "Both runs start at {start}. With one bias for each class the cost ends at {cost}, next to "
    "the log's {log}.",
    "두 학습 모두 {start}에서 출발합니다. 클래스마다 편향을 하나씩 두면 비용은 {cost}로 끝나, "
    "로그의 {log}와 비슷합니다.",
    start=start,
    cost=printed(ZERO, r"one bias a class, epoch 1000: (\S+)$"),
    log=log[-1],
)
page.says(
    "With `torch.zeros(1)`, one number added to all {three} logits, it ends at {cost}.",
    "`torch.zeros(1)`, 곧 {three_ko} 로짓에 똑같이 더하는 숫자 하나만 두면 {cost}로 끝납니다.",
    three=ENGLISH[classes],
    three_ko=KOREAN[classes],
    cost=printed(ZERO, r"one bias, epoch 1000: (\S+)$"),
)
page.says(
    "This version stands in the course notebook that the notes follow, and so in tutorials, whose "
    "log shows the {cost} of epoch {interval}.",
    "이 방식은 노트가 따라간 강의 노트북에 있고, 그래서 튜토리얼에서도 볼 수 있고, 그 로그에는 "
    "에폭 {interval}의 {cost}이 그대로 찍혀 있습니다.",
    cost=printed(ZERO, rf"one bias, epoch +{interval}: (\S+)$"),
    interval=interval,
)
page.says(
    "One shared number shifts all logits alike, and softmax does not see a shift. Its gradient is "
    "the sum of $p - y$ over the classes, which is {value}. It looks like a bias, counts as a "
    "parameter and does nothing.",
    "하나뿐인 숫자는 모든 로짓을 똑같이 옮기고, 소프트맥스는 그런 이동을 보지 못합니다. 그 "
    "기울기는 $p - y$를 클래스에 걸쳐 더한 것이므로 {value}입니다. 편향처럼 생겼고 매개변수의 "
    "수에도 들어가지만, 아무 일도 하지 않습니다.",
    value=printed(ZERO, r"^the one bias is still (0): True$"),
)
page.says(
    "- The lost start: the log came without a seed; a short search finds it again.",
    "- 잃어버린 출발점: 로그에는 시드(seed)가 없었습니다. 짧은 탐색으로 출발점을 다시 찾습니다.",
)


page.says(
    'title: The {eight} rows, trained here mission: "Task: get all {eight} rows right without one '
    'rising step."',
    'title: 여기서 학습하는 {eight_ko} 행 mission: "과제: 한 스텝도 오르지 않고 {eight_ko} 행을 '
    '모두 맞히십시오."',
    eight=eight,
    eight_ko=eight_ko,
)

page.differs("30", because="서른 줄")

# Formulas


def gram(x: torch.Tensor) -> torch.Tensor:
    return with_ones(x).T @ with_ones(x) / len(x)


def largest(matrix: torch.Tensor) -> Any:
    return torch.linalg.eigvalsh(matrix)[-1]


def descends(
    X: torch.Tensor, Y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, t: torch.Tensor
) -> Any:
    """Whether a step of some rate lowers the cost by as much as the lemma says."""
    theta, beta = stacked(W, b), largest(gram(X)) / 2
    eta = t / beta
    g = jacobian(lambda at: cost_of(at, X, Y), theta)
    least = cost_of(theta, X, Y) - eta * (1 - eta * beta / 2) * g.norm() ** 2
    return cost_of(theta - eta * g, X, Y) <= least


page.formula(
    r"L(\theta - \eta g) \le L(\theta) - \eta \left( 1 - \frac{\eta \beta}{2} \right) \lVert g \rVert^2",
    descends,
)
page.formula(r"\eta < 2/\beta", lambda t, T: (1 - t * T / 2 > 0) == (t < 2 / T))
both = (
    r"\begin{aligned} \nabla^2 L &= \frac{1}{N} \sum_n J_n \otimes \tilde x_n \tilde x_n^{\top} \\ "
    r"J_n &= \mathrm{diag}(p_n) - p_n p_n^{\top} \end{aligned}"
)
page.formula(
    both,
    lambda X, W, b: curvature(X, F.linear(X, W, b)),
    lambda X, W, b, Y: hessian(lambda at: cost_of(at, X, Y), stacked(W, b)),
)
page.formula(
    both,
    lambda z: z.softmax(0).diag() - torch.outer(z.softmax(0), z.softmax(0)),
    lambda z: jacobian(lambda z: z.softmax(0), z),
)
page.formula(
    r"\tilde X{}^{\top} \tilde X / N",
    lambda X: gram(X),
    lambda X: torch.stack([torch.outer(row, row) for row in with_ones(X)]).mean(0),
)
# It bounds all Hessians, and some come as near as one likes: two classes of one half, others of 0.
bounds = r"\beta = \frac{1}{2} \lambda_{\max}, \qquad \frac{2}{\beta} = \frac{4}{\lambda_{\max}}"
page.formula(
    bounds,
    lambda X, W, b: largest(curvature(X, F.linear(X, W, b))) <= largest(gram(X)) / 2,
)
page.formula(
    bounds,
    lambda X: largest(gram(X)) / 2,
    lambda X: largest(curvature(X, torch.tensor([[50.0, 50.0, 0.0]] * len(X)).double())),
)
page.formula(bounds, lambda X: 2 / (largest(gram(X)) / 2), lambda X: 4 / largest(gram(X)))
notes = load("scaling_out/thousandfold_batch").x[:, :-1]
page.formula(r"2/\beta", lambda: 2 / (largest(gram(notes)) / 2), bound)
page.formula(
    "p - y",
    lambda z, y: z.softmax(0) - F.one_hot(y, len(z)),
    lambda z, y: jacobian(lambda z: F.cross_entropy(z, y), z),
)
