import math

import torch
import torch.nn.functional as F

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed, read_text, when
from tests.programs import load


def entries(name: str) -> int:
    return read_text("en", name).source.count("**Symptom.**")


page = Claims("mistakes")

PAGES = (
    "targets",
    "shapes",
    "probabilities",
    "calls",
    "classes",
    "backward",
    "stuck",
    "nan",
    "numbers",
)
counts = [entries(f"mistakes_{name}") for name in PAGES]


def group(name: str, english: str, korean: str) -> Claims:
    """Return the claims of a page of entries, with those that all such pages begin with.

    Its description says how `many` they are.
    """
    group = Claims(f"mistakes_{name}")
    count = entries(group.page)
    group.says(
        f"description: {english}",
        f"description: {korean}",
        many=ENGLISH[count].capitalize(),
        many_korean=KOREAN[count],
    )
    group.says(
        "All {many} are listed in mistakes.",
        "{many}가지는 모두 흔한 실수에 모아 두었습니다.",
        many=sum(counts),
    )
    group.states(
        "## In one minute", "## 1분 요약 {#in-one-minute}", because="the name of a section"
    )
    return group


page.says(
    "description: {many} ways to get softmax classification wrong in PyTorch, found by error "
    "message or by symptom, each with the program that fails and one that works.",
    "description: PyTorch로 소프트맥스 분류를 할 때 저지르는 실수 {many}가지를 오류 "
    "메시지나 증상으로 찾아, 틀린 프로그램과 고친 프로그램을 나란히 실행해 봅니다.",
    many=sum(counts),
)
page.says(
    "{many} mistakes that people make with this loss and ask about in public. Some stop with a "
    "message. The worse ones train on and report a number. Find yours below, by its message or by "
    "what you see, and follow the link. The messages are those of PyTorch {version}.",
    "사람들이 이 손실(loss)을 쓰다가 저지르고 공개 이슈나 포럼에 물어본 실수 {many}가지입니다. "
    "어떤 것은 메시지를 내고 멈춥니다. 더 나쁜 것은 멈추지 않고 학습하면서 그럴듯한 수를 "
    "내놓습니다. 아래에서 메시지나 보이는 것으로 자기 경우를 찾아 링크를 따라가십시오. 메시지는 "
    "PyTorch {version}의 것입니다.",
    many=sum(counts),
    version=torch.__version__.partition("+")[0],
)
page.says(
    "Nearly every entry has the same parts: the symptom, the program that fails and what it "
    "prints today, the cause, the mended program, older wordings of the message where they are "
    "known (other releases), and a public thread where somebody met it. The entries stand on "
    "{pages} pages:",
    "항목은 거의 모두 같은 부분으로 이루어집니다. 증상, 틀린 프로그램과 지금 그것이 출력하는 "
    "것, 원인, 고친 프로그램, 알려진 경우에는 메시지의 예전 문구(다른 버전), 그리고 누군가 같은 일을 겪은 공개 글입니다. 항목은 {pages_korean} 페이지에 나뉘어 있습니다.",
    pages=ENGLISH[len(counts)],
    pages_korean=KOREAN[len(counts)],
)

# In one minute
page.states("## In one minute", "## 1분 요약 {#in-one-minute}", because="the name of a section")
page.says(
    "Equal scores cost exactly that, so for a first loss far above it there is a reason to "
    "find, in the scores, the targets or the start.",
    "점수가 모두 같으면 손실이 정확히 그 값입니다. 첫 손실이 그보다 훨씬 크면 점수나 정답, "
    "출발점 가운데 어디에 원인이 있는지 찾아야 합니다.",
)

# By message: those of today are what the programs print
FLOAT_LABELS = "float labels", "부동소수점형 레이블"
ONE_HOT = "integer one-hot", "정수형 원-핫"
COLUMN = "targets as a column", "열로 된 정답"
FROM_ONE = "labels from one", "1부터 센 레이블"
SEQUENCES = "sequence scores", "시퀀스의 점수"
MASKS = "masks with a channel", "채널이 붙은 마스크"
DIMENSION = "softmax over the wrong dimension", "엉뚱한 차원의 소프트맥스"
SIGMOID = "sigmoid missing or twice", "빠지거나 겹친 시그모이드"
BINARY = "integer binary targets", "이진 손실의 정수형 정답"

for program, pattern, (english, korean) in (
    ("targets/float_labels", r"Error: (.+)$", FLOAT_LABELS),
    ("targets/integer_one_hot", r"Error: (.+)$", ONE_HOT),
    ("shapes/column_target", r"Error: (.+)$", COLUMN),
    ("targets/labels_from_one", r"Error: (.+)$", FROM_ONE),
    (
        "shapes/one_logit",
        "Error: (.+)$",
        ("labels from one, or one logit", "1부터 센 레이블 또는 로짓 하나"),
    ),
    ("shapes/sequence_scores", r"Error: (.+)$", SEQUENCES),
    ("shapes/mask_with_channel", r"Error: (.+) but got", MASKS),
    (
        "shapes/mask_of_other_size",
        r"Error: (.+)$",
        ("masks of another size", "크기가 다른 마스크"),
    ),
    ("shapes/softmax_without_dim", r"Warning: (.+?)\.", DIMENSION),
    ("probabilities/binary_loss_of_logits", r"Error: (.+)$", SIGMOID),
    ("targets/integer_target_for_logits", r"Error: (.+)$", BINARY),
    ("targets/integer_target_for_probabilities", r"Error: (.+)$", BINARY),
    (
        "calls/batch_sizes_differ",
        r"Error: (.+)$",
        ("batch sizes that differ", "서로 다른 배치 크기"),
    ),
    (
        "calls/binary_target_as_row",
        r"Error: (.+)$",
        ("a binary target as a row", "행으로 된 이진 정답"),
    ),
    (
        "calls/weights_too_few",
        r"Error: (.+)$",
        ("weights of the wrong length", "길이가 틀린 가중치"),
    ),
    (
        "calls/tuple_of_outputs",
        r"Error: (.+)$",
        ("a model that returns a tuple", "튜플을 돌려주는 모델"),
    ),
    (
        "calls/loss_not_called",
        r"Error: (.+)$",
        ("a loss that is not called", "부르지 않은 손실"),
    ),
    (
        "calls/integer_scores",
        r"Error: (.+)$",
        ("integer scores", "정수형 점수"),
    ),
    (
        "calls/divergence_by_elements",
        r"Warning: (.+?)\.'batchmean'",
        ("a divergence by elements", "원소로 나눈 발산"),
    ),
    (
        "classes/void_labels",
        r"Error: (.+)$",
        ("void labels", "무효 레이블"),
    ),
    (
        "classes/one_hot_too_narrow",
        r"Error: (.+)$",
        ("one-hot rows too narrow", "좁은 원-핫"),
    ),
    (
        "classes/one_hot_of_floats",
        r"Error: (.+)$",
        ("one-hot rows too narrow", "좁은 원-핫"),
    ),
    (
        "classes/ignored_probabilities",
        r"Error: (.+)$",
        ("probabilities to ignore", "무시할 확률"),
    ),
    (
        "classes/sampling_from_scores",
        r"Error: (.+) contains",
        ("sampling from scores", "점수에서 뽑기"),
    ),
    (
        "classes/draws_used_up",
        r"Error: (.+)$",
        ("draws without replacement", "비복원으로 뽑기"),
    ),
    (
        "backward/argmax_before_loss",
        r"Error: (.+)$",
        ("argmax before the loss", "손실 앞의 argmax"),
    ),
    (
        "backward/numpy_of_scores",
        r"Error: (.+?) Use",
        ("scores to NumPy", "NumPy로 넘긴 점수"),
    ),
    (
        "backward/one_loss_a_row",
        r"Error: (.+)$",
        ("one loss a row", "행마다 하나인 손실"),
    ),
    (
        "backward/backward_twice",
        r"Error: (.+?) \(or",
        ("backward twice", "두 번 거슬러 간 그래프"),
    ),
    (
        "backward/changed_in_place",
        r"Error: (.+?): \[",
        ("changed in place", "제자리에서 바꾼 텐서"),
    ),
    (
        "backward/step_by_hand",
        r"Error: (.+)$",
        ("a step by hand", "직접 진행한 스텝"),
    ),
    (
        "backward/computed_weight",
        r"Error: (.+)$",
        ("a weight that was computed", "계산해서 만든 가중치"),
    ),
    (
        "backward/layers_in_a_list",
        r"Error: (.+)$",
        ("layers in a list", "리스트에 담은 층"),
    ),
    (
        "nan/nan_with_its_place",
        r"Error: (.+)$",
        ("a finite loss with a broken gradient", "손실은 유한한데 망가진 기울기"),
    ),
):
    page.says(
        f"| `{{message}}` | {english} |",
        f"| `{{message}}` | {korean} |",
        message=printed(f"mistakes_{program}", pattern),
    )
for message, (english, korean) in (
    ("`expected scalar type Long but found Float`", FLOAT_LABELS),
    ("`Expected object of scalar type Long but got scalar type Float`", FLOAT_LABELS),
    ("`\"nll_loss_forward_reduce_cuda_kernel_2d_index\" not implemented for 'Int'`", FLOAT_LABELS),
    (
        "`multi-target not supported at …ClassNLLCriterion.c`",
        ("targets as a column, or integer one-hot", "열로 된 정답 또는 정수형 원-핫"),
    ),
):
    page.states(
        f"| {message} | {english} |",
        f"| {message} | {korean} |",
        because="an older wording, or one of a GPU, whose thread the entry links",
    )
page.states(
    "| ``Assertion `t >= 0 && t < n_classes` failed``, then `device-side assert triggered` | "
    "device-side assert |",
    "| ``Assertion `t >= 0 && t < n_classes` failed``, 이어서 `device-side assert triggered` | "
    "device-side assert |",
    because="the message of a GPU, whose thread the entry links",
)
page.states(
    "| `Using a target size … that is different to the input size` | a binary target as a row |",
    "| `Using a target size … that is different to the input size` | 행으로 된 이진 정답 |",
    because="a message whose thread the entry links",
)
page.states(
    "| `can't convert cuda:0 device type tensor to numpy` | scores to NumPy |",
    "| `can't convert cuda:0 device type tensor to numpy` | NumPy로 넘긴 점수 |",
    because="the message of a GPU, whose thread the entry links",
)
page.states(
    "| `a view of a leaf Variable that requires grad is being used in an in-place operation.` | a "
    "step by hand |",
    "| `a view of a leaf Variable that requires grad is being used in an in-place operation.` | 직접 "
    "진행한 스텝 |",
    because="what a part of a weight says instead, as a test shows",
)
page.states(
    "| `For 1D input, 1D target must have size 1, but got target size: 256` | a model that returns "
    "a tuple |",
    "| `For 1D input, 1D target must have size 1, but got target size: 256` | 튜플을 돌려주는 모델 |",
    because="what PyTorch says of one row of scores and these targets, as a test shows",
)
page.states(
    "| `Target -1 is out of bounds.` | void labels |",
    "| `Target -1 is out of bounds.` | 무효 레이블 |",
    because="a label of other data",
)
page.states(
    "| `torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast` | clipping scaled gradients |",
    "| `torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast` | 키운 기울기 자르기 |",
    because="the message of a GPU, whose thread the entry links",
)
page.says(
    "| `{message}` | weights in half precision |",
    "| `{message}` | 반정밀도 가중치 |",
    message=printed("mistakes_nan/half_weights", "Error: (.+)$"),
)
page.states(
    "| `No inf checks were recorded for this optimizer.` | clipping scaled gradients |",
    "| `No inf checks were recorded for this optimizer.` | 키운 기울기 자르기 |",
    because="a message whose thread the entry links",
)

# By symptom
for english, korean in (
    (
        r"stuck at $\ln K$, which is $\ln 2$ for two classes | stuck at ln K",
        r"$\ln K$에 멈췄다. 클래스가 둘이면 $\ln 2$다 | ln K에 멈춘 손실",
    ),
    (
        "stuck at the entropy of the labels | layers of zeros",
        "레이블의 엔트로피에 멈췄다 | 0으로 채운 층",
    ),
    (
        "does not fall, and no weight has a gradient | a loss made anew",
        "내려가지 않고, 어느 가중치에도 기울기가 없다 | 새로 만든 손실",
    ),
    (
        "falls, then swings | gradients that pile up",
        "내려가다가 출렁인다 | 쌓이는 기울기",
    ),
    (
        "stops far above zero, with several labels a row | several labels in one softmax",
        "행마다 레이블이 여럿일 때 0보다 한참 위에서 멈춘다 | 소프트맥스 하나에 레이블 여럿",
    ),
    (
        "is not that of the large batch, with accumulated gradients | unequal micro-batches",
        "기울기를 모을 때 큰 배치의 손실과 다르다 | 크기가 다른 마이크로 배치",
    ),
    (
        "differs each time for the same rows | dropout while testing",
        "같은 행인데 매번 다르다 | 시험할 때의 드롭아웃",
    ),
    (
        "of a language model is nearly nothing, and it repeats itself | the next token unshifted",
        "언어 모델의 손실이 거의 없는데 같은 말을 되풀이한다 | 밀지 않은 다음 토큰",
    ),
    (
        "the loss is finite, the weights turn nan | a finite loss with a broken gradient",
        "손실은 유한한데 가중치가 nan이 된다 | 손실은 유한한데 망가진 기울기",
    ),
    (
        "nan or inf since a class is ruled out by minus infinity | a forbidden class",
        "음의 무한대로 클래스를 금지한 뒤로 nan이나 inf다 | 금지한 클래스",
    ),
    (
        "a nan in the gradient behind `torch.where` | the branch not taken",
        "`torch.where` 뒤의 기울기에 nan이 있다 | 가지 않은 갈래",
    ),
    (
        "nan in half precision only | half precision",
        "반정밀도에서만 nan이다 | 반정밀도",
    ),
    (
        "more hits than rows | accuracy of a column",
        "맞은 수가 행보다 많다 | 열로 잰 정확도",
    ),
    (
        "background is ignored, and never predicted | class zero ignored",
        "배경을 무시했더니 배경이라고 예측하는 일이 없다 | 무시한 클래스 0",
    ),
    (
        "does not fall, and small steps change no weight in float16 | weights in half precision",
        "내려가지 않고, 작은 스텝에 float16 가중치가 바뀌지 않는다 | 반정밀도 가중치",
    ),
    (
        "every class is drawn, whatever its probability | draws without replacement",
        "확률과 상관없이 모든 클래스가 뽑힌다 | 비복원으로 뽑기",
    ),
    (
        "generation never ends | the end as padding",
        "글이 끝나지 않는다 | 패딩이 된 끝 토큰",
    ),
    (
        "an assertion of the GPU, the traceback of an innocent line | device-side assert",
        "GPU의 assertion과 엉뚱한 줄의 역추적 | device-side assert",
    ),
    (
        "memory grows with every step | a sum that keeps graphs",
        "스텝마다 메모리가 늘어난다 | 그래프를 붙잡는 합",
    ),
    (
        "memory ends within one step | memory of the logits",
        "한 스텝 안에서 메모리가 바닥난다 | 로짓의 메모리",
    ),
    (
        "a GradScaler, and the model hardly moves | clipping scaled gradients",
        "GradScaler를 쓰는데 모델이 거의 움직이지 않는다 | 키운 기울기 자르기",
    ),
    (
        "the loss stops well above zero, whatever the model does | softmax before the loss",
        "모델이 무엇을 해도 손실이 0보다 한참 위에서 멈춘다 | 손실 앞의 소프트맥스",
    ),
    (
        "the same with two classes, and no probability falls below one half | sigmoid missing or "
        "twice",
        "클래스가 둘일 때 같은 증상이고, 확률이 절반 아래로 내려가지 않는다 | 빠지거나 겹친 "
        "시그모이드",
    ),
    ("the loss is negative | probabilities without the log", "손실이 음수다 | 로그를 빠뜨린 확률"),
    (
        "the loss is exactly zero from the first step | one logit",
        "첫 스텝부터 손실이 정확히 0이다 | 로짓 하나",
    ),
    (
        "the class weights do nothing when a batch holds one row | weighted mean",
        "배치가 한 행이면 클래스 가중치가 아무 일도 하지 않는다 | 가중 평균",
    ),
    (
        "the loss is not the mean of its rows | weighted mean",
        "손실이 행별 손실의 평균과 다르다 | 가중 평균",
    ),
    (
        "the probabilities of a row do not sum to 1, or change with the other rows | softmax over "
        "the wrong dimension",
        "한 행의 확률을 더해도 1이 아니거나, 다른 행에 따라 확률이 바뀐다 | 엉뚱한 차원의 "
        "소프트맥스",
    ),
    (
        "sequences as long as there are classes, and the loss makes no sense | sequence scores",
        "시퀀스의 길이가 클래스의 수와 같고, 손실이 이상하다 | 시퀀스의 점수",
    ),
    (
        "most batches pass, one fails with a label out of bounds | labels from one",
        "배치 대부분은 통과하는데, 하나가 레이블이 범위를 벗어났다며 멈춘다 | 1부터 센 레이블",
    ),
):
    page.says(f"| {english} |", f"| {korean} |")
page.says(
    "| the loss is {loss}, the gradient {gradient} | log of softmax |",
    "| 손실이 {loss}이고 기울기가 {gradient}이다 | 소프트맥스의 로그 |",
    loss=printed("mistakes_probabilities/log_of_softmax", r"loss: (\S+)$"),
    gradient=printed("mistakes_probabilities/log_of_softmax", r"gradient: \[(\w+),"),
)
page.says(
    "| the loss is {loss} in some batches, the weights stay finite | every target ignored |",
    "| 몇몇 배치에서 손실이 {loss}인데 가중치는 멀쩡하다 | 모두 무시된 정답 |",
    loss=printed("mistakes_targets/every_target_ignored", r"losses: .*, (\w+)\]$"),
)

# A mistake that trains
CURVES = "mistakes/softmax_before_loss_curves"
start = printed(CURVES, r"loss: +(\S+) ->")
floor = printed(CURVES, r"floor for 3 classes: +(\S+)$")

page.says(
    "Here the {rows} rows of the walkthrough are learnt twice from the same start, once with "
    "the logits going into the loss and once with their softmax.",
    "여기서는 PyTorch 따라가기의 {rows_korean} 행을 같은 출발점에서 두 번 학습합니다. 한 번은 "
    "로짓(logits)을, 한 번은 로짓의 소프트맥스(softmax)를 손실에 넣습니다.",
    rows=ENGLISH[len(load("mistakes/mistakes_in_one_minute").target)],
    rows_korean=KOREAN[len(load("mistakes/mistakes_in_one_minute").target)],
)
page.says(
    "Two loss curves over 500 steps from the same start. The one fed with logits falls steadily "
    "and passes below a dashed line. The one fed with softmax falls slowly and flattens far "
    "above that line.",
    "같은 출발점에서 시작해 500스텝 동안 그린 손실 곡선 두 개. 로짓을 넣은 곡선은 꾸준히 내려가 "
    "파선 아래로 지나간다. 소프트맥스를 넣은 곡선은 천천히 내려가다가 파선보다 한참 위에서 "
    "평평해진다.",
)
page.says(
    "Both curves fall, and neither program complains. The upper one can never cross the dashed "
    "line at {floor}.",
    "두 곡선 모두 내려가고, 어느 프로그램도 경고를 내지 않습니다. 위쪽 곡선은 {floor}에 그은 "
    "파선 아래로 결코 내려가지 못합니다.",
    floor=floor,
)
page.says(
    "The start is {start} for both. After 500 steps the right program has reached {right}, the "
    "wrong one {wrong}. Whoever sees the upper curve alone reaches for the learning rate.",
    "출발점은 둘 다 {start}입니다. 500스텝(step) 뒤에 올바른 프로그램은 {right}에, 틀린 "
    "프로그램은 {wrong}에 이릅니다. 위쪽 곡선만 본 사람은 학습률(learning rate)부터 만지게 "
    "됩니다.",
    start=start,
    right=printed(CURVES, r"logits into the loss: .*-> (\S+)$"),
    wrong=printed(CURVES, r"softmax into the loss: .*-> (\S+)$"),
)

# Two questions to a loss
QUESTIONS = "mistakes/two_questions"
unsure = printed(QUESTIONS, r"^cross_entropy\(z\) +(\S+)")
sure = printed(QUESTIONS, r"^cross_entropy\(z\) .* (\S+)$")
batch = len(load(QUESTIONS).target)
over_batch = float(printed(QUESTIONS, r"^nll_loss\(log_softmax\(z, 0\)\) +(\S+)"))

page.states(
    r"1. All scores equal: is the loss $\ln K$ for $K$ classes? 2. A huge score on every right "
    "answer: is the loss zero?",
    r"1. 점수(score)가 모두 같으면, 클래스가 $K$개일 때 손실이 $\ln K$인가? 2. 정답(target)마다 "
    "아주 큰 점수를 주면, 손실이 0인가?",
    because="the two questions, numbered",
)
page.says(
    "With three classes the answers must be {unsure} and {sure}. The first two lines pass; they "
    "are the same function. The third passes the first question and fails the second.",
    "클래스가 셋이면 답은 {unsure}과 {sure}이어야 합니다. 처음 두 줄은 통과합니다. 둘은 같은 "
    "함수입니다. 셋째 줄은 첫 질문을 통과하고 둘째 질문에서 걸립니다.",
    unsure=unsure,
    sure=sure,
)
page.says(
    "The last two fail both: one forgot the logarithm, the other normalised over the batch of "
    "{batch} rows, so its first answer is the log of {log:.0f} and not of {classes:.0f}. That "
    "mistake would pass the first question if the batch held three rows: ask with a batch size "
    "that is not the number of classes.",
    "마지막 두 줄은 둘 다 걸립니다. 하나는 로그를 빠뜨렸고, 다른 하나는 {batch_korean} 행짜리 "
    "배치(batch)를 따라 정규화해서 첫 답이 {classes:.0f}이 아니라 {log:.0f}의 로그입니다. "
    "배치가 세 행이었다면 이 실수는 첫 질문을 통과했을 것입니다. 그러니 클래스의 수와 다른 배치 "
    "크기로 물어보십시오.",
    batch=ENGLISH[batch],
    batch_korean=KOREAN[batch],
    log=math.exp(over_batch),
    classes=math.exp(float(unsure)),
)

smooth = F.cross_entropy(50.0 * torch.eye(3), torch.arange(3), label_smoothing=0.1)
page.says(
    "A loss with label smoothing {fails} the second question, and rightly so, for it punishes "
    "answers that are too sure: ask it with the smoothing off.",
    "레이블 스무딩을 쓰는 손실은 둘째 질문에서 {fails_ko} 것이 맞습니다. 지나치게 확신하는 답을 "
    "벌하기 때문입니다. 그런 손실에는 스무딩을 끄고 물어보십시오.",
    fails=when(smooth > 1, "fails"),
    fails_ko=when(smooth > 1, "걸리는"),
)
page.states(
    "Silent mistakes show when the answer is known beforehand. Ask every loss two questions before "
    "you train.",
    "조용한 실수는 답을 미리 알 때 드러납니다. 학습하기 전에 손실마다 두 가지를 물어보십시오.",
    because="the two questions follow",
)

questions = found("docs/en/mistakes.md", r"^(\d)\. .*: is the loss ")
page.says(
    "## {two} questions to a loss",
    "## 손실에 던지는 {two_korean} 질문 {#two-questions-to-a-loss}",
    two=ENGLISH[len(questions)].capitalize(),
    two_korean=KOREAN[len(questions)],
)
page.says(
    "- Exercise: {two} questions.",
    "- 연습: {two_korean} 가지 질문.",
    two=ENGLISH[len(questions)],
    two_korean=KOREAN[len(questions)],
)

# Formulas
page.formula(
    r"\ln K", lambda K: math.log(K), lambda z: F.cross_entropy(0 * z[None], torch.tensor([0]))
)

page.formula(
    r"\ln 2",
    lambda: torch.tensor(2).double().log(),
    lambda: F.cross_entropy(torch.zeros(2).double(), torch.tensor(0)),
)
