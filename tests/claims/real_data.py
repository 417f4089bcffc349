import json
import math
import re
from typing import Any

import torch
import torch.nn.functional as F
from sklearn.linear_model import LogisticRegression
from torch.autograd.functional import jacobian

from tests.claims.claims import Claims, printed, read_file, when

ENGLISH = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ENGLISH += ["eleven", "twelve", "thirteen", "fourteen"]
KOREAN = ["영", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열"]
TIMES = {2: "twice", 3: "three times"}
TIMES_KOREAN = {2: "두 번", 3: "세 번"}


def output(name: str, suffix: str = "out") -> str:
    """Return the published output of a program of the page, or its figure."""
    return read_file(f"snippets/real_data/{name}.{suffix}")


page = Claims("real_data")
held = int(printed("real_data/digits_two_solvers", r"(\d+) held back"))
learnt = int(printed("real_data/digits_two_solvers", r"^(\d+) rows to learn from"))
classes, pixels = (
    int(printed("real_data/weight_images", rf"shape of the weight: {shape}"))
    for shape in (r"\((\d+),", r"\(\d+, (\d+)\)")
)
side = math.isqrt(pixels)


# What the explorable says
rows = [json.loads(line) for line in output("calibration").splitlines()]
cost = {(penalty, temperature): cost for penalty, temperature, _, _, cost, _ in rows}
best = {
    penalty: min((c, t) for (p, t), c in cost.items() if p == penalty)[1]
    for penalty in ("1", "100")
}
bins = {(penalty, temperature): points for penalty, temperature, _, _, _, points in rows}
answers = {
    penalty: {sum(right for _, right, _ in bins[p, t]) for p, t in bins if p == penalty}
    for penalty in best
}

page.states(
    'mission: "Task: with C = 1, find the best T, the one with the least cost."',
    'mission: "과제: C = 1일 때 가장 좋은 T, 곧 비용이 가장 작은 T를 찾으십시오."',
    because="the task that the explorable sets",
)
page.says(
    'takeaway: "One number made the probabilities honest and {no_change}. Choose it on rows of '
    'its own, not on test rows."',
    'takeaway: "{no_change_korean} 수 하나로 확률을 정직하게 만들었습니다. T는 테스트용 행이 '
    '아닌 다른 행으로 고르십시오."',
    no_change=when(len(answers["1"]) == 1, "changed no answer"),
    no_change_korean=when(len(answers["1"]) == 1, "답은 그대로 두고"),
)

# In one minute, and the first cost
page.says(
    "Eight rows were enough to see how the model works. They cannot say whether it is right, or "
    "good for anything.",
    "모델이 어떻게 움직이는지 보는 데는 여덟 행으로 충분했습니다. 그러나 여덟 행으로는 모델이 "
    "옳은지, 쓸모가 있는지 알 수 없습니다.",
)
page.says(
    "This page trains the same model on two real data sets, compares it with an independent "
    "program, and then looks at what it has learnt: its weights, its mistakes, its "
    "probabilities and what it does with a rare class.",
    "이 페이지는 같은 모델을 실제 데이터 두 벌로 학습시켜 독립된 다른 프로그램과 비교합니다. "
    "그런 다음 모델이 배운 것, 곧 가중치(weight)와 틀린 답과 확률, 그리고 드문 클래스(class)를 "
    "다루는 방식을 살펴봅니다.",
)
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.says(
    "Two questions, both on rows that were kept out of training: how often is the model right, "
    "and how sure is it? Where the mean confidence is above the accuracy, the probabilities "
    "promise too much.",
    "학습에서 빼 둔 행으로 두 가지를 묻습니다. 모델은 얼마나 자주 맞고, 얼마나 확신합니까? 평균 "
    "확신도가 정확도보다 높으면 그 확률은 믿을 수 있는 것보다 높습니다.",
)
start = "real_data/cost_at_the_start"
log = float(printed(start, r"^ln 10 = (.*)"))
small, large = (printed(start, rf"pixels {scale}: cost (.*)") for scale in ("/ 16", "as they are"))

page.says(
    "scikit-learn comes with {images} small images of handwritten digits, each {side} × {side} "
    "pixels. Every pixel is a feature, so the model has {pixels} features and {classes} classes.",
    "scikit-learn에는 작은 손글씨 숫자 이미지 {images}장이 들어 있습니다. 이미지는 {side} × "
    "{side}픽셀이고, 픽셀 하나가 특성(feature) 하나입니다. 그러므로 특성은 {pixels}개, 클래스는 "
    "{classes_korean} 개입니다.",
    images=printed(start, r"^(\d+) images"),
    side=side,
    classes=ENGLISH[classes],
    classes_korean=KOREAN[classes],
    pixels=pixels,
)
page.says(
    "A model that knows nothing should give each digit the probability 1/{classes}, and then "
    "the cost is ln {classes}.",
    "아무것도 모르는 모델이라면 숫자마다 확률 1/{classes}을 주어야 하고, 그때 비용은 ln "
    "{classes}입니다.",
    classes=classes,
)
page.says(
    "With all logits {zero} the cost is ln {classes} {exactly}.",
    "로짓(logits)이 모두 {zero}이면 비용은 {exactly_korean} ln {classes}입니다.",
    zero=printed(start, r"^all logits (\d): "),
    exactly=when(float(printed(start, r"logits 0: cost (.*)")) == log, "exactly"),
    exactly_korean=when(float(printed(start, r"logits 0: cost (.*)")) == log, "정확히"),
    classes=classes,
)
page.says(
    "With random weights it is a little {more}, {small}, as long as the pixels lie between 0 "
    "and 1. Fed with pixels up to {most}, the same random weights give {large}.",
    "픽셀이 0과 1 사이에 있으면 무작위 가중치에서도 그보다 조금 {more_korean} {small}에 "
    "그칩니다. 같은 무작위 가중치에 {most}까지 커지는 픽셀을 넣으면 {large}가 됩니다.",
    more=when(float(small) > log, "more"),
    more_korean=when(float(small) > log, "큰"),
    most=printed(start, r"pixels from 0 to (\d+)"),
    small=small,
    large=large,
)
page.says(
    "Such a model does not know nothing: it is sure of itself for no reason, and the first "
    "epochs will be spent on unlearning that. A first cost far above $\\ln K$ is worth a look "
    "at the scale of the features.",
    "이런 모델은 모르는 것이 아니라 까닭 없이 확신하는 것이고, 처음 몇 에폭(epoch)은 그 확신을 "
    "지우는 데 쓰입니다. 첫 비용이 $\\ln K$보다 훨씬 크면 특성의 크기부터 살펴볼 만합니다.",
)

# One objective, two solvers
solvers = "real_data/digits_two_solvers"
solved = re.findall(r"^(?:PyTorch|scikit-learn): ", read_file(f"snippets/{solvers}.out"), re.M)
page.says(
    "## One objective, {two} solvers",
    "## 목적 함수 하나, 풀이 {two_korean} {#one-objective-two-solvers}",
    two=ENGLISH[len(solved)],
    two_korean=KOREAN[len(solved)],
)
page.says(
    "scikit-learn's `LogisticRegression` is, for three classes or more, the same model.",
    "scikit-learn의 `LogisticRegression`은 클래스가 셋 이상일 때 같은 모델입니다.",
)
page.says(
    "A large $C$ means a weak penalty; the default is {default}. The bias is not penalised.",
    "$C$가 크면 페널티가 약합니다. 기본값은 {default}입니다. 편향(bias)에는 페널티가 없습니다.",
    default=f"{LogisticRegression().C:g}",
)
page.says(
    "The penalty gives the objective exactly one minimum in $W$, so two programs can be "
    "compared to the last digit.",
    "페널티 덕분에 목적 함수의 최소점에서 $W$가 하나로 정해지므로, 두 프로그램을 마지막 "
    "자리까지 비교할 수 있습니다.",
)
page.says(
    "A {quarter} of the rows, with the same share of each digit, is held back to test on.",
    "숫자마다 같은 비율로 행의 {part}분의 1을 테스트용으로 떼어 둡니다.",
    quarter=when(round((learnt + held) / held) == 4, "quarter"),
    part=round((learnt + held) / held),
)
page.says(
    "Both reach {objective}, both get {right} of {held} unseen digits right, and they {agree} "
    "probability.",
    "두 프로그램 모두 {objective}에 이르고, 처음 보는 숫자 {held}개 가운데 {right}개를 맞히며, "
    "{agree_korean}합니다.",
    objective=printed(solvers, r"^(?:PyTorch|scikit-learn): +(\S+),"),
    right=printed(solvers, r"^(?:PyTorch|scikit-learn): .* right (\d+)/"),
    agree=when(printed(solvers, r"1e-5: (\w+)") == "True", "agree on every"),
    agree_korean=when(printed(solvers, r"1e-5: (\w+)") == "True", "모든 확률이 일치"),
    held=held,
)
page.states(
    "The optimiser here is L-BFGS, which estimates the curvature from the gradients it has "
    "seen. Gradient descent goes to the same place, but slowly: after a thousand steps at the "
    "largest safe learning rate it is still more than a hundredth above.",
    "여기 쓴 옵티마이저(optimizer)는 L-BFGS입니다. 지나오며 본 기울기(gradient)로 곡률을 "
    "어림합니다. 경사 하강법(gradient descent)도 같은 곳으로 가지만 느립니다. 안전한 범위에서 "
    "가장 큰 학습률(learning rate)로 천 스텝(step)을 가도 아직 100분의 1 넘게 위에 있습니다.",
    because="a test of the program takes these steps, they are too many for a claim",
)
page.says(
    "The two programs share no code for the gradient, the loss or the search. That they agree "
    'is strong evidence that both are right, and that "multinomial logistic regression" and '
    '"softmax classification" are two names of one model.',
    "두 프로그램은 기울기도, 손실(loss)도, 탐색도 서로 다른 코드로 계산합니다. 그런데도 "
    '일치한다는 것은 둘 다 옳다는 강한 증거입니다. "다항 로지스틱 회귀"와 "소프트맥스(softmax) '
    '분류"가 한 모델의 두 이름이라는 증거이기도 합니다.',
)

# Irises
irises = "real_data/iris_two_solvers"
page.says(
    "## Irises: the same answer from {two} solvers {#irises}",
    "## 붓꽃: {two_korean} 풀이, 같은 답 {#irises}",
    two=ENGLISH[len(solved)],
    two_korean={2: "두"}[len(solved)],
)
flowers = printed(irises, r"(\d+) held back")
page.says(
    "The same comparison on another classic: {flowers} flowers, four lengths and widths in "
    "centimetres, three species.",
    "또 하나의 고전적인 데이터로 같은 비교를 합니다. 꽃 {flowers}송이, 센티미터로 잰 길이와 "
    "너비 네 가지, 세 품종입니다.",
    flowers=int(printed(irises, r"^(\d+) rows to learn from")) + int(flowers),
)
page.says(
    "Again the solvers {agree}.",
    "두 풀이가 이번에도 {agree_korean}.",
    agree=when(printed(irises, r"1e-5: (\w+)") == "True", "agree"),
    agree_korean=when(printed(irises, r"1e-5: (\w+)") == "True", "일치합니다"),
)
page.says(
    "{all} {held} held-back flowers are right, but {held} is a small number: other splits of "
    "the same flowers cost one of them, or three.",
    "남겨 둔 {held}송이를 {all_korean} 맞혔지만 {held}은 작은 수입니다. 같은 꽃을 다르게 나누면 "
    "한 송이나 세 송이를 틀리기도 합니다.",
    held=flowers,
    all=when(printed(irises, r"right (\d+)/") == flowers, "All"),
    all_korean=when(printed(irises, r"right (\d+)/") == flowers, "모두"),
)
page.says(
    'Read "{right} of {held}" as "few mistakes", not as "none".',
    '"{right} 가운데 {held}"은 "하나도 틀리지 않는다"가 아니라 "거의 틀리지 않는다"로 읽어야 '
    "합니다.",
    right=printed(irises, r"right (\d+)/"),
    held=flowers,
)

# The weights are pictures
page.says(
    "Each class has one weight for each pixel. So a row of the weight is itself an {side} × "
    "{side} picture.",
    "클래스마다 픽셀 하나에 가중치가 하나씩 있습니다. 그러므로 가중치의 한 행은 그 자체가 "
    "{side} × {side} 그림입니다.",
    side=side,
)
page.says(
    "!{ten} pictures of {side} × {side} cells, one for each digit. Blue cells count for the "
    "digit, orange cells against it. The picture of 0 has an orange centre.",
    "!숫자마다 하나씩, {side} × {side}칸짜리 그림 {ten_korean} 개. 파란 칸은 그 숫자라는 쪽에, "
    "주황 칸은 아니라는 쪽에 힘을 싣는다. 0의 그림은 한가운데가 주황색이다.",
    side=side,
    ten=ENGLISH[classes].capitalize(),
    ten_korean=KOREAN[classes],
)
page.states(
    "Blue: ink here speaks for the digit. Orange: ink here speaks against it. The 0 has an "
    "orange hole in the middle.",
    "파랑: 여기 잉크가 있으면 그 숫자라는 근거입니다. 주황: 여기 잉크가 있으면 아니라는 "
    "근거입니다. 0은 한가운데에 주황색 구멍이 있습니다.",
    because="a test of the program looks for the hole",
)
pictures = "real_data/weight_images"
blank, unused = (
    int(printed(pictures, rf"^pixels {what}: (.*)"))
    for what in ("blank in every row", "with weight 0")
)
page.says(
    "The pictures are not drawings of digits. They show what tells one digit from the other "
    "{others}.",
    "숫자를 그린 그림이 아닙니다. 한 숫자를 나머지 {others_korean}과 갈라 주는 것을 보여 줍니다.",
    others=ENGLISH[classes - 1],
    others_korean=KOREAN[classes - 1],
)
page.says(
    "{blank} pixels are blank in every training row. Their feature is always 0, so their "
    "gradient is 0, and the penalty leaves no reason to be anything but 0.",
    "픽셀 {blank_korean} 개는 학습에 쓴 모든 행에서 비어 있습니다. 그 특성은 언제나 0이므로 "
    "기울기가 0이고, 페널티가 있으니 0이 아닌 값을 가질 까닭이 없습니다.",
    blank=when(blank == unused, ENGLISH[blank].capitalize()),
    blank_korean=when(blank == unused, {4: "네"}[blank]),
)
page.says(
    "The {ten} weights of a pixel sum to {total}.",
    "픽셀 하나에 딸린 가중치 {ten_korean} 개의 합은 {total}입니다.",
    ten=printed(pictures, r"^the (\w+) weights of a pixel sum to 0: True"),
    ten_korean=KOREAN[classes],
    total=printed(pictures, r"of a pixel sum to (\d): True"),
)
page.states(
    "Gradients showed that adding the same number to all ten changes no probability: without a "
    "penalty there is a valley of equally good weights. The penalty selects the smallest of "
    "them, and that is the one whose sum is 0.",
    "열 개 모두에 같은 수를 더해도 확률이 변하지 않는다는 것은 기울기에서 보았습니다. 페널티가 "
    "없으면 똑같이 좋은 가중치가 골짜기를 이룹니다. 페널티는 그 가운데 가장 작은 것을 고르고, "
    "그것이 바로 합이 0인 가중치입니다.",
    because="the minimum of a sum of squares, and a test of the program finds it",
)

# Which digits are confused
confused = "real_data/confused_digits"
places = re.findall(r'x="([\d.]+)" y="([\d.]+)">(\d+)</text>', output("confused_digits", "svg"))
columns = [x for x, _, _ in places[:classes]]
lines = [y for _, y, _ in places[classes : 2 * classes]]
table: dict[tuple[int, int], int] = {}
for x, y, number in places[2 * classes :]:
    line = min(range(classes), key=lambda line: abs(float(lines[line]) - float(y)))
    table[line, columns.index(x)] = int(number)
diagonal = [number for (digit, answer), number in table.items() if digit == answer]
mistakes = {place: number for place, number in table.items() if place[0] != place[1]}
striking = [place for place in mistakes if place[0] == 8 or place[1] == 1]
eights = int(printed(confused, r"^8: found \d+ of (\d+),"))
found = int(printed(confused, r"^8: found (\d+) of"))
ones, said = (
    int(printed(confused, rf"^1: {what}")) for what in (r"found (\d+)", r".* said (\d+) times")
)
wrong = held - int(printed(confused, r"^right: (\d+) of"))

page.says(
    "!A {classes} by {classes} table. The diagonal holds {least} to {greatest} in each cell. "
    "Off the diagonal {cells} cells hold {fewest} to {greatest_mistake} mistakes, {many} them "
    "in the column of the answer 1 and in the row of the true digit 8.",
    "!{number}행 {number}열의 표. 대각선의 칸은 {least}에서 {greatest} 사이다. 대각선 밖의 "
    "{cells_korean} 칸에 틀린 답이 {fewest_korean}에서 {greatest_korean}씩 있고, {many_korean} "
    "답이 1인 열과 실제 숫자가 8인 행에 있다.",
    classes=ENGLISH[classes],
    number=classes,
    least=min(diagonal),
    greatest=max(diagonal),
    cells=ENGLISH[len(mistakes)],
    cells_korean=KOREAN[len(mistakes)],
    fewest=ENGLISH[min(mistakes.values())],
    fewest_korean=KOREAN[min(mistakes.values())],
    greatest_mistake=ENGLISH[max(mistakes.values())],
    greatest_korean=KOREAN[max(mistakes.values())],
    many=when(len(striking) > len(mistakes) / 2, "most of"),
    many_korean=when(len(striking) > len(mistakes) / 2, "대부분"),
)
page.says(
    "The diagonal is right. {missed} of the {wrong} mistakes are eights that the model took for "
    'something else; {ones} are answers "1" to something that was no 1.',
    "대각선이 맞힌 것입니다. 틀린 {wrong_korean} 개 가운데 {missed_korean}은 8을 다른 숫자로 본 "
    '것이고, {ones_korean}은 1이 아닌데 "1"이라고 답한 것입니다.',
    missed=ENGLISH[eights - found].capitalize(),
    missed_korean=KOREAN[eights - found],
    wrong=ENGLISH[wrong],
    wrong_korean={14: "열네"}[wrong],
    ones=ENGLISH[said - ones],
    ones_korean=KOREAN[said - ones],
)
page.says(
    "Along a row, one sees how many of a class were found: {found} of the {eights} eights. Down "
    'a column, one sees how far to trust an answer: the model said "1" {said} times and was '
    "right {ones} times.",
    "행을 따라 읽으면 그 클래스를 얼마나 찾아냈는지 보입니다. 8은 {eights}개 가운데 {found}개를 "
    '찾아냈습니다. 열을 따라 읽으면 그 답을 얼마나 믿어도 되는지 보입니다. 모델은 "1"이라고 '
    "{said}번 답했고 {ones}번 맞았습니다.",
    found=found,
    eights=eights,
    said=said,
    ones=ones,
)
page.says(
    "These are two different questions, and a class can do well on one and badly on the other.",
    "둘은 다른 질문이며, 한쪽은 좋고 다른 쪽은 나쁜 클래스도 있습니다.",
)

# Are the probabilities honest
reliable = "real_data/reliability"


def measured(penalty: int, what: str) -> str:
    """Return what the program prints of the model with a penalty."""
    return printed("real_data/reliability", rf"^C = {penalty}: [^=]*?{what} (\d\.\d+)")


splits = [
    tuple(int(wrong) for wrong in re.findall(r"(\d+) wrong", line))
    for line in output("six_splits").splitlines()[:-1]
]
costs = [
    tuple(map(float, re.findall(r"cost (\S+)", line)))
    for line in output("six_splits").splitlines()[:-1]
]
noise, bound = (
    printed("real_data/six_splits", pattern)
    for pattern in (r"honest: error (\S+),", r"below (\S+)$")
)
weak = int(printed(reliable, r"^C = (\d\d+):"))

page.says(
    "Over many rows of a calibrated model, mean confidence and accuracy are equal. That is "
    "necessary, not sufficient: too high here can make up for too low there, and the other nine "
    "probabilities are not asked at all.",
    "보정(calibration)된 모델이라면 행이 많을 때 확신도의 평균과 정확도가 같습니다. 이것은 "
    "필요조건일 뿐 충분조건은 아닙니다. 높은 곳과 낮은 곳이 서로 메울 수 있고, 나머지 아홉 "
    "확률은 따지지도 않습니다.",
)
page.says(
    "To look closer, sort the rows into ten bins by confidence and compare within each. The "
    "mean gap, weighted by the rows in each bin, is the expected calibration error.",
    "더 자세히 보려면 행을 확신도에 따라 구간 열 개로 나누고 구간마다 비교합니다. 그 차이를 "
    "구간의 행 수로 가중 평균한 것이 기대 보정 오차(expected calibration error)입니다.",
)
page.says(
    "/// question A penalty a {hundred} times weaker leaves the number of wrong rows, of {held} "
    "held back, about where it was. What happens to the cost on these rows?",
    "/// question 페널티를 {weak}배 약하게 해도 따로 떼어 둔 {held}개 행 가운데 틀린 행의 수는 "
    "거의 그대로입니다. 이 행들의 비용은 어떻게 될까요?",
    hundred=when(weak == 100, "hundred"),
    weak=weak,
    held=held,
)
page.says(
    "- [ ] It stays: as many answers are wrong as before. Accuracy counts answers. The cost "
    "judges the probabilities of all {held} rows, and every one of them has changed.",
    "- [ ] 틀린 답이 그만큼이므로 그대로입니다. 정확도는 답을 셉니다. 비용은 {held}개 행 모두의 "
    "확률을 평가하고, 확률은 모두 달라졌습니다.",
    held=held,
)
page.says(
    "- [x] It {falls}. The right rows get the surer probabilities that they deserve, and there "
    "are many more of them.",
    "- [x] {falls_korean}. 맞은 행이 그에 걸맞게 더 확실한 확률을 얻고, 그런 행이 훨씬 많습니다.",
    falls=when(measured(weak, "cost") < measured(1, "cost"), "falls"),
    falls_korean=when(measured(weak, "cost") < measured(1, "cost"), "줄어듭니다"),
)
page.says(
    "- [ ] It rises: a surer model pays more for its mistakes. For its mistakes it does. But "
    "they are few.",
    "- [ ] 확신하는 모델은 실수의 대가가 크므로 오릅니다. 실수한 행에서는 그렇습니다. 그러나 "
    "그런 행은 적습니다.",
)
page.says(
    "!Two scatter plots of the share of right answers against the mean confidence. With C = 1 "
    "{all} points lie above the diagonal. With C = {weak} {nearly} rows are in one large point "
    "at the top right end of the diagonal.",
    "!확신도의 평균에 따른 정답률의 산점도 두 개. C = 1에서는 {all_korean} 점이 대각선 위쪽에 "
    "있다. C = {weak}에서는 {nearly_korean} 행이 대각선 오른쪽 위 끝의 큰 점 하나에 모여 있다.",
    all=when(all(right / n > said for n, right, said in bins["1", 1]), "all"),
    all_korean=when(all(right / n > said for n, right, said in bins["1", 1]), "모든"),
    nearly=when(bins[str(weak), 1][-1][0] > 0.9 * held, "nearly all"),
    nearly_korean=when(bins[str(weak), 1][-1][0] > 0.9 * held, "거의 모든"),
    weak=weak,
)
page.says(
    "Each point is a bin, its area grows with the number of rows in it. On the dashed line, "
    "confidence equals accuracy. Above it the model is too modest.",
    "점 하나가 구간 하나이고, 점의 넓이는 그 구간의 행이 많을수록 커집니다. 파선 위에서는 "
    "확신도와 정확도가 같습니다. 파선보다 높은 점에서는 모델이 확신이 "
    "부족합니다(underconfident).",
)
page.says(
    "With $C = 1$ the model claims {confidence} and is right in {accuracy} of all cases.",
    "$C = 1$인 모델은 {confidence}만큼 확신하는데 실제로는 {accuracy}를 맞힙니다.",
    confidence=measured(1, "confidence"),
    accuracy=measured(1, "accuracy"),
)
page.says(
    "It is {modest}, because the penalty keeps the weights small, small weights keep the logits "
    "close together, and close logits are cautious probabilities.",
    "확신이 {modest_korean}(underconfident). 페널티가 가중치를 작게 묶어 두고, 작은 가중치는 "
    "로짓을 서로 가깝게 하며, 가까운 로짓은 조심스러운 확률이 되기 때문입니다.",
    modest=when(measured(1, "confidence") < measured(1, "accuracy"), "too modest"),
    modest_korean=when(measured(1, "confidence") < measured(1, "accuracy"), "부족합니다"),
)
page.says(
    "A hundred times weaker, the penalty lets the weights grow: confidence {confidence}, "
    "accuracy {accuracy}, and the calibration error {falls} from {error} to {weak_error}.",
    "페널티를 백 배 약하게 하면 가중치가 커집니다. 확신도는 {confidence}, 정확도는 {accuracy}가 "
    "되고, 보정 오차는 {error}에서 {weak_error}로 {falls_korean}.",
    confidence=measured(weak, "confidence"),
    accuracy=measured(weak, "accuracy"),
    error=measured(1, "error"),
    weak_error=measured(weak, "error"),
    falls=when(measured(weak, "error") < measured(1, "error"), "falls"),
    falls_korean=when(measured(weak, "error") < measured(1, "error"), "줄어듭니다"),
)
page.says(
    "The cost on the held-back rows {fell} as well, from {cost} to {weak_cost}, while the "
    "accuracy hardly moved. Is that luck of the split? {six} splits tell:",
    "테스트용 행의 비용도 {cost}에서 {weak_cost}로 {fell_korean}, 정확도는 거의 그대로입니다. "
    "우연일까요? {six_korean} 가지로 나누어 봅니다.",
    cost=measured(1, "cost"),
    weak_cost=measured(weak, "cost"),
    fell=when(measured(weak, "cost") < measured(1, "cost"), "fell"),
    fell_korean=when(measured(weak, "cost") < measured(1, "cost"), "내려갔는데"),
    six=ENGLISH[len(splits)].capitalize(),
    six_korean=KOREAN[len(splits)],
)
page.says(
    "The cost {falls} in all {six}. The wrong rows go up {up} and down {down}: two rows more or "
    "less are noise.",
    "비용은 {six_korean} 번 모두 {falls_korean}. 틀린 행은 {up_korean} 늘고 {down_korean} "
    "줄었으니, 두 행쯤은 잡음입니다.",
    falls=when(all(weak < strong for strong, weak in costs), "falls"),
    falls_korean=when(all(weak < strong for strong, weak in costs), "내려갑니다"),
    six=ENGLISH[len(splits)],
    six_korean=KOREAN[len(splits)],
    up=TIMES[sum(weak > strong for strong, weak in splits)],
    up_korean=TIMES_KOREAN[sum(weak > strong for strong, weak in splits)],
    down=TIMES[sum(weak < strong for strong, weak in splits)],
    down_korean=TIMES_KOREAN[sum(weak < strong for strong, weak in splits)],
)
page.says(
    "The calibration error has noise too: the small points in the right-hand plot say next to "
    "nothing. A model with these confidences that is right just as often as it says would have "
    "{noise} on average, and seldom more than {bound}. So {weak_error} is {little}, and {error} "
    "is {far}.",
    "보정 오차에도 잡음이 있습니다. 확신도가 이와 같고 꼭 그만큼 맞는 모델이라도 평균 "
    "{noise}이고, {bound}을 넘는 일은 드뭅니다. 그러니 {weak_error}는 {little_korean}, "
    "{error}은 {far_korean}. 오른쪽 그림의 작은 점도 거의 잡음입니다.",
    weak_error=measured(weak, "error"),
    error=measured(1, "error"),
    little=when(1 < float(measured(weak, "error")) / float(bound) < 2, "a little too much"),
    little_korean=when(1 < float(measured(weak, "error")) / float(bound) < 2, "조금 크고"),
    far=when(float(measured(1, "error")) / float(bound) > 2, "far too much"),
    far_korean=when(float(measured(1, "error")) / float(bound) > 2, "훨씬 큽니다"),
    noise=noise,
    bound=bound,
)
page.says(
    "Above, change $C$ first, then the temperature $T$ that divides all logits. $T$ "
    "{no_change}, so the accuracy stays; a modest model wants $T$ {below} 1, a boastful one "
    "{above}.",
    "위에서 먼저 $C$를, 다음으로 모든 로짓을 나누는 온도 $T$를 바꾸어 보십시오. $T$는 "
    "{no_change_korean} 정확도는 그대로입니다. 확신이 부족한 모델에는 1보다 {below_korean} "
    "$T$가, 지나치게 확신하는 모델에는 1보다 {above_korean} $T$가 맞습니다.",
    no_change=when(all(len(counts) == 1 for counts in answers.values()), "changes no answer"),
    no_change_korean=when(
        all(len(counts) == 1 for counts in answers.values()), "답을 바꾸지 않으므로"
    ),
    below=when(best["1"] < 1, "below"),
    below_korean=when(best["1"] < 1, "작은"),
    above=when(best["100"] > 1, "above"),
    above_korean=when(best["100"] > 1, "큰"),
)
page.says(
    "Choosing $C$ or $T$ by the held-back rows would spoil them as a test. Choose them on rows "
    "split off from the training rows.",
    "테스트용 행을 보고 $C$나 $T$를 고르면 그 행은 더는 시험이 되지 못합니다. 둘 다 학습용 "
    "행에서 따로 떼어 낸 행으로 고릅니다.",
)

# A rare class
rare = "real_data/rare_class"
kept, all_eights = (
    int(printed(rare, pattern)) for pattern in (r"^(\d+) of \d+ eights", r"^\d+ of (\d+) eights")
)
few, many = (
    int(printed(rare, rf"^{name}: .* eights found (\d+) of")) for name in ("no weights", "balanced")
)
believed, weighted = (
    printed(rare, rf"^{name}:.*\n.* probability of 8 (\S+)") for name in ("no weights", "balanced")
)
said_plain, said_weighted = (
    int(printed(rare, rf"^{name}:.*\n +said 8 (\d+) times")) for name in ("no weights", "balanced")
)
rows_kept = printed(rare, r"(\d+) rows to learn from")

page.says(
    "Now hide most of the eights. Of {all_eights}, the program keeps {kept} to learn from. The "
    "other {others} digits keep all of theirs, and the held-back rows stay as they were.",
    "이제 8을 거의 다 감춥니다. {all_eights}장 가운데 {kept}장만 학습용으로 남깁니다. 다른 "
    "{others_korean} 숫자는 그대로이고, 남겨 둔 테스트용 행도 그대로입니다.",
    others=ENGLISH[classes - 1],
    others_korean=KOREAN[classes - 1],
    all_eights=all_eights,
    kept=kept,
)
page.says(
    "/// question | number The model found {found} of the {eights} eights when it learnt from "
    "{all_eights} of them. How many does it find after learning from {kept}? A guess within 5 "
    "will do.",
    "/// question | number 8을 {all_eights}개 보고 배운 모델은 {eights}개 가운데 {found}개를 "
    "찾았습니다. {kept}개만 보고 배우면 몇 개를 찾을까요? 오차가 5개 이내면 맞은 것으로 봅니다.",
    found=found,
    eights=eights,
    all_eights=all_eights,
    kept=kept,
)
page.says(
    "- [x] {few} ± 5 {kept_word} rows in {rows_kept} weigh little in a mean. The accuracy over "
    "all digits hardly shows it.",
    "- [x] {few} ± 5 {rows_kept}개 가운데 {kept}개는 평균에서 차지하는 몫이 작습니다. 숫자 "
    "전체의 정확도에는 거의 드러나지 않습니다.",
    kept_word=ENGLISH[kept].capitalize(),
    few=few,
    kept=kept,
    rows_kept=rows_kept,
)
page.says(
    "- [ ] {found} ± 2 The class is the same, but its rows have almost vanished from the mean "
    "that training lowers.",
    "- [ ] {found} ± 2 클래스는 그대로이지만, 학습이 낮추는 평균에서 그 행들이 거의 사라졌습니다.",
    found=found,
)
page.says(
    "- [ ] {share} That would be the share that is left, a {part}. Eights do look different "
    "from other digits, and that helps.",
    "- [ ] {share} 남은 몫인 {number}분의 1만큼만 찾는 셈입니다. 8은 다른 숫자와 생김새가 "
    "다르므로 그보다는 많이 찾습니다.",
    share=f"{eights * kept / all_eights:.0f}",
    part=f"{ENGLISH[round(all_eights / kept)]}th",
    number=f"{all_eights / kept:.0f}",
)
page.says(
    "- [ ] Another number It finds about a {third} of them.",
    "- [ ] 그 밖의 수 {number}분의 1쯤 찾습니다.",
    third=when(round(eights / few) == 3, "third"),
    number=round(eights / few),
)
page.says(
    "The accuracy hides the damage: {right} of {held} are still right. But only {few} of the "
    "{eights} eights are found. The cost is a mean over rows, {kept_word} rows in {rows_kept} "
    "weigh little, and the model has learnt that eights hardly ever occur.",
    "정확도는 이 손상을 감춥니다. 여전히 {held}개 가운데 {right}개를 맞힙니다. 그러나 8은 "
    "{eights}개 가운데 {few}개밖에 찾지 못합니다. 비용은 행의 평균이므로 {rows_kept}행 가운데 "
    "{kept_korean} 행은 무게가 작고, 모델은 8이 거의 나오지 않는다고 배웠습니다.",
    right=printed(rare, r"^no weights: right (\d+) of"),
    kept_word=ENGLISH[kept],
    kept_korean=KOREAN[kept],
    held=held,
    few=few,
    eights=eights,
    rows_kept=rows_kept,
)
page.says(
    "Class weights count a row of a rare class more. Balanced weights give every class the same "
    "total: {eight} for an 8, {zero} for a 0.",
    "클래스 가중치는 드문 클래스의 행을 더 무겁게 셉니다. 균형 가중치는 모든 클래스의 합계를 "
    "같게 합니다. 8 한 장은 {eight}, 0 한 장은 {zero}입니다.",
    eight=printed(rare, r"^class weights: (\S+) for 8"),
    zero=printed(rare, r"^class weights: .*, (\S+) for 0"),
)
page.says(
    'Now {many} eights are found, and the model says "8" {said_weighted} times, so {wrong} of '
    "those answers are wrong where {none} was before.",
    '이제 8을 {many}개 찾고 "8"이라고 {said_weighted}번 답합니다. 전에는 "8"이라는 답이 '
    "{none_korean}, 이제는 {wrong_korean}이 틀립니다.",
    wrong=said_weighted - many,
    wrong_korean=KOREAN[said_weighted - many],
    none=when(said_plain == few, "none"),
    none_korean=when(said_plain == few, "모두 맞았는데"),
    many=many,
    said_weighted=said_weighted,
)
page.says(
    "The weights change what the model believes about how frequent an 8 is; its mean "
    "probability {rises} from {believed} to {weighted}.",
    "가중치는 8이 얼마나 자주 나오는지에 대한 모델의 믿음을 바꿉니다. 8의 평균 확률이 "
    "{believed}에서 {weighted}으로 {rises_korean}.",
    rises=when(weighted > believed, "rises"),
    rises_korean=when(weighted > believed, "올랐습니다"),
    believed=believed,
    weighted=weighted,
)
page.says(
    "Here that is a gain, because eights are {share} of the rows it is tested on.",
    "여기서는 이득입니다. 테스트용 행에서 8의 비율이 {share}이기 때문입니다.",
    share=printed(rare, r"^share of eights in the rows held back (.*)"),
)
page.states(
    "If eights were as rare where the model is used as in training, the same weights would make "
    "it promise too many.",
    "모델을 실제로 쓰는 곳에서도 8이 학습 때처럼 드물다면, 같은 가중치 탓에 모델은 8의 확률을 "
    "너무 높게 내놓을 것입니다.",
    because="a test of the program takes such rows",
)
page.says(
    "And weights do not replace the {missing} images that are missing: here {lost} eights "
    "stay lost.",
    "그리고 빠진 {missing}장을 가중치로 메울 수는 없습니다. 여기서도 {lost}개는 찾지 못했습니다.",
    missing=all_eights - kept,
    lost=eights - many,
)
page.says(
    "With class numbers, `F.cross_entropy` divides a weighted sum by the sum of the weights, "
    "not by the number of rows; weighted mean shows where it surprises.",
    "정답이 클래스 번호이면 `F.cross_entropy`는 가중치를 곱해 더한 합을 행의 수가 아니라 "
    "가중치의 합으로 나눕니다. 이것이 뜻밖의 결과를 내는 경우는 가중 평균에서 볼 수 있습니다.",
)

page.states(
    "Not all models are modest: modern networks are often too sure.",
    "요즘의 신경망은 반대로 지나치게 확신할 때가 많습니다.",
    because="the linked paper measured it",
)

page.differs("2", because="둘이 틀립니다")

# Formulas


def slope_of_objective(X: torch.Tensor, C: torch.Tensor) -> Any:
    """Return the gradient of the page's objective where scikit-learn finds its minimum."""
    y = torch.arange(len(X)) % 3
    solver = LogisticRegression(C=C.item(), tol=1e-9, max_iter=10_000).fit(X, y)

    def objective(weight: torch.Tensor) -> torch.Tensor:
        cost = F.cross_entropy(F.linear(X, weight, torch.tensor(solver.intercept_)), y)
        return cost + (weight**2).sum() / (2 * C * len(X))

    return jacobian(objective, torch.tensor(solver.coef_))


page.formula(
    r"\ln K", lambda K: math.log(K), lambda z: F.cross_entropy(0 * z[None], torch.tensor([0]))
)
page.formula(
    r"L(W, b) + \frac{1}{2CN} \sum_{k,j} W_{kj}^2",
    lambda X, t: slope_of_objective(torch.cat([X, -X]), t).abs().max() < 1e-6,
)
page.formula("C = 1", 1, LogisticRegression().C)
