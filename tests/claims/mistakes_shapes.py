import math
import warnings

import torch
import torch.nn.functional as F

from tests.claims.claims import ENGLISH, KOREAN, printed
from tests.claims.mistakes import group
from tests.programs import load

page = group(
    "shapes",
    "{many} mistakes in the shape of logits, targets and masks, some of them "
    "silent, each with its message, older wordings and a mended program.",
    "로짓, 정답, 마스크의 형태를 두고 저지르는 실수 {many_korean} 가지를 "
    "지금의 메시지, 예전 문구, 고친 프로그램과 함께 보고, 조용히 지나가는 경우도 살펴봅니다.",
)

# The rule: which dimension of the logits the target lacks
ONE_MINUTE = "mistakes_shapes/mistakes_shapes_in_one_minute"
classes = printed(ONE_MINUTE, r"^\(\d+, (\d)\) ")
logits = printed(ONE_MINUTE, r"^\((\d+, \d, \d)\)").split(", ")
dimension = logits.index(classes)

page.says(
    "One rule covers this page. In the logits, dimension {dimension} belongs to the classes. "
    "Strike it out, and what remains is the shape of a target of class numbers.",
    "이 페이지의 실수는 규칙 하나로 모두 설명됩니다. 로짓(logits)에서 차원 {dimension}은 "
    "클래스의 자리입니다. 그 차원을 지우고 남는 것이 클래스 번호로 된 정답(target)의 "
    "형태(shape)입니다.",
    dimension=dimension,
)
for english, korean in (
    ("rows | (N, K) | (N)", "행 | (N, K) | (N)"),
    ("tokens in sequences | (N, K, L) | (N, L)", "시퀀스의 토큰 | (N, K, L) | (N, L)"),
    ("pixels in images | (N, K, H, W) | (N, H, W)", "이미지의 픽셀 | (N, K, H, W) | (N, H, W)"),
):
    page.says(f"| {english} |", f"| {korean} |")
page.says("N counts the rows, K the classes.", "N은 행의 수, K는 클래스의 수입니다.")
page.says(
    "The classes are dimension {dimension} of the logits, and a target of class numbers has "
    "every dimension but that one.",
    "클래스는 로짓의 차원 {dimension}이고, 클래스 번호로 된 정답에는 그 차원만 빼고 모두 있습니다.",
    dimension=dimension,
)

# Targets as a column
page.says(
    "**Symptom.** The loss speaks of several targets although each row has one.",
    "**증상.** 행마다 정답이 하나인데 손실(loss)은 정답이 여럿이라고 합니다.",
)
page.states(
    "- `multi-target not supported at …/ClassNLLCriterion.c` (pytorch/pytorch#3670) - "
    "`multi-target not supported at /pytorch/aten/src/THCUNN/generic/ClassNLLCriterion.cu` "
    "(eeg_seed_test#2) - `1D target tensor expected, multi-target not supported`",
    "- `multi-target not supported at …/ClassNLLCriterion.c` (pytorch/pytorch#3670) - "
    "`multi-target not supported at /pytorch/aten/src/THCUNN/generic/ClassNLLCriterion.cu` "
    "(eeg_seed_test#2) - `1D target tensor expected, multi-target not supported`",
    because="the messages in the threads that are linked, and the numbers of these",
)
page.says(
    "Cut from a table as a slice, `table[:, -1:]`, the last column stays a column: (N, "
    "{column}). The loss strikes dimension {dimension} from (N, K) and expects (N). The "
    "second dimension makes it think of several targets a row.",
    "표에서 `table[:, -1:]`처럼 구간으로 꺼낸 마지막 열은 열로 남아 형태가 (N, {column})이 "
    "됩니다. 손실은 (N, K)에서 차원 {dimension}을 지운 (N)을 기대합니다. 차원이 하나 더 "
    "있으니 행마다 정답이 여럿이라고 여깁니다.",
    column=printed("mistakes_shapes/column_target", r"target: \(\d, (\d)\)"),
    dimension=dimension,
)
page.says(
    "**Mended.** Drop the dimension by its number. A bare `squeeze()` would also drop the "
    "batch dimension of a batch of one.",
    "**고친 프로그램.** 번호를 지정해 그 차원을 없앱니다. 그냥 `squeeze()`라고 쓰면 한 "
    "행짜리 배치(batch)에서 배치 차원까지 사라집니다.",
)

page.says(
    "A second dimension wider than one stays as it is: then the target is one-hot, and "
    "`argmax(dim=1)` gives its class numbers.",
    "둘째 차원이 하나보다 넓으면 그대로 남습니다. 그런 정답은 원-핫이므로 `argmax(dim=1)`로 클래스 "
    "번호를 얻습니다.",
)

# Sequence scores
LONG = "mistakes_shapes/sequence_scores"
SQUARE = "mistakes_shapes/sequence_as_long_as_classes"
sequences, tokens, square_classes = load(SQUARE).logits.shape

page.says(
    "**Symptom.** Scores for the tokens of a sequence, and the loss expects a target of a "
    "size that nobody has.",
    "**증상.** 시퀀스의 토큰마다 점수를 냈는데, 손실이 어디에도 없는 크기의 정답을 요구합니다.",
)
page.says(
    "The message is luck. With sequences as long as there are classes, nothing stops:",
    "메시지가 나온 것은 운이 좋아서입니다. 시퀀스의 길이가 클래스의 수와 같으면 오류 없이 "
    "그대로 실행됩니다.",
)
page.says(
    "Two sequences of three tokens, three classes: the logits are (N, L, K) = ({logits}), "
    "the target is ({target}). What does the softmax inside the loss make sum to 1?",
    "토큰 셋인 시퀀스가 둘이고 클래스가 셋입니다. 로짓은 (N, L, K) = ({logits}), 정답은 "
    "({target})입니다. 손실 안의 소프트맥스는 무엇을 더해 1이 되게 할까요?",
    logits=f"{sequences}, {tokens}, {square_classes}",
    target=", ".join(map(str, load(SQUARE).target.shape)),
)
page.says(
    "- [ ] The {classes} classes of each token That is what was meant. But the classes "
    "stand in the last dimension, and the loss looks for them in dimension {dimension}.",
    "- [ ] 토큰마다 {classes_korean} 클래스 의도한 것은 그것입니다. 그러나 클래스는 마지막 "
    "차원에 있고, 손실은 차원 {dimension}에서 클래스를 찾습니다.",
    classes=ENGLISH[square_classes],
    classes_korean=KOREAN[square_classes],
    dimension=dimension,
)
page.says(
    "- [x] For each class, the {tokens} tokens Dimension {dimension} holds the tokens, so "
    "they compete with each other. The shapes fit by chance, and shapes are all the loss "
    "can check.",
    "- [x] 클래스마다 {tokens_korean} 토큰 차원 {dimension}에는 토큰이 있으므로 토큰끼리 "
    "겨룹니다. 손실이 확인할 수 있는 것은 형태뿐인데, 형태는 우연히 들어맞습니다.",
    tokens=ENGLISH[tokens],
    tokens_korean=KOREAN[tokens],
    dimension=dimension,
)
page.says(
    "- [ ] All nine scores of a sequence Softmax always runs along one dimension. The "
    "question is only which.",
    "- [ ] 한 시퀀스의 점수 아홉 개 모두 소프트맥스는 언제나 한 차원을 따라 적용됩니다. "
    "문제는 어느 차원이냐일 뿐입니다.",
)
page.states(
    "**Older wordings.** `ValueError: Expected target size (1, 14, 187, 621), got "
    "torch.Size([1, 187, 621])` (Pytorch-UNet#239).",
    "**예전 문구.** `ValueError: Expected target size (1, 14, 187, 621), got torch.Size([1, "
    "187, 621])` (Pytorch-UNet#239).",
    because="the message in the thread that is linked, and the number of this",
)
page.says(
    "A linear layer and a transformer put the classes last: (N, L, K). The loss reads "
    "dimension {dimension} as the classes. So it takes the {tokens} places of the sequence "
    "for classes and the {classes} classes for places, and runs the softmax over the "
    "sequence.",
    "선형층과 트랜스포머의 출력은 클래스가 마지막에 오는 (N, L, K)인데, 손실은 차원 "
    "{dimension}을 클래스로 읽습니다. 그래서 시퀀스의 자리 {tokens}개를 클래스로, 클래스 "
    "{classes}개를 자리로 여기고, 시퀀스를 따라 소프트맥스(softmax)를 구합니다.",
    dimension=dimension,
    tokens=printed(LONG, r"of (\d) tokens"),
    classes=printed(LONG, r"(\d) classes"),
)
page.says(
    "When both numbers are {both} the shapes agree, and it reports {reported} for a batch "
    "whose loss is {right}.",
    "두 수가 모두 {both}이면 형태가 맞아떨어져, 손실이 {right}인 배치를 두고 "
    "{reported}이라고 보고합니다.",
    both=printed(SQUARE, r"of (\d) tokens, \1 classes"),
    reported=printed(SQUARE, r"reported: +(\S+)$"),
    right=printed(f"{LONG}_mended", r": +(\S+)$"),
)
page.says(
    "**Mended.** Move the classes to dimension {dimension}, or make every token a row.",
    "**고친 프로그램.** 클래스를 차원 {dimension}로 옮기거나, 토큰마다 한 행으로 펼칩니다.",
    dimension=dimension,
)
page.states(
    "**Met by** a reader who worked it out step by step in markhliu/DGAI#7.",
    "**실제 사례.** markhliu/DGAI#7에서 한 독자가 한 단계씩 까닭을 밝혀 갑니다.",
    because="the number of the thread that is linked",
)

# Masks with a channel
page.says(
    "**Symptom.** A segmentation mask has one dimension too many.",
    "**증상.** 분할(segmentation) 마스크에 차원이 하나 더 있습니다.",
)
page.states(
    "`1only batches of spatial targets supported (3D tensors) but got targets of size: : "
    "[1, 1, 187, 621]` (Pytorch-UNet#226); the 1 in front stood in the message",
    "`1only batches of spatial targets supported (3D tensors) but got targets of size: : "
    "[1, 1, 187, 621]` (Pytorch-UNet#226). 맨 앞의 1은 메시지에 있던 그대로입니다.",
    because="the message in the thread that is linked, and the number of this",
)
page.states(
    "`1only batches of spatial targets supported (non-empty 3D tensors) but got targets of "
    "size: : [4, 976]` (ERF-PSPNet#3)",
    "`1only batches of spatial targets supported (non-empty 3D tensors) but got targets of "
    "size: : [4, 976]` (ERF-PSPNet#3)",
    because="the message in the thread that is linked, and the number of this",
)
page.says(
    "Image libraries give every picture a channel dimension, a mask too: (N, {channel}, H, "
    "W). A mask of class numbers has no channels. With three channels instead of one the "
    "mask is a coloured picture, and its colours must be turned into class numbers first.",
    "이미지 라이브러리는 그림마다 채널 차원을 붙입니다. 마스크에도 붙여서 형태가 (N, "
    "{channel}, H, W)가 됩니다. 클래스 번호로 된 마스크에는 채널이 없습니다. 채널이 하나가 "
    "아니라 셋이면 그 마스크는 색칠한 그림이므로, 먼저 색을 클래스 번호로 바꾸어야 합니다.",
    channel=printed("mistakes_shapes/mask_with_channel", r"mask: \(\d, (\d),"),
)
page.says(
    "**Mended.** Drop the channel dimension. Do not read a mask with `ToTensor`: it "
    "divides by 255, and `.long()` then makes every class 0.",
    "**고친 프로그램.** "
    "채널 차원을 없앱니다. "
    "마스크를 `ToTensor`로 "
    "읽지는 마십시오. 255로 "
    "나누기 때문에, 그 뒤에 "
    "`.long()`을 부르면 "
    "모든 클래스가 0이 "
    "됩니다.",
)

# Masks of another size
OTHER_SIZE = "mistakes_shapes/mask_of_other_size"
page.says(
    "**Symptom.** A `size mismatch`: the mask has more pixels than the scores, or fewer.",
    "**증상.** `size mismatch`가 나옵니다. 마스크의 픽셀이 점수보다 많거나 적습니다.",
)
page.says(
    "**Why.** Every pixel of the mask wants its own scores. Many networks halve an image several "
    "times, so as to see more of it at once, and score a coarser grid, here {places} places for "
    "{pixels} pixels. Or the image was resized and its mask was not.",
    "**원인.** 마스크의 픽셀마다 점수가 있어야 합니다. 그런데 많은 신경망은 한 번에 더 넓은 영역을 보려고 이미지를 여러 번 절반으로 줄이고, 성긴 격자에 "
    "점수를 매깁니다. 여기서는 {pixels} 픽셀에 점수가 {places} 자리뿐입니다. 이미지의 크기만 바꾸고 마스크는 그대로 두었을 때도 이렇게 됩니다.",
    places=printed(OTHER_SIZE, r"logits: \(1, 3, (\d, \d)\)").replace(",", " ×"),
    pixels=printed(OTHER_SIZE, r"mask: \(1, (\d, \d)\)").replace(",", " ×"),
)
few, many = printed(f"{OTHER_SIZE}_mended", r"classes of the mask: \[(\d, \d)\]").split(", ")
page.says(
    "**Mended.** Enlarge the scores to the size of the mask. A mask is resized only with its image, "
    'and with `mode="nearest"`: class numbers have no mean. That of {few} and {many} is {mean}, a '
    "class that no pixel of this mask has.",
    '**고친 프로그램.** 점수를 마스크의 크기로 키웁니다. 마스크의 크기는 이미지와 함께 바꿀 때만, `mode="nearest"`로 바꿉니다. 클래스 번호에는 평균이 '
    "없습니다. {few}과 {many}의 평균은 {mean}인데, 이 마스크에는 클래스가 {mean}인 픽셀이 없습니다.",
    few=few,
    many=many,
    mean=printed(f"{OTHER_SIZE}_mended", r"after a mean: +\[\d, (\d)\]"),
)
page.states(
    "**Older wordings.** `input and target batch or spatial sizes don't match: target [2, 256, "
    "256], input [2, 2, 68, 68]` (pytorch-unet-segmentation#19).",
    "**예전 문구.** `input and target batch or spatial sizes don't match: target [2, 256, 256], input "
    "[2, 2, 68, 68]` (pytorch-unet-segmentation#19).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Met by** users of semantic-segmentation-pytorch, after a change of decoder, and of HRNet, "
    "who ask where to enlarge.",
    "**실제 사례.** semantic-segmentation-pytorch 사용자는 디코더를 바꾼 뒤에 겪었고, HRNet 사용자들은 어디에서 키워야 하느냐고 묻습니다.",
)

# Softmax over the wrong dimension
BATCH = "mistakes_shapes/softmax_over_the_batch"
column_sum = printed(BATCH, r"columns: \['(\S+)', '\1', '\1'\]")
alone = printed(BATCH, r"alone: \[(\d)\.0, \1\.0, \1\.0\]")
row_sum = printed("mistakes_shapes/softmax_over_the_classes", r"sum (\S+)$")


def chosen(dimensions: int) -> int:
    """Return the dimension along which softmax runs when it is told none."""
    shape = (2, 3, 4, 5)[:dimensions]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        probability = F.softmax(torch.zeros(shape))
    return shape.index(round(1 / probability.max().item()))


page.says(
    "**Symptom.** A warning about an implicit dimension, or probabilities that do not sum "
    "to {one:.0f}.",
    "**증상.** 차원을 정하지 않았다는 경고가 나오거나, 확률을 더해도 {one:.0f}이 되지 않습니다.",
    one=float(row_sum),
)
page.says(
    "An explicit dimension can be wrong as well, and then there is no warning:",
    "차원을 적었어도 틀릴 수 있습니다. 그때는 경고도 없습니다.",
)
page.says(
    "Softmax with `dim=0` on logits of shape (N, K). Which probabilities does a batch of "
    "one row get?",
    "형태가 (N, K)인 로짓에 `dim=0`으로 소프트맥스를 적용합니다. 행이 하나뿐인 배치는 어떤 "
    "확률을 받을까요?",
)
page.says(
    "- [ ] The right ones: there is no other row to compete with. That is the trouble. "
    "Softmax compares along dimension 0 only, and there every class is alone.",
    "- [ ] 겨룰 다른 행이 없으므로 맞는 확률을 받습니다. 바로 그것이 문제입니다. 차원 0을 "
    "따라서만 견주는데, 거기서는 클래스마다 저 혼자입니다.",
)
page.says(
    "- [x] {alone} for every class Each column holds one number, and the softmax of one "
    "number is {alone}.",
    "- [x] 클래스마다 {alone} 열마다 수가 하나씩이고, 수 하나의 소프트맥스는 {alone}입니다.",
    alone=alone,
)
page.says(
    "- [ ] {alone}/K for every class That is what equal scores get along the classes. Here "
    "the classes are not compared at all.",
    "- [ ] 클래스마다 {alone}/K 클래스를 따라 견줄 때 점수가 모두 같으면 그렇습니다. "
    "여기서는 클래스를 아예 견주지 않습니다.",
    alone=alone,
)
page.states(
    "**Older wordings.** The warning has kept its words; `log_softmax` has one of its own: "
    "`Implicit dimension choice for log_softmax has been deprecated` (alpha-zero-general#5).",
    "**예전 문구.** 경고의 문구는 바뀌지 않았습니다. `log_softmax`에는 자기 경고가 "
    "있습니다. `Implicit dimension choice for log_softmax has been deprecated` "
    "(alpha-zero-general#5).",
    because="the number of the thread that is linked",
)
page.says(
    "Without `dim`, `F.softmax` chooses: dimension {one_or_three} for one or three "
    "dimensions, dimension {two_or_four} for two or four. For (N, L, K) that is the batch. "
    "The two sequences then share each probability, and the three classes sum to {total}.",
    "`dim`이 없으면 `F.softmax`가 스스로 고릅니다. 차원이 하나나 셋이면 차원 "
    "{one_or_three}을, 둘이나 넷이면 차원 {two_or_four}을 고릅니다. (N, L, K)에서 차원 "
    "{one_or_three}은 배치입니다. 그러면 두 시퀀스가 확률을 나누어 가지고, 세 클래스의 합은 "
    "{total}가 됩니다.",
    one_or_three=" or ".join({str(chosen(n)) for n in (1, 3)}),
    two_or_four=" or ".join({str(chosen(n)) for n in (2, 4)}),
    total=printed("mistakes_shapes/softmax_without_dim", r"classes: (\S+)$"),
)
page.says(
    "With `dim=0` on (N, K) the rows compete: the softmax of one row depends on its "
    "neighbours, and a row alone gets probability {alone} for every class.",
    "(N, K)에 `dim=0`을 쓰면 행끼리 다툽니다. 한 행의 소프트맥스가 다른 행에 따라 달라지고, "
    "혼자 있는 행에서는 모든 클래스의 확률이 {alone}이 됩니다.",
    alone=alone,
)
page.says(
    "Two tables of two rows and three classes, the probabilities as shades. Above, softmax "
    "over dimension 1: both rows sum to {row} and no column does. Below, over dimension 0: "
    "the columns sum to {column} and the rows to {first} and {second}.",
    "두 행과 세 클래스로 된 표 둘. 확률이 클수록 칸의 색이 짙다. 위는 차원 1의 "
    "소프트맥스로, 두 행의 합이 모두 {row}이고 열의 합은 1이 아니다. 아래는 차원 0의 "
    "소프트맥스로, 열의 합이 {column}이고 행의 합은 {first}과 {second}이다.",
    row=row_sum,
    column=column_sum,
    first=printed(BATCH, r"rows: +\['(\S+)',"),
    second=printed(BATCH, r"rows: .* '(\S+)'\]"),
)
page.says(
    "The same logits, normalised over the classes above and over the batch below. Every "
    "number looks like a probability in both; only the sums tell them apart.",
    "같은 로짓을 위에서는 클래스를 따라, 아래에서는 배치를 따라 정규화했습니다. 수 "
    "하나하나는 양쪽 모두 확률처럼 보입니다. 둘을 가르는 것은 합뿐입니다.",
)
page.says(
    "**Mended.** Say `dim=-1` when the classes come last, and check that one row sums to "
    "{one:.0f}.",
    "**고친 프로그램.** 클래스가 마지막에 있으면 `dim=-1`이라고 쓰고, 한 행의 합이 "
    "{one:.0f}인지 확인합니다.",
    one=float(row_sum),
)
page.states(
    "**Met by** a user of deep-head-pose, who asks whether `dim` is 0, 1 or 2, and by a "
    "reader of world-models, where the softmax ran over the batch.",
    "**실제 사례.** deep-head-pose의 한 사용자는 `dim`이 0, 1, 2 가운데 무엇이냐고 물었고, "
    "world-models의 한 독자는 소프트맥스가 배치를 따라 계산된 것을 찾아냈습니다.",
    because="what the threads that are linked ask",
)

# One logit
label = printed("mistakes_shapes/one_logit", r"Target (\d) is out of bounds")
single = torch.ones(1).softmax(dim=0).item()
loss = math.log(single)

page.says(
    "**Symptom.** Two classes, one output, `F.cross_entropy`: the loss is zero from the "
    "first step, or a label of {label} is out of bounds.",
    "**증상.** 클래스는 둘, 출력은 하나, 손실은 `F.cross_entropy`입니다. 첫 스텝(step)부터 "
    "손실이 {loss:.0f}이거나, 레이블 {label}이 범위를 벗어났다고 합니다.",
    label=label,
    loss=loss,
)
page.says(
    "Why is the loss of one logit and a float target zero from the first step?",
    "로짓이 하나이고 정답이 부동소수점형(float)일 때, 손실이 첫 스텝부터 {loss:.0f}인 "
    "까닭은 무엇일까요?",
    loss=loss,
)
page.says(
    "- [ ] The model has learnt the two classes. Nothing has been learnt yet. A loss of "
    "zero before training is a reason to look at the shapes.",
    "- [ ] 모델이 두 클래스를 이미 배웠습니다. 아직 아무것도 배우지 않았습니다. 학습하기 "
    "전부터 손실이 {loss:.0f}이라면 형태를 살펴볼 만합니다.",
    loss=loss,
)
page.says(
    "- [x] One logit is one class, and the softmax of one number is {single:.0f}. The log "
    "of {single:.0f} is {loss:.0f}, whatever the model computes. No gradient comes back "
    "either.",
    "- [x] 로짓이 하나면 클래스도 하나이고, 수 하나의 소프트맥스는 {single:.0f}입니다. "
    "모델이 무엇을 계산하든 {single:.0f}의 로그는 {loss:.0f}입니다. 기울기도 돌아오지 "
    "않습니다.",
    single=single,
    loss=loss,
)
page.says(
    "- [ ] A float target counts as no target. It counts as a probability of the class, and "
    "is multiplied by the log-probability. That is what is zero.",
    "- [ ] 부동소수점형 정답은 정답으로 치지 않습니다. 클래스의 확률로 쳐서 로그 확률에 "
    "곱합니다. {loss:.0f}인 것은 그 로그 확률입니다.",
    loss=loss,
)
page.says(
    "**Older wordings.** None for the zero. For the label, those of labels from one.",
    "**예전 문구.** 손실이 {loss:.0f}일 때는 메시지가 없습니다. 레이블에 대한 문구는 1부터 "
    "센 레이블과 같습니다.",
    loss=loss,
)
page.says(
    "The softmax of a single number is {single:.0f}, whatever the number. Its log is "
    "{loss:.0f}, and so are loss and gradient. With a float target of the same shape "
    "nothing stops. With class numbers there is only class 0, and the first row of class "
    "{label} stops.",
    "수 하나의 소프트맥스는 그 수가 무엇이든 {single:.0f}입니다. 로그는 {loss:.0f}이고, "
    "손실도 기울기(gradient)도 {loss:.0f}입니다. 같은 형태의 부동소수점형 정답을 주면 오류 "
    "없이 그대로 실행됩니다. 클래스 번호를 주면 클래스는 0뿐이므로, 클래스 {label}인 첫 "
    "행에서 멈춥니다.",
    single=single,
    loss=loss,
    label=label,
)
page.says(
    "**Mended.** Keep the one output and take the binary loss, with a target of floats in "
    "the shape of the output. Or use two outputs: the loss of the scores ({other:.0f}, z) is "
    "the same number.",
    "**고친 프로그램.** 출력을 하나로 두고 이진 손실을 씁니다. 정답은 출력과 같은 형태의 "
    "부동소수점형으로 줍니다. 아니면 출력을 둘로 늘립니다. 점수 ({other:.0f}, z)의 손실도 "
    "같은 수입니다.",
    other=load("mistakes_shapes/one_logit_mended").two_logits[0, 0].item(),
)
page.says(
    "**Met by** a user of transformers, where training ran and achieved nothing, and by a "
    "user of a detector with one class.",
    "**실제 사례.** transformers의 한 사용자는 학습이 돌아가는데도 아무것도 배우지 못하는 "
    "것을 보았고, 클래스가 하나뿐인 객체 검출 모델의 사용자도 같은 일을 겪었습니다.",
)
page.states(
    "## One logit",
    "## 로짓 하나 {#one-logit}",
    because="the name of a section",
)
