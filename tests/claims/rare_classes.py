import re

import numpy as np
import torch
import torch.nn.functional as F
from scipy import stats

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, signed, when
from tests.programs import load, results

EIGHTS = "rare_classes/ten_eights"
CURVES = "rare_classes/found_and_false"
ONE = "rare_classes/one_bias"
TARGETS = "rare_classes/smoothing_and_mixup"
FOCAL = "rare_classes/focal"
SOFT = "rare_classes/soft_on_digits"
SQUARED = "rare_classes/temperature_squared"
UNSEEN = "rare_classes/unseen_eight"

# By penalty, way, split and column: found, false, p(8), cost, cost with rare eights
eights = results(EIGHTS)
RUNS = eights.runs
PLAIN, WEIGHTS, EVEN, SHIFTED = range(4)


def table(program: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the groups of `pattern` match in the published output of a program."""
    return re.findall(pattern, read_file(f"snippets/{program}.out"), re.M)


def source(program: str) -> str:
    """Return the source of a program."""
    return read_file(f"snippets/{program}.py")


def surely_more(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the mean of paired differences has a 95% interval above 0."""
    gain = np.asarray(one) - np.asarray(other)
    return bool(gain.mean() > stats.t.ppf(0.975, len(gain) - 1) * stats.sem(gain))


page = Claims("rare_classes")

# The beginning
learnt, said, now = (
    row
    for row in (
        re.findall(
            r"share = torch.tensor\(\[(.*)\]\)", source("rare_classes/rare_classes_in_one_minute")
        )[0].split(", "),
        printed(
            "rare_classes/rare_classes_in_one_minute", r"^classes as in training: +(.*)"
        ).split(),
        printed(
            "rare_classes/rare_classes_in_one_minute", r"^equally frequent classes: +(.*)"
        ).split(),
    )
)
page.states("## In one minute", "## 1분 요약", because="the name of a section")
page.says(
    "A model that learnt from few eights finds {few}.",
    "8을 몇 장 보지 못한 모델은 8을 잘 찾지 {few_korean}.",
    few=when(RUNS[1][:, PLAIN, 0].mean() < 0.5, "few"),
    few_korean=when(RUNS[1][:, PLAIN, 0].mean() < 0.5, "못합니다"),
)
page.states(
    "This page measures how, on digits with rare eights.",
    "이 페이지에서는 8이 드문 손글씨 숫자로 그것을 잽니다.",
    because="the subject of the page; 8 is a digit",
)
page.states(
    "divide each by the share that its class had in training, multiply by the share it has now, and "
    "make the sum 1 again.",
    "확률마다 학습 때의 비율로 나누고 지금의 비율을 곱한 다음, 합이 다시 1이 되게 합니다.",
    because="the formula below says the same",
)
page.says(
    "The last class had {share} of the training rows and gets {said}, {thirty} times as much: strong "
    "evidence. Where all {three} classes are equally frequent, the same evidence makes it {now}.",
    "마지막 클래스는 학습용 행에서 {share}을 차지했는데, 그 {thirty_korean} 배인 {said}을 받았습니다. "
    "강한 증거입니다. {three_korean} 클래스가 똑같이 자주 나오는 곳에서는 같은 증거가 {now}가 됩니다.",
    share=learnt[-1],
    said=said[-1],
    thirty={30: "thirty"}[round(float(said[-1]) / float(learnt[-1]))],
    thirty_korean={30: "서른"}[round(float(said[-1]) / float(learnt[-1]))],
    three=ENGLISH[len(learnt)],
    three_korean=KOREAN[len(learnt)],
    now=now[-1],
)

# Rare eights
rows = {
    (C, name.strip()): cells
    for C, block in zip(
        (1, 100), read_file(f"snippets/{EIGHTS}.out").split("C = ")[1:], strict=True
    )
    for name, *cells in re.findall(r"^(\D{13})" + r" +(\S+) ± (?:\S+)" * 5 + "$", block, re.M)
}
found = {key: cells[0] for key, cells in rows.items()}
rare = {key: cells[4] for key, cells in rows.items()}
kept = int(re.findall(r"== 8\]\[(\d+):\]", source(EIGHTS))[0])
splits = int(re.findall(r"for seed in range\((\d+)\)", source(EIGHTS))[0])
page.says(
    "Each of {splits} splits keeps {kept} eights to learn from, and all rows of the other digits. The "
    "{test} test rows have eights as usual. {four} models are compared.",
    "{splits_korean} 가지 분할마다 8은 {kept_korean} 장만, 다른 숫자는 모두 학습용으로 남깁니다. 테스트용 "
    "{test}행에는 8이 평소만큼 있습니다. {four_korean} 모델을 비교합니다.",
    splits=ENGLISH[splits],
    splits_korean=KOREAN[splits],
    kept=ENGLISH[kept],
    kept_korean=KOREAN[kept],
    test=re.findall(r"\[(\d+)\]\)$", source(EIGHTS), re.M)[0],
    four=ENGLISH[len(eights.NAMES)].capitalize(),
    four_korean=KOREAN[len(eights.NAMES)],
)
page.says(
    "The plain model finds {plain} of the eights. What share does it find once it is shifted, without "
    "learning anything new? A guess within 0.1 will do. - [x] {shifted} ± 0.1 It knew what an eight "
    "looks like. It only held eights to be too rare to say so. - [ ] {plain} ± 0.05 The shift raises "
    "the logit of the rare class far more than any other. That {changes} answers.",
    "plain은 8의 {plain}을 찾습니다. 새로 배우는 것 없이 로짓만 옮기면 얼마나 찾을까요? 오차가 0.1 "
    "이내면 맞은 것으로 봅니다. - [x] {shifted} ± 0.1 8의 생김새는 알고 있었습니다. 너무 드물다고 여겨 "
    "8이라고 답하지 않았을 뿐입니다. - [ ] {plain} ± 0.05 드문 클래스의 로짓이 다른 로짓보다 훨씬 많이 "
    "오릅니다. 그러면 답이 {changes_korean}.",
    plain=found[1, "plain"],
    shifted=found[1, "shifted"],
    changes=when(found[1, "plain"] != found[1, "shifted"], "changes"),
    changes_korean=when(found[1, "plain"] != found[1, "shifted"], "바뀝니다"),
)
weights_find = [RUNS[C][:, way, 0].mean() for C in RUNS for way in (WEIGHTS, EVEN)]
page.says(
    "It is {more} than any weights find.",
    "어떤 가중치보다도 {more_korean} 찾습니다.",
    more=when(RUNS[1][:, SHIFTED, 0].mean() > max(weights_find), "more"),
    more_korean=when(RUNS[1][:, SHIFTED, 0].mean() > max(weights_find), "많이"),
)
page.states(
    "*found* is the share of the eights that are found, *false* that of the other digits that are "
    "called 8; *p(8)* is the mean probability of an 8. All are means over the splits, with 95% "
    "intervals.",
    "found는 8 가운데 찾아낸 비율, false는 다른 숫자를 8이라고 답한 비율, p(8)은 8의 평균 확률입니다. 모두 "
    "여러 분할의 평균이고, 95% 신뢰 구간을 붙였습니다.",
    because="the meaning of the columns",
)
most = all(surely_more(RUNS[1][:, SHIFTED, 0], RUNS[1][:, way, 0]) for way in (0, 1, 2))
by_found = np.argsort(RUNS[1][:, :, 0].mean(axis=0))
false_too = (np.diff(RUNS[1][:, by_found, 1].mean(axis=0)) > 0).all()
page.says(
    "With $C = 1$ the shift finds {the_most}, {shifted}. Class weights end at {weights}, drawing evenly "
    "at {even}. Who finds more also calls {more} other digits 8.",
    "$C = 1$에서는 로짓을 옮긴 모델이 {shifted}으로 {the_most_korean} 찾습니다. 클래스 가중치는 {weights}, "
    "고르게 뽑은 표본은 {even}에 그칩니다. 많이 찾는 모델은 다른 숫자도 8이라고 더 {more_korean} "
    "답합니다.",
    the_most=when(most, "the most"),
    the_most_korean=when(most, "가장 많이"),
    shifted=found[1, "shifted"],
    weights=found[1, "class weights"],
    even=found[1, "drawn evenly"],
    more=when(false_too, "more"),
    more_korean=when(false_too, "많이"),
)
worst = all(surely_more(RUNS[1][:, SHIFTED, 4], RUNS[1][:, way, 4]) for way in (0, 1, 2))
page.says(
    "In the last column the test rows are weighted as if eights were as rare as in training. There the "
    "shift is {worst} of the {four}, {shifted} against {plain} for the plain model: it promises eights "
    "that do not come.",
    "마지막 열은 8이 학습 때만큼 드물다고 보고 테스트용 행에 가중치를 준 비용(cost)입니다. 여기서는 로짓을 "
    "옮긴 모델이 넷 가운데 {worst_korean}. plain은 {plain}, 이 모델은 {shifted}입니다. 나오지도 않을 8을 "
    "예고하기 때문입니다.",
    worst=when(worst, "the worst"),
    worst_korean=when(worst, "가장 나쁩니다"),
    four=ENGLISH[len(eights.NAMES)],
    shifted=rare[1, "shifted"],
    plain=rare[1, "plain"],
)
wear = {C: RUNS[C][:, WEIGHTS, 0] - RUNS[C][:, PLAIN, 0] for C in RUNS}
page.says(
    "With a penalty a hundred times weaker the weights {nearly} cease to matter: {weights} against "
    "{plain}.",
    "페널티를 백 배 약하게 하면 가중치는 거의 효과가 {nearly_korean}. {plain}이 {weights}가 될 뿐입니다.",
    nearly=when(surely_more(wear[1], wear[100]) and wear[100].mean() < 0.06, "nearly"),
    nearly_korean=when(surely_more(wear[1], wear[100]) and wear[100].mean() < 0.06, "없습니다"),
    weights=found[100, "class weights"],
    plain=found[100, "plain"],
)
page.says(
    "The shift comes after training, and still finds {shifted}.",
    "로짓은 학습이 끝난 뒤에 옮기므로 여전히 {shifted}을 찾습니다.",
    shifted=when(
        surely_more(RUNS[100][:, SHIFTED, 0], RUNS[100][:, WEIGHTS, 0]), found[100, "shifted"]
    ),
)

# What a weight moves
few, many = re.findall(r"few, many = (\d+), (\d+)", source(ONE))[0]
page.says(
    "Now one feature, {few} rows of class 1 and {many} of class 0. `pos_weight=10` counts each row of "
    "class 1 {ten} times.",
    "이제 특성은 하나, 클래스 1은 {few}행, 클래스 0은 {many}행입니다. `pos_weight=10`은 클래스 1의 행을 "
    "하나하나 {ten_korean} 번씩 셉니다.",
    few=few,
    many=many,
    ten=ENGLISH[int(many) // int(few)],
    ten_korean=KOREAN[int(many) // int(few)],
)
lines = {
    name.strip(): tuple(numbers)
    for name, *numbers in table(
        ONE, r"^(plain|pos_weight=10|ten copies|adjusted loss) +(\S+) +(\S+) +(\S+)$"
    )
}
copied = lines["pos_weight=10"] == lines["ten copies"]
page.says(
    "`pos_weight` and copies are {one} thing: the {same} weight, the {same} bias.",
    "`pos_weight`와 복제는 {one_korean} 것입니다. 가중치도 편향(bias)도 {same_korean}.",
    one=when(copied, "one"),
    one_korean=when(copied, "같은"),
    same=when(copied, "same"),
    same_korean=when(copied, "같습니다"),
)
higher = float(lines["adjusted loss"][1]) - float(lines["plain"][1])
only_bias = lines["adjusted loss"][0] == lines["plain"][0]
page.says(
    "It ends at {the} plain model's weight, with a bias that is {higher} by ln 10.",
    "가중치는 plain과 {the_korean} 편향만 ln 10만큼 {higher_korean} 끝납니다.",
    the=when(only_bias, "the"),
    the_korean=when(only_bias, "같고"),
    higher=when(abs(higher - float(printed(ONE, r"^ln 10 = (\S+),"))) < 0.002, "higher"),
    higher_korean=when(abs(higher - float(printed(ONE, r"^ln 10 = (\S+),"))) < 0.002, "높게"),
)
page.says(
    "Weights on rows move the model's weight {as_well}: few rows now decide where the boundary lies.",
    "행에 주는 가중치는 모델의 가중치{as_well_korean} 움직입니다. 경계의 위치를 이제 몇 안 되는 행이 "
    "정합니다.",
    as_well=when(lines["pos_weight=10"][0] != lines["plain"][0], "as well"),
    as_well_korean=when(lines["pos_weight=10"][0] != lines["plain"][0], "까지"),
)
promised = {lines[name][2] for name in ("pos_weight=10", "ten copies", "adjusted loss")}
page.says(
    "All {three} give class 1 a mean probability of {promised}, where its share is {share}.",
    "셋 모두 클래스 1의 평균 확률이 {promised}인데, 실제 비율은 {share}입니다.",
    three=when(len(promised) == 1, "three"),
    promised=min(promised),
    share=printed(ONE, r"share of class 1 = (\S+)$"),
)

# Found and false
at_one_percent = table(CURVES, r"^false 0\.01: found (\S+), with weights (\S+) ± (\S+)$")[0]
page.states(
    "Add a number to the logit of 8, and more eights are found and more others are called 8. For two "
    "classes this is a threshold $\\tau$ on the probability:",
    "8의 로짓에 수를 더하면 8을 더 찾고, 다른 숫자도 8이라고 더 많이 답합니다. 클래스가 둘이면 이것은 "
    "확률에 임곗값(threshold) $\\tau$를 두는 것과 같습니다.",
    because="a larger lead gives the answer to more rows; 8 is a digit",
)
page.states(
    "Where a missed 8 costs $c_1$ and a false one $c_0$,",
    "놓친 8의 대가가 $c_1$, 잘못 답한 8의 대가가 $c_0$이면",
    because="names of costs; 8 is a digit",
)
curves = results(CURVES)
mean = curves.mean
page.says(
    "eights found against the share of other digits called 8, from {low:.0f} to {high}. Each has a dot "
    "near the left edge: that of the plain model at {plain:.2f}, that of the class weights at "
    "{weights:.2f}.",
    "가로축은 다른 숫자를 8이라고 답한 비율로 {low:.0f}에서 {high}까지, 세로축은 찾아낸 8의 비율이다. 왼쪽 "
    "끝 가까이에 점이 하나씩 있다. plain의 점은 {plain:.2f}, class weights의 점은 {weights:.2f}에 있다.",
    low=curves.grid[0],
    high=curves.grid[-1],
    plain=when(max(mean[:, -2]) < 0.01, mean[0, -1]),
    weights=mean[1, -1],
)
apart = mean[1, -1] - mean[0, -1]
close = abs(mean[1, :-2] - mean[0, :-2]).max()
page.says(
    "The dots are far apart, the curves are {not_}.",
    "점은 서로 멀고 곡선은 {not_korean}.",
    not_=when(close < apart / 5, "not"),
    not_korean=when(close < apart / 5, "가깝습니다"),
)
gain, error = float(at_one_percent[1]), float(at_one_percent[2])
plain, weighted = curves.runs[:, :, :-2].transpose(1, 2, 0)
is_behind = not any(map(surely_more, weighted, plain))
page.says(
    "With one in a hundred of the other digits called 8, weights change the eights found by {gain} ± "
    "{error}, and along the whole of both curves they are {nowhere} ahead by more than such an "
    "interval. So they moved the threshold and made {no} eight easier to tell. {ten} images teach what "
    "{ten_again} images can.",
    "다른 숫자 100개 가운데 하나를 8이라고 답하는 곳에서 가중치는 찾아낸 8의 비율을 {gain} ± {error}만큼 바꾸고, "
    "두 곡선의 어디에서도 신뢰 구간보다 크게 앞서지 {nowhere_korean}. 임곗값을 옮겼을 뿐, 8을 "
    "더 잘 구별하게 된 것은 {no_korean}. {ten_korean} 장에서는 {ten_korean} 장만큼만 배웁니다.",
    gain=signed(gain),
    error=at_one_percent[2],
    nowhere=when(is_behind, "nowhere"),
    nowhere_korean=when(is_behind, "않습니다"),
    no=when(gain < error, "no"),
    no_korean=when(gain < error, "아닙니다"),
    ten=ENGLISH[kept].capitalize(),
    ten_again=ENGLISH[kept],
    ten_korean=KOREAN[kept],
)

# Smoothing and mixup
page.says(
    "With smoothing 0.1 the label leads by {gap}, and no logits cost less than {cost}. For mixup, one "
    "mixed target costs {the_same} as two losses mixed:",
    "스무딩이 0.1이면 정답의 로짓이 {gap}만큼 앞서고, 어떤 로짓으로도 비용은 {cost}보다 작아지지 않습니다. "
    "믹스업에서는 섞은 정답 하나의 손실이 두 손실을 섞은 것과 {the_same_korean}.",
    gap=printed(TARGETS, r"^ +0\.1 +(\S+) "),
    cost=printed(TARGETS, r"^ +0\.1 +\S+ +(\S+)$"),
    the_same=when(
        printed(TARGETS, r"^two losses mixed: (.*)")
        == printed(TARGETS, r"^one mixed target: (.*)"),
        "the same",
    ),
    the_same_korean=when(
        printed(TARGETS, r"^two losses mixed: (.*)")
        == printed(TARGETS, r"^one mixed target: (.*)"),
        "같습니다",
    ),
)

# Focal loss
shares = printed(FOCAL, r"^it happens in: +(.*)").split()
best = {
    gamma: numbers.split() for gamma, numbers in table(FOCAL, r"^gamma (\d): p is best at (.*)$")
}
likely = shares.index("0.90")
page.says(
    "Something happens in {share} of all cases. A model must give one probability for it, and pays the "
    "focal loss with $\\gamma = 2$. Which probability costs least, in the mean? A guess within 0.05 "
    "will do. - [x] {best} ± 0.05",
    "어떤 일이 {share}의 비율로 일어납니다. 모델은 언제나 같은 확률 하나를 내놓고, $\\gamma = 2$인 초점 "
    "손실을 치릅니다. 평균 손실이 가장 작은 확률은 얼마일까요? 오차가 0.05 이내면 맞은 것으로 봅니다. - "
    "[x] {best} ± 0.05",
    share=f"{float(shares[likely]):g}",
    best=best["2"][likely],
)
true = all(float(p) == float(share) for p, share in zip(best["0"], shares, strict=True))
page.says(
    "- [ ] {share} ± 0.05 That is best for cross-entropy, whose minimum {is_} the truth. Focal loss has "
    "another.",
    "- [ ] {share} ± 0.05 교차 엔트로피라면 그렇습니다. 참값에서 가장 {is_korean}. 초점 손실은 다른 곳에서 "
    "가장 작습니다.",
    share=f"{float(shares[likely]):g}",
    is_=when(true, "is"),
    is_korean=when(true, "작기 때문입니다"),
)
page.says(
    "It lies between 0.5 and {share}: this loss punishes a doubt about the likely case less.",
    "0.5와 {share} 사이에 있습니다. 이 손실은 자주 일어나는 쪽을 의심해도 덜 벌합니다.",
    share=when(0.5 < float(best["2"][likely]) < 0.9, f"{float(shares[likely]):g}"),
)
distances = [[abs(float(p) - 0.5) for p in best[gamma]] for gamma in sorted(best, key=int)]
nearer = bool((np.diff(distances, axis=0) < 0).all())
page.says(
    "The best answer lies {nearer} to 0.5 than the truth, the more so the larger $\\gamma$. What comes "
    "out is {no} probability, and a model that says {best} may be right in {share} of all cases. The "
    "order of two cases {stays}.",
    "가장 좋은 답은 참값보다 0.5에 {nearer_korean}, $\\gamma$가 클수록 더 그렇습니다. 나온 값은 확률이 "
    "{no_korean}. {best}라고 말하는 모델이 실제로는 {share}를 맞힐 수 있습니다. 어느 쪽이 더 큰지는 "
    "{stays_korean}.",
    nearer=when(nearer, "nearer"),
    nearer_korean=when(nearer, "가깝고"),
    no=when(nearer, "no"),
    no_korean=when(nearer, "아닙니다"),
    best=best["2"][likely],
    share=f"{float(shares[likely]):g}",
    stays=when(all(p == sorted(p) for p in best.values()), "stays"),
    stays_korean=when(all(p == sorted(p) for p in best.values()), "바뀌지 않습니다"),
)

# What it does to digits
soft = results(SOFT)
measured = {way: (numbers[0].numpy(), numbers[3].numpy()) for way, numbers in soft.runs.items()}
cells = {
    name.strip(): numbers
    for name, *numbers in table(
        SOFT, r"^(labels|smoothing|mixup|focal) +" + r" +".join([r"(\S+) ± \S+"] * 4) + "$"
    )
}
page.says(
    "A network with {units} hidden units learns from {ten} eights and {others} other rows: {steps} "
    "steps, on {splits} splits, with each method.",
    "은닉 유닛이 {units}개인 신경망이 8 {ten_korean} 장과 다른 {others}행에서 배웁니다. 방법마다 "
    "{steps}스텝(step)씩, {splits_korean} 가지 분할에서 학습합니다.",
    units=re.findall(r"\(64, (\d+)\)", source(SOFT))[0],
    ten=ENGLISH[int(re.findall(r"== 8\]\[:(\d+)\]", source(SOFT))[0])],
    ten_korean=KOREAN[int(re.findall(r"== 8\]\[:(\d+)\]", source(SOFT))[0])],
    others=re.findall(r"!= 8\]\[:(\d+)\]", source(SOFT))[0],
    steps=re.findall(r"steps=(\d+)", source(SOFT))[0],
    splits=ENGLISH[len(soft.splits)],
    splits_korean=KOREAN[len(soft.splits)],
)
as_often = cells["smoothing"][1] == cells["labels"][1]
agree = abs(float(cells["labels"][1]) - float(cells["labels"][2])) < 0.02
page.says(
    "With labels, confidence and accuracy {nearly} agree: {confidence} and {right}. Smoothing is "
    "{as_often} right, and says {smoothing}. Focal loss says {focal}.",
    "레이블로 배우면 확신도와 정확도가 {confidence}와 {right}으로 {nearly_korean} 같습니다. 스무딩은 "
    "맞히는 비율이 {as_often_korean} {smoothing}이라고 말하고, 초점 손실은 {focal}이라고 말합니다.",
    nearly=when(agree, "nearly"),
    nearly_korean=when(agree, "거의"),
    confidence=cells["labels"][2],
    right=cells["labels"][1],
    as_often=when(as_often, "as often"),
    as_often_korean=when(as_often, "같은데"),
    smoothing=cells["smoothing"][2],
    focal=cells["focal"][2],
)
rises = all(surely_more(measured[w][1], measured["labels"][1]) for w in measured if w != "labels")
loses = float(cells["mixup"][0]) < 0.1
page.says(
    "The cost {rises} with all {three} methods. Mixup, in as many steps, loses {nearly} all eights: an "
    "image with an eight in it is almost always mixed with another digit.",
    "비용은 {three_korean} 방법 모두에서 {rises_korean}. 믹스업은 같은 스텝 동안 8을 {nearly_korean} 잃습니다. 8이 "
    "든 이미지에는 거의 언제나 다른 숫자가 섞이기 때문입니다.",
    rises=when(rises, "rises"),
    rises_korean=when(rises, "높아집니다"),
    three=ENGLISH[len(measured) - 1],
    three_korean=KOREAN[len(measured) - 1],
    nearly=when(loses, "nearly"),
    nearly_korean=when(loses, "거의 다"),
)
none_more = not any(surely_more(measured[w][0], measured["labels"][0]) for w in measured)
page.says(
    "{none} of them finds clearly more.",
    "어느 방법도 8을 뚜렷이 더 찾지 {none_korean}.",
    none=when(none_more, "None"),
    none_korean=when(none_more, "못합니다"),
)

# Why T squared
norms = {line[0]: line[1] for line in table(SQUARED, r"^(\d) +\S+ +(\S+)$")}
page.says(
    "With it the gradient stays: {first} at $T = 1$, {last} at 8. It nears {limit}, the distance of the "
    "logits themselves over $K$.",
    "곱하면 기울기가 유지됩니다. $T = 1$에서 {first}, 8에서 {last}이고, 로짓 사이의 차이를 $K$로 나눈 "
    "{limit}에 다가갑니다.",
    first=norms["1"],
    last=norms["8"],
    limit=printed(SQUARED, r"^logits apart, over K: (\S+)"),
)

# An eight that nobody showed
students = {
    name.strip(): (float(eights), float(right), eights)
    for name, eights, right in table(UNSEEN, r"^(teacher|labels|T = \d) +(\S+) ± \S+ +(\S+) ± \S+$")
}
more_than_half = students["T = 8"][0] > 0.5
page.says(
    "The student never sees an eight. At $T = 8$ the teacher's probabilities are its targets. How many "
    "of the eights among the test rows does it find? - [ ] None So it is with labels. But the teacher "
    "also says how much of an eight is in each three. - [ ] One in ten, as if by chance",
    "학생은 8을 한 번도 보지 못합니다. $T = 8$에서 구한 교사의 확률이 정답입니다. 테스트용 행의 8을 얼마나 "
    "찾을까요? - [ ] 하나도 찾지 못합니다. 레이블로 배우면 그렇습니다. 그러나 교사는 3 한 장 한 장이 "
    "얼마나 8 같은지도 말해 줍니다. - [ ] 우연처럼 열에 하나를 찾습니다.",
)
page.says(
    "- [x] More than {half} What an eight looks like is in the "
    "probabilities that the teacher gives to 8 when it looks at other digits.",
    "- [x] {half_korean} 넘게 찾습니다. 교사가 다른 숫자를 "
    "보고 8에 주는 확률 속에 8의 생김새가 들어 있습니다.",
    half=when(more_than_half, "half"),
    half_korean=when(more_than_half, "절반"),
)
page.says(
    "With labels it finds {none}. With the teacher's probabilities it finds {first} at $T = 1$, and "
    "{last} at $T = 8$,",
    "레이블로 배우면 하나도 찾지 {none_korean}. 교사의 확률로 배우면 $T = 1$에서 {first}, $T = 8$에서 "
    "{last}를 찾습니다.",
    none=when(students["labels"][0] == 0, "none"),
    none_korean=when(students["labels"][0] == 0, "못합니다"),
    first=students["T = 1"][2],
    last=students["T = 8"][2],
)

# Where "eight" is only the digit, and a description that counts the splits
page.says(
    "measured on digits over {splits} splits.",
    "손글씨 숫자의 {splits_korean} 가지 분할에서 잽니다.",
    splits=when(splits == len(soft.splits), ENGLISH[splits]),
    splits_korean=when(splits == len(soft.splits), KOREAN[splits]),
)
for english, korean in (
    ("## Rare eights", "## 드문 8"),
    ("and there is hardly an eight to spare for that;", "그럴 만큼 8이 넉넉하지 않습니다."),
    ("## An eight that nobody showed", "## 아무도 보여 주지 않은 8"),
    (
        "The student, a smaller network, gets no eight at all:",
        "더 작은 신경망인 학생은 8을 한 장도 보지 못하고,",
    ),
    ("the same model with all eights,", "8을 모두 배운 같은 모델과,"),
):
    page.states(
        english, korean, because="eight is the digit; tests hold that the student sees none"
    )

# Formulas


def penalty_free_minimum(p: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Return the gradient, in the logits, of the weighted cost of one distribution for all rows."""
    best = w * p / (w * p).sum()
    z = best.log().requires_grad_()
    cost = -(w * p * z.log_softmax(0)).sum()
    return torch.autograd.grad(cost, z)[0]


def distilled(z: torch.Tensor, p: torch.Tensor, T: torch.Tensor) -> torch.Tensor:
    """Return the gradient of T²H(P, Q) in the logits of the student, by autograd."""
    z = z.clone().requires_grad_()
    return torch.autograd.grad(T**2 * F.cross_entropy(z / T, p), z)[0]


page.formula(
    r"\frac{w_k \pi_k}{\sum_j w_j \pi_j}",
    penalty_free_minimum,
    lambda p: torch.zeros_like(p),
)
page.formula(
    r"p'_k = \frac{p_k \, \pi'_k / \pi_k}{\sum_j p_j \, \pi'_j / \pi_j}",
    lambda p, P, Q: (p * Q / P) / (p * Q / P).sum(),
    lambda p, P, Q: (p.log() - P.log() + Q.log()).softmax(0),
)
page.formula(
    r"p > \tau \iff \ln\frac{p}{1 - p} > \ln\frac{\tau}{1 - \tau}",
    lambda p, u: (p[0] / (1 - p[0])).log() > u,
    lambda p, u: p[0] > torch.sigmoid(u),
)
page.formula(
    r"\tau = \frac{c_0}{c_0 + c_1}",
    lambda t, T, p: p > t / (t + T),
    lambda t, T, p: p * T > (1 - p) * t,  # to miss costs more, in the mean, than to answer falsely
)
page.formula(
    r"\ln\left(1 + \frac{K (1 - s)}{s}\right)",
    lambda K, u: (1 + K * (1 - torch.sigmoid(u)) / torch.sigmoid(u)).log(),
    lambda K, u: (1 - torch.sigmoid(u) + torch.sigmoid(u) / K).log() - (torch.sigmoid(u) / K).log(),
)
page.formula(
    r"-(1 - p_y)^\gamma \ln p_y",
    lambda z, y, t: -((1 - z.softmax(0)[y]) ** t) * z.log_softmax(0)[y],
    lambda z, y, t: load(FOCAL).focal(z.softmax(0)[y], t),
)
page.formula(
    r"\frac{\partial}{\partial z} \, T^2 H(P_T, Q_T) = T \, (Q_T - P_T)",
    lambda z, p, T: T * ((z / T).softmax(0) - p),
    distilled,
)
page.writes(
    r"\gamma = 0",
    r"\gamma = 2",
    r"\gamma",
    r"\tau",
    r"\pi'",
    r"T = 1",
    r"T = 8",
    r"C = 1",
    r"1 / T^2",
    because="values of letters, and how the gradient fades, which the program prints",
)
page.states(
    "Two curves that rise steeply",
    "가파르게 오르며 나란히 붙어 가는 두 곡선.",
    because="one a model",
)
page.states(
    "mixes two rows, images and targets alike",
    "무작위로 뽑은 비율로 두 행을 섞습니다.",
    because="a definition",
)
page.states(
    "how many rows tell two methods apart.",
    "두 방법을 구별하려면 몇 행이 필요한지 잽니다.",
    because="what the page that is linked measures",
)
page.states(
    "program tries every threshold on both models.",
    "두 모델에 모든 임곗값을 적용해 봅니다.",
    because="plain and weighted",
)
