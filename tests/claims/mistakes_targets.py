import math

import torch
import torch.nn.functional as F

from tests.claims.claims import ENGLISH, KOREAN, printed, read_text, when
from tests.claims.mistakes import group
from tests.programs import load

page = group(
    "targets",
    "{many} mistakes in what the loss compares with, from float labels to "
    "weighted means, each with its message, older wordings and a mended program.",
    "부동소수점형 레이블부터 가중 평균까지, 손실이 견주는 정답과 평균을 두고 "
    "저지르는 실수 {many_korean} 가지를 메시지, 예전 문구, 고친 프로그램과 함께 봅니다.",
)
page.says(
    "A target comes in two kinds, and the loss tells them apart by shape. A target of the "
    "same shape as the logits holds probabilities, which are floats. A target without the "
    "class dimension holds class numbers, which are integers from $0$ to $K - 1$.",
    "정답(target)에는 두 종류가 있고, 손실(loss)은 둘을 형태(shape)로 구별합니다. "
    "로짓(logits)과 형태가 같은 정답은 확률이고, 확률은 부동소수점형입니다. 클래스 차원이 "
    "없는 정답은 클래스 번호이고, 번호는 $0$부터 $K - 1$까지의 정수형입니다.",
)
before_means = read_text("en", page.page).source.split("## Every target")[0].count("**Symptom.**")
page.says(
    "The first {first} mistakes break one of these rules. The last two are about the mean "
    "that the loss takes.",
    "처음 {first_korean} 실수는 이 규칙을 어긴 것입니다. 나머지 둘은 손실이 내는 평균에 "
    "관한 것입니다.",
    first=ENGLISH[before_means],
    first_korean=KOREAN[before_means],
)

# In one minute
ONE_MINUTE = "mistakes_targets/mistakes_targets_in_one_minute"
page.says(
    "Either one class number a row, an {integer}, or one probability a class, a float in "
    "the shape of the logits. Anything between the two stops with a message or, worse, "
    "means something else.",
    "정답은 행마다 클래스 번호 하나({integer})이거나, 로짓과 같은 형태로 클래스마다 확률 "
    "하나(부동소수점)입니다. 그 중간은 오류 메시지를 내고 멈추거나, 더 나쁘게는 다른 뜻이 "
    "됩니다.",
    integer=printed(ONE_MINUTE, r"torch\.(int\d+)"),
)

# Float labels
page.says(
    "**Symptom.** The loss stops at once and names a type.",
    "**증상.** 손실을 계산하다가 곧바로 멈추고, 메시지에 자료형 이름이 나옵니다.",
)
page.states(
    "- `expected scalar type Long but found Float` (pytorch/pytorch#118280) - `expected "
    "scalar type Long but found Int` (pytorch-video-recognition#71) - `Expected object of "
    "scalar type Long but got scalar type Float for argument #2 'target' in call to "
    "_thnn_nll_loss_forward` (Thunderbeee/ZSCL#6)",
    "- `expected scalar type Long but found Float` (pytorch/pytorch#118280) - `expected "
    "scalar type Long but found Int` (pytorch-video-recognition#71) - `Expected object of "
    "scalar type Long but got scalar type Float for argument #2 'target' in call to "
    "_thnn_nll_loss_forward` (Thunderbeee/ZSCL#6)",
    because="the messages in the threads that are linked, and the numbers of these",
)
page.states(
    "- on a GPU: `\"nll_loss_forward_reduce_cuda_kernel_2d_index\" not implemented for 'Int'` "
    '(rasbt/machine-learning-book#192), `"nll_loss_forward_no_reduce_cuda_kernel_index" not '
    "implemented for 'Float'` (bethgelab/foolbox#701)",
    "- GPU에서: `\"nll_loss_forward_reduce_cuda_kernel_2d_index\" not implemented for 'Int'` "
    '(rasbt/machine-learning-book#192), `"nll_loss_forward_no_reduce_cuda_kernel_index" not '
    "implemented for 'Float'` (bethgelab/foolbox#701)",
    because="messages of a GPU in the threads that are linked, and the numbers of these",
)


def refuses_bytes(shape: tuple[int, ...]) -> bool:
    """Whether the loss of scores of a shape wants other class numbers than bytes."""
    target = torch.zeros(shape[:1] + shape[2:], dtype=torch.uint8)
    try:
        F.cross_entropy(torch.zeros(shape), target)
    except RuntimeError as error:
        return "expected scalar type Long but found Byte" in str(error)
    return False


page.says(
    "A class number is an index. PyTorch takes it as a {long}-bit integer, which it calls "
    "Long, or, for one target a row, as an unsigned {byte}-bit one, Byte. The targets of "
    "images and sequences must be {kind}.",
    "클래스 번호는 위치를 가리키는 인덱스(index)입니다. PyTorch는 이것을 Long이라고 부르는 "
    "{long}비트 정수로 받습니다. 행마다 정답이 하나이면 Byte라고 부르는 부호 없는 {byte}비트 "
    "정수도 받습니다. 이미지와 시퀀스의 정답은 {kind}이어야 합니다.",
    long=torch.iinfo(torch.long).bits,
    byte=torch.iinfo(torch.ByteTensor.dtype).bits,
    kind=when(refuses_bytes((1, 3, 2, 2)) and not refuses_bytes((1, 3)), "Long"),
)
page.says(
    "Labels become floats on the way: out of a table with other float columns, through "
    "`torch.Tensor(...)` with a capital T, or by a `.float()` meant for the features.",
    "레이블(label)은 손실까지 오는 길에 부동소수점형이 되곤 합니다. 다른 열이 소수인 표에서 "
    "꺼냈거나, 대문자 T로 쓴 `torch.Tensor(...)`를 거쳤거나, 특성에 쓰려던 `.float()`가 "
    "레이블에도 적용된 경우입니다.",
)
page.says(
    "**Mended.** Convert once, where the data are read. `.long()` cuts fractions off: labels "
    "that were divided, as masks with a channel often are, would all become 0.",
    "**고친 프로그램.** 데이터를 읽는 곳에서 한 번 바꿉니다. `.long()`은 소수점 아래를 "
    "버립니다. 채널이 붙은 마스크에서 흔히 그러듯 나누어진 레이블이라면 모두 0이 됩니다.",
)

# Integer one-hot
page.says(
    "**Symptom.** The loss asks for a floating point target although labels are integers.",
    "**증상.** 레이블은 정수인데 손실이 부동소수점형 정답을 요구합니다.",
)
page.states(
    "`RuntimeError: multi-target not supported at …/ClassNLLCriterion.c` "
    "(interpret-text#222), from the years when the loss took class numbers only.",
    "`RuntimeError: multi-target not supported at …/ClassNLLCriterion.c` "
    "(interpret-text#222). 손실이 클래스 번호만 받던 시절의 문구입니다.",
    because="the message in the thread that is linked, and the number of this",
)
page.says(
    "`F.nll_loss` still takes nothing else and says `{message}`.",
    "`F.nll_loss`는 지금도 번호만 받으며 `{message}`라고 합니다.",
    message=printed("mistakes_shapes/column_target", r"Error: (.+)$"),
)
page.says(
    "One-hot rows have the shape of the logits. So the loss reads them as probabilities, "
    "and probabilities are floats. `F.one_hot` returns integers.",
    "원-핫(one-hot) 행은 로짓과 형태가 같습니다. 그래서 손실은 이것을 확률로 읽고, 확률은 "
    "부동소수점형이어야 합니다. `F.one_hot`이 돌려주는 것은 정수입니다.",
)
page.says(
    "**Mended.** Either go back to class numbers or make the rows floats. The two losses "
    "are equal, until `weight` comes in: weighted mean.",
    "**고친 프로그램.** 클래스 번호로 되돌리거나, 행을 부동소수점형으로 바꿉니다. "
    "`weight`를 주지 않는 한 두 손실은 같습니다(가중 평균).",
)
page.states(
    "**Met by** the author of pytorch/pytorch#1258 with a one-hot target, and under today's "
    "wording in E-ResGAT#5.",
    "**실제 사례.** pytorch/pytorch#1258은 원-핫 정답을 넣은 경우이고, 지금의 문구는 "
    "E-ResGAT#5에서 볼 수 있습니다.",
    because="the numbers of the threads that are linked",
)

# Labels from one
FROM_ONE = "mistakes_targets/labels_from_one"
first, missing = printed(FROM_ONE, r"labels \d and (\d):"), printed(FROM_ONE, r"Target (\d) is")
second = printed(FROM_ONE, r"labels (\d) and \d:")
classes = load("mistakes_targets/labels_from_one_mended").logits.shape[1]

page.states(
    "## Labels from one **Symptom.** Some batches pass. One stops because a label is out of "
    "bounds.",
    "## 1부터 센 레이블 {#labels-from-one} **증상.** 어떤 배치(batch)는 통과하는데, 한 "
    "배치가 레이블이 범위를 벗어났다며 멈춥니다.",
    because="the name of a section",
)
page.says(
    "{classes} classes are labelled {first}, {second} and {missing} by mistake. A batch "
    "happens to hold only the labels {first} and {second}. What does `F.cross_entropy` do?",
    "클래스 셋에 잘못하여 {first}, {second}, {missing}이라는 레이블을 붙였습니다. 어떤 "
    "배치에는 마침 레이블 {first}과 {second}만 있습니다. `F.cross_entropy`는 어떻게 할까요?",
    classes=ENGLISH[classes].capitalize(),
    first=first,
    second=second,
    missing=missing,
)
page.says(
    "- [ ] It stops: labels must begin at {lowest}. It has no way to know where the labels "
    "began. It only stops for a number that no class has.",
    "- [ ] 레이블은 {lowest}부터여야 하므로 멈춥니다. 레이블을 어디서부터 세었는지 알 길이 "
    "없습니다. 없는 클래스의 번호가 와야 멈춥니다.",
    lowest=range(classes)[0],
)
page.says(
    "- [x] It returns a loss that looks like any other. {first} and {second} are classes, "
    "only not the ones meant. Each row is compared with its neighbour.",
    "- [x] 여느 손실과 다를 바 없는 값을 돌려줍니다. {first}과 {second}도 클래스이지만 "
    "의도한 클래스가 아닙니다. 행마다 이웃 클래스와 견주게 됩니다.",
    first=first,
    second=second,
)
page.says(
    "- [ ] It returns the right loss for these rows. The label {first} means class {meant} "
    "here, but the loss reads the second logit.",
    "- [ ] 이 행들에 대해서는 맞는 손실을 돌려줍니다. 여기서 레이블 {first}은 클래스 "
    "{meant}을 뜻하지만, 손실은 둘째 로짓을 읽습니다.",
    first=first,
    meant=printed(f"{FROM_ONE}_mended", r"labels 1 and (\d):"),
)
page.states(
    "**Older wordings.** ``Assertion `cur_target >= 0 && cur_target < n_classes' failed.`` "
    "(AgeGenderDeepLearning#39). On a GPU, still today, ``Assertion `t >= 0 && t < "
    "n_classes` failed`` (in `Loss.cu`), followed by `CUDA error: device-side assert "
    "triggered`: a `RuntimeError` (Pytorch-UNet#258), of late a `torch.AcceleratorError`.",
    "**예전 문구.** ``Assertion `cur_target >= 0 && cur_target < n_classes' failed.`` "
    "(AgeGenderDeepLearning#39). GPU에서는 지금도 (`Loss.cu`에서) ``Assertion `t >= 0 && t "
    "< n_classes` failed``에 이어 `CUDA error: device-side assert triggered`가 나오는데, "
    "예전에는 `RuntimeError`였고(Pytorch-UNet#258), 요즘은 `torch.AcceleratorError`입니다.",
    because="messages of a GPU, and the numbers of the threads that are linked",
)
page.says(
    "{classes} classes are numbered {numbers} and {last}. Labels that run from {first} to "
    "{missing} leave one number unused and need one that does not exist.",
    "클래스 셋의 번호는 {numbers}, {last}입니다. {first}부터 {missing}까지의 레이블은 번호 "
    "하나를 쓰지 않고, 없는 번호 하나를 찾습니다.",
    classes=ENGLISH[classes].capitalize(),
    numbers=", ".join(map(str, range(classes - 1))),
    last=classes - 1,
    first=first,
    missing=missing,
)
page.says(
    "The batch without a {missing} is worse than the one that stops: every row is compared "
    "with its neighbour class, and the loss of {loss} looks like any other. An output layer "
    "with one unit too many hides the mistake for good.",
    "멈춘 배치보다 {missing}이 없는 배치가 더 나쁩니다. 모든 행을 옆 클래스와 견주는데도 "
    "{loss}이라는 손실은 여느 손실과 다를 바 없어 보입니다. 출력층에 유닛이 하나 더 있으면 "
    "이 실수는 영영 드러나지 않습니다.",
    missing=missing,
    loss=printed(FROM_ONE, r": (\S+), and no complaint"),
)
page.states(
    "**Mended.** Subtract the smallest label when the data are read, the smallest of all the data "
    "and not of one batch, and add it when a prediction is shown. Labels with gaps are numbered by "
    "`labels.unique(return_inverse=True)`. A void label, for rows that nobody labelled, is not the "
    "smallest: subtracting −1 would break the good ones. It must be ignored.",
    "**고친 프로그램.** 데이터를 읽을 때 가장 작은 레이블을 빼고, 예측을 보여 줄 때 다시 더합니다. "
    "한 배치가 아니라 데이터 전체에서 가장 작은 것입니다. 군데군데 빠진 번호가 있으면 "
    "`labels.unique(return_inverse=True)`로 번호를 다시 매깁니다. 아무도 레이블을 붙이지 않은 행을 "
    "나타내는 무효 레이블은 가장 작은 레이블이 아닙니다. −1을 빼면 멀쩡한 레이블까지 망가집니다. "
    "무효 레이블은 무시해야 합니다.",
    because="a void label that some data sets use",
)
page.states(
    "**Met by** the author of pytorch/pytorch#15666, whose ten classes were numbered from 1 to 10.",
    "**실제 사례.** pytorch/pytorch#15666을 쓴 사람은 클래스 열 개에 1부터 10까지 번호를 "
    "매겼습니다.",
    because="what the thread that is linked tells, and its number",
)

# Integer binary targets
ones = load("mistakes_targets/integer_binary_target_mended").target

page.says(
    "**Symptom.** The target holds zeros and ones, and a binary loss complains about {type}.",
    "**증상.** 정답은 {low:.0f}과 {high:.0f}인데 이진 손실이 {type}이라며 오류를 냅니다.",
    low=ones.min(),
    high=ones.max(),
    type=printed("mistakes_targets/integer_target_for_logits", r"output type (\w+)$"),
)
page.states(
    "`Expected object of type Variable[torch.FloatTensor] but found type "
    "Variable[torch.LongTensor] for argument #1 'target'` (pytorch/pytorch#3608) and "
    "`TypeError: FloatBCECriterion_updateOutput received an invalid combination of "
    "arguments` (pytorch/pytorch#2220).",
    "`Expected object of type Variable[torch.FloatTensor] but found type "
    "Variable[torch.LongTensor] for argument #1 'target'` (pytorch/pytorch#3608), "
    "`TypeError: FloatBCECriterion_updateOutput received an invalid combination of "
    "arguments` (pytorch/pytorch#2220).",
    because="the messages in the threads that are linked, and the numbers of these",
)
page.says(
    "The rule is the opposite of the one above. A binary loss has no index to look up. It "
    "multiplies by the target, and the target may be any probability between {low:.0f} and "
    "{high:.0f}. So it must be a float.",
    "앞의 규칙과 반대입니다. 이진 손실은 번호로 찾아볼 것이 없습니다. 정답을 곱할 뿐이고, "
    "정답은 {low:.0f}과 {high:.0f} 사이의 어떤 확률이어도 됩니다. 그래서 부동소수점형이어야 "
    "합니다.",
    low=ones.min(),
    high=ones.max(),
)
page.states(
    "**Met by** the author of a forum question on several labels a row, and by the author "
    "of pytorch/pytorch#45373.",
    "**실제 사례.** 한 행에 레이블이 여럿인 문제를 물은 포럼 질문과 pytorch/pytorch#45373이 "
    "있습니다.",
    because="the number of the thread that is linked",
)

# Every target ignored
IGNORED = "mistakes_targets/every_target_ignored"
nothing = printed(IGNORED, r"losses: .*, (\w+)\]$")
gradient = float(printed(IGNORED, r"second: \[\[(\S+), \1, \1\], \[\1, \1, \1\]\]"))

page.says(
    "**Symptom.** The loss of one batch is {loss}, and with it the mean of the epoch. "
    "Whether the weights survive depends on how the mean was taken.",
    "**증상.** 배치 하나의 손실이 {loss}이고, 그래서 에폭(epoch)의 평균도 {mean}입니다. "
    "가중치(weight)가 무사한지는 평균을 어떻게 냈는지에 달려 있습니다.",
    loss=nothing,
    mean=printed(IGNORED, r"over the epoch: (\S+)$"),
)
page.states(
    "**Older wordings.** There is no message. Older versions returned zero here; the change "
    "to nan was meant.",
    "**예전 문구.** 메시지는 없습니다. 예전 버전은 여기서 0을 돌려주었고, nan으로 바뀐 것은 "
    "의도한 일입니다.",
    because="what the change that is linked tells",
)
page.says(
    "Targets equal to `ignore_index`, {index} unless you say otherwise, do not count. The "
    "mean divides by the number of those that do. A batch of padding alone divides zero by "
    "zero.",
    "`ignore_index`와 같은 정답은 세지 않습니다. 따로 정하지 않으면 {index}입니다. 평균을 "
    "낼 때는 계산에 넣는 정답의 수로 나눕니다. 패딩(padding)뿐인 배치에서는 {count}을 "
    "{count}으로 나누게 됩니다.",
    index=str(torch.nn.CrossEntropyLoss().ignore_index).replace("-", "−"),
    count=(load(IGNORED).batches[1] != torch.nn.CrossEntropyLoss().ignore_index).sum().item(),
)
page.says(
    "The gradient of this one call is zero all the same, so training goes on while the log "
    "shows {loss}. A mean taken by hand, `(losses * mask).sum() / mask.sum()`, has the "
    "gradient {by_hand}, and the next step destroys the weights.",
    "이 호출만은 기울기(gradient)가 {gradient:.0f}이어서, 로그에 {loss}이 찍히는 동안 "
    "학습은 이어집니다. 손으로 낸 평균 `(losses * mask).sum() / mask.sum()`은 기울기도 "
    "{by_hand}이라서 다음 스텝에 가중치가 망가집니다.",
    gradient=gradient,
    loss=nothing,
    by_hand=printed(IGNORED, r"gradient \[(\w+), \1, \1\]$"),
)
page.says(
    "So has a batch whose classes all weigh 0.",
    "배치의 클래스 가중치가 모두 0일 때도 그렇습니다.",
)
page.says(
    "**Mended.** For the gradient, divide by the count or by {least}, whichever is larger. "
    "For the log, add up sums and counts, and divide once.",
    "**고친 프로그램.** 기울기를 구할 때는 개수와 {least} 가운데 큰 쪽으로 나눕니다. "
    "로그에는 합과 개수를 따로 더해 한 번만 나눕니다.",
    least=load(f"{IGNORED}_mended").targets.clamp(min=1).item(),
)
page.states(
    "**Met by** the author of pytorch/pytorch#70348.",
    "**실제 사례.** pytorch/pytorch#70348.",
    because="the number of the thread that is linked",
)

# Weighted mean
MEAN = "mistakes_targets/weighted_mean"
PARTS = "mistakes_targets/weights_or_rows"
weights = [int(printed(PARTS, rf"row {n}: +(\d+) x")) for n in range(2)]
heights = [float(printed(PARTS, rf"row {n}: .* x (\S+) =")) for n in range(2)]
by_weights = printed(MEAN, r"loss: (\S+),")
by_rows = printed(MEAN, r"mean of the rows: (\S+)$")

page.says(
    "**Symptom.** With class weights the loss is not the mean of its rows, and in a batch "
    "of one row the weight does nothing.",
    "**증상.** 클래스 가중치를 주면 손실이 행별 손실의 평균과 다르고, 한 행짜리 배치에서는 "
    "가중치가 아무 일도 하지 않습니다.",
)
page.says(
    "Two rows have class numbers whose weights are {light} and {heavy}. By what does "
    "`F.cross_entropy` divide the weighted sum of their losses?",
    "두 행의 클래스에 가중치 {light}과 {heavy}이 있습니다. `F.cross_entropy`는 가중치를 "
    "곱한 손실의 합을 무엇으로 나눌까요?",
    light=weights[0],
    heavy=weights[1],
)
page.says(
    "- [ ] By {rows}, the number of rows Then the loss would be the mean of the weighted "
    "rows. Many expect that, but the function does something else.",
    "- [ ] 행의 수 {rows} 그러면 가중치를 곱한 손실의 평균이 됩니다. 그렇게 기대하는 사람이 "
    "많지만 이 함수는 그렇게 하지 않습니다.",
    rows=len(weights),
)
page.says(
    "- [x] By {divisor:.0f}, the sum of the weights It is a weighted mean. A row with a "
    "larger weight counts more, and the mean stays between the losses of the rows.",
    "- [x] 가중치의 합 {divisor:.0f} 가중 평균이기 때문입니다. 가중치가 큰 행이 더 많이 "
    "반영되고, 평균은 두 행의 손실 사이에 놓입니다.",
    divisor=float(printed(PARTS, r"total: (\S+)$")) / float(by_weights),
)
page.says(
    "- [ ] By {heavy}, the largest weight No mean divides by that. All the weights that "
    "stand above the line stand below it too.",
    "- [ ] 가장 큰 가중치 {heavy} 그렇게 나누는 평균은 없습니다. 분자에 있는 가중치는 모두 "
    "분모에도 있습니다.",
    heavy=max(weights),
)
page.says(
    "**Older wordings.** There is no message. **Why.** The loss is a weighted mean. With "
    r"$\ell_n$ for the plain loss of row $n$, it divides "
    "by the sum of the weights of the targets, not by the number of rows: $$L = "
    r"\frac{\sum_n w_{y_n} \ell_n}{\sum_n w_{y_n}}$$ That is so for class numbers only.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 이 손실은 가중 평균입니다. 가중치를 주지 "
    r"않은 $n$번째 행의 손실을 $\ell_n$이라고 하면, "
    r"행의 수가 아니라 정답들의 가중치를 더한 값으로 나눕니다. $$L = \frac{\sum_n w_{y_n} "
    r"\ell_n}{\sum_n w_{y_n}}$$ 정답이 클래스 번호일 때만 그렇습니다.",
)
page.says(
    "The same targets as one-hot floats are divided by the number of rows, {one_hot} "
    "instead of {loss}, and with label smoothing the two are as far apart.",
    "같은 정답을 부동소수점형 원-핫으로 주면 행의 수로 나누어, {loss}가 아니라 {one_hot}이 "
    "됩니다. 레이블 스무딩을 써도 둘은 그만큼 다릅니다.",
    one_hot=printed(MEAN, r"targets, one-hot: (\S+)$"),
    loss=by_weights,
)
page.says(
    "In a batch of one row the weight stands above and below the line and cancels. In a "
    "small batch it partly does. For the same reason the mean over two half batches is not "
    "the loss of the whole batch.",
    "한 행짜리 배치에서는 가중치가 분자와 분모에 똑같이 있어 지워집니다. 작은 배치에서는 "
    "일부가 지워집니다. 같은 까닭으로 배치를 반으로 나누어 구한 두 손실의 평균은 배치 "
    "전체의 손실이 아닙니다.",
)
page.says(
    "Two shapes of the same area. Left, {width} wide: row 0 is one wide and row 1 ten wide, "
    "both a little more than {high} high, with a line at their mean height {mean}. Right, "
    "the same two parts stacked on a width of {rows}: a tower of height {tower}.",
    "넓이가 같은 두 도형. 왼쪽은 너비가 {width}로, 행 0은 너비 {light}, 행 1은 너비 "
    "{heavy}이고 둘 다 높이가 {high}를 조금 넘으며 평균 높이 {mean}에 선이 있다. 오른쪽은 "
    "같은 두 부분을 너비 {rows} 위에 쌓은 것으로 높이가 {tower}인 탑이다.",
    width=sum(weights),
    light=weights[0],
    heavy=weights[1],
    high=" or ".join({str(math.floor(height)) for height in heights}),
    mean=by_weights,
    rows=len(weights),
    tower=by_rows,
)
page.says(
    "Left: each row is as wide as its weight and as high as its plain loss, and "
    "`F.cross_entropy` returns the mean height. Right: the same area over the number of "
    "rows is a mean that no row comes near.",
    "왼쪽: 행마다 너비는 가중치이고 높이는 가중치를 주지 않은 손실입니다. "
    "`F.cross_entropy`는 평균 높이를 돌려줍니다. 오른쪽: 같은 넓이를 행의 수로 나누면 어느 "
    "행의 손실과도 가깝지 않은 평균이 나옵니다.",
)
page.says(
    "**Mended.** Take the sum, and divide by what you mean. The first number is the mean of "
    "the rows; the second is what `F.cross_entropy` returns, and with both sums carried "
    "along it is also right over many batches.",
    "**고친 프로그램.** 합을 구한 다음, 의도한 값으로 나눕니다. 첫째 수는 행의 평균입니다. "
    "둘째 수는 `F.cross_entropy`가 돌려주는 값이며, 두 합을 계속 쌓아 가면 여러 배치에 "
    "걸쳐서도 맞습니다.",
)
page.states(
    "**Met by** the authors of pytorch/pytorch#40560, who compared the two means, and of "
    "#50528, who saw the weight vanish.",
    "**실제 사례.** pytorch/pytorch#40560은 두 평균을 견주었고, #50528은 가중치가 사라지는 "
    "것을 보았습니다.",
    because="the numbers of the threads that are linked",
)


page.states(
    "who was sent from Long to Float and back.",
    "Long을 요구받으며 둘 사이를 오갔습니다.",
    because="the issue that is linked tells it",
)


# Formulas
def takes(logits: torch.Tensor, label: int) -> bool:
    """Whether the loss takes a label."""
    try:
        F.cross_entropy(logits, torch.tensor(label))
    except IndexError:
        return False
    return True


page.formula("0", 0, lambda z: min(label for label in range(-9, 9) if takes(z, label)))
page.formula(
    "K - 1",
    lambda K: K - 1,
    lambda z: max(label for label in range(-9, 9) if takes(z, label)),
)
page.formula(
    r"L = \frac{\sum_n w_{y_n} \ell_n}{\sum_n w_{y_n}}",
    lambda Z, Y, w: (w[Y] * F.cross_entropy(Z, Y, reduction="none")).sum() / w[Y].sum(),
    lambda Z, Y, w: F.cross_entropy(Z, Y, weight=w),
)
