import json
import re
from math import ceil, pi, sqrt
from typing import Any

import torch
import torch.nn.functional as F
from scipy.stats import betabinom, halfnorm
from sklearn.metrics import brier_score_loss

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import load

MINUTE = "decisions/decisions_in_one_minute"
SURE = "decisions/overconfident"
SCORES = "decisions/proper_scores"
FLOOR = "decisions/noise_floor"
OWN = "decisions/fit_on_its_own_rows"
PRICE = "decisions/price_of_asking"
SETS = "decisions/conformal_sets"
STRANGER = "decisions/stranger"
DATA = "decisions/thresholds_and_sets"


def table(program: str, pattern: str) -> list[tuple[float, ...]]:
    """Return the numbers that the groups of `pattern` match in the output of a program."""
    found = re.findall(pattern, read_file(f"snippets/{program}.out"), re.M)
    return [tuple(map(float, numbers)) for numbers in found]


def source(program: str) -> str:
    """Return the source of a program."""
    return read_file(f"snippets/{program}.py")


def parts(program: str) -> list[int]:
    """Return into how many rows each a program splits the digits."""
    return [
        int(n) for n in re.findall(r"split\(\[([\d, ]+)\]", source(program))[0].split(", ") if n
    ]


page = Claims("decisions")

# The explorable
raw, fitted = (json.loads(line) for line in read_file(f"snippets/{DATA}.out").splitlines())
price = float(
    re.findall(r"price: \{ initial: (\S+),", read_file("web/explorables/decisions.js"))[0]
)


def cheapest(found: tuple[float, int, list[list[float]], Any]) -> tuple[float, float, float]:
    """Return the threshold at which least is paid, what that is, and what the price itself costs."""
    _, rows, acting, _ = found
    costs = [(wrong + price * (rows - answered)) / rows for answered, wrong, _ in acting]
    return costs.index(min(costs)) / 100, min(costs), costs[round(100 * price)]


page.says(
    'mission: "Task: asking costs {price}. At which threshold does the network as it is pay least?"',
    'mission: "과제: 묻는 비용이 {price}입니다. 그대로 둔 신경망은 임곗값이 얼마일 때 비용이 가장 적습니까?"',
    price=price,
)
doubts_little = cheapest(raw)[0] <= price / 5
is_as_good = cheapest(fitted)[2] < 1.01 * cheapest(fitted)[1]
page.says(
    'takeaway: "It doubts too little, so its best threshold is {far} the price. With the fitted '
    'temperature the price itself {does}."',
    'takeaway: "의심이 부족하므로 가장 좋은 임곗값이 묻는 비용보다 {far_korean}. 온도를 맞추면 묻는 '
    '비용을 {does_korean}."',
    far=when(doubts_little, "far below"),
    far_korean=when(doubts_little, "훨씬 작습니다"),
    does=when(is_as_good, "will do"),
    does_korean=when(is_as_good, "그대로 쓰면 됩니다"),
)
page.states(
    'legend: "Threshold up to a half, cost up to a tenth. Dashed: the price."',
    'legend: "임곗값은 2분의 1까지, 비용은 10분의 1까지. 파선: 묻는 비용."',
    because="how the script draws",
)
page.states(
    "Here the network of one split decides about rows that neither the temperature nor the limits "
    "have seen.",
    "다음 그림에서는 한 분할의 신경망이, 온도와 상한을 정하는 데 쓰지 않은 행에 대해 결정합니다.",
    because="how the program splits the rows",
)
page.differs("8", because="English names the digit in a word")

# In one minute
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
logits = re.findall(r"logits = torch.tensor\(\[(\d)\.0, (\d)\.0\]\)", source(MINUTE))[0]
eaten, left = re.findall(r"\[0\.0, (\d+)\.0\], \[(\d+)\.0, 0\.0\]", source(MINUTE))[0][::-1]
page.says(
    "Here is a mushroom with the logits {edible} for edible and {poisonous} for poisonous. Eating a "
    "poisonous one costs {eaten}, leaving an edible one costs {left}.",
    "다음은 로짓이 식용 {edible}, 독 {poisonous}인 버섯입니다. 독버섯을 먹으면 비용이 {eaten}이고, "
    "먹을 수 있는 버섯을 두고 가면 {left}입니다.",
    edible=logits[0],
    poisonous=logits[1],
    eaten=eaten,
    left=left,
)
edible = {T: float(printed(MINUTE, rf"^T = {T}: edible (\S+),")) for T in (1, 2)}
actions = [printed(MINUTE, rf"^T = {T}: edible \S+, (.*), costs") for T in edible]
page.says(
    "{both} lines call the mushroom edible. Divided by a temperature of {warm}, the logits still give "
    "{p}, and yet the action {changes}.",
    "{two_korean} 줄 모두 식용이라고 답합니다. 로짓을 온도 {warm}로 나누어도 식용일 확률은 여전히 {p}인데, "
    "행동은 {changes_korean}.",
    both=when(min(edible.values()) > 0.5, "Both"),
    two_korean=when(min(edible.values()) > 0.5, KOREAN[len(edible)]),
    warm=max(edible),
    p=f"{edible[2]:.3f}",
    changes=when(actions == ["eat it", "leave it"], "changes"),
    changes_korean=when(actions == ["eat it", "leave it"], "바뀝니다"),
)

# A network that is too sure
steps = {int(step): row for step, *row in table(SURE, r"^ +(\d+)  " + r" *(\S+) *" * 4 + "$")}
learn, others = parts(SURE)
page.says(
    "It learns from {learn} of the digits; the other {others} judge it.",
    "손글씨 숫자 {learn}개로 배우고, 나머지 {others}개로 평가합니다.",
    learn=learn,
    others=others,
)
above = {step: row[2] > row[1] for step, row in steps.items()}
crossing = min(step for step in steps if above[step])
page.says(
    "Two curves against {steps} steps. Both rise steeply and then level off. The mean confidence "
    "begins far {below} the accuracy, crosses it before step {crossing} and {stays} above it.",
    "{steps}스텝에 걸친 두 곡선. 둘 다 가파르게 오르다가 평평해진다. 평균 확신도는 정확도보다 한참 "
    "{below_korean}에서 시작해 {crossing}스텝 전에 정확도를 넘어서고, 그 뒤로 계속 {stays_korean}.",
    steps=max(steps),
    below=when(not above[min(steps)], "below"),
    below_korean=when(not above[min(steps)], "아래"),
    crossing=crossing,
    stays=when(above[max(steps)], "stays"),
    stays_korean=when(above[max(steps)], "위에 있다"),
)
splits = int(printed(SURE, r"^cost .* in \d of (\d)$"))
page.says(
    "The mean of {five} splits. Below the accuracy the network is too modest, above it too sure.",
    "{five_korean} 분할의 평균입니다. 확신도가 정확도보다 낮으면 확신이 부족하고, 높으면 지나칩니다.",
    five=ENGLISH[splits],
    five_korean=KOREAN[splits],
)
learnt = min(step for step, (right, *_) in steps.items() if right == 1)
(sure, sure_error), (rise, rise_error) = (
    table(SURE, rf"^{name}: \+(\S+) ± ([\d.]+)")[0]
    for name in ("too sure at the end", "cost since step 20")
)
up = int(printed(SURE, r"^cost .* in (\d) of \d$"))
page.says(
    "By step {learnt} {all} rows that it learns from are right. From then on only larger logits "
    "can lower their loss. So the confidence on the other rows climbs to {confidence}, while "
    "{accuracy} of them are right: too sure by {sure} ± {sure_error}, a 95% interval over {five} "
    "splits. Their cost ends {rise} ± {rise_error} above that of step {since}. It rises in {up} of "
    "the splits.",
    "{learnt}스텝에 이르면 학습용 행은 {all_korean} 맞습니다. 그때부터 이 행의 손실은 로짓을 키워야만 "
    "줄어듭니다. 그래서 나머지 행에서 정확도는 {accuracy}인데 확신도(confidence)는 {confidence}까지 "
    "오릅니다. {sure} ± {sure_error}만큼 지나친 확신입니다({five_korean} 분할의 95% 신뢰 구간). "
    "나머지 행의 비용은 {since}스텝 때보다 {rise} ± {rise_error}만큼 높게 끝납니다. {up_korean} "
    "분할에서 올랐습니다.",
    learnt=learnt,
    all=when(steps[100][0] == 1, "all"),
    all_korean=when(steps[100][0] == 1, "모두"),
    confidence=f"{steps[100][2]:.3f}",
    accuracy=f"{steps[100][1]:.3f}",
    sure=when(sure > sure_error, f"{sure:.3f}"),
    sure_error=f"{sure_error:.3f}",
    five=ENGLISH[splits],
    five_korean=KOREAN[splits],
    rise=f"{rise:.3f}",
    rise_error=f"{rise_error:.3f}",
    since=20,
    up=ENGLISH[up],
    up_korean=KOREAN[up],
)

# Scores that reward honesty
scores: dict[str, tuple[float, ...]] = {
    name.strip(): tuple(map(float, numbers))
    for name, *numbers in re.findall(
        r"^([a-z ]{18})  +(\S+)  (\S+)  (\S+)$", read_file(f"snippets/{SCORES}.out"), re.M
    )
}
p = [f"{share:.1f}" for share in load(SCORES).p.tolist()]


def best(column: int) -> str:
    """Return the forecast of least expected loss by a score."""
    return min(scores, key=lambda name: scores[name][column])


least = [best(column) for column in range(3)]
page.states(
    "The *Brier score* is the squared distance from the outcome $e_y$, which is 1 at the class $y$ "
    "that comes and 0 elsewhere:",
    "*브라이어 점수*(Brier score)는 결과 $e_y$까지 거리의 제곱입니다. $e_y$는 실제로 나온 클래스 "
    "$y$에서 1이고 나머지에서 0입니다.",
    because="a definition, which a test compares with scikit-learn",
)
page.says(
    "{three} classes come with the probabilities {a}, {b} and {c}, and you know it. You pay $1 - "
    "q_y$ for each forecast. Which one costs least in the long run? - [ ] {a}, {b} and {c} Whoever "
    "gives all to the first class pays {less}: the first class comes most often, and then costs "
    "nothing. - [x] 1, 0 and 0 What the first class gets saves its share in {hundredths} of 100 "
    "cases, more than any other class saves. So it should get all. - [ ] A third each That pays two "
    "thirds, whatever comes.",
    "{three_korean} 클래스가 {a}, {b}, {c}의 확률로 나오고, 여러분은 그것을 압니다. 예측할 때마다 "
    "$1 - q_y$를 냅니다. 길게 보아 어느 예측이 가장 적게 낼까요? - [ ] {a}, {b}, {c} 첫째 "
    "클래스에 모두 주면 더 {less_korean} 냅니다. 가장 자주 나오는 클래스이고, 나오면 한 푼도 내지 "
    "않기 때문입니다. - [x] 1, 0, 0 첫째 클래스에 준 만큼은 100번 가운데 {hundredths}번 돌려받습니다. "
    "다른 클래스는 그보다 적으므로 모두 첫째에 주는 것이 낫습니다. - [ ] 3분의 1씩 무엇이 나오든 3분의 "
    "2를 냅니다.",
    three=ENGLISH[len(p)].capitalize(),
    three_korean=KOREAN[len(p)],
    a=p[0],
    b=p[1],
    c=p[2],
    less=when(least[2] == "only the likeliest", "less"),
    less_korean=when(least[2] == "only the likeliest", "적게"),
    hundredths=round(100 * float(p[0])),
)
page.says(
    "The log score and the Brier score are {least} for the honest forecast.",
    "로그 점수와 브라이어 점수는 정직한 예측에서 {least_korean}.",
    least=when(least[:2] == ["honest"] * 2, "least"),
    least_korean=when(least[:2] == ["honest"] * 2, "가장 작습니다"),
)
corners = ((torch.eye(5)[0] - torch.eye(5)) ** 2).sum(1)  # a convex score is greatest at corners
alike = load(SCORES).forecasts["honest"].argmax() == load(SCORES).forecasts["too sure"].argmax()
page.says(
    "For the Brier score one line proves it:",
    "브라이어 점수라면 한 줄로 증명됩니다.",
)
page.says(
    "The first term is the price of dishonesty, the rest is the world's. The third column rewards "
    "the forecast that claims {most}. Accuracy does {no} tell the first two forecasts apart at all: "
    "both name the same class. And for an event called impossible the log score is {infinite}, the "
    "Brier score {never} above {two}.",
    "첫째 항은 정직하지 않은 대가이고, 나머지는 예측으로 어쩔 수 없는 부분입니다. 셋째 열은 {most_korean} "
    "크게 장담하는 예측에 가장 좋은 점수를 줍니다. 정확도로는 처음 두 예측을 전혀 구별하지 {no_korean}. 둘 다 "
    "같은 클래스로 답하기 때문입니다. 있을 수 없다고 한 일이 일어나면 로그 점수는 {infinite_korean}이지만, "
    "브라이어 점수는 {two}를 넘지 {never_korean}.",
    most=when(least[2] == "only the likeliest", "most"),
    most_korean=when(least[2] == "only the likeliest", "가장"),
    no=when(alike, "not"),
    no_korean=when(alike, "못합니다"),
    infinite=when(scores["only the likeliest"][0] == float("inf"), "infinite"),
    infinite_korean=when(scores["only the likeliest"][0] == float("inf"), "무한대"),
    never=when(scores["only the likeliest"][1] < corners.max(), "never"),
    never_korean=when(scores["only the likeliest"][1] < corners.max(), "않습니다"),
    two=int(corners.max()),
)

# An error with a floor
floor = {
    (int(n), int(bins)): row for n, bins, *row in table(FLOOR, r"^ +(\d+) +(\d+)  (\S+)  (\S+)$")
}
rows, bins = ([*sorted({key[i] for key in floor})] for i in (0, 1))
halves = all(round(floor[n, b][1] / floor[4 * n, b][1]) == 2 for n in rows[:-1] for b in bins)
doubles = all(round(floor[n, 4 * bins[0]][1] / floor[n, bins[0]][1]) == 2 for n in rows)
page.states(
    "A model that gives every row the shares of the classes keeps its word, and knows nothing. Nor "
    "does a perfect model get 0, because the share of right answers in a bin is left to chance.",
    "모든 행에 클래스의 비율만 답하는 모델은 말한 대로 맞지만 아는 것이 없습니다. 완벽한 모델의 보정 "
    "오차도 0이 아닙니다. 구간마다 맞은 비율이 우연에 달려 있기 때문입니다.",
    because="a test has a model of each kind",
)
page.says(
    "{four} times the rows {halve} the floor; {four_again} times the bins {double} it. From {few} rows in "
    "{many} bins, a model honest in every row gets {high}, from {all} rows in {bins} bins {low}.",
    "행을 {four_korean} 배로 늘리면 바닥이 {halve_korean} 낮아지고, 구간을 {four_korean} 배로 늘리면 "
    "{double_korean} 높아집니다. 모든 행에서 정직한 모델도 {few}개 행을 {many}개 구간으로 나누면 오차가 "
    "{high}이고, {all}개 행을 {bins}개 구간으로 나누면 {low}입니다.",
    four=ENGLISH[rows[1] // rows[0]].capitalize(),
    four_again=ENGLISH[bins[1] // bins[0]],
    four_korean=KOREAN[rows[1] // rows[0]],
    halve=when(halves, "halve"),
    halve_korean=when(halves, "반으로"),
    double=when(doubles, "double"),
    double_korean=when(doubles, "두 배로"),
    few=rows[0],
    many=bins[1],
    high=f"{floor[rows[0], bins[1]][0]:.3f}",
    all=rows[-1],
    bins=bins[0],
    low=f"{floor[rows[-1], bins[0]][0]:.3f}",
)

# One number, on rows of its own
fits = {
    name: table(OWN, rf"^ +(\S+)  {name} +(\S+) +(\S+)  (\S+)$") for name in ("-", "own", "learnt")
}
saved, error = table(OWN, r"saves (\S+) ± (\S+)$")[0]
fallen = sum(own[3] < raw[3] for raw, own in zip(fits["-"], fits["own"], strict=True))
page.says(
    "## {one} number, on rows of its own {#own-rows}",
    "## 따로 둔 행으로 맞추는 온도 {#own-rows}",
    one="One",
)
page.says(
    "On the rows that the network learnt from, which temperature has the least cost? - [ ] {one}: "
    "training has found the least cost there already. It was still on its way. The cost of these rows "
    "falls as long as the logits grow.",
    "신경망이 배운 행에서는 어느 온도의 비용이 가장 작을까요? - [ ] {one}입니다. 이미 학습이 이 행의 "
    "비용을 가장 작게 만들었습니다. 학습은 아직 가는 중이었습니다. 이 행의 비용은 로짓이 커지는 한 계속 "
    "내려갑니다.",
    one=when({T for _, T, *_ in fits["-"]} == {1} and steps[100][0] == 1, "1"),
)
edge = {T for _, T, *_ in fits["learnt"]}
page.says(
    "- [x] The {smallest} that the search allows All answers are right, so each gains by being surer. "
    "These rows cannot tell how sure to be.",
    "- [x] 찾는 범위에서 가장 {smallest_korean} 온도입니다. 답이 모두 맞으므로 더 확신할수록 이득입니다. "
    "얼마나 확신해야 하는지를 이 행은 알려 주지 못합니다.",
    smallest=when(edge == {0.1}, "smallest"),
    smallest_korean=when(edge == {0.1}, "작은"),
)
temperatures = sorted(T for _, T, *_ in fits["own"])
page.says(
    "Fitted on {own} rows of its own, $T$ lies between {low} and {high}, and the cost on {test} others "
    "falls in {all} {five} splits, by {saved} ± {error}. On the rows learnt from, the search stops at "
    "its edge, {edge}, and the cost is {cost} or more.",
    "따로 둔 {own}개 행으로 맞추면 $T$는 {low}과 {high} 사이이고, 나머지 {test}개 행의 비용이 "
    "{five_korean} 분할 {all_korean} 내려갑니다. 평균 {saved} ± {error}만큼입니다. 배운 행으로 맞추면 "
    "찾는 범위의 끝인 {edge}에서 멈추고, 비용은 적어도 {cost}입니다.",
    own=parts(OWN)[1],
    low=f"{temperatures[0]:.2f}",
    high=f"{temperatures[-1]:.2f}",
    test=parts(OWN)[2],
    all=when(fallen == len(temperatures), "all"),
    all_korean=when(fallen == len(temperatures), "모두에서"),
    five=ENGLISH[fallen],
    five_korean=KOREAN[fallen],
    saved=when(saved > error, f"{saved:.3f}"),
    error=f"{error:.3f}",
    edge=f"{min(edge):.2f}",
    cost=f"{min(row[3] for row in fits['learnt']):.3f}",
)
before, after = fits["-"][-1], fits["own"][-1]
page.says(
    "{one} number does not repair everything. The network that claimed {much} too much in the last "
    "split claims {little} too {word} afterwards, at a {lower} cost. Of {own} rows only a {few} are "
    "wrong, and they decide: more rows decide better.",
    "수 하나로 모든 것을 바로잡지는 못합니다. 마지막 분할에서 {much}만큼 지나치게 확신하던 신경망은 그 "
    "뒤 {little}만큼 확신이 {word_korean}. 그래도 비용은 더 {lower_korean}. {own}개 행 가운데 틀린 것은 "
    "{few_korean}뿐이고, 그 몇 개가 온도를 정합니다. 테스트용 행처럼 많을수록 더 잘 정합니다.",
    one="One",
    much=when(before[2] > 0, f"{before[2]:.3f}"),
    little=f"{-after[2]:.3f}",
    word=when(after[2] < 0, "little"),
    word_korean=when(after[2] < 0, "부족합니다"),
    lower=when(after[3] < before[3], "lower"),
    lower_korean=when(after[3] < before[3], "낮습니다"),
    own=parts(OWN)[1],
    few=when(max(1 - row[0] for row in fits["own"]) < 0.1, "few"),
    few_korean=when(max(1 - row[0] for row in fits["own"]) < 0.1, "몇 개"),
)

# The price of asking
page.states(
    "A wrong answer costs 1, and a person who looks at the row costs $c$. To answer costs $1 - "
    "\\max_k p_k$ on average.",
    "틀린 답에는 비용이 1 들고, 사람이 행을 살펴보는 데는 $c$가 든다고 합시다. 답하면 평균 $1 - "
    "\\max_k p_k$가 듭니다.",
    because="an assumption, and what follows",
)
paid = {
    name: {
        price: row
        for price, *row in table(
            PRICE, rf"^price (\S+), {name}: asks (\S+), promises (\S+), pays (\S+)$"
        )
    }
    for name in ("as it is", "fitted T")
}
cheap, middle, _ = sorted(paid["as it is"])
savings = table(PRICE, r"^  saved (\S+) ± (\S+)$")
times = paid["as it is"][middle][2] / paid["as it is"][middle][1]
lazy = paid["as it is"][middle][0] < paid["fitted T"][middle][0]
less = all(paid["fitted T"][price][2] < row[2] for price, row in paid["as it is"].items())
kept = all(row[2] <= row[1] for row in paid["fitted T"].values())
page.says(
    "At a price of {middle} the network as it is promises a cost of {promised} a row and pays {paid}, "
    "{three} times as much: it {keeps} answering where it should ask. At {cheap} it pays {all}, "
    "{hardly} less than it would cost to ask about every row. With the fitted temperature it pays {less} "
    "at all {three_prices} prices, and {no} more than it promises. The intervals of what is saved do "
    "{no_zero} contain 0.",
    "묻는 비용이 {middle}일 때 그대로 둔 신경망은 행마다 {promised}가 든다고 약속하지만 실제로는 "
    "{three_korean} 배인 {paid}를 냅니다. 물어야 할 때 계속 {keeps_korean} 때문입니다. 묻는 비용이 {cheap}일 때는 "
    "{all}를 내는데, 모든 행을 물어보는 것보다 {hardly_korean}. 맞춘 온도를 쓰면 {three_prices_korean} 경우 "
    "모두에서 더 {less_korean} 내고, 약속한 것보다 더 {no_korean}. 아낀 비용의 신뢰 구간은 0을 "
    "포함하지 {no_zero_korean}.",
    middle=middle,
    promised=f"{paid['as it is'][middle][1]:.4f}",
    paid=f"{paid['as it is'][middle][2]:.4f}",
    three=ENGLISH[round(times)],
    three_korean=KOREAN[round(times)],
    keeps=when(lazy, "keeps"),
    keeps_korean=when(lazy, "답하기"),
    cheap=cheap,
    all=f"{paid['as it is'][cheap][2]:.4f}",
    hardly=when(0.95 < paid["as it is"][cheap][2] / cheap < 1, "hardly"),
    hardly_korean=when(0.95 < paid["as it is"][cheap][2] / cheap < 1, "거의 나을 것이 없습니다"),
    less=when(less, "less"),
    less_korean=when(less, "적게"),
    three_prices=ENGLISH[len(paid["fitted T"])],
    three_prices_korean=KOREAN[len(paid["fitted T"])],
    no=when(kept, "no"),
    no_korean=when(kept, "내지도 않습니다"),
    no_zero=when(all(saved > error for saved, error in savings), "not"),
    no_zero_korean=when(all(saved > error for saved, error in savings), "않습니다"),
)

# Sets with a guarantee
page.states(
    "A temperature helps as far as one number can. A conformal set asks less of the model, and "
    "promises something else: a set of classes that holds the label with probability $1 - \\alpha$.",
    "온도는 수 하나로 할 수 있는 만큼만 돕습니다. 등각 집합(conformal set)은 모델에 바라는 것이 더 "
    "적고, 다른 것을 보장합니다. 레이블이 들어 있을 확률이 $1 - \\alpha$인 클래스의 집합입니다.",
    because="a definition",
)
sets = {
    alpha: [covered, worse, *others]
    for alpha, worse, covered, *others in table(SETS, r"^ *(\S+) +(\S+)  +(\S+)  +(\S+)  +(\S+)$")
    if alpha < 1
}
n = int(re.findall(r"^n = (\d+)$", source(SETS), re.M)[0])
claimed, right = (float(numbers) for numbers in (steps[100][2], steps[100][1]))
loose = max(sets)
place = ceil((n + 1) * (1 - loose))
page.says(
    "The network is too sure: it claims {claimed}. It gets no temperature. With {n} rows of its own "
    "and $\\alpha = {alpha}$, which share of the labels do its sets hold, on average? - [x] {covered} "
    "± {within} {place} of {places} places are up to the limit.",
    "이 신경망은 지나치게 확신해서 {claimed}을 내세웁니다. 온도는 쓰지 않습니다. 따로 둔 행이 {n}개이고 "
    "$\\alpha = {alpha}$이면, 집합에 레이블이 들어 있는 비율은 평균 얼마일까요? - [x] {covered} ± {within} "
    "{places}개 자리 가운데 {place}개가 상한을 넘지 않습니다.",
    claimed=f"{claimed:.3f}",
    n=n,
    alpha=f"{loose:g}",
    covered=f"{sets[loose][0]:.3f}",
    within=0.008,
    place=place,
    places=n + 1,
)
page.says(
    "- [ ] {claimed} ± 0.01 That is what the network claims.",
    "- [ ] {claimed} ± 0.01 신경망이 내세우는 값입니다.",
    claimed=f"{claimed:.3f}",
)
page.says(
    "- [ ] {right} ± 0.01 That is its accuracy. A set need not hold exactly one class.",
    "- [ ] {right} ± 0.01 신경망의 정확도입니다. 집합에 클래스가 꼭 하나 들어 있으란 법은 없습니다.",
    right=f"{right:.3f}",
)
skew = betabinom(1000, place, n + 1 - place).stats("s")  # of the law
page.says(
    "A histogram of the share of labels covered, with one hump around {middle} and a longer tail to "
    "the {left}.",
    "레이블이 집합에 든 비율의 히스토그램. {middle} 근처에 봉우리가 하나 있고 {left_korean} 꼬리가 더 "
    "길다.",
    middle=f"{sets[loose][0]:.1f}",
    left=when(skew < 0, "left"),
    left_korean=when(skew < 0, "왼쪽"),
)
page.says(
    "Coverage of {draws} draws of {n} rows, for $\\alpha = {alpha}$.",
    "$\\alpha = {alpha}$일 때 {n}개 행을 {draws}번 뽑은 결과입니다.",
    draws=re.findall(r"draws=(\d+)", source(SETS))[0],
    n=n,
    alpha=f"{loose:g}",
)
keep = all(row[0] >= 1 - alpha for alpha, row in sets.items())
page.says(
    "On average the sets {keep} their promise. Two things they do not promise. One draw of {n} rows "
    "may have bad luck: in {often} of 100 draws the sets hold {worse} of the labels or more, {no} "
    "{promised}. And a mean over all rows is none over a class: of the eights only {eights} are covered.",
    "평균하면 집합은 보장을 {keep_korean}. 그러나 두 가지는 보장하지 않습니다. {n}개 행을 한 번 뽑은 것이 "
    "운이 나쁠 수 있습니다. 100번 가운데 {often}번은 레이블의 {worse} 이상이 집합에 들지만, {promised}까지 "
    "{no_korean}. 또 모든 행의 평균은 클래스마다의 평균이 아닙니다. 8은 {eights}만 집합에 듭니다.",
    keep=when(keep, "keep"),
    keep_korean=when(keep, "지킵니다"),
    n=n,
    often=round(100 * (1 - float(re.findall(r"quantile\((\S+)\)", source(SETS))[0]))),
    worse=f"{sets[loose][1]:.3f}",
    no=when(sets[loose][1] < 1 - loose, "not"),
    no_korean=when(sets[loose][1] < 1 - loose, "보장되지는 않습니다"),
    promised=f"{1 - loose:g}",
    eights=when(sets[loose][2] < 1 - loose, f"{sets[loose][2]:.3f}"),
)
strict = min(sets)
page.says(
    "For $\\alpha = {strict}$ they have {many} classes on average. For $\\alpha = {loose}$ it is {few}, "
    "{less} than one: this network is right more often than {nine} times in {ten}, and so some sets are "
    "empty.",
    "$\\alpha = {strict}$이면 평균 {many}개 클래스가 들어 있습니다. $\\alpha = {loose}$이면 {few}개로 "
    "하나가 {less_korean}. 이 신경망은 {ten}번 가운데 {nine}번보다 자주 맞으므로, 빈 집합이 생깁니다.",
    strict=f"{strict:g}",
    many=f"{sets[strict][3]:.3f}",
    loose=f"{loose:g}",
    few=f"{sets[loose][3]:.3f}",
    less=when(sets[loose][3] < 1, "less"),
    less_korean=when(sets[loose][3] < 1, "안 됩니다"),
    nine=when(right > 0.9, "9"),
    ten=10,
)

# A stranger
rows_of = {
    name: table(STRANGER, rf"^{name} +(\S+) +(\S+) +(\S+) +(\S+)$")[0]
    for name in ("known digits", "the tenth", "ten times as bright")
}
fewer, fewer_error = table(STRANGER, r"^T takes (\S+) ± (\S+) of")[0]
page.says(
    "The program leaves out one digit, each in turn, trains on the other {nine}, and shows the tenth.",
    "다음 프로그램은 숫자를 차례로 하나씩 빼고, 나머지 {nine_korean}으로 학습한 다음, 빼 둔 열째 숫자를 "
    "보여 줍니다.",
    nine=ENGLISH[int(re.findall(r"stranger in range\((\d+)\)", source(STRANGER))[0]) - 1],
    nine_korean=KOREAN[int(re.findall(r"stranger in range\((\d+)\)", source(STRANGER))[0]) - 1],
)
_, sure_of_it, cooler, alone = rows_of["the tenth"]
own_rows = int(re.findall(r"split\(\[\d+, (\d+),", source(STRANGER))[0])
at = int(re.findall(r"values\[(\d+) - 1\]", source(STRANGER))[0])
page.says(
    'Softmax shares out the whole of 1 among the classes that it knows; "none of these" is not among '
    "them. So {above} of the strangers get a digit with more than {limit}. A temperature lowers that to "
    "{fitted}, still more than a quarter. The set for $\\alpha = {alpha}$ has one class, a wrong one, for "
    "{alone} of the strangers: the guarantee is void, because they do not come from where the others came from.",
    '소프트맥스는 아는 클래스끼리 1을 남김없이 나눕니다. "이 가운데 없음"은 그 안에 없습니다. 그래서 '
    "모르는 숫자의 {above}이 {limit}보다 큰 확률로 어떤 숫자라는 답을 받습니다. 온도를 쓰면 {fitted}로 "
    "줄지만 아직 4분의 1이 넘습니다. $\\alpha = {alpha}$인 집합은 모르는 숫자의 {alone}에서 클래스가 하나이고, "
    "그 하나는 틀린 것입니다. 모르는 숫자는 다른 행과 같은 곳에서 오지 않았으므로 보장이 통하지 않습니다.",
    above=f"{sure_of_it:.3f}",
    limit=re.findall(r"raw > (\S+),", source(STRANGER))[0],
    fitted=when(cooler > 0.25 and fewer > fewer_error, f"{cooler:.3f}"),
    alpha=next(f"{a:g}" for a in sets if ceil((own_rows + 1) * (1 - a)) == at),
    alone=f"{alone:.3f}",
)
bright = rows_of["ten times as bright"][1]
page.says(
    "With pixels {ten} times as bright, {bright} of the strangers are above {limit}. Far from "
    "everything it has learnt, a network of straight pieces only gets {surer}: its logits grow with "
    "the distance.",
    "픽셀이 {ten_korean} 배 밝아지면 모르는 숫자의 {bright}이 {limit}를 넘습니다. 배운 것에서 멀리 "
    "벗어날수록, 일차식 조각으로만 된 신경망은 더 {surer_korean}. 로짓이 거리에 비례해 커지기 때문입니다.",
    ten=ENGLISH[int(re.findall(r"(\d+) \* strange", source(STRANGER))[0])],
    ten_korean=KOREAN[int(re.findall(r"(\d+) \* strange", source(STRANGER))[0])],
    bright=f"{bright:.3f}",
    limit=re.findall(r"raw > (\S+),", source(STRANGER))[0],
    surer=when(bright > sure_of_it, "surer"),
    surer_korean=when(bright > sure_of_it, "확신합니다"),
)


# What the words mean, and what tests of the programs hold
for english, korean, because in (
    (
        "An answer needs only the largest probability, whatever its value. A decision needs the value: "
        "is the risk worth it, should a person have a look, which classes are still possible?",
        "답하는 데는 어느 확률이 가장 큰지만 알면 되고, 그 값은 몰라도 됩니다. 결정하는 데는 값이 "
        "필요합니다. 위험을 감수할 만한지, 사람이 한번 보아야 하는지, 어떤 클래스가 아직 가능한지를 그 "
        "값으로 정하기 때문입니다.",
        "the sections of the page",
    ),
    (
        "An action $a$ costs $c_{ka}$ if the class is $k$. Take the action with the least expected cost,",
        "클래스가 $k$일 때 행동 $a$에 드는 비용을 $c_{ka}$라 합시다. 기대 비용 $\\sum_k p_k "
        "c_{ka}$가 가장 작은 행동을 택합니다.",
        "a test pays for many mushrooms",
    ),
    (
        "a penalty kept the model modest. This network has a hidden layer and no penalty.",
        "페널티(penalty) 때문에 모델의 확신이 부족했습니다. 이번 신경망에는 은닉층이 하나 있고 페널티가 "
        "없습니다.",
        "the page that is linked measures the one, the program has the other",
    ),
    (
        "Large networks were found too sure as well.",
        "큰 신경망에서도 지나친 확신이 보고되었습니다.",
        "the source that is linked",
    ),
    (
        "The *log score* $-\\log q_y$ is the loss of this site.",
        "*로그 점수*(log score) $-\\log q_y$는 이 사이트에서 줄곧 써 온 손실입니다.",
        "its formula is compared",
    ),
    (
        "Such scores are called strictly proper: whoever says anything but what he believes expects to "
        "lose.",
        "이런 점수를 강한 의미의 적정 점수(strictly proper score)라고 합니다. 믿는 것과 다르게 말하면 "
        "평균적으로 손해를 봅니다.",
        "a test tries many forecasts",
    ),
    (
        "The calibration error is no such score.",
        "보정 오차(calibration error)는 이런 점수가 아닙니다.",
        "a test has a forecast that is worse and gets 0",
    ),
    (
        "For rows that are right just as often as their confidence $c_n$ says, and enough of them in "
        "each bin $b$, the mean error is near",
        "행마다 꼭 확신도 $c_n$만큼의 확률로 맞고 구간 $b$마다 행이 넉넉하면, 오차의 평균은 다음에 "
        "가깝습니다.",
        "a test compares it with the binomial distribution",
    ),
    (
        "Dividing all logits by a temperature $T$ changes no answer, only how sure it is. The "
        "temperature that fits, with the least cost, is quick to find.",
        "모든 로짓을 온도 $T$로 나누어도 답은 바뀌지 않고, 얼마나 확신하는지만 바뀝니다. 비용이 가장 작은 "
        "알맞은 온도는 금방 찾습니다.",
        "an exercise does",
    ),
    (
        "On other rows some answers are wrong, and a wrong answer must not be too sure. Here all are "
        "right.",
        "다른 행에는 틀린 답이 있어서, 틀린 답을 너무 확신하면 손해입니다. 여기서는 모두 맞습니다.",
        "a test holds that all are right",
    ),
    (
        "No threshold has to be searched for: it is the price. If the probabilities are honest.",
        "임곗값(threshold)을 따로 찾을 필요가 없습니다. 묻는 비용이 곧 임곗값입니다. 다만 확률이 "
        "정직해야 합니다.",
        "a test takes asking for one more action",
    ),
    (
        "Take $n$ rows that the model has not learnt from, and order them by $1 - p_y$, what the "
        "model did not give to the label. The limit is the number at place $\\lceil (n + 1)(1 - "
        "\\alpha) \\rceil$. The set $S$ of a new row has all classes $k$ with $1 - p_k$ up to "
        "the limit.",
        "모델이 배우지 않은 행 $n$개를 골라, 모델이 레이블에 주지 않은 확률 $1 - p_y$의 순서로 늘어놓습니다. 그 $\\lceil (n + 1)(1 - "
        "\\alpha) \\rceil$번째 수가 상한입니다. 새 행의 집합 $S$에는 $1 - p_k$가 상한을 넘지 않는 클래스 $k$가 모두 들어갑니다.",
        "a definition",
    ),
    (
        "If the new row comes from where the $n$ came from, its label is as likely to stand at any of "
        "the $n + 1$ places as at any other.",
        "새 행이 $n$개 행과 같은 곳에서 왔다면, 그 레이블은 $n + 1$개 자리 가운데 어디에나 똑같은 확률로 "
        "섭니다.",
        "a test takes all draws that there are",
    ),
    (
        "How sure the network is does not matter, nor how often it is right: that only makes the "
        "sets smaller or larger.",
        "신경망이 얼마나 확신하는지도, 얼마나 자주 맞히는지도 상관없습니다. 그것은 집합의 크기만 바꿉니다.",
        "a test changes the one and not the other",
    ),
    (
        "The sets do not take its word for it.",
        "집합은 그 말을 그대로 믿지 않습니다.",
        "a test changes what the network claims",
    ),
    (
        "The law knows nothing of digits or networks: it counts places.",
        "법칙은 숫자 이미지도 신경망도 모르고 자리만 셉니다.",
        "a test takes numbers that no network gave",
    ),
    (
        "Doubt is $1 - \\max_k p_k$.",
        "의심은 $1 - \\max_k p_k$입니다.",
        "a definition",
    ),
    (
        "Low confidence does not find them all. If strangers may come, collect some, and test.",
        "확신도가 낮은 것만 골라서는 모르는 클래스를 다 찾지 못합니다. 모르는 것이 올 수 있다면, 그런 것을 "
        "모아서 시험해 보아야 합니다.",
        "the shares that the program prints",
    ),
):
    page.states(english, korean, because=because)


# Formulas


def outcomes(p: torch.Tensor) -> torch.Tensor:
    """Return for each class what comes if it does: 1 there and 0 elsewhere."""
    return torch.eye(len(p), dtype=p.dtype)


def place_by_counting(N: int, p: torch.Tensor) -> int:
    """Return the first of N + 1 equally likely places that is up to all but p[0] of them."""
    return next(m for m in range(N + 2) if m / (N + 1) >= 1 - p[0])


def bins_of(Z: torch.Tensor) -> list[torch.Tensor]:
    """Return the variances of rows that are right as often as their confidence, in two bins."""
    confidence = Z.softmax(1).amax(1)
    variance = confidence * (1 - confidence)
    return [variance[::2], variance[1::2]]


page.formula(
    r"\sum_k p_k c_{ka}",
    lambda p, W: sum(p[k] * W[k] for k in range(len(p))),
    lambda p, W: p @ W,
)
page.formula(
    r"-\log q_y",
    lambda q, y: -q[y].log(),
    lambda q, y: F.nll_loss(q.log()[None], y[None]),
)
page.formula("1 - q_y", lambda q, y: 1 - q[y], lambda q, y: q[:y].sum() + q[y + 1 :].sum())
page.formula(
    r"\|q - e_y\|^2 = \sum_k (q_k - e_{yk})^2",
    lambda q, y: torch.linalg.vector_norm(q - outcomes(q)[y]) ** 2,
    lambda q, y: ((q - outcomes(q)[y]) ** 2).sum(),
    lambda q, y: brier_score_loss(
        [int(y)], [q.tolist()], labels=range(len(q)), scale_by_half=False
    ),
)
page.formula(
    r"\sum_y p_y \|q - e_y\|^2 = \|q - p\|^2 + 1 - \|p\|^2",
    lambda p, q: sum(p[y] * ((q - e) ** 2).sum() for y, e in enumerate(outcomes(q))),
    lambda p, q: ((q - p) ** 2).sum() + 1 - (p**2).sum(),
)
page.formula(
    r"\sqrt{\frac{2}{\pi}} \, \frac{1}{N} \sum_b \sqrt{\sum_{n \in b} c_n (1 - c_n)}",
    lambda Z: sqrt(2 / pi) / len(Z) * sum(bin_.sum().sqrt() for bin_ in bins_of(Z)),
    lambda Z: sum(halfnorm(scale=bin_.sum().sqrt()).mean() for bin_ in bins_of(Z)) / len(Z),
)
page.formula(
    r"1 - \max_k p_k",
    lambda p: 1 - p.max(),
    lambda p: (p @ (1 - outcomes(p))).min(),
)
page.formula(
    r"1 - \max_k p_k > c",
    lambda p, c: 1 - p.max() > c,
    lambda p, c: torch.cat([p @ (1 - outcomes(p)), c[None]]).argmin() == len(p),
)
page.formula(
    r"\lceil (n + 1)(1 - \alpha) \rceil",
    lambda N, p: ceil((N + 1) * (1 - p[0])),
    place_by_counting,
)
page.formula(
    r"1 - \alpha \le P(y \in S) \le 1 - \alpha + \frac{1}{n + 1}",
    lambda N, p: 1 - p[0] <= place_by_counting(N, p) / (N + 1) <= 1 - p[0] + 1 / (N + 1),
)
page.writes("1 - p_y", "1 - p_k", because="what is ordered, as the text beside it says")
page.writes(
    r"1 - \alpha",
    r"\alpha = 0.1",
    r"\alpha = 0.05",
    r"\alpha = 0.01",
    "n + 1",
    because="values put in",
)
