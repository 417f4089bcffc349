import re
from fractions import Fraction
from typing import Any

import torch
import torch.nn.functional as F
from torch.autograd.functional import hessian, jacobian

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import load

WORDS = ["no", *ENGLISH[1:]]
COUNTED = ["없음", "하나", "둘", "셋", "넷", "다섯"]
QUARTERS = {Fraction(3, 4): "Three quarters", Fraction(1, 4): "one quarter"}

TARGET = "gradients/probability_minus_target"
JACOBIAN = "gradients/softmax_jacobian"
WRONG = "gradients/confidently_wrong"
PUSH = "gradients/push_on_weights"
MEAN = "gradients/gradient_of_the_weight"
TRAINING = "gradients/training_without_autograd"
HESSIAN = "gradients/hessian_at_zero"


page = Claims("gradients")

# What the explorable says, and the first section
page.states(
    'takeaway: "A short step on one row helps all only where its push is within 90° of their mean '
    'push."',
    'takeaway: "한 행의 짧은 스텝은 미는 방향이 모든 행의 평균과 90°보다 가까울 때만 전체에 '
    '도움이 됩니다."',
    because="the sign of a scalar product",
)
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
first, *others = load("gradients/gradients_in_one_minute").logits.grad[0].tolist()
page.says(
    "So a step {raises} the score of the right class, {lowers} the others, and moves each the "
    "more, the more wrong it is.",
    "그래서 한 스텝은 맞는 클래스의 점수를 {raises_korean} 나머지를 {lowers_korean}, 많이 틀린 "
    "것일수록 크게 옮깁니다.",
    raises=when(first < 0, "raises"),
    lowers=when(min(others) > 0, "lowers"),
    raises_korean=when(first < 0, "올리고"),
    lowers_korean=when(min(others) > 0, "내리며"),
)

# Probability minus target
p = printed(TARGET, r"^probability p: tensor\(\[(.*)\]\)").split(", ")
y = printed(TARGET, r"^one-hot y: +tensor\(\[(.*)\]\)").split(", ")
slope = printed(TARGET, r"^p - y: +tensor\(\[(.*)\]\)").replace(",", "").split()
true = load(TARGET).target.item()
page.says(
    "The target is class {true}, and softmax gives it {p}. What is the derivative of the loss "
    "with respect to its logit?",
    "정답은 클래스 {true}이고, 소프트맥스가 여기에 준 확률은 {p}입니다. 손실을 이 클래스의 "
    "로짓으로 미분하면 얼마일까요?",
    true=true,
    p=p[true],
)
page.says(
    "- [x] {slope} ± 0.01 Probability minus target: {p} − {y}. The loss {falls} as this logit "
    "rises.",
    "- [x] {slope} ± 0.01 확률 빼기 정답, 곧 {p} − {y}입니다. 이 로짓이 커지면 손실은 "
    "{falls_korean}.",
    slope=slope[true],
    p=p[true],
    y=y[true],
    falls=when(float(slope[true]) < 0, "falls"),
    falls_korean=when(float(slope[true]) < 0, "줄어듭니다"),
)
page.says(
    "- [ ] {size} ± 0.01 The size is right. But raising the logit of the true class {lowers} the "
    "loss, so the sign is {minus}.",
    "- [ ] {size} ± 0.01 크기는 맞습니다. 다만 정답 클래스의 로짓을 올리면 손실이 {lowers_korean} "
    "부호는 {minus_korean}입니다.",
    size=slope[true].removeprefix("-"),
    lowers=when(float(slope[true]) < 0, "lowers"),
    lowers_korean=when(float(slope[true]) < 0, "줄어드므로"),
    minus=when(slope[true][0] == "-", "minus"),
    minus_korean=when(slope[true][0] == "-", "음"),
)
page.says(
    "- [ ] {p} ± 0.005 So it would be if class {true} were not the target. For the target, "
    "subtract {y}. - [ ] Another number Subtract the target, which is {y} here, from the "
    "probability.",
    "- [ ] {p} ± 0.005 클래스 {true}이 정답이 아니라면 그렇습니다. 정답이면 {y}을 빼야 합니다. - "
    "[ ] 그 밖의 수 확률에서 정답을 빼 보십시오. 여기서 정답은 {y}입니다.",
    p=p[true],
    true=true,
    y=y[true],
)
page.says(
    "Three bars for the probabilities of three classes, each with an arrow from the top of the "
    "bar to the target: {up} by {size} for the true class, {down} by {second} and {third} for the "
    "others.",
    "세 클래스의 확률을 나타낸 막대 세 개. 막대 끝에서 정답까지 화살표가 이어진다. 정답 클래스는 "
    "{size}만큼 {up_korean}, 나머지는 {second}과 {third}만큼 {down_korean} 향한다.",
    up=when(float(slope[0]) < 0, "up"),
    up_korean=when(float(slope[0]) < 0, "위로"),
    down=when(min(map(float, slope[1:])) > 0, "down"),
    down_korean=when(min(map(float, slope[1:])) > 0, "아래로"),
    size=slope[0].removeprefix("-"),
    second=slope[1],
    third=slope[2],
)
page.says(
    "Each arrow runs from what the model said to what was true. The true class is pushed up, the "
    "others down, each by as much as it was wrong.",
    "화살표는 모델이 말한 값에서 참값까지 이어집니다. 정답 클래스는 위로, 나머지는 아래로, 틀린 "
    "만큼 밀립니다.",
)
pushes = [-float(number) for number in slope]
page.says(
    "Three things can be read from it. {only} the true class is pushed up. The wrong class that "
    "the model likes most is pushed down {hardest}. And the {three} pushes sum to {zero_word}, "
    "because $p$ and $y$ both sum to {one:.0f}: what the others lose, the true class gains.",
    "여기서 세 가지를 읽을 수 있습니다. 위로 밀리는 것은 정답 클래스{only_korean}. 모델이 가장 "
    "높게 본 오답이 아래로 {hardest_korean} 밀립니다. 그리고 {three_korean} 힘의 합은 "
    "{zero:.0f}입니다. $p$도 $y$도 합이 {one:.0f}이기 때문입니다. 오답이 잃는 만큼 정답이 "
    "얻습니다.",
    only=when([push > 0 for push in pushes] == [True, False, False], "Only"),
    only_korean=when([push > 0 for push in pushes] == [True, False, False], "뿐입니다"),
    hardest=when(pushes.index(min(pushes)) == p.index(max(p)), "hardest"),
    hardest_korean=when(pushes.index(min(pushes)) == p.index(max(p)), "가장 세게"),
    three=WORDS[len(pushes)],
    three_korean=KOREAN[len(pushes)],
    zero_word={0.0: "zero"}[abs(round(sum(pushes), 3))],
    zero=abs(round(sum(pushes), 3)),
    one=round(sum(map(float, p)), 3),
)

# The slope of softmax
page.says(
    "The derivative of the first term is $p_i$, that of the second is {true} for the true class "
    "and {other} for the others, so $y_i$. That is all.",
    "첫째 항을 미분하면 $p_i$이고, 둘째 항을 미분하면 정답에서 {true}, 나머지에서 {other}, 곧 "
    "$y_i$입니다. 이것이 전부입니다.",
    true=max(y),
    other=min(y),
)
size = len(read_file(f"snippets/{JACOBIAN}.out").split("\nsame")[0].splitlines())
page.says(
    "The first link has {three} inputs and {three} outputs, so its derivative is a matrix, the "
    "Jacobian.",
    "첫째 함수는 입력도 {counted}, 출력도 {counted}이므로 도함수가 행렬입니다. 이 행렬을 야코비 "
    "행렬(Jacobian)이라고 합니다.",
    three=WORDS[size],
    counted=COUNTED[size],
)
eigenvalues = printed(JACOBIAN, r"^the others: (.*)").split()
zero_rows = printed(JACOBIAN, r"^each row sums to (\d): True")
smallest = printed(JACOBIAN, r"^smallest eigenvalue is (\d): True")
zero_word = {"0": "zero"}[zero_rows]
page.says(
    "Each row sums to {zero_word}. That is shift invariance once more: adding the same number to "
    "all logits changes no probability, so in that direction the slope is {smallest} and so is "
    "one eigenvalue. The others, {low} and {high}, are {positive}. No eigenvalue can be negative, "
    "because $J$ is a covariance matrix: draw a class with the probabilities $p$, write it as a "
    "one-hot vector, and $J$ is the covariance of that vector.",
    "행마다 합이 {zero_rows}입니다. 이동 불변성(shift invariance)이 여기서 다시 나타납니다. 모든 "
    "로짓에 같은 수를 더해도 확률은 변하지 않으므로, 그 방향으로는 변화율이 {smallest}이고 "
    "고윳값도 하나가 {smallest}입니다. 나머지 고윳값 {low}과 {high}는 {positive_korean}입니다. "
    "$J$는 공분산 행렬이므로 고윳값이 음수가 될 수 없습니다. 확률 $p$에 따라 클래스 하나를 뽑아 "
    "원-핫 벡터로 쓰면, 그 벡터의 공분산이 $J$입니다.",
    zero_word=zero_word,
    zero_rows=zero_rows,
    smallest=smallest,
    low=eigenvalues[0],
    high=eigenvalues[1],
    positive=when(min(map(float, eigenvalues)) > 0, "positive"),
    positive_korean=when(min(map(float, eigenvalues)) > 0, "양수"),
)

# Why the probability cancels
probability = torch.tensor([float(number) for number in p])
link = torch.autograd.functional.jacobian(lambda v: -v[true].log(), probability)
rest = link[[k for k in range(len(p)) if k != true]]
page.says(
    "The second link has the derivative $-1/p_t$ for the true class and {rest:.0f} for the others.",
    "둘째 함수의 도함수는 정답 클래스에서 $-1/p_t$이고 나머지에서 {rest:.0f}입니다.",
    rest=rest.abs().max(),
)
page.says(
    "The vector has {one} entry that is not 0. It selects one column of the matrix, that column "
    "carries a factor $p_t$, and the logarithm divides by the very same $p_t$.",
    "벡터에는 0이 아닌 성분이 {one_korean}뿐이라 행렬에서 열 하나를 골라냅니다. 그 열에는 $p_t$가 "
    "곱해져 있고, 로그를 미분하면 바로 그 $p_t$로 나누게 됩니다.",
    one=WORDS[int(link.count_nonzero())],
    one_korean=COUNTED[int(link.count_nonzero())],
)
tiny = torch.tensor(1e-40)
overflows = tiny > 0 and (1 / tiny).isinf()
page.says(
    "On a computer $1/p_t$ overflows {before} $p_t$ becomes 0: then the loss is still right and "
    "the gradient already lost. A program that computes both in one piece never divides by a probability; "
    "that is one of the reasons why PyTorch's loss wants logits.",
    "컴퓨터에서는 $p_t$가 0이 {before_korean} $1/p_t$가 먼저 오버플로합니다. 그러면 손실은 아직 "
    "맞는데 기울기는 이미 망가졌습니다. 둘을 한 덩어리로 계산하는 프로그램은 확률로 나누지 "
    "않습니다. PyTorch의 손실이 로짓을 받는 이유의 하나입니다.",
    before=when(overflows, "before"),
    before_korean=when(overflows, "되기도 전에"),
)

page.states(
    "There the loss is a chain of two functions: softmax turns $z$ into $p$, then $-\\log p_t$ "
    "turns $p$ into a number.",
    "소프트맥스가 $z$를 $p$로 바꾸고, $-\\log p_t$가 $p$를 수 하나로 바꿉니다.",
    because="the sentence names both",
)
page.states(
    "Multiply the links:",
    "두 도함수를 곱합니다.",
    because="those of softmax and of the logarithm",
)

# Sure and wrong: against squared error
wrong_by, cross, squared = load(WRONG).wrong_by, load(WRONG).cross, load(WRONG).squared
lines = [line.split() for line in read_file(f"snippets/{WRONG}.out").splitlines()[1:]]
asked, last = lines[1], lines[-1]
vanishes = float(last[2]) < 0.01 * float(asked[2])
page.says(
    "The wrong logit leads by {asked}, then by {last}. What does the push of *squared error* on "
    "the true logit do? - [ ] It grows: the error has become larger.",
    "오답의 로짓이 {asked}만큼 앞서다가 {last}만큼 앞서게 되었습니다. *제곱 오차*가 정답의 로짓을 "
    "미는 힘은 어떻게 될까요? - [ ] 오차가 커졌으므로 힘도 커집니다.",
    asked=asked[0],
    last=last[0],
)
page.says(
    "- [ ] It stays about the same. Cross-entropy's push does, near {near:.0f}. It has the "
    "logarithm to undo the flat slope. - [x] It {almost} vanishes. Far from the middle softmax is "
    "flat, and nothing cancels the small slope.",
    "- [ ] 거의 그대로입니다. 거의 그대로인 것은 {near:.0f} 근처에 머무는 교차 엔트로피의 "
    "힘입니다. 로그가 그 작은 도함수를 상쇄하기 때문입니다. - [x] {almost_korean} 사라집니다. "
    "가운데에서 멀어지면 소프트맥스는 평평하고, 그 작은 도함수를 상쇄할 것이 없습니다.",
    near={round(float(asked[1])), round(float(last[1]))}.pop(),
    almost=when(vanishes, "almost"),
    almost_korean=when(vanishes, "거의"),
)
page.says(
    "The push on the true logit against the lead of the wrong logit: with cross-entropy it rises "
    "from {low:.0f} to {high:.0f}, with squared error it rises to a low hump just {right} of the tie and "
    "falls back to {end:.0f}.",
    "오답의 로짓이 앞선 정도에 따라 정답의 로짓을 미는 힘. 교차 엔트로피에서는 {low:.0f}에서 "
    "{high:.0f}로 오르고, 제곱 오차에서는 동점을 조금 {right_ko} 낮은 봉우리를 이룬 뒤 다시 {end:.0f}으로 "
    "내려간다.",
    low=cross[0],
    high=cross[-1],
    right=when(0 < wrong_by[squared.argmax()] < 1 and max(squared) < 0.3, "right"),
    right_ko=when(0 < wrong_by[squared.argmax()] < 1 and max(squared) < 0.3, "지나"),
    end=squared[-1],
)
page.says(
    "To the right the model is wrong, and surer of it. Cross-entropy pushes towards {high:.0f}. "
    "Squared error {stops} pushing.",
    "오른쪽으로 갈수록 모델은 더 확신하며 틀립니다. 교차 엔트로피의 힘은 {high:.0f}에 다가가고, "
    "제곱 오차는 미는 것을 {stops_korean}.",
    high=cross[-1],
    stops=when(squared[-1] < 0.001, "stops"),
    stops_korean=when(squared[-1] < 0.001, "그만둡니다"),
)
page.says(
    "When the model is right and sure, {both} leave it alone. When it is wrong by {last}, cross-entropy "
    "pushes with {cross} and squared error with {squared}: past its hump, the surer the mistake, the {less} it "
    "is corrected.",
    "모델이 확신하며 맞히면 {both_korean} 가만히 둡니다. {last}만큼 틀렸을 때 교차 엔트로피는 "
    "{cross}의 힘으로, 제곱 오차는 {squared}의 힘으로 밉니다. 제곱 오차는 봉우리를 지나면 "
    "확신에 찬 오답일수록 {less_korean} 고칩니다.",
    both=when(max(cross[0], squared[0]) < 0.001, "both"),
    both_korean=when(max(cross[0], squared[0]) < 0.001, "둘 다"),
    last=last[0],
    cross=last[1],
    squared=last[2],
    less=when([line[2] for line in lines] == sorted((r[2] for r in lines), reverse=True), "less"),
    less_korean=when(vanishes, "덜"),
)

page.states(
    "The program takes two classes and lets the wrong logit lead",
    "다음 프로그램은 클래스 둘을 두고, 오답의 로짓이",
    because="the program stacks a score of 0 and the lead of the wrong one",
)

# The gradient of the weights
wrong = printed(PUSH, r"^y - p: (.*)").split()
given = re.findall(
    r"^x, target = torch.tensor\(\[(.*)\]\), torch.tensor\((\d)\)",
    read_file(f"snippets/{PUSH}.py"),
    re.M,
)
x, target = [float(number) for number in given[0][0].split(", ")], int(given[0][1])
is_product = printed(PUSH, r"^push on the weights is \(y - p\) times x: (\S+)") == "True"
page.says(
    "A table of {three} classes by {four} features. The row of the true class, with y − p = "
    "{true}, is blue; the other {two} are orange. The column of the largest feature, {largest}, "
    "is the strongest in each row.",
    "{three_korean} 클래스와 {four_korean} 특성의 표. y − p = {true}인 정답 클래스의 행은 파란색, "
    "나머지 {two_korean} 행은 주황색이다. 행마다 가장 큰 특성인 {largest}의 열이 가장 진하다.",
    three=WORDS[len(wrong)],
    three_korean=KOREAN[len(wrong)],
    four=WORDS[len(x)],
    four_korean=KOREAN[len(x)],
    true=wrong[target],
    two=WORDS[sum(w[0] == "-" for w in wrong)],
    two_korean=KOREAN[sum(w[0] == "-" for w in wrong)],
    largest=when(is_product, f"{max(x):.0f}"),
)
row_loss = printed(PUSH, r"^loss of the row: (\S+),"), printed(PUSH, r"after a step: (\S+)$")
cost = printed(MEAN, r"^cost (\S+),"), printed(MEAN, r"after a step on row 1 (\S+)$")
row_falls = float(row_loss[0]) > float(row_loss[1])
cost_rises = float(cost[0]) < float(cost[1])
page.says(
    "Its loss {falls}, and the push fades as $p$ comes near $y$. The cost of all rows may {rise} "
    "meanwhile, as the last line below shows: each row pulls at the same weights, and none knows "
    "of the others.",
    "고른 행의 손실은 {falls_korean}, $p$가 $y$에 다가갈수록 힘은 약해집니다. 그사이에 모든 행의 "
    "비용은 아래 출력의 마지막 줄처럼 오히려 {rise_korean} 합니다. 행마다 같은 가중치를 "
    "끌어당기지만 서로의 사정은 모릅니다.",
    falls=when(row_falls, "falls"),
    falls_korean=when(row_falls, "줄고"),
    rise=when(cost_rises, "rise"),
    rise_korean=when(cost_rises, "커지기도"),
)
mean = load(MEAN)
gradient = mean.weight_gradient
rows, (classes, features) = len(mean.x), gradient.shape
page.says(
    "Here that mean is for the {eight} rows of the walkthrough, at the same start.",
    "같은 출발점에서 {eight_korean} 행의 평균을 계산해 봅니다.",
    eight=WORDS[rows],
    eight_korean=KOREAN[rows],
)
large = int((gradient[-1] > 2).sum())
page.says(
    "In the last row {three} entries exceed 2: at this start the model favours class {last} too "
    "{much}, and a step of descent lowers that row. Each column sums to {zero_word}, as $p - y$ "
    "does.",
    "마지막 행에는 2보다 큰 성분이 {counted}입니다. 이 출발점의 모델은 클래스 {last}를 "
    "{much_korean} 높게 보므로, 경사 하강법의 한 스텝(step)은 그 행을 낮춥니다. $p - y$와 "
    "마찬가지로 열마다 합이 {zero:.0f}입니다.",
    three=WORDS[large],
    counted=COUNTED[large],
    last=len(gradient) - 1,
    much=when(mean.bias_gradient[-1] > 0, "much"),
    much_korean=when(mean.bias_gradient[-1] > 0, "지나치게"),
    zero_word={0.0: "zero"}[abs(round(gradient.sum(dim=0).abs().max().item(), 4))],
    zero=gradient.sum(dim=0).abs().max(),
)

# Training without autograd
costs = re.findall(r"cost (\S+)$", read_file(f"snippets/{TRAINING}.out"), re.M)
walked = re.findall(r"Cost : (\S+)$", read_file("snippets/walkthrough/training.out"), re.M)
steps = int(re.findall(r"range\((\d{3,})\)", read_file(f"snippets/{TRAINING}.py"))[0])
page.says(
    "This program {never} calls `backward`, has no optimiser and no loss function from PyTorch. "
    "It prints the {eleven} costs of the walkthrough, digit for {digit}.",
    "이 프로그램은 `backward`를 {never_korean}, PyTorch의 옵티마이저(optimizer)도 손실 함수도 "
    "쓰지 않습니다. 그래도 PyTorch 따라가기의 비용 {eleven_korean} 개를 한 자리도 {digit_korean} "
    "출력합니다.",
    never=when(
        not re.search("backward|optim|entropy", read_file(f"snippets/{TRAINING}.py")), "never"
    ),
    never_korean=when("backward" not in read_file(f"snippets/{TRAINING}.py"), "부르지 않고"),
    eleven=WORDS[len(walked)],
    eleven_korean=KOREAN[len(walked)],
    digit=when(costs == walked, "digit"),
    digit_korean=when(costs == walked, "다르지 않게"),
)
unchanged = printed(TRAINING, r"^sum over the classes unchanged: (\S+)") == "True"
page.says(
    "Every column of the gradient sums to zero, so every step leaves the sum of a column over the "
    "classes where it was. After {steps:,} steps those sums are {still} those of the random start.",
    "기울기는 열마다 합이 0이므로, 한 열의 값을 모든 클래스에 걸쳐 더한 합은 어느 스텝에서도 "
    "변하지 않습니다. {steps:,}스텝을 지난 뒤에도 그 합은 무작위로 출발한 때 {still_korean}입니다.",
    steps=steps,
    still=when(unchanged, "still"),
    still_korean=when(unchanged, "그대로"),
)

# The Hessian
curved = load(HESSIAN)
parameters = len(curved.by_hand)
zeros = int(printed(HESSIAN, r"^zero eigenvalues: (\d+)"))
negative = printed(HESSIAN, r"^negative eigenvalues: (\d+)")
columns = features + 1
page.says(
    "Since $J$ has {no} negative eigenvalue, the loss never bends downwards: it is convex in the "
    "logits. The logits are linear in the parameters, so the cost is convex in the parameters "
    "too. There is no second, higher valley to get stuck in. Append a {one:.0f} to each row for "
    "the bias, call it $\\tilde x_n$, and the Hessian of the cost is",
    "$J$에는 음의 고윳값이 {no_korean} 손실은 어디서도 아래로 휘지 않습니다. 곧 손실은 로짓의 "
    "볼록 함수입니다. 로짓은 매개변수의 일차식이므로 비용도 매개변수의 볼록 함수입니다. 더 높은 "
    "곳에 있는 다른 골짜기에 갇힐 일이 없습니다. 편향(bias)을 위해 행마다 {one:.0f}을 덧붙여 "
    "$\\tilde x_n$이라 하면, 비용의 헤세 행렬(Hessian)은 다음과 같습니다.",
    no=WORDS[int(negative)],
    no_korean=when(negative == "0", "없으므로"),
    one=curved.x[:, -1].mean(),
)
page.says(
    "The model has {parameters} parameters: {four} features and a bias, for {three} classes. How "
    "many eigenvalues of the Hessian are 0? - [x] {zeros} Each of the {five} columns can grow by "
    "one number in all {three} classes alike, and softmax does not see it.",
    "특성 {four_korean} 개와 편향, 클래스 {three_korean} 개이므로 매개변수는 "
    "{parameters}개입니다. 헤세 행렬의 고윳값 가운데 0은 몇 개일까요? - [x] {zeros} {five_korean} "
    "열은 {three_korean} 클래스에서 같은 수만큼 함께 커질 수 있고, 소프트맥스는 그것을 알아채지 "
    "못합니다.",
    parameters=parameters,
    four=WORDS[features],
    four_korean=KOREAN[features],
    three=WORDS[classes],
    three_korean=KOREAN[classes],
    zeros=zeros,
    five=WORDS[columns],
    five_korean=KOREAN[columns],
)
page.states(
    "- [ ] 0 Then the cost would have at most one best set of parameters. But adding one number to "
    "all logits of a row changes nothing.",
    "- [ ] 0 그러면 가장 좋은 매개변수는 많아야 하나입니다. 그러나 한 행의 로짓에 모두 같은 수를 "
    "더해도 달라지는 것은 없습니다.",
    because="a wrong answer, and shift invariance",
)
page.says(
    "- [ ] {flat} In the {three} logits of a row there is {one} flat direction. The parameters "
    "have one for each column. - [ ] Another number Look for changes of the parameters that move "
    "all {three} logits of a row by the same amount.",
    "- [ ] {flat} 한 행의 로짓 {counted}에는 평평한 방향이 {one_korean}입니다. 매개변수에는 "
    "열마다 하나씩 있습니다. - [ ] 그 밖의 수 한 행의 로짓 {counted}을 똑같이 움직이는 매개변수의 "
    "변화를 찾아보십시오.",
    flat=size - len(eigenvalues),
    one=WORDS[size - len(eigenvalues)],
    one_korean=COUNTED[size - len(eigenvalues)],
    three=WORDS[classes],
    counted=COUNTED[classes],
)
at_zero = printed(HESSIAN, r"^largest at zero: (\S+),")
gentlest = printed(HESSIAN, r"^smallest of the rest: (\S+)")
page.says(
    "{parameters} parameters, {eigenvalues} eigenvalues. Each is the curvature in one direction: "
    "{steepest} in the steepest, {gentlest} in the gentlest that bends at all. One learning rate "
    "has to serve both.",
    "매개변수가 {parameters_korean}이므로 고윳값도 {eigenvalues_korean}입니다. 고윳값은 한 방향의 "
    "곡률입니다. 가장 가파르게 휘는 방향은 {steepest}, 휘는 방향 가운데 가장 완만한 쪽은 "
    "{gentlest}입니다. 이 둘을 학습률(learning rate) 하나로 감당해야 합니다.",
    parameters=WORDS[parameters].capitalize(),
    parameters_korean=KOREAN[parameters],
    eigenvalues=WORDS[len(curved.eigenvalues)],
    eigenvalues_korean=KOREAN[len(curved.eigenvalues)],
    steepest=at_zero,
    gentlest=gentlest,
)
page.states(
    "On a parabola, a step overshoots the bottom and ends higher than it began as soon as the "
    "learning rate times the curvature exceeds 2.",
    "포물선에서는 학습률과 곡률의 곱이 2를 넘으면, 한 스텝이 바닥을 지나쳐 출발한 곳보다 높은 데 "
    "닿습니다.",
    because="arithmetic: a step multiplies the distance by 1 less the product",
)
page.says(
    "With the walkthrough's rate the product is {product}. That is at zero parameters; at the "
    "start of the log it is {start}.",
    "PyTorch 따라가기의 학습률로는 그 곱이 {product}입니다. 매개변수가 0일 때이고, 로그가 "
    "시작하는 곳에서는 {start}입니다.",
    product=printed(HESSIAN, r"^largest at zero: .* (\S+)$"),
    start=printed(HESSIAN, r"^largest at the log's start: .* (\S+)$"),
)

# Five directions in which nothing changes
page.says(
    "## {five} directions in which nothing changes {#the-flat-directions}",
    "## 아무것도 달라지지 않는 {five_korean} 방향 {#the-flat-directions}",
    five=WORDS[zeros].capitalize(),
    five_korean=KOREAN[zeros],
)
page.says(
    "{five} eigenvalues are zero. There are {four} features and a bias, which makes {columns} "
    "columns, and in each column the same number can be added to all {three} classes. All logits "
    "of a row then move alike, and nothing else changes. These directions are flat not only at "
    "zero: from any point the cost stays constant along them, however far one goes.",
    "고윳값 {five_korean} 개는 0입니다. 특성이 {counted}이고 편향이 하나이니 열은 "
    "{columns_korean}이고, 열마다 {three_korean} 클래스 모두에 같은 수를 더할 수 있습니다. 그러면 "
    "한 행의 로짓이 모두 함께 움직일 뿐, 다른 것은 변하지 않습니다. 이 방향이 0에서만 평평한 것은 "
    "아닙니다. 어디에서 출발하든, 아무리 멀리 가도 비용은 그대로입니다.",
    five=WORDS[zeros].capitalize(),
    five_korean=KOREAN[zeros],
    four=WORDS[features],
    counted=COUNTED[features],
    columns=WORDS[columns],
    columns_korean=KOREAN[columns],
    three=WORDS[classes],
    three_korean=KOREAN[classes],
)
valley = load("gradients/valley")
shares = [Fraction(share) for share in valley.share.tolist()]
page.says(
    "With {two} logits and no features the flat direction can be drawn. {most} of the rows belong "
    "to class {first}, {least} to class {second}.",
    "특성 없이 로짓만 {counted}이면 평평한 방향을 그림으로 볼 수 있습니다. 행의 {whole}분의 "
    "{part}은 클래스 {first}, {other_whole}분의 {other_part}은 클래스 {second}입니다.",
    two=WORDS[len(shares)],
    counted=COUNTED[len(shares)],
    most=QUARTERS[max(shares)],
    least=QUARTERS[min(shares)],
    first=shares.index(max(shares)),
    second=shares.index(min(shares)),
    part=max(shares).numerator,
    whole=max(shares).denominator,
    other_part=min(shares).numerator,
    other_whole=min(shares).denominator,
)
ends = re.findall(r"to (\(.*?\)), sum (\S+), cost", read_file("snippets/gradients/valley.out"))
starts = re.findall(r"from \[(\S+), (\S+)\]", read_file("snippets/gradients/valley.out"))
keeps = [f"{float(a) + float(b):.4f}" for a, b in starts] == [total for _, total in ends]
page.says(
    "Level lines of the cost over two logits, all parallel to the diagonal. {three} paths of "
    "gradient descent cross them at right angles and end at {points} different points of one "
    "straight valley.",
    "두 로짓에 대한 비용의 등고선. 모두 대각선과 나란하다. 경사 하강법의 경로 {counted}이 "
    "등고선을 직각으로 가로질러, 곧은 골짜기 하나의 서로 다른 {points_korean} 점에서 끝난다.",
    three=WORDS[len(ends)].capitalize(),
    counted=COUNTED[len(ends)],
    points=WORDS[len({end for end, _ in ends})],
    points_korean=KOREAN[len({end for end, _ in ends})],
)
page.says(
    "All level lines run along the diagonal, where both logits grow alike. Descent only moves "
    "across. Each path {keeps} the sum it started with and ends at its own point of the valley.",
    "등고선은 모두 두 로짓이 함께 커지는 대각선 방향으로 뻗습니다. 경사 하강법은 그것을 "
    "가로지르기만 합니다. 경로마다 출발할 때의 합을 {keeps_korean}, 골짜기에서 서로 다른 점에 "
    "닿습니다.",
    keeps=when(keeps, "keeps"),
    keeps_korean=when(keeps, "지키며"),
)
page.says(
    "The cost is {cost} at each end, and softmax turns each into the same probabilities. So the "
    "data do not determine the weights of a softmax model: two seeds can give different weights "
    "and the same model.",
    "비용은 끝점 {counted}에서 모두 {cost}이고, 소프트맥스는 {counted}을 같은 확률로 바꿉니다. "
    "그러므로 소프트맥스 모델의 가중치는 데이터만으로 정해지지 않습니다. 시드(seed)가 다르면 "
    "가중치는 다르고 모델은 같을 수 있습니다.",
    cost=printed("gradients/valley", r"cost (\S+)$"),
    counted=COUNTED[len(ends)],
)
page.states(
    "- Numerical stability: what becomes of $-1/p_t$ when $p_t$ rounds to 0. - Real data: the "
    "same gradient with ten classes and 64 features.",
    "- 수치 안정성: $p_t$가 0으로 반올림되면 $-1/p_t$가 어떻게 되는지 보여 줍니다. - 실제 데이터: "
    "같은 기울기를 클래스 열 개, 특성 64개에 씁니다.",
    because="the size of the digits, which another page counts",
)

slopes = load(JACOBIAN).by_hand
page.says(
    "The quotient rule gives its entries: when the logit $z_j$ grows, $p_j$ {gains} $p_j (1 - p_j)$ "
    "and {every} other $p_i$ {loses} $p_i p_j$.",
    "성분은 몫의 미분법으로 구합니다. 로짓 $z_j$가 커지면 $p_j$는 $p_j (1 - p_j)$의 비율로 "
    "{gains_ko}, 다른 $p_i$는 {every_ko} $p_i p_j$의 비율로 {loses_ko}.",
    gains_ko=when(slopes.diag().min() > 0, "늘고"),
    every_ko=when((slopes < 0).sum() == len(slopes) * (len(slopes) - 1), "모두"),
    loses_ko=when(slopes[0, 1] < 0, "줄어듭니다"),
    gains=when(slopes.diag().min() > 0, "gains"),
    every=when((slopes < 0).sum() == len(slopes) * (len(slopes) - 1), "every"),
    loses=when(slopes[0, 1] < 0, "loses"),
)
page.states(
    "The gradient has the shape of the weight, a row for each class and a column for each feature.",
    "기울기의 형태(shape)는 가중치와 같습니다. 클래스마다 행이 하나, 특성마다 열이 하나입니다.",
    because="the program compares it with autograd's",
)

page.states(
    "pushes the weights with the product of two vectors: its push on the logits, $y - p$, down "
    "the side and its features along the top.",
    "한 행이 가중치를 미는 힘은 두 벡터의 곱입니다. 로짓을 미는 힘 $y - p$를 세로로, 특성을 가로로 놓고 곱합니다.",
    because="the sentence names both; a formula compares the product",
)
page.states(
    "Choose a row above and follow its steps;",
    "위에서 행을 하나 골라 스텝을 따라가 보십시오.",
    because="what a reader can do",
)
page.states(
    "The last line is a consequence worth knowing.",
    "마지막 줄은 알아 둘 만한 결과입니다.",
    because="an idiom of the Korean",
)

# Formulas


def gradient_of(z: torch.Tensor, y: torch.Tensor) -> Any:
    return jacobian(lambda z: F.cross_entropy(z, y), z)


def hot(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return F.one_hot(y, z.shape[-1])


def push(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return z.softmax(-1) - hot(z, y)


def with_ones(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)


def stacked(W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return weights and biases as one vector, class after class."""
    return torch.cat([W, b[:, None]], dim=1).flatten()


def cost_of(parameters: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the cost of the rows of x with their classes y."""
    rows = with_ones(x)
    return F.cross_entropy(rows @ parameters.view(-1, rows.shape[1]).T, y)


def curvature(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """Return the Hessian of the cost by its formula."""
    parts = [
        torch.kron(p.diag() - torch.outer(p, p), torch.outer(row, row))
        for p, row in zip(logits.softmax(1), with_ones(x), strict=True)
    ]
    return torch.stack(parts).mean(0)


page.formula(
    r"p = \mathrm{softmax}(z)", lambda z: z.exp() / z.exp().sum(), lambda z: torch.softmax(z, 0)
)
page.formula(r"\frac{\partial \ell}{\partial z} = p - y", push, lambda z, y: gradient_of(z, y))
page.formula("p - y", lambda z, y: z.softmax(0) - hot(z, y), lambda z, y: gradient_of(z, y))
page.formula("y - p", lambda z, y: hot(z, y) - z.softmax(0), lambda z, y: -gradient_of(z, y))
page.formula(
    r"\ell = \log \sum_j e^{z_j} - z_t",
    lambda z, y: z.exp().sum().log() - z[y],
    lambda z, y: F.cross_entropy(z, y),
)
page.formula(r"-\log p_t", lambda p, y: -p[y].log(), lambda p, y: F.nll_loss(p.log(), y))
page.formula(
    "p_j (1 - p_j)",
    lambda z: z.softmax(0) * (1 - z.softmax(0)),
    lambda z: jacobian(lambda z: z.softmax(0), z).diag(),
)
page.formula(
    r"J = \mathrm{diag}(p) - p\,p^{\top}",
    lambda z: z.softmax(0).diag() - torch.outer(z.softmax(0), z.softmax(0)),
    lambda z: load(JACOBIAN).jacobian(z.softmax(0)),
    lambda z: jacobian(lambda z: z.softmax(0), z),
)
page.formula("-1/p_t", lambda p, y: -1 / p[y], lambda p, y: jacobian(lambda p: -p[y].log(), p)[y])
page.formula("1/p_t", lambda p, y: 1 / p[y], lambda p, y: jacobian(lambda p: p[y].log(), p)[y])
page.formula(
    r"J \cdot \left( -\frac{y}{p} \right) = -\frac{1}{p_t} \, p_t \, (y - p) = p - y",
    lambda z, y: load(JACOBIAN).jacobian(z.softmax(0)) @ (-hot(z, y) / z.softmax(0)),
    lambda z, y: -1 / z.softmax(0)[y] * z.softmax(0)[y] * (hot(z, y) - z.softmax(0)),
    push,
    lambda z, y: gradient_of(z, y),
)
page.formula(
    "z_n = W x_n + b",
    lambda X, W, b: torch.stack([W @ x + b for x in X]),
    lambda X, W, b: F.linear(X, W, b),
)
page.formula(
    r"(p_{nk} - y_{nk})\,x_{nj}",
    lambda x, W, b, y: torch.outer(push(W @ x + b, y), x),
    lambda x, W, b, y: jacobian(lambda W: F.cross_entropy(W @ x + b, y), W),
)
both = (
    r"\begin{aligned} \frac{\partial L}{\partial W\,} &= \frac{1}{N} (P - Y)^{\top} X \\ "
    r"\frac{\partial L}{\partial b} &= \frac{1}{N} \sum_n (p_n - y_n) \end{aligned}"
)
page.formula(
    both,
    lambda X, W, b, Y, N: push(F.linear(X, W, b), Y).T @ X / N,
    lambda X, W, b, Y: load(MEAN).gradient(X, Y, F.linear(X, W, b))[0],
    lambda X, W, b, Y: jacobian(lambda W: F.cross_entropy(F.linear(X, W, b), Y), W),
)
page.formula(
    both,
    lambda X, W, b, Y, N: push(F.linear(X, W, b), Y).sum(0) / N,
    lambda X, W, b, Y: load(MEAN).gradient(X, Y, F.linear(X, W, b))[1],
    lambda X, W, b, Y: jacobian(lambda b: F.cross_entropy(F.linear(X, W, b), Y), b),
)
page.formula(
    r"\nabla^2 L = \frac{1}{N} \sum_n J_n \otimes \tilde x_n \tilde x_n^{\top}",
    lambda X, W, b: curvature(X, F.linear(X, W, b)),
    lambda X, W, b, Y: hessian(lambda at: cost_of(at, X, Y), stacked(W, b)),
)
