import json
import re
from itertools import combinations, pairwise
from math import comb
from statistics import NormalDist

import torch
import torch.nn.functional as F
from sklearn.neighbors import KNeighborsClassifier
from torch.utils.data import DataLoader, TensorDataset

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when
from tests.programs import results

ORDER = "batches/order_of_rows"
MEANS = "batches/mean_of_means"
SIZE = "batches/batch_size"
STOP = "batches/early_stopping"
MANY = "batches/best_of_many"
MODES = "batches/eval_and_no_grad"
FIRST = "batches/one_batch_first"
TWO = "batches/two_models"
ROWS = "batches/how_many_test_rows"


def table(program: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what the groups of `pattern` match in the published output of a program."""
    return re.findall(pattern, read_file(f"snippets/{program}.out"), re.M)


def source(program: str) -> str:
    """Return the source of a program."""
    return read_file(f"snippets/{program}.py")


page = Claims("batches")

# The beginning, and the first section
page.says(
    "The walkthrough gave all {eight} rows to every step, and judged the model by the same rows. "
    "With more rows, neither will do.",
    "PyTorch 따라가기에서는 스텝(step)마다 {eight_korean} 행을 모두 쓰고, 같은 행으로 모델을 "
    "평가했습니다. 행이 많아지면 둘 다 통하지 않습니다.",
    eight=ENGLISH[len(re.findall(r"^    \[\d, \d, \d, \d\]", source(MEANS), re.M))],
    eight_korean=KOREAN[len(re.findall(r"^    \[\d, \d, \d, \d\]", source(MEANS), re.M))],
)
images = printed(ROWS, r"^right \d+ and \d+ of (\d+)")
page.says(
    "measures on {images} images of digits what each of these habits is worth.",
    "이런 습관 하나하나의 효과를 손글씨 숫자 {images}장으로 잽니다.",
    images=images,
)
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)

page.states(
    "the number of test rows that tell two models apart. ---",
    "두 모델을 구별할 테스트용 행의 수까지",
    because="what the page is about: a lead of one over the other",
)

# A new order for each epoch
lists = {
    name.strip(): json.loads(batches)
    for name, batches in re.findall(r"^(.{16}) (\[\[.*)$", read_file(f"snippets/{ORDER}.out"), re.M)
}
count = sum(map(len, lists["epoch 0"]))
page.says(
    "Here it loads the numbers of {ten} rows, so that they tell which row comes when.",
    "어느 행이 언제 나오는지 보이도록, 여기서는 {ten_korean} 행의 번호를 읽습니다.",
    ten=ENGLISH[count],
    ten_korean=KOREAN[count],
)
changes = lists["then training"] != lists["training"]
torch.manual_seed(0)
list(DataLoader(TensorDataset(torch.arange(10)), 4))
left = torch.rand(1)
torch.manual_seed(0)
draws = not torch.equal(left, torch.rand(1))
page.says(
    "But whenever a loader is read, it {draws} a seed for processes that might help it, even if it "
    "has none. - [x] {yes} Reading any loader takes a number from the common generator, and the "
    "next order begins one number later.",
    "그러나 어떤 로더든 읽을 때마다, 도와줄 프로세스가 없어도 그 프로세스에 줄 시드를 "
    "{draws_korean}. - [x] {yes_korean} 로더를 읽으면 공용 생성기에서 수를 하나 꺼내므로, 다음 "
    "순서는 수 하나만큼 뒤에서 시작합니다.",
    draws=when(draws, "draws"),
    draws_korean=when(draws, "뽑습니다"),
    yes=when(changes, "Yes"),
    yes_korean=when(changes, "달라집니다."),
)
same = lists["same seed again"] == lists["epoch 0"]
last = len(lists["epoch 0"][-1])
page.says(
    "The same seed gives the {same} order, and the second epoch has {another}. {ten} rows in "
    "{fours} leave a batch of {two}; `drop_last` leaves those rows out, other ones in each epoch.",
    "시드(seed)가 같으면 순서도 {same_korean}, 둘째 에폭의 순서는 {another_korean}. {ten_korean} "
    "행을 {fours_korean}씩 나누면 {two_korean} 행짜리 배치가 남습니다. `drop_last`는 그 "
    "{two_korean} 행을 버리며, 버려지는 행은 에폭마다 다릅니다.",
    same=when(same, "same"),
    same_korean=when(same, "같고"),
    another=when(lists["epoch 1"] != lists["epoch 0"], "another"),
    another_korean=when(lists["epoch 1"] != lists["epoch 0"], "다릅니다"),
    ten=ENGLISH[count].capitalize(),
    ten_korean=KOREAN[count],
    fours={4: "fours"}[len(lists["epoch 0"][0])],
    fours_korean={4: "넷"}[len(lists["epoch 0"][0])],
    two=when(lists["drop_last"] == lists["epoch 0"][:-1], ENGLISH[last]),
    two_korean=when(lists["drop_last"] == lists["epoch 0"][:-1], KOREAN[last]),
)
page.says(
    "Without a generator of its own, the order depends on all that was drawn before: on one more "
    "layer, on one more look at the validation rows.",
    "생성기를 따로 주지 않으면 순서는 그 전에 뽑은 모든 난수에 달려 있습니다. 층이 하나 늘거나 "
    "검증을 한 번 더 하기만 해도 순서가 바뀝니다.",
)

# The last batch
cost = {
    name: printed(MEANS, rf"^{name} +cost (\S+),")
    for name in ("all rows", "mean of means", "by share of rows", "sum of means")
}
slope = {
    name: [float(g) for g in printed(MEANS, rf"^{name} .*gradient +(.*)").split()] for name in cost
}
sizes = [int(n) for n in printed(MEANS, r"^batches of (.*)").split()]
page.says(
    "The loss of a batch is a mean over its rows. {eight} rows in threes leave a batch of {two}, "
    "and then the mean of the means is {no} the mean over all rows. Each batch has to count by its "
    "share of the rows: $$L = \\sum_{b} \\frac{N_b}{N} L_b$$",
    "배치의 손실(loss)은 그 안의 행을 평균한 것입니다. {eight_korean} 행을 셋씩 나누면 "
    "{two_korean} 행짜리 배치가 남고, 그러면 평균의 평균은 모든 행의 평균이 {no_korean}. 배치마다 "
    "그 행이 차지하는 비율만큼 반영해야 합니다. $$L = \\sum_{b} \\frac{N_b}{N} L_b$$",
    eight=ENGLISH[sum(sizes)].capitalize(),
    eight_korean=KOREAN[sum(sizes)],
    two=ENGLISH[sizes[-1]],
    two_korean=KOREAN[sizes[-1]],
    no=when(cost["mean of means"] != cost["all rows"], "not"),
    no_korean=when(cost["mean of means"] != cost["all rows"], "아닙니다"),
)
page.says(
    "The program takes the {eight} rows of the walkthrough at the start of its log. It adds up the "
    "gradients of {three} batches before any step, as one does if a large batch does not fit into "
    "memory: *gradient accumulation*.",
    "다음 프로그램은 PyTorch 따라가기의 로그가 시작하는 곳에서 그 {eight_korean} 행을 씁니다. 큰 "
    "배치가 메모리에 담기지 않을 때처럼, 스텝을 가기 전에 {three_korean} 배치의 기울기(gradient)를 "
    "더합니다. 이것이 *기울기 누적*(gradient accumulation)입니다.",
    eight=ENGLISH[sum(sizes)],
    eight_korean=KOREAN[sum(sizes)],
    three=ENGLISH[len(sizes)],
    three_korean=KOREAN[len(sizes)],
)
agree = (cost["by share of rows"], slope["by share of rows"]) == (
    cost["all rows"],
    slope["all rows"],
)
heavier = sizes[0] / sizes[-1]
page.says(
    "Weighted by their share, the {three} batches give {the} cost and gradient of all rows. The "
    "mean of means reports {wrong} instead of {right}: the {two} rows of the last batch have large "
    "losses, and each counts {half} as much as a row of the others.",
    "비율을 곱해 더하면 {three_korean} 배치의 비용(cost)과 기울기는 모든 행의 것과 {the_korean}. "
    "평균의 평균은 {right}이어야 할 비용을 {wrong}으로 알려 줍니다. 마지막 배치의 {two_korean} "
    "행은 손실이 큰데, 한 행이 다른 배치의 행보다 {half_korean} 무겁게 반영됩니다.",
    three=ENGLISH[len(sizes)],
    three_korean=KOREAN[len(sizes)],
    the=when(agree, "the"),
    the_korean=when(agree, "같습니다"),
    wrong=cost["mean of means"],
    right=cost["all rows"],
    two=ENGLISH[sizes[-1]],
    two_korean=KOREAN[sizes[-1]],
    half={1.5: "one and a half times"}[heavier],
    half_korean={1.5: "한 배 반"}[heavier],
)
times = {
    round(a / b, 1) for a, b in zip(slope["sum of means"], slope["mean of means"], strict=True)
}
page.says(
    "The gradient of the sum is {three} times as long as that of the mean. Whoever forgets to "
    "divide trains with {three} times the learning rate.",
    "더하기만 하면 기울기가 평균일 때의 {three_korean} 배입니다. 나누는 것을 잊으면 "
    "학습률(learning rate)을 {three_korean} 배로 올린 셈입니다.",
    three=when(times == {3.0}, ENGLISH[len(sizes)]),
    three_korean=when(times == {3.0}, KOREAN[len(sizes)]),
)

# What a small batch buys
page.states(
    "$$\\sqrt{\\frac{S}{B} \\cdot \\frac{N - B}{N - 1}}$$",
    "$$\\sqrt{\\frac{S}{B} \\cdot \\frac{N - B}{N - 1}}$$",
    because="a test compares the formula with all batches there are",
)
batches = {
    int(line[0]): line[1:]
    for line in table(SIZE, r"^ *(\d+) +(\d+)  (\S+)  (\S+)  (\S+) to (\S+)$")
}
epochs = int(re.findall(r"epochs=(\d+)", source(SIZE))[0])
seeds = int(re.findall(r"for seed in range\((\d+)\)", source(SIZE))[0])
page.says(
    "The program compares this law with {draws} draws of each size. Then it trains for {four} "
    "epochs, from {five} seeds, and prints the lowest and the highest cost.",
    "다음 프로그램은 크기마다 {draws}번 뽑아 이 식과 비교합니다. 그런 다음 시드 {five_korean} 개로 "
    "{four_korean} 에폭씩 학습하고, 가장 낮은 비용과 가장 높은 비용을 출력합니다.",
    draws=re.findall(r"range\((\d{3})\)", source(SIZE))[0],
    four=ENGLISH[epochs],
    four_korean=KOREAN[epochs],
    five=ENGLISH[seeds],
    five_korean=KOREAN[seeds],
)
small, four_times, *_, whole = sorted(batches)
halves = round(float(batches[small][1]) / float(batches[four_times][1])) == 2
ends = [(float(low), float(high)) for _, (*_, low, high) in sorted(batches.items())]
further = all(one[1] < next_one[0] for one, next_one in pairwise(ends))
page.says(
    "While a batch is a small part of all rows, {four_again} times its rows {halve} the noise, "
    "at {four_again} times the work. Here many cheap, noisy steps get {further} than a few exact "
    "ones: with all rows in one batch, {epochs} epochs are {epochs} steps and end at {low} or "
    "more; batches of {small} make {steps} steps of them and end at {high} or less. The rate was "
    "the same for all.",
    "배치가 전체의 작은 일부인 동안에는, 행을 {four_korean} 배로 늘리면 계산도 {four_korean} 배가 되지만 잡음은 {halve_korean}. "
    "여기서는 정확한 스텝 몇 번보다 잡음 섞인 가벼운 스텝 여러 번이 {further_korean} 갑니다. 모든 행을 한 배치에 넣으면 {epochs_korean} "
    "에폭은 {epochs_korean} 스텝이고, 비용은 {low}보다 낮아지지 않습니다. 배치가 {small}이면 {epochs_korean} 에폭에 "
    "{steps}스텝을 가고, 비용은 높아야 {high}입니다. 학습률은 모두 같았습니다.",
    four_again=ENGLISH[four_times // small],
    four_korean=KOREAN[four_times // small],
    halve=when(halves, "halve"),
    halve_korean=when(halves, "반으로 줄 뿐입니다"),
    further=when(further, "further"),
    further_korean=when(further, "더 멀리"),
    epochs=when(batches[whole][0] == "1", ENGLISH[epochs]),
    epochs_korean=when(batches[whole][0] == "1", KOREAN[epochs]),
    low=batches[whole][3],
    small=small,
    steps=epochs * int(batches[small][0]),
    high=batches[small][4],
)

# Training, validation, test
parts = re.findall(r"split\(\[(\d+), (\d+), (\d+)\]\)", source(STOP))[0]
saved = [tuple(map(float, pair)) for pair in table(STOP, r"saved (\S+) ± (\S+)")]
tests = [(float(best), float(end)) for best, end in table(STOP, r"test (\S+), at the end (\S+)")]
sound, drawn = tests[:5], tests[5:]
mislabelled = int(printed(STOP, r"^([1-9]\d*) of 300 training labels"))
page.says(
    "Here a network with a hidden layer learns from {train} rows. *Early stopping* takes the epoch "
    "whose validation cost was least; {test} test rows tell what that was worth.",
    "여기서는 은닉층이 하나 있는 신경망이 {train}개 행으로 배웁니다. *조기 종료*(early "
    "stopping)는 검증 비용이 가장 낮았던 에폭의 모델을 택합니다. 그 효과는 테스트용 행 {test}개가 "
    "알려 줍니다.",
    train=parts[0],
    test=parts[2],
)
mean = results(STOP).mean
least = int(mean[:, 1].argmin())
back = mean[-1, 1] > mean[least, 1] + 0.03 and mean[0, 1] > mean[least, 1]
page.says(
    "Two costs against {epochs} epochs. That of the training rows {falls} all the way. That of the "
    "validation rows falls, is least at a dashed line at epoch {least}, and {rises} again.",
    "{epochs}에폭에 걸친 두 비용. 학습용 행의 비용은 끝까지 {falls_korean}. 검증용 행의 비용은 "
    "내려가다가 파선을 그은 {least}에폭에서 가장 낮고, 그 뒤로 다시 {rises_korean}.",
    epochs=len(mean),
    falls=when((mean[:, 0].diff() < 0).all(), "falls"),
    falls_korean=when((mean[:, 0].diff() < 0).all(), "내려간다"),
    least=least + 1,
    rises=when(back, "rises"),
    rises_korean=when(back, "오른다"),
)
up = (mean[1:least, 0] > mean[1:least, 1]).all()
page.says(
    "The mean of {five} splits with {mislabelled} labels drawn at random, which {hold} the training "
    "cost up at first. Up to the dashed line {both} costs fall. After it {only} the training cost does: "
    "what is learnt there is of no use to other rows.",
    "레이블 {mislabelled}개를 무작위로 뽑은 {five_korean} 분할의 평균입니다. 처음에는 이 레이블 때문에 "
    "학습 비용이 더 {hold_korean}. 파선까지는 {both_korean} 비용이 함께 내려갑니다. 그 뒤로는 학습 "
    "비용만 {only_korean}. 거기서 배우는 것은 다른 행에 쓸모가 없습니다.",
    five=ENGLISH[len(drawn)],
    five_korean=KOREAN[len(drawn)],
    mislabelled=mislabelled,
    hold=when(up, "hold"),
    hold_korean=when(up, "높습니다"),
    both=when((mean[: least + 1, :2].diff(dim=0) < 0).all(), "both"),
    both_korean=when((mean[: least + 1, :2].diff(dim=0) < 0).all(), "두"),
    only=when(back, "only"),
    only_korean=when(back, "내려갑니다"),
)
(little, little_error), (much, much_error) = saved
none_loses = all(best <= end for best, end in drawn)
page.says(
    "With sound labels there is little to save here: {little} ± {little_error} of the test cost, "
    "in the mean of {five} splits with its 95% interval, which {contains} 0. With {a_fifth} of "
    "the training labels drawn at random it is {much} ± {much_error}, and {no} split loses.",
    "여기서는 레이블이 바르면 일찍 멈추어도 얻는 것이 거의 없습니다. {five_korean} 분할에서 테스트 비용은 평균 {little} ± "
    "{little_error}만큼 줄었고(95% 신뢰 구간), 이 구간은 0을 {holds_korean}. 학습용 레이블의 {a_fifth_korean}을 무작위로 "
    "뽑으면 {much} ± {much_error}만큼 줄고, 늘어난 분할은 {no_korean}.",
    little=f"{little:.3f}",
    little_error=f"{little_error:.3f}",
    five=ENGLISH[len(sound)],
    five_korean=KOREAN[len(sound)],
    contains=when(abs(little) < little_error, "contains"),
    holds_korean=when(abs(little) < little_error, "포함합니다"),
    a_fifth={5: "a fifth"}[int(parts[0]) // mislabelled],
    a_fifth_korean={5: "5분의 1"}[int(parts[0]) // mislabelled],
    much=f"{much:.3f}",
    much_error=f"{much_error:.3f}",
    no=when(none_loses and much > much_error, "no"),
    no_korean=when(none_loses and much > much_error, "없습니다"),
)

# Validation rows wear out
gaps = {
    (int(held), int(count)): (float(gap), float(error), gap.removeprefix("+"))
    for held, count, gap, error in table(MANY, r"^(\d+), +(\d+): ([+-]\S+) ± (\S+)$")
}
few, many = sorted({held for held, _ in gaps})
crowd = max(count for _, count in gaps)
pixels = re.findall(r"randperm\(64\)\[:(\d+)\]", source(MANY))[0]
splits = re.findall(r"splits=(\d+)", source(MANY))[0]
page.says(
    "The program makes {crowd} weak models, each of which sees {pixels} pixels drawn at random and "
    "answers the digit whose mean image is nearest. It takes the best on the validation rows, and "
    "compares that accuracy with the one on test rows, over {splits} splits.",
    "다음 프로그램은 약한 모델 {crowd}개를 만듭니다. 모델마다 무작위로 뽑은 {pixels}픽셀만 보고, "
    "평균 이미지가 가장 가까운 숫자를 답합니다. 검증용 행에서 가장 좋은 모델을 고른 다음, 그 "
    "정확도를 테스트용 행의 정확도와 비교합니다. 이것을 {splits}가지 분할에서 되풀이합니다.",
    crowd=crowd,
    pixels=pixels,
    splits=splits,
)
honest = all(abs(gap) < error for (_, count), (gap, error, _) in gaps.items() if count == 1)
lucky = gaps[few, crowd][0] > gaps[few, crowd][1] and gaps[few, crowd][0] > gaps[many, crowd][0]
page.says(
    "On average, a single model looks {as_good} as it is. The best of {crowd} looks {better}, by "
    "{gap} ± {gap_error} on {few} validation rows: the winner is not only good, but lucky too. "
    "With {many} rows there is {less} luck to be had.",
    "모델이 하나면 평균적으로 {as_good_korean} 좋습니다. {crowd}개 가운데 가장 좋은 것은 검증용 행이 {few}개일 때 실제보다 {gap} ± "
    "{gap_error}만큼 {better_korean} 보입니다. 뽑힌 모델은 실력도 있지만 운도 좋았기 때문입니다. 행이 {many}개면 운이 끼어들 틈이 "
    "{less_korean}.",
    as_good=when(honest, "as good"),
    as_good_korean=when(honest, "보이는 만큼"),
    crowd=crowd,
    better=when(lucky, "better"),
    better_korean=when(lucky, "좋아"),
    gap=gaps[few, crowd][2],
    gap_error=gaps[few, crowd][1],
    few=few,
    many=many,
    less=when(lucky, "less"),
    less_korean=when(lucky, "줄어듭니다"),
)

# eval() and no_grad()
modes = {
    (mode, graph.strip()): tuple(answers)
    for mode, graph, *answers in table(
        MODES, r"^(train|eval) +(no_grad|) +(True|False) +(True|False) +(True|False)$"
    )
}
restless = all(modes["train", graph][:2] == ("False", "True") for graph in ("", "no_grad"))
steady = all(modes["eval", graph][:2] == ("True", "False") for graph in ("", "no_grad"))
page.says(
    "`eval()` changes what some layers compute: dropout stops dropping, and batch normalisation "
    "takes its running mean instead of that of the batch. `no_grad()` changes {nothing} that is "
    "computed; it only keeps no graph.",
    "`eval()`은 몇몇 층의 계산을 바꿉니다. 드롭아웃(dropout)은 더는 값을 버리지 않고, 배치 "
    "정규화(batch normalization)는 배치의 평균 대신 그동안 쌓은 이동 평균(running mean)을 씁니다. "
    "`no_grad()`는 계산을 {nothing_korean} 바꾸지 않고, 그래프만 남기지 않습니다.",
    nothing=when(steady and modes["eval", "no_grad"][2] == "False", "nothing"),
    nothing_korean=when(steady and modes["eval", "no_grad"][2] == "False", "전혀"),
)
page.says(
    "In training mode the same rows get {two} different answers, and the running mean {moves}, even "
    "without a graph. Whoever validates by `no_grad()` alone gets noisy numbers, and validation rows "
    "leak into the model. Validation wants both, and `train()` afterwards: exercise.",
    "학습 모드에서는 같은 행에 {two_korean} 번 다른 답이 나오고, 그래프가 없어도 이동 평균이 "
    "{moves_korean}. 그래서 `no_grad()`만 쓰고 검증하면 수치에 잡음이 끼고, 검증용 행이 모델에 "
    "스며듭니다. 검증에는 둘 다 필요하고, 끝나면 `train()`을 불러야 합니다.",
    two=when(restless, "two"),
    two_korean=when(restless, "두"),
    moves=when(restless, "moves"),
    moves_korean=when(restless, "움직입니다"),
)
page.says(
    "The last line {raises}: {one} row alone has no spread to normalise by. This is how training "
    "ends in the middle of a night when the last batch of an epoch has {one} row.",
    "마지막 줄은 {raises_korean}. 행이 하나뿐이면 정규화에 쓸 분산이 없습니다. 에폭의 마지막 "
    "배치가 {one_korean} 행이면 한밤중에 학습이 이렇게 끊깁니다.",
    raises=when(source(MODES).strip().endswith("# raises ValueError"), "raises"),
    raises_korean=when(source(MODES).strip().endswith("# raises ValueError"), "오류를 냅니다"),
    one="one",
    one_korean="한",
)

page.states(
    "Two switches, often taken for one.",
    "흔히 하나로 여기지만 둘은 다른 스위치입니다.",
    because="the heading names both",
)

# A loss that does not fall
faults = {
    name.strip(): tuple(float(number) for number in numbers)
    for name, *numbers in table(
        FIRST,
        r"^([a-z_ 0-9]{16}) +(\S+) to +(\S+) +(\S+) to +(\S+) +(\S+) to +(\S+)$",
    )
}
none = faults["none"]
ln_10 = float(torch.tensor(10.0).log())
sixteen = int(re.findall(r"torch.arange\((\d\d)\)", source(FIRST))[0])
page.states(
    "1. *The first cost.* Is it near ln 10?",
    "1. *첫 비용.* ln 10에 가깝습니까?",
    because="the place in a list, and the number of digits",
)
page.says(
    "2. *One batch*, the same {sixteen} rows at every step. Does the cost go towards {zero:.0f}?",
    "2. *배치 하나*, 곧 스텝마다 같은 {sixteen_korean} 행. 비용이 {zero:.0f}에 다가갑니까?",
    sixteen=ENGLISH[sixteen],
    sixteen_korean=KOREAN[sixteen],
    zero=none[3],
)
page.states("3. *All rows.*", "3. *모든 행.*", because="the place in a list")
shifted = faults["labels shifted"]
page.says(
    "A model that has learnt nothing is {as_wrong} with these labels as with those. - [ ] One batch "
    "Sixteen rows with {pixels} pixels can be learnt by heart, whatever their labels. - [x] The "
    "validation cost What was learnt by heart says nothing about other rows.",
    "아무것도 배우지 않은 모델은 어느 레이블로 보아도 {as_wrong_korean} 틀립니다. - [ ] 배치 하나 "
    "{pixels}픽셀짜리 열여섯 행은 레이블이 무엇이든 통째로 외울 수 있습니다. - [x] 검증 비용 외운 "
    "것은 다른 행에 대해 아무것도 말해 주지 않습니다.",
    as_wrong=when(abs(shifted[0] - none[0]) < 0.1 > abs(shifted[1] - none[1]), "as wrong"),
    as_wrong_korean=when(abs(shifted[0] - none[0]) < 0.1 > abs(shifted[1] - none[1]), "똑같이"),
    pixels=re.findall(r"nn.Linear\((\d+), 10\)", source(FIRST))[0],
)
learns = {name for name, fault in faults.items() if fault[3] < 0.5}
unlearnt = {"other parameters", "softmax twice"}
page.says(
    "Each line gives the lowest and the highest of {five} seeds. Pixels that are too large show in "
    "the {first} cost. An optimiser that holds other parameters, and softmax twice, {cannot} learn "
    "even one batch. The other faults {pass_} this test.",
    "줄마다 시드 {five_korean} 개에서 가장 낮은 값과 가장 높은 값입니다. 너무 큰 픽셀은 {first_korean} 비용에서 드러납니다. 다른 매개변수를 "
    "맡은 옵티마이저와 두 번 적용한 소프트맥스는 배치 하나도 배우지 {cannot_korean}. 나머지 결함은 이 검사를 {pass_korean}.",
    five=ENGLISH[int(re.findall(r"for seed in range\((\d)\)", source(FIRST))[0])],
    five_korean=KOREAN[int(re.findall(r"for seed in range\((\d)\)", source(FIRST))[0])],
    first=when(faults["pixels up to 16"][0] > 2 * none[1], "first"),
    first_korean=when(faults["pixels up to 16"][0] > 2 * none[1], "첫"),
    cannot=when(min(faults[name][2] for name in unlearnt) > 1.5, "cannot"),
    cannot_korean=when(min(faults[name][2] for name in unlearnt) > 1.5, "못합니다"),
    pass_=when(learns == set(faults) - unlearnt, "pass"),
    pass_korean=when(learns == set(faults) - unlearnt, "통과합니다"),
)
piled = faults["no zero_grad"]
page.says(
    "Without `zero_grad` the cost of one batch falls {further} than in the sound program, and the "
    "validation cost ends {higher}. Shifted labels are learnt by heart, and the validation cost ends "
    "{above} ln 10.",
    "`zero_grad`를 빼면 배치 하나의 비용은 결함이 없을 때보다 {further_korean}, 검증 비용은 "
    "{higher_korean} 끝납니다. 밀린 레이블은 외워 버리지만, 검증 비용은 ln 10{above_korean} "
    "끝납니다.",
    further=when(piled[3] < none[2], "further"),
    further_korean=when(piled[3] < none[2], "더 내려가지만"),
    higher=when(piled[4] > none[5], "higher"),
    higher_korean=when(piled[4] > none[5], "더 높게"),
    above=when(shifted[4] > ln_10, "above"),
    above_korean=when(shifted[4] > ln_10, "보다 높게"),
)

# How many test rows
right, rows = zip(
    *((int(k), int(n)) for k, n in table(TWO, r": right (\d+) of (\d+),")),
    strict=True,
)
intervals = table(TWO, r"95 of 100: (\S+) to (\S+)$")
neighbours = {5: ("five", "다섯")}[KNeighborsClassifier().n_neighbors]
page.says(
    "Real data had {first} of {rows} test digits right. Another model, which lets the {five} nearest "
    "training images vote, has {second}. Is it better?",
    "실제 데이터에서는 테스트용 숫자 {rows}개 가운데 {first}개를 맞혔습니다. 가장 가까운 학습용 "
    "이미지 {five_korean} 장의 다수결을 따르는 다른 모델은 {second}개를 맞힙니다. 더 나은 "
    "모델일까요?",
    first=when(
        printed("real_data/digits_two_solvers", r"^PyTorch: .* right (\d+)/") == str(right[0]),
        right[0],
    ),
    rows=rows[0],
    five=neighbours[0],
    five_korean=neighbours[1],
    second=right[1],
)
only_first = int(printed(TWO, r"^only softmax right: (\d+),"))
only_second = int(printed(TWO, r"only nearest right: (\d+)$"))
apart = only_first + only_second
p = printed(TWO, r"^as lopsided by chance alone: (\S+)")
page.says(
    "The two models differ on {apart} rows: on {one} only the first is right, on {other} only the "
    "second. If a fair coin decided each of the {apart}, in what share of cases would it come out as "
    "lopsided, or more?",
    "두 모델은 {apart}개 행에서 갈립니다. {one}개는 첫째만, {other}개는 둘째만 맞힙니다. {apart}개를 "
    "모두 공정한 동전으로 정한다면, 이만큼 또는 이보다 더 치우칠 확률은 얼마일까요?",
    apart=apart,
    one=only_first,
    other=only_second,
)
tail = sum(comb(apart, k) for k in range(only_first + 1)) / 2**apart
page.says(
    "- [x] {p} ± 0.05 Ten or more heads have probability {tail:.2f}, five or fewer as much. Two equal "
    "models part like this in {three} test sets of ten. - [ ] {tail:.2f} ± 0.02 That is one side.",
    "- [x] {p} ± 0.05 앞면이 열 번 이상일 확률이 {tail:.2f}이고, 다섯 번 이하일 확률도 같습니다. "
    "실력이 같은 두 모델도 테스트 열 번에 {three_korean} 번은 이렇게 갈립니다. - [ ] {tail:.2f} ± "
    "0.02 한쪽만 센 값입니다.",
    p=p,
    tail=tail,
    three=ENGLISH[round(10 * float(p))],
    three_korean=KOREAN[round(10 * float(p))],
)
page.states(
    "- [ ] 0.05 ± 0.02 That is the usual threshold for calling a difference proven.",
    "- [ ] 0.05 ± 0.02 차이가 증명되었다고 말할 때 흔히 쓰는 기준입니다.",
    because="a convention",
)
page.says(
    "Add up the chances of 0 to {one} heads in {apart} throws, and double.",
    "동전을 {apart}번 던져 앞면이 0번에서 {one}번까지 나올 확률을 더하고 두 배로 하십시오.",
    one=only_first,
    apart=apart,
)
gains = table(TWO, r"^difference, same rows: (\S+) to (\S+)$")[0]
alone = table(TWO, r"^difference, other rows: (\S+) to (\S+)$")[0]
narrower = (float(gains[1]) - float(gains[0])) / (float(alone[1]) - float(alone[0]))
overlap = float(intervals[0][1]) > float(intervals[1][0])
is_open = float(gains[0]) < 0 < float(gains[1]) and float(p) > 0.05
page.says(
    "The interval of {first} of {rows} reaches from {low} to {high}, the other {overlaps} with "
    "it. But the models answered the same rows, and rows that both get right, or both wrong, say "
    "nothing about who is better. McNemar's test looks at the other {apart} only. The bootstrap "
    "draws the test rows again and again, with replacement: in 95 of 100 draws the difference "
    "lies between {worse} and {better}. {both} leave it open. On rows of its own for each model "
    "it would lie between {wider} and {wider_too}, so sharing them {helped}, though not much.",
    "{rows}개 가운데 {first}개의 신뢰 구간은 {low}에서 {high}까지이고, 다른 모델의 구간과 {overlaps_korean}. 그러나 두 모델은 같은 "
    "행에 답했습니다. 둘 다 맞히거나 둘 다 틀린 행은 어느 쪽이 나은지 말해 주지 않습니다. 맥니머(McNemar) 검정은 나머지 {apart}개만 봅니다. "
    "부트스트랩(bootstrap)은 테스트용 행을 복원 추출로 거듭 뽑습니다. 100번 가운데 95번은 정확도의 차이가 {worse}과 {better} 사이입니다. "
    "{both_korean} 결론을 내리지 못합니다. 모델마다 다른 행으로 시험했다면 {wider}와 {wider_too} 사이였을 것이므로, 같은 행을 쓴 것이 "
    "도움이 {helped_korean}.",
    first=right[0],
    rows=rows[0],
    low=intervals[0][0],
    high=intervals[0][1],
    overlaps=when(overlap, "overlaps"),
    overlaps_korean=when(overlap, "겹칩니다"),
    apart=apart,
    worse=gains[0].replace("-", "−"),
    better=gains[1].removeprefix("+"),
    both=when(is_open, "Both"),
    both_korean=when(is_open, "둘 다"),
    wider=alone[0].replace("-", "−"),
    wider_too=alone[1].removeprefix("+"),
    helped=when(0.8 < narrower < 0.95, "helped"),
    helped_korean=when(0.8 < narrower < 0.95, "되었지만 크지는 않습니다"),
)
folds = int(re.findall(r"KFold\((\d)", source(ROWS))[0])
page.says(
    "Each of the {images} digits can be answered once by models that have not seen it: train on "
    "three quarters, answer the fourth, {four} times over. The share of rows on which exactly one "
    "model is right is $d$, the lead $\\delta$. For the test to find this lead in {power} of 100 test "
    "sets, it takes about $$n = (z_{0.975} + z_{0.8})^2 \\, \\frac{d - \\delta^2}{\\delta^2}$$ rows,",
    "숫자 {images}장에 대해, 그 장을 보지 않은 모델의 답을 한 번씩 얻을 수 있습니다. 4분의 3으로 "
    "학습해 나머지 4분의 1에 답하기를 {four_korean} 번 하면 됩니다. 한 모델만 맞힌 행의 비율을 "
    "$d$, 앞선 정도를 $\\delta$라 합시다. 테스트 100번 가운데 {power}번에서 검정이 이 차이를 "
    "찾아내려면 행이 대략 다음만큼 필요합니다. $$n = (z_{0.975} + z_{0.8})^2 \\, \\frac{d - "
    "\\delta^2}{\\delta^2}$$",
    images=images,
    four=ENGLISH[folds],
    four_korean=KOREAN[folds],
    power=printed(ROWS, r"^rows for (\d+) of 100"),
)
told = {
    int(size): (ahead, tells)
    for size, ahead, tells in table(ROWS, r"^ *(\d+) rows: ahead in (\S+), told in (\S+)$")
}
wanted = int(printed(ROWS, r"^rows for 80 of 100: (\d+)$"))
below = max(size for size in told if size < wanted)
above = min(size for size in told if size > wanted)
page.says(
    "The formula asks for {wanted} rows. Of test sets drawn from the {images} answers, {low} tell at {below} rows, "
    "{high} at {above}.",
    "위의 식으로는 {wanted}개가 필요합니다. 답 {images}개에서 뽑은 테스트 가운데 차이를 알려 주는 것은 {below}개일 때 "
    "{low}, {above}개일 때 {high}입니다.",
    wanted=wanted,
    images=images,
    low=told[below][1],
    below=below,
    high=told[above][1],
    above=above,
)
least, largest = min(told), max(told)
ahead_by = min(size for size, (ahead, _) in told.items() if float(ahead) > 0.95)
told_by = min(size for size, (_, tells) in told.items() if float(tells) > 0.94)
page.says(
    "Two rising curves against the number of test rows, from {least} to {largest}. The share in "
    "which the better model is ahead begins at {ahead} and nears 1 by {ahead_by} rows. The share in "
    "which the test tells begins near {tells:.0f} and nears 1 only at {told_by}.",
    "테스트용 행이 {least}개에서 {largest}개로 늘 때 함께 오르는 두 곡선. 나은 모델이 앞서는 비율은 "
    "{ahead}에서 시작해 {ahead_by}개쯤에서 1에 가까워진다. 검정이 알려 주는 비율은 {tells:.0f} "
    "근처에서 시작해 {told_by}개에 이르러야 1에 가까워진다.",
    least=least,
    largest=largest,
    ahead=told[least][0],
    ahead_by=ahead_by,
    tells=float(told[least][1]),
    told_by=told_by,
)
page.says(
    "To be ahead is easy; for the test to tell takes about {four} times as many rows.",
    "앞서기는 쉽지만, 검정이 그렇다고 알려 주려면 {four_korean} 배쯤 많은 행이 필요합니다.",
    four=ENGLISH[told_by // ahead_by],
    four_korean=KOREAN[told_by // ahead_by],
)
page.says(
    "With {rows} rows the better model is ahead in {ahead} of all test sets, and the test tells so "
    'in {tells}. "No significant difference" is therefore {no} "equal": it may mean too few rows.',
    "행이 {rows}개면 테스트의 {ahead}에서 나은 모델이 앞서지만, 검정이 그것을 알려 주는 것은 "
    '{tells}뿐입니다. 그러므로 "유의한 차이가 없다"는 "같다"가 {no_korean}. 행이 모자란다는 뜻일 수 '
    "있습니다.",
    rows=rows[0],
    ahead=told[rows[0]][0],
    tells=told[rows[0]][1],
    no=when(float(told[rows[0]][1]) < 0.5, "not"),
    no_korean=when(float(told[rows[0]][1]) < 0.5, "아닙니다"),
)

# What the words mean, and what tests of the programs hold
page.states(
    "An epoch takes all rows in a new order and cuts them into batches; each batch makes one step. "
    "Rows that no step has seen judge the model: *validation* rows as long as you choose, *test* "
    "rows once, at the end.",
    "한 에폭(epoch)은 모든 행을 새 순서로 섞어 배치로 나누고, 배치마다 한 스텝을 갑니다. 모델은 어느 "
    "스텝에도 쓰지 않은 행으로 평가합니다. 무엇을 고르는 동안에는 *검증용* 행을, 모두 고른 뒤에는 "
    "*테스트용* 행을 한 번만 씁니다.",
    because="the meaning of the words",
)
page.states(
    "Two loaders have no generator of their own. One shuffles and is read for training, the other "
    "does not shuffle and is read for validation. You read the second once before the first. Do the "
    "training rows come in another order? - [ ] No: a loader that does not shuffle draws nothing. It "
    "draws no order.",
    "생성기를 따로 받지 않은 로더가 둘 있습니다. 하나는 섞어서 학습에 쓰고, 하나는 섞지 않고 검증에 "
    "씁니다. 검증용 로더를 먼저 한 번 읽었습니다. 그 뒤에 학습용 행의 순서가 달라질까요? - [ ] "
    "아닙니다. 섞지 않는 로더는 난수를 뽑지 않습니다. 순서는 뽑지 않습니다.",
    because="a question, and a wrong answer to it",
)
page.states(
    "- [ ] No: each loader has a stream of its own. Only if you give it one, as `generator=`. Else "
    "all share the stream that `torch.manual_seed` starts.",
    "- [ ] 아닙니다. 로더마다 난수 흐름이 따로 있습니다. `generator=`로 따로 줄 때만 그렇습니다. "
    "주지 않으면 `torch.manual_seed`가 시작한 흐름을 함께 씁니다.",
    because="a test reads a loader with and without a generator",
)
page.states(
    "The gradient of a batch is an estimate of that of all rows: right on average, and noisy. Draw "
    "$B$ of $N$ rows, none twice,",
    "배치의 기울기는 모든 행의 기울기를 추정한 값입니다. 평균하면 맞지만 잡음이 있습니다. $N$개 행에서 "
    "겹치지 않게 $B$개를 뽑고,",
    because="a test takes the mean over all batches there are",
)
page.states(
    "The rate was the same for all. A larger batch bears a larger rate, but only up to the bound "
    "that curvature sets.",
    "학습률은 모두 같았습니다. 큰 배치에는 더 큰 학습률을 쓸 수 있지만, 곡률이 정하는 "
    "상한까지만입니다.",
    because="the program has one rate, and the page that is linked measures the rest",
)
page.states(
    "Training rows make the steps. Validation rows decide what is left to decide: a rate, a penalty, "
    "the moment to stop. Test rows are asked once, when all is decided.",
    "학습용 행으로는 스텝을 갑니다. 검증용 행으로는 학습률, 페널티, 멈출 때처럼 아직 정하지 않은 것을 "
    "정합니다. 테스트용 행은 모두 정한 뒤에 한 번만 씁니다.",
    because="the meaning of the words",
)
page.states(
    "The training cost tells neither: it falls to the end. In practice one stops once the validation "
    "cost has had no new minimum for a few epochs, the *patience*, and goes back to the best",
    "학습 비용은 어느 쪽인지 알려 주지 않습니다. 끝까지 내려가기만 합니다. 실제로는 검증 비용의 "
    "최솟값이 몇 에폭 동안 새로 나오지 않으면 멈추고 가장 좋았던 모델로 돌아갑니다.",
    because="a test holds the fall, and an exercise the habit",
)
page.states(
    "## A loss that does not fall",
    "## 내려가지 않는 손실",
    because="the name of a section",
)
page.states(
    "Each row is paired with the label of the next row. Which check tells it first? - [ ] The first "
    "cost",
    "행마다 다음 행의 레이블이 붙었습니다. 어느 검사가 이것을 처음으로 알려 줄까요? - [ ] 첫 비용",
    because="a question",
)
page.states(
    "That is one side. A lead of the first model would have surprised as much.",
    "한쪽만 센 값입니다. 첫째 모델이 앞섰어도 똑같이 놀랐을 것입니다.",
    because="the coin is fair",
)
page.states(
    "where $z_q$ is the number below which a share $q$ of a normal distribution lies.",
    "$z_q$는 정규분포에서 그보다 작은 값의 비율이 $q$인 수입니다.",
    because="a definition",
)
page.states(
    "And these sets are drawn from the same digits, answered by the same trained models. Another "
    "training would add a spread of its own.",
    "게다가 이 테스트는 모두 같은 숫자 이미지에서 뽑았고, 답한 모델도 같습니다. 학습을 다시 하면 "
    "그만큼 더 흔들립니다.",
    because="how the program draws",
)


# Formulas


def noise_of_all_draws(Z: torch.Tensor, size: int) -> torch.Tensor:
    """Return the root mean square distance of the mean of so many rows from that of all."""
    means = [Z[list(chosen)].mean(0) for chosen in combinations(range(len(Z)), size)]
    return ((torch.stack(means) - Z.mean(0)) ** 2).sum(1).mean().sqrt()


def rows_needed(p: torch.Tensor) -> torch.Tensor:
    """Return how many rows show, in 80 of 100 tests, the lead of one model over another.

    `p` has the shares of rows on which the first is right alone, the second, and neither or both.
    """
    gain = torch.tensor([1.0, -1.0, 0.0], dtype=p.dtype)
    lead = (p[:3] * gain).sum()
    variance = (p[:3] * gain**2).sum() - lead**2
    quantiles = torch.special.ndtri(torch.tensor([0.975, 0.8], dtype=p.dtype)).sum()
    rows: torch.Tensor = quantiles**2 * variance / lead**2
    return rows


page.formula(
    r"L = \sum_{b} \frac{N_b}{N} L_b",
    lambda Z, Y: sum(
        len(y) / len(Y) * F.cross_entropy(z, y) for z, y in zip(Z.split(2), Y.split(2), strict=True)
    ),
    lambda Z, Y: F.cross_entropy(Z, Y),
)
page.formula(
    r"\sqrt{\frac{S}{B} \cdot \frac{N - B}{N - 1}}",
    lambda Z: torch.stack(
        [
            (((Z - Z.mean(0)) ** 2).sum(1).mean() / B * (len(Z) - B) / (len(Z) - 1)).sqrt()
            for B in range(1, len(Z))
        ]
    ),
    lambda Z: torch.stack([noise_of_all_draws(Z, B) for B in range(1, len(Z))]),
)
page.formula(
    r"n = (z_{0.975} + z_{0.8})^2 \, \frac{d - \delta^2}{\delta^2}",
    rows_needed,
    lambda p: (
        (NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)) ** 2
        * (p[0] + p[1] - (p[0] - p[1]) ** 2)
        / (p[0] - p[1]) ** 2
    ),
)
