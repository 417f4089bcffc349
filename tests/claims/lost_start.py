import math
import re

import torch

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file
from tests.programs import load

SEARCH = "lost_start/find_the_start"
NOTEBOOK = "lost_start/eighteen_numbers"
DRIFT = "lost_start/float_drift"


def written(program: str, pattern: str) -> str:
    """Return what the first group of `pattern` matches in the source of a program, first."""
    match = re.search(pattern, read_file(f"snippets/{program}.py"))
    assert match, pattern
    return match[1]


page = Claims("lost_start")

lines = read_file("snippets/walkthrough/training.out").count("Cost : ")
eleven, eleven_ko = ENGLISH[lines], KOREAN[lines]
decimals = len(printed("walkthrough/training", r"0/1000 Cost : 3\.(\d+)$"))
features = int(printed("walkthrough/shapes_at_each_step", r"^x +\(\d, (\d)\)"))
classes = int(printed("walkthrough/shapes_at_each_step", r"^bias +\((\d),\)"))
size = classes * (features + 1)
fifteen, fifteen_ko = ENGLISH[size], KOREAN[size]

seed = printed(SEARCH, r"^seed (\d+), offset")
offset = printed(SEARCH, r"offset (\d+)$")
near = int(printed(SEARCH, r"first cost within 0\.001: (\d+)$"))
matches = int(printed(SEARCH, r"^all eleven costs within 0\.000001: (\d+)$"))
miss = printed(SEARCH, r"misses a line by (\S+)$")
times = f"{float(miss) * 10**decimals:.0f}"
numbers = int(written(SEARCH, r"torch\.rand\((\d+)\)"))
windows = numbers - int(written(SEARCH, r"unfold\(0, (\d+), 1\)")) + 1

notebook_cost = printed(NOTEBOOK, r"notebook's cells +first cost (\S+)$")
eighteen = printed(NOTEBOOK, rf"^after (\d+) numbers +first cost {re.escape(notebook_cost)}$")

rate = written(DRIFT, r"bias, lr=(\S+)\)")
fast = printed(DRIFT, r"^lr (\S+), apart by")
costs = int(written(DRIFT, r"in range\((\d+)\):\n +logits"))
cost = printed(DRIFT, r"^first cost (\S+),")
other = printed(DRIFT, r"drawn in float64 (\S+)$")
agreed = printed(DRIFT, r"^float32 and float64 within (\S+): True$")
moved = math.floor(float(other) - float(cost))

# The two searches that the page says were seen once: 32 bits of seeds, and the first 212 offsets
seeds = 2**32
tried = 212 * seeds

page.says(
    "description: A log printed without its seed still pins down the run. A search of {lines} "
    "lines finds the start again, and a record makes it unneeded.",
    "description: 시드 없이 출력된 로그만으로도 학습의 출발점을 가려낼 수 있습니다. {lines}줄짜리 "
    "탐색으로 출발점을 다시 찾고, 그런 탐색이 필요 없도록 기록을 남깁니다.",
    lines=read_file(f"snippets/{SEARCH}.py").count("\n"),
)
page.says(
    "The study notes behind this site print {eleven} costs and no seed.",
    "이 사이트의 바탕이 된 스터디 노트에는 비용(cost) {eleven_ko} 개만 있고 시드(seed)가 없습니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
)

page.states(
    "says how far two runs of the same program may differ,",
    "같은 프로그램을 두 번 실행하면 결과가 얼마나 달라질 수 있는지 살펴보고,",
    because="what the page is about",
)

# In one minute
page.states(
    "## In one minute",
    "## 1분 요약 {#in-one-minute}",
    because="the name of a section",
)
page.says(
    "A seed fixes a stream of numbers, not a start. If anything draws before the model does, the "
    "model gets other numbers. So record the start itself, or the seed and all that draws before.",
    "시드가 정하는 것은 출발점이 아니라 난수의 흐름입니다. 모델보다 먼저 난수를 뽑는 코드가 "
    "있으면 모델은 다른 수를 받습니다. 그러니 출발점 자체를 적어 두거나, 시드와 함께 그 앞에서 "
    "난수를 뽑는 것을 모두 적어 두십시오.",
)

# Eleven lines are evidence
page.says(
    "`nn.Linear(4, 3)` draws {fifteen} random numbers between −½ and ½: {twelve} for the weight, "
    "then {three} for the bias. After that nothing is random.",
    "`nn.Linear(4, 3)`은 −½과 ½ 사이의 난수 {fifteen_ko} 개를 뽑습니다. {twelve_ko} 개는 "
    "가중치(weight), 그다음 {three_ko} 개는 편향(bias)입니다. 그 뒤로는 무작위인 것이 없습니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
    twelve=ENGLISH[classes * features],
    twelve_ko=KOREAN[classes * features],
    three=ENGLISH[classes],
    three_ko=KOREAN[classes],
)
page.says(
    "Each candidate start predicts all {eleven} costs, and each printed cost has {six} decimals "
    "to agree with. A wrong start has little hope of agreeing by luck.",
    "출발점 후보마다 비용 {eleven_ko} 개가 모두 정해지고, 출력된 비용은 하나하나 소수점 아래 "
    "{six_ko} 자리까지 맞아야 합니다. 틀린 출발점이 우연히 다 맞기는 어렵습니다.",
    eleven=eleven,
    eleven_ko=eleven_ko,
    six=ENGLISH[decimals],
    six_ko=KOREAN[decimals],
)
page.says(
    "The generator turns a seed into one long stream of numbers. If other code drew some numbers "
    "first, the model gets the next {fifteen}. So a candidate is a pair: a seed, and an offset "
    "into its stream.",
    "난수 생성기는 시드를 긴 수열 하나로 바꿉니다. 다른 코드가 앞에서 몇 개를 뽑았다면 모델은 "
    "그다음 {fifteen_ko} 개를 받습니다. 그러니 후보는 시드와 그 수열 안의 위치(offset)를 짝지은 "
    "것입니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "`unfold` cuts {numbers:,} numbers into the {windows:,} windows of {fifteen} that start at "
    "offsets 0 to {end}.",
    "`unfold`는 숫자 {numbers:,}개를 잘라 위치 0부터 {end}까지를 시작점으로 하는 {fifteen_ko} "
    "개짜리 창 {windows:,}개를 만듭니다.",
    numbers=numbers,
    windows=windows,
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
    end=windows - 1,
)
page.says(
    "A notebook sets the seed {seed} in its first cell. You run a second cell that draws a few "
    "random numbers, then the cell that makes the model. From which start does the model begin?",
    "노트북의 첫 셀에서 시드를 {seed}로 두었습니다. 난수를 몇 개 뽑는 둘째 셀을 실행한 다음 "
    "모델을 만드는 셀을 실행합니다. 모델은 어디에서 출발할까요?",
    seed=seed,
)
page.says(
    "- [ ] From that of seed {seed}: the seed is the same. The seed fixes the whole stream, not "
    "the place in it. The second cell has moved that place.",
    "- [ ] 시드가 같으므로 시드 {seed}의 출발점입니다. 시드가 정하는 것은 난수열 전체이지 그 안의 "
    "위치가 아닙니다. 둘째 셀이 위치를 옮겼습니다.",
    seed=seed,
)
page.says(
    "- [x] From another, which seed and offset together determine. The model takes the next "
    "{fifteen} numbers of the same stream.",
    "- [x] 시드와 위치가 함께 정하는 다른 출발점입니다. 모델은 같은 난수열에서 다음 {fifteen_ko} "
    "개를 가져갑니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "- [ ] From one that nobody can find again. Nothing is random after the seed. Who knows seed "
    "and offset has the start.",
    "- [ ] 아무도 다시 찾을 수 없는 출발점입니다. 시드를 정한 뒤에는 우연이 없습니다. 시드와 "
    "위치를 알면 출발점을 압니다.",
)

# The search
page.says(
    "The first cost needs no training, so it is the cheap filter. The starts that pass are "
    "trained, all at once, and held against the other {ten} lines.",
    "첫 비용은 학습하지 않아도 나오므로, 적은 계산으로 후보를 거르는 기준이 됩니다. 여기를 통과한 "
    "출발점은 모두 한꺼번에 학습해서 나머지 {ten_ko} 줄과 견주어 봅니다.",
    ten=ENGLISH[lines - 1],
    ten_ko=KOREAN[lines - 1],
)
page.says(
    "Of {starts:,} starts {near} come near the first cost, and {one} of these gives all {eleven} "
    "lines: seed {seed}, after {offset} numbers.",
    "출발점 {starts:,}개 가운데 {near}개가 첫 비용에 가깝고, 그 가운데 {one_ko}가 {eleven_ko} "
    "줄을 모두 냅니다. 시드 {seed}에서 숫자 {offset}개를 지난 자리입니다.",
    starts=int(printed(SEARCH, r"^starts (\d+),")),
    near=near,
    one=ENGLISH[matches],
    one_ko={1: "하나"}.get(matches),
    eleven=eleven,
    eleven_ko=eleven_ko,
    seed=seed,
    offset=offset,
)
page.says(
    "The next best of the {near} misses some line by {miss}, {thousands} of times more than the "
    "last printed decimal.",
    "{near}개 가운데 그다음으로 나은 것은 어느 줄에선가 {miss}만큼 빗나갑니다. 출력된 마지막 "
    "자리의 {thousands_ko} 배입니다.",
    near=near,
    miss=miss,
    thousands={4: "thousands"}.get(len(times)),
    thousands_ko={4: "수천"}.get(len(times)),
)
page.says(
    "The miss of {near} starts at each of the {eleven} lines, on a logarithmic axis. At line 0 "
    "they are all below a thousandth.",
    "출발점 {near}개가 로그의 {eleven_ko} 줄에서 빗나간 크기를 로그 눈금 축에 그렸다. 줄 0에서는 "
    "모두 천분의 일보다 작다.",
    near=near,
    eleven=eleven,
    eleven_ko=eleven_ko,
)
page.says(
    "From line 1 on, {wrong} of them form a bundle mostly between a thousandth and a tenth; a few "
    "dip for a single line. One line stays far below the bundle, under a millionth everywhere.",
    "줄 1부터 {wrong}개는 대체로 천분의 일과 십분의 일 사이에 다발을 이루고, 몇 개는 한 줄에서만 "
    "아래로 꺾인다. 하나만 다발에서 멀리 떨어진 아래에 있으며 어디서나 백만분의 일보다 작다.",
    wrong=near - matches,
)
page.says(
    "How far the {near} starts are from the printed cost, line by line. Line 0 is the filter. A "
    "wrong start may come close at a single line by luck; one start is right at all {eleven}, as "
    "far as {six} decimals can tell.",
    "출발점 {near}개가 출력된 비용에서 줄마다 얼마나 빗나가는지 나타냅니다. 줄 0은 후보를 거르는 "
    "데 쓴 줄입니다. 틀린 출발점도 우연히 한 줄쯤은 가까워질 수 있습니다. {eleven_ko} 줄 모두에서 "
    "소수점 아래 {six_ko} 자리까지 맞는 출발점은 하나뿐입니다.",
    near=near,
    eleven=eleven,
    eleven_ko=eleven_ko,
    six=ENGLISH[decimals],
    six_ko=KOREAN[decimals],
)
page.says(
    "The program looks where the answer is. The first search did not know where. The CPU "
    "generator uses 32 bits of the seed, so it took all {seeds:,} seeds with the first 212 "
    "offsets of each: {tried:,} starts, nine seconds on one H100 GPU, and no match.",
    "이 프로그램은 답이 있는 곳만 들여다봅니다. 처음 탐색할 때는 그곳을 몰랐습니다. CPU의 난수 "
    "생성기는 시드에서 32비트만 쓰므로, 시드 {seeds:,}개를 모두, 처음 212개 위치까지 "
    "시험했습니다. 출발점 {tried:,}개를 H100 GPU 하나로 9초 만에 다 보았지만 맞는 것은 없었습니다.",
    seeds=seeds,
    tried=tried,
)
page.states(
    "The next search took fewer seeds, about seventeen million, and 4,000 offsets of each. It "
    "ended after about a second with exactly one match, this one. Take the numbers of these two "
    "searches as what was seen once: nothing here repeats them. The search above is rerun.",
    "다음 탐색은 시드를 약 1,700만 개로 줄이고 위치를 4,000개씩으로 늘렸습니다. 약 1초 만에 꼭 "
    "하나를 찾았고, 그것이 바로 이 출발점입니다. 이 두 탐색의 숫자는 한 번 본 것이고 여기서 "
    "되풀이하지 않습니다. 위의 탐색은 다시 실행합니다.",
    because="seen once, as it says itself",
)

# Where the notes come from
page.says(
    "What drew {offset} numbers?",
    "숫자 {offset}개는 무엇이 뽑았을까요?",
    offset=offset,
)
page.states(
    "The notes follow a public Korean course, lab-06_1 of deeplearningzerotoall: the same eight "
    r"rows and targets, and the same $e^i / \sum_i e^i$.",
    "노트는 공개된 한국어 강의 deeplearningzerotoall의 lab-06_1을 따라갑니다. 여덟 행도 정답도 "
    r"같고, $e^i / \sum_i e^i$라는 식도 같습니다.",
    because="the notebook that it links",
)
page.says(
    "That notebook sets a seed, and it is {seed}. Before its model is made, its cells draw "
    "{eighteen} numbers, and the log it prints begins with {cost}.",
    "그 노트북은 시드를 정해 두었는데, 바로 {seed}입니다. 모델을 만들기 전에 숫자 {eighteen}개를 "
    "뽑고, 찍힌 로그는 {cost}으로 시작합니다.",
    seed=seed,
    eighteen=eighteen,
    cost=notebook_cost,
)
page.says(
    "So the notebook's model is that of seed {seed} after {eighteen} numbers, and the notes' that "
    "of the same seed after {offset}: the same notebook, it seems, lived in longer, with cells "
    "run again and others tried.",
    "노트북의 모델은 시드 {seed}에서 숫자 {eighteen}개를 지난 것이고, 노트의 모델은 같은 시드에서 "
    "{offset}개를 지난 것입니다. 같은 노트북을 더 오래 쓰면서 셀을 다시 실행하고 다른 것도 해 본 "
    "듯합니다.",
    seed=seed,
    eighteen=eighteen,
    offset=offset,
)
page.says(
    "`torch.rand(283)` stands in for them on this site.",
    "이 사이트에서는 `torch.rand(283)`이 그 자리를 대신합니다.",
)

page.states(
    "The notebook holds one more surprise,",
    "이 노트북에는 놀라운 점이 하나 더 있는데,",
    because="why_logits tells it",
)

# Fifteen numbers say it without a generator
page.states(
    "PyTorch does not promise that a seed gives the same numbers in another release or on another "
    "device. The numbers themselves need no promise. Nine significant digits identify a float32 "
    "exactly.",
    "릴리스나 장치가 달라져도 같은 시드가 같은 숫자를 준다고 PyTorch가 보장하지는 않습니다. 숫자 "
    "자체에는 그런 보장이 필요 없습니다. 유효숫자 아홉 자리면 float32 하나를 정확히 가려냅니다.",
    because="documentation that it links, and the width of the type",
)
page.says(
    "The literals and the generator give the same {fifteen} float32 numbers, and the literals "
    "give the log of the notes, digit for digit.",
    "직접 적은 숫자와 생성기가 뽑은 숫자는 같은 float32 {fifteen_ko} 개이고, 적은 숫자만으로 "
    "노트의 로그가 한 자리도 다르지 않게 나옵니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)

# Two runs of one program
page.says(
    "A fair answer says what is compared: below it is the largest difference between the "
    "{costs:,} costs of two runs.",
    "제대로 답하려면 무엇을 견주는지부터 밝혀야 합니다. 아래에서 견주는 것은 두 실행의 비용 "
    "{costs:,}개 사이의 가장 큰 차이입니다.",
    costs=costs,
)
page.says(
    "At a rate of {rate}, which change moves the first cost by more than {moved}?",
    "학습률이 {rate}일 때, 첫 비용이 {moved_ko} 넘게 달라지게 하는 것은 무엇일까요?",
    rate=rate,
    moved=ENGLISH[moved],
    moved_ko=moved,
)
page.says(
    "- [ ] Two threads instead of one These arrays are too small to be shared out, so not even "
    "the order of a sum changes.",
    "- [ ] 스레드를 하나에서 둘로 늘리기 배열이 작아 스레드에 나누어 맡기지 않으므로, 덧셈의 "
    "순서조차 달라지지 않습니다.",
)
page.says(
    "- [ ] The same {fifteen} float32 numbers, but arithmetic in float64 That changes roundings, "
    "and at this rate they stay as small as they are.",
    "- [ ] 같은 float32 수 {fifteen_ko} 개로 출발해 float64로 계산하기 반올림이 달라지지만, 이 "
    "학습률에서는 그 차이가 커지지 않습니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "- [x] The same seed and offset, but numbers drawn in float64 A float64 takes more bits from "
    "the stream. So the {fifteen} numbers are others, and the run is another.",
    "- [x] 시드와 위치를 그대로 두고 난수를 float64로 뽑기 float64는 난수열에서 더 많은 비트를 "
    "가져갑니다. 그래서 {fifteen_ko} 개의 수가 달라지고 전혀 다른 실행이 됩니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
)
page.says(
    "- *One thread and two.* Same start, same type. Arrays this small are not shared out among "
    "threads; nothing changes.",
    "- *스레드 하나와 둘.* 출발점도 자료형도 같습니다. 이렇게 작은 배열은 스레드에 나누어 맡기지 "
    "않으므로 달라지는 것이 없습니다.",
)
page.says(
    "- *float32 and float64.* The {fifteen} float32 numbers, converted, so both runs have the "
    "same start. Over {costs:,} epochs the costs stay within one unit of the {sixth} decimal, and "
    "the {eleven} printed lines are equal.",
    "- *float32와 float64.* float32 숫자 {fifteen_ko} 개를 변환했으므로 두 실행의 출발점은 "
    "같습니다. {costs:,}에폭(epoch) 내내 비용의 차이는 소수점 아래 {sixth_ko}째 자리의 1을 넘지 "
    "않고, 출력된 {eleven_ko} 줄은 똑같습니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
    costs=costs,
    sixth={"1e-6": "sixth"}.get(agreed),
    sixth_ko={"1e-6": "여섯"}.get(agreed),
    eleven=eleven,
    eleven_ko=eleven_ko,
)
page.says(
    "- *The same with a rate of {fast}.* Here the path is chaotic: the two runs stay together "
    "until about epoch {apart}, while the difference between their roundings grows; then they "
    "part for good. The step is too long for digits to survive.",
    "- *학습률(learning rate) {fast}으로 같은 비교.* 이 경로는 혼돈(chaos) 상태입니다. 두 실행은 "
    "에폭 {apart}쯤까지 함께 가지만, 반올림의 차이가 점점 커져서 영영 갈라집니다. 스텝(step)이 "
    "너무 길어서 소수 자리까지 같은 결과는 기대할 수 없습니다.",
    fast=fast,
    apart=printed(DRIFT, r"from about epoch (\d+)$"),
)
page.says(
    "- *Drawn in float64.* The same seed and offset with `dtype=torch.float64`. That is no drift "
    "at all but another start: float64 numbers take more bits from the stream. The first cost is "
    "{other} and not {cost}.",
    "- *float64로 뽑기.* 시드와 위치는 같고 `dtype=torch.float64`만 다릅니다. 이것은 오차가 "
    "아니라 아예 다른 출발점입니다. float64 숫자는 수열에서 비트를 더 많이 가져가기 때문입니다. "
    "첫 비용이 {cost}이 아니라 {other}입니다.",
    other=other,
    cost=cost,
)
page.says(
    "So the log of the notes could be found because its run is tame. With a rate of {fast} its "
    "last lines would hang on the roundings of one processor, and a search on another could not "
    "rely on them.",
    "노트의 로그를 찾을 수 있었던 것은 그 학습이 얌전했기 때문입니다. 학습률이 {fast}이었다면 "
    "마지막 줄들은 그 프로세서의 반올림에 좌우되었을 것이고, 다른 프로세서에서 하는 탐색은 그 "
    "줄들을 믿을 수 없었을 것입니다.",
    fast=fast,
)

page.states(
    "## Two runs of one program",
    "## 한 프로그램의 두 실행 {#two-runs-of-one-program}",
    because="the name of a section",
)

# What to record
page.says(
    "A record should rebuild the run without trusting the generator: the start itself, the data, "
    "the recipe, the versions, and every cost. The seed goes in as a remark.",
    "기록은 난수 생성기를 믿지 않고도 학습을 되살릴 수 있어야 합니다. 출발점 그 자체, 데이터, "
    "학습 방법, 버전, 그리고 모든 비용을 남깁니다. 시드는 참고로 덧붙입니다.",
)
page.says(
    "The second half of the program uses nothing but the file. For a model of {fifteen} "
    "parameters the file is small; for a large one, save the start as a checkpoint and the state "
    "of the generator beside it. Set the seed on the line before the model is made, not at the "
    "top of a notebook, and no {offset} numbers can slip in between.",
    "프로그램의 뒤쪽 절반은 파일만 가지고 학습을 되살립니다. 매개변수가 {fifteen_ko} 개인 "
    "모델이라면 파일이 작습니다. 큰 모델이라면 출발점을 체크포인트로 저장하고 생성기의 상태를 "
    "함께 두면 됩니다. 시드는 노트북 맨 위가 아니라 모델을 만드는 줄 바로 앞에서 정하십시오. "
    "그러면 숫자 {offset}개가 끼어들 틈이 없습니다.",
    fifteen=fifteen,
    fifteen_ko=fifteen_ko,
    offset=offset,
)
page.says(
    "- How this site is checked: the published numbers are rerun, within one unit of the last "
    "printed place.",
    "- 이 사이트의 검증 방법: 실린 숫자는 다시 실행해 확인하며, 마지막 자리의 1만큼만 차이를 "
    "허용합니다.",
)

page.says(
    "## {eleven} lines are evidence",
    "## {eleven_ko} 줄은 증거다 {#eleven-lines-are-evidence}",
    eleven=eleven.capitalize(),
    eleven_ko=eleven_ko,
)
page.says(
    "## {fifteen} numbers say it without a generator",
    "## 생성기 없이 숫자 {fifteen_ko} 개로 {#fifteen-numbers-say-it-without-a-generator}",
    fifteen=fifteen.capitalize(),
    fifteen_ko=fifteen_ko,
)

page.differs("1700", because="seventeen million is 1,700만")

# Formulas
page.formula(
    r"e^i / \sum_i e^i",
    lambda K: torch.arange(1.0, K + 1).exp() / torch.arange(1.0, K + 1).exp().sum(),
    lambda z: load("softmax/index_for_score").softmax_of_index(z),
)
