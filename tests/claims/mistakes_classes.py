import torch
import torch.nn.functional as F

from messages.versions import read_versions
from tests.claims.claims import found, printed, signed, when
from tests.claims.mistakes import group

WHITE = int(found("snippets/mistakes_classes/mask_of_255.py", r"\[(\d+)\.0, 0")[0])

page = group(
    "classes",
    "{many} mistakes with the numbers that stand for classes, from void "
    "labels, binary targets out of range, device-side asserts, one-hot rows too narrow and ignored "
    "probabilities to scores that are sampled as if they were probabilities and draws without "
    "replacement.",
    "클래스를 나타내는 번호를 두고 저지르는 실수 {many_korean} 가지입니다. 무효 레이블, 범위를 벗어난 이진 정답, device-side "
    "assert, 좁은 원-핫, 무시할 수 없는 확률, 확률인 줄 알고 뽑은 점수, 비복원으로 뽑기를 봅니다.",
)
page.says(
    "A class number is good for one thing, to look something up. So it must be an "
    "integer that some class has, on every row, or a number that the loss was told to"
    " ignore.",
    "클래스 번호는 무엇을 찾아보는 데만 씁니다. 그래서 모든 행에서 어떤 클래스가 가진 정수이거나, 손실에 무시하라고 알려 준 번호여야 합니다.",
)
# In one minute
page.states(
    "Before the first step, print the labels that occur. Whatever lies outside is a void "
    "label, a label counted from one, a class that the last layer has no output for, or a "
    "broken file.",
    "첫 스텝을 진행하기 전에, 어떤 레이블이 나오는지 출력하십시오. 범위 밖의 번호는 무효 "
    "레이블이거나, 1부터 센 레이블이거나, 마지막 층에 출력이 없는 클래스이거나, 망가진 "
    "파일입니다.",
    because="how labels are counted",
)
# Void labels
page.states(
    "**Symptom.** `Target 255 is out of bounds.` or `Target -1 is out of bounds.`, "
    "with labels that begin at zero.",
    "**증상.** 레이블은 0부터인데 `Target 255 is out of bounds.`나 `Target -1 is out of "
    "bounds.`가 나옵니다.",
    because="the labels that the message names; those of Korean prose count from zero",
)
page.states(
    "A mask holds classes from zero and a void label, and the loss says that this "
    "label is out of bounds. Does it help to subtract the smallest label?",
    "마스크에 0부터 센 클래스와 무효 레이블이 있고, 손실은 그 레이블이 범위를 벗어났다고 합니다. 가장 작은 레이블을 빼면 될까요?",
    because="a question, whose answer the program gives",
)
page.states(
    "- [ ] Yes: then the labels begin at zero. They do already. What is too large stays too large.",
    "- [ ] 레이블이 0부터가 되므로 됩니다. 이미 0부터입니다. 너무 큰 것은 그대로 너무 큽니다.",
    because="zero, as it is said in Korean",
)
page.says(
    "- [x] No: it is no class, whatever is subtracted. It says that nobody labelled "
    "the pixel, and the loss must be told so.",
    "- [x] 무엇을 빼도 클래스가 아니므로 안 됩니다. 아무도 그 픽셀에 레이블을 붙이지 않았다는 뜻이고, 손실에 그렇게 알려야 합니다.",
)
page.says(
    "- [ ] Only with one more output. Then the model would learn to predict that nobody knows.",
    '- [ ] 출력을 하나 늘리면 됩니다. 그러면 모델이 "아무도 모름"을 예측하도록 배웁니다.',
)
page.says(
    "**Why.** Masks mark pixels that nobody labelled, by convention with {void}; some data "
    "sets use −1. It is no class, and there is nothing to subtract: labels from one look "
    "alike, but here shifting makes {void} a {shifted} and breaks the good label too.",
    "**원인.** 마스크는 아무도 레이블을 붙이지 않은 픽셀을 관례에 따라 {void}로 표시합니다. "
    "−1을 쓰는 데이터도 있습니다. 이것은 클래스가 아니고, 뺄 것도 없습니다. 1부터 센 "
    "레이블과 비슷해 보이지만, 여기서는 빼면 {void}가 {shifted}이 되고 멀쩡한 레이블까지 "
    "망가집니다.",
    void=printed("mistakes_classes/void_labels", r"Target (\d+)"),
    shifted=printed("mistakes_classes/void_labels", r"smallest: \[0, (\d+)\]"),
)
page.says(
    "**Mended.** Tell the loss which number to ignore. Such rows then count neither "
    "in the sum nor in its divisor.",
    "**고친 프로그램.** 무시할 번호를 손실에 알립니다. 그런 행은 합에도, 나누는 수에도 들어가지 않습니다.",
)
page.states(
    "**Met by** a user of DeepLabV3Plus; pytorch-semseg ignores 250 instead, and is asked why.",
    "**실제 사례.** DeepLabV3Plus 사용자가 겪었습니다. pytorch-semseg는 250을 무시하는데, 그 까닭을 묻는 글입니다.",
    because="the number in the thread that is linked",
)
# Binary targets out of range
page.states(
    "**Symptom.** The loss of a yes or no falls below zero and goes on "
    "falling, or `all elements of target should be between 0 and 1`.",
    "**증상.** 예와 아니요를 가리는 손실이 0 아래로 내려가서 계속 떨어지거나, "
    "`all elements of target should be between 0 and 1`이 나옵니다.",
    because="what the program prints, and zero, as it is said in Korean",
)
silent = [
    release
    for release, said in read_versions().items()
    if said.get("mistakes_classes/mask_of_255") == ["no RuntimeError"]
]
page.says(
    "**Older wordings.** PyTorch {newer} and {older} check no target of a binary loss, and say "
    "nothing.",
    "**예전 문구.** PyTorch {newer}과 {older}은 이진 손실의 정답을 검사하지 않고, 아무 말도 하지 않습니다.",
    newer=silent[1],
    older=silent[0],
)
page.says(
    "**Why.** A mask is saved as an image, where {white} is white and means yes. A binary loss is "
    "$-y \\ln p - (1 - y) \\ln(1 - p)$. With $y = 255$ its second weight is {weight}, so that it "
    "pays to bring $1 - p$ to zero, without end: the gradient, $p - y$, never gets there. The first "
    "loss tells nothing, because at $p = \\frac12$ both logarithms are the same and the weights "
    "still sum to one.",
    "**원인.** 마스크는 이미지로 저장되고, 이미지에서는 흰색인 {white}가 예를 뜻합니다. 이진 손실은 $-y \\ln p - (1 - y) "
    "\\ln(1 - p)$입니다. $y = 255$이면 둘째 가중치가 {weight}여서 $1 - p$를 0으로 보낼수록 손실이 끝없이 줄어듭니다. 기울기 "
    "$p - y$가 0이 되는 일이 없기 때문입니다. 첫 손실만 보아서는 알 수 없습니다. $p = \\frac12$에서는 두 로그가 같고, 가중치의 "
    "합은 여전히 1이기 때문입니다.",
    white=WHITE,
    weight=signed(1 - WHITE),
)
page.states(
    "`F.binary_cross_entropy` refuses such a target, `F.binary_cross_entropy_with_logits` takes it. "
    "`torch.compile` drops the check, too. It takes the loss apart into logarithms, products and a "
    "mean, and the check is none of these (pytorch/pytorch#193757):",
    "`F.binary_cross_entropy`는 이런 정답을 거절하지만 `F.binary_cross_entropy_with_logits`는 받습니다. `torch.compile`을 써도 "
    "검사가 사라집니다. 손실을 로그와 곱과 평균으로 분해하는데, 검사는 그 가운데 어느 것도 아닙니다 (pytorch/pytorch#193757).",
    because="what both programs show, and the number of a thread",
)
page.states(
    "**Mended.** Divide by the white of the image, and assert what you believe where the data are "
    "read. Labels that count from one lose one; −1 and 1 become 0 and 1.",
    "**고친 프로그램.** 흰색의 값으로 나누고, 데이터를 읽는 곳에서 정답의 범위를 `assert`로 확인합니다. 1부터 센 레이블에서는 1을 빼고, "
    "−1과 1은 0과 1로 바꿉니다.",
    because="how labels are counted",
)
page.states(
    "**Met by** users of Pytorch-UNet, whose loss passed −1,000, and of Pytorch-Medical-Segmentation.",
    "**실제 사례.** Pytorch-UNet 사용자의 손실은 −1,000을 지나 더 내려갔습니다. Pytorch-Medical-Segmentation 사용자도 겪었습니다.",
    because="the log in the thread that is linked",
)
# Device-side assert
page.states(
    "**Symptom.** On a GPU the program stops with an assertion, and the traceback "
    "points to a line that is innocent. This was recorded on a GPU, in "
    "Pytorch-UNet#258; no program of this page prints it.",
    "**증상.** GPU에서 프로그램이 assertion으로 멈추고, 역추적은 아무 잘못 없는 줄을 가리킵니다. 아래는 GPU에서 기록한 "
    "것이며(Pytorch-UNet#258), 이 페이지의 프로그램이 출력한 것이 아닙니다.",
    because="the number of the thread in which it was recorded",
)
page.says(
    "**Why.** The GPU runs behind the program. It meets the bad label when Python is "
    "lines further on, and after that every call to the GPU fails, also from a "
    "notebook's next cell. Find the label where the data are, on the CPU:",
    "**원인.** GPU는 프로그램보다 뒤처져 실행됩니다. 잘못된 레이블을 만날 때 파이썬은 이미 몇 줄 앞에 있고, 그 뒤로는 노트북의 다음 "
    "셀까지 GPU 호출이 모두 실패합니다. 레이블은 데이터가 있는 CPU에서 찾으십시오.",
)
page.states(
    "**Mended.** Restart the process. Run the one batch on the CPU, where the message"
    " names the label; or set `CUDA_LAUNCH_BLOCKING=1`, which makes the GPU keep "
    "step, and read the traceback again. Then it is void labels, labels from one or a"
    " layer too small.",
    "**고친 프로그램.** 프로세스를 다시 시작합니다. 그 배치를 CPU에서 실행하면 메시지가 레이블을 말해 줍니다. 아니면 "
    "`CUDA_LAUNCH_BLOCKING=1`로 GPU를 파이썬과 발맞추게 하고 역추적을 다시 읽습니다. 그러면 무효 레이블이거나, 1부터 센 "
    "레이블이거나, 너무 작은 층입니다.",
    because="the name of a mistake, and how a variable is set",
)
page.says(
    "**Met by** a user of a boundary loss, whose masks held a void label.",
    "**실제 사례.** 경계 손실을 쓰던 사용자의 마스크에는 무효 레이블이 있었습니다.",
)
# One-hot rows too narrow
page.says(
    "**Symptom.** `F.one_hot` wants smaller labels, none below zero (`Class values must be "
    "non-negative.`), or another type. A label too large:",
    "**증상.** `F.one_hot`이 레이블이 더 작아야 한다거나, 음수가 아니어야 한다거나(`Class "
    "values must be non-negative.`), 자료형이 다르다고 합니다. 레이블이 너무 크면 이렇습니다.",
)
page.says(
    "Labels that are floats:",
    "레이블이 부동소수점형이면 이렇습니다.",
)
page.states(
    "**Why.** A label is the place of the one in its row. A row of three places has none for "
    "a fourth class, and no row has a place for a fraction. Masks stored as black and white "
    "count up to the white of the picture, 255, not to two.",
    "**원인.** 레이블은 행에서 하나뿐인 1이 놓일 자리입니다. 칸이 셋인 행에는 넷째 클래스의 "
    "자리가 없고, 어느 행에도 소수의 자리는 없습니다. 흑백으로 저장한 마스크는 둘이 아니라 "
    "흰색의 값 255까지 셉니다.",
    because="what one-hot means",
)
page.says(
    "**Mended.** Labels as `.long()` from zero, and `num_classes` for the classes that there "
    "are. More classes are no cure for labels counted from one, for void labels or for "
    "white: subtract, ignore, or write `(mask > 127).long()`.",
    "**고친 프로그램.** 레이블은 0부터 센 `.long()`으로 바꾸고, `num_classes`는 실제 "
    "클래스의 수로 둡니다. 1부터 센 레이블이나 무효 레이블, 흰색은 클래스를 늘려서 고칠 것이 "
    "아닙니다. 빼거나, 무시하거나, `(mask > 127).long()`으로 바꿉니다.",
)
page.states(
    "**Met by** users of Pytorch-UNet, with masks in black and white, and of YOLOX, "
    "with classes counted from one.",
    "**실제 사례.** Pytorch-UNet 사용자는 흑백 마스크를 썼고, YOLOX 사용자는 클래스를 1부터 셌습니다.",
    because="what the thread that is linked tells",
)
# Probabilities to ignore
page.says(
    "**Symptom.** `ignore_index` is refused where the target holds probabilities; a negative "
    "one is passed over in silence.",
    "**증상.** 정답이 확률이면 `ignore_index`를 받지 않습니다. `ignore_index`가 음수이면 "
    "아무 말 없이 무시합니다.",
)
page.says(
    "**Why.** `ignore_index` is a label to be left out, and probabilities hold no "
    "label. A row of zeros is no help: its loss is zero, but it still counts in the "
    "mean, {mean} for {right}.",
    "**원인.** `ignore_index`는 빼야 할 레이블인데 확률에는 레이블이 없습니다. 모두 0인 행도 도움이 되지 않습니다. 손실은 "
    "0이지만 평균에는 들어가서 {right} 대신 {mean}이 됩니다.",
    mean=printed("mistakes_classes/ignored_probabilities_mended", r"both rows: +(\S+)$"),
    right=printed("mistakes_classes/ignored_probabilities_mended", r"counts: (\S+)$"),
)
page.says(
    "**Mended.** Choose the rows that count before the loss; flatten sequences and images to "
    "rows first. Where every target is ignored, the mean is nan.",
    "**고친 프로그램.** 계산에 넣을 행을 손실 앞에서 고릅니다. 시퀀스와 이미지는 먼저 행으로 "
    "펼칩니다. 모두 무시된 정답이면 평균은 nan입니다.",
)
page.states(
    "**Met by** the author of pytorch/pytorch#17801, who asks which labels may be ignored.",
    "**실제 사례.** pytorch/pytorch#17801을 쓴 사람은 어떤 레이블을 무시할 수 있는지 묻습니다.",
    because="the number of the thread that is linked",
)
# Sampling from scores
page.says(
    "**Symptom.** The next class or token cannot be drawn: a probability is negative, inf or nan.",
    "**증상.** 다음 클래스나 토큰을 뽑을 수 없습니다. 확률이 음수이거나 inf, nan이라고 합니다.",
)
page.states(
    "**Why.** `torch.multinomial` wants weights, none below zero. Scores are not such "
    "weights; their softmax is. Where softmax is there already, the scores themselves were "
    "inf or nan: half precision that overflowed, a row whose every class is forbidden, a "
    "temperature of zero.",
    "**원인.** `torch.multinomial`은 0보다 작지 않은 가중치를 받습니다. 점수는 그런 것이 아니고, 점수의 소프트맥스가 "
    "그렇습니다. 소프트맥스를 이미 썼다면 점수가 inf나 nan이었던 것입니다. 반정밀도에서 오버플로가 났거나, 모든 클래스를 금지한 행이거나, "
    "온도가 0인 경우입니다.",
    because="zero, as a limit and as a temperature",
)
page.says(
    "**Mended.** Draw from the softmax. What is drawn then comes as often as its probability says.",
    "**고친 프로그램.** 소프트맥스에서 뽑습니다. 그러면 확률만큼 자주 나옵니다.",
)
page.says(
    "**Met by** users of MGM and llama_inference, when a language model answers.",
    "**실제 사례.** MGM과 llama_inference에서는 언어 모델이 답을 만들 때 나타났습니다.",
)
# Draws without replacement
drawn = found("snippets/mistakes_classes/draws_used_up.out", r"drawn \[(.*)\]")
zero = found("snippets/mistakes_classes/draws_used_up.out", r", (\d)\.0\], drawn")[0]
page.says(
    "**Symptom.** `{message}`. Or every class is drawn, whatever its probability.",
    "**증상.** `{message}`가 나옵니다. 또는 확률과 상관없이 모든 클래스가 뽑힙니다.",
    message=printed("mistakes_classes/draws_used_up", "Error: (.+)$"),
)
page.states(
    "**Why.** Unless it is told otherwise, `torch.multinomial` draws without replacement: no "
    "class comes a second time. So there are no more draws than classes, and with as many of them "
    "every class comes.",
    "**원인.** `torch.multinomial`은 따로 정하지 않으면 비복원으로 뽑습니다. 한 번 나온 클래스는 다시 나오지 않습니다. 그래서 클래스의 수보다 많이 "
    "뽑을 수 없고, 클래스의 수만큼 뽑으면 모든 클래스가 나옵니다.",
    because="what it means, in both languages",
)
page.says(
    "Before it refuses, it draws classes of probability {zero}: those that a mask or top-k had "
    "ruled out are back.",
    "거부하기 전까지는 확률이 {zero}인 클래스도 뽑습니다. 마스크나 top-k로 빼 둔 클래스가 이렇게 되돌아옵니다.",
    zero=when(drawn == ["0, 1, 2"] * 2, zero),
)
page.says(
    "**Mended.** `replacement=True`, where each draw should follow the probabilities. Where the "
    "draws should differ, ask for no more of them than there are classes above {zero}; one noise "
    "gives them all.",
    "**고친 프로그램.** 뽑을 때마다 확률을 따라야 한다면 `replacement=True`를 줍니다. 서로 다른 클래스를 뽑아야 한다면 확률이 {zero}보다 큰 클래스의 "
    "수까지만 뽑습니다. 잡음 하나로 한꺼번에 뽑을 수도 있습니다.",
    zero=zero,
)
page.states(
    "**Met by** users of speechbrain, whose sampler drew the rows of a batch, and of RoMa; the "
    "classes of probability 0 by the author of pytorch/pytorch#50034.",
    "**실제 사례.** speechbrain에서는 배치의 행을 뽑을 때 나왔고, RoMa 사용자도 겪었습니다. 확률이 0인 클래스가 뽑힌 일은 "
    "pytorch/pytorch#50034에 있습니다.",
    because="the thread that is linked, with its number",
)
# Read next
page.says(
    "- Mistakes with targets: labels that are there and mean another class.",
    "- 정답에 관한 실수: 있는 레이블이 다른 클래스를 뜻하는 경우를 봅니다.",
)
page.says(
    "- Where nan comes from: scores that are no numbers.",
    "- nan이 나오는 곳: 점수가 수가 아닌 경우를 봅니다.",
)

page.differs("0", because="the English writes zero as a word")


def gradient(u: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return that of the binary loss of a logit `u` and a target `v`."""
    logit = u.clone().requires_grad_()
    return torch.autograd.grad(F.binary_cross_entropy_with_logits(logit, v), logit)[0]


page.formula(
    r"-y \ln p - (1 - y) \ln(1 - p)",
    lambda u, v: -v * torch.sigmoid(u).log() - (1 - v) * (1 - torch.sigmoid(u)).log(),
    lambda u, v: F.binary_cross_entropy_with_logits(u, v),
)
page.formula("p - y", lambda u, v: torch.sigmoid(u) - v, gradient)
page.formula("y = 255", lambda: WHITE, 255)
page.formula(r"p = \frac12", lambda: 1 / 2, lambda: torch.zeros(()).sigmoid())
page.writes("1 - p", because="a part of the loss")
