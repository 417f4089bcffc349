import math

import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian

from tests.claims.claims import ENGLISH, KOREAN, printed
from tests.claims.mistakes import group
from tests.programs import load

page = group(
    "probabilities",
    "{many} mistakes about where softmax, sigmoid and the logarithm belong, "
    "nearly all of them silent, each with the program that fails and one that works.",
    "소프트맥스, 시그모이드, 로그를 어디에 두느냐를 두고 저지르는, 대부분 "
    "조용히 지나가는 실수 {many_korean} 가지를 틀린 프로그램과 고친 프로그램으로 봅니다.",
)
for english, korean in (
    (
        "`F.cross_entropy` | logits | softmax, log",
        "`F.cross_entropy` | 로짓(logits) | 소프트맥스, 로그",
    ),
    ("`F.nll_loss` | log-probabilities | nothing", "`F.nll_loss` | 로그 확률 | 없음"),
    (
        "`F.binary_cross_entropy_with_logits` | logits | sigmoid, log",
        "`F.binary_cross_entropy_with_logits` | 로짓 | 시그모이드, 로그",
    ),
    ("`F.binary_cross_entropy` | probabilities | log", "`F.binary_cross_entropy` | 확률 | 로그"),
):
    page.says(f"| {english} |", f"| {korean} |")
page.says(
    "All four take float tensors, so the type cannot give a mistake away. Only the last one "
    "looks at the values.",
    "넷 다 부동소수점형 텐서를 받으므로 자료형으로는 잘못이 드러나지 않습니다. 값을 "
    "들여다보는 것은 마지막 하나뿐입니다.",
)

# The figure
PUSH = "mistakes_probabilities/lost_push"
left = printed(PUSH, r"score (-\d+):").replace("-", "−")
right_push = printed(PUSH, r"^right .* (\S+)$")
pushes = [
    float(printed(PUSH, rf"^{name} .* (\S+)$"))
    for name in ("softmax before the loss", "no log", "sigmoid twice")
]
losses = [
    float(printed(PUSH, rf"^{name} +(\S+)"))
    for name in ("right", "softmax before the loss", "no log", "sigmoid twice")
]

page.says(
    "{flat} of the mistakes below flatten the loss, and that costs most where the model is "
    "most wrong:",
    "아래의 실수 가운데 셋은 손실을 평평하게 만듭니다. 그 대가는 모델이 가장 크게 틀린 "
    "곳에서 가장 큽니다.",
    flat=ENGLISH[len(pushes)].capitalize(),
)
page.says(
    "Above, {many} losses against the score of the target class from {left} to {right}. The "
    "right one rises in a straight line to the left; softmax before the loss, sigmoid twice "
    "and no log level off on both sides. Below, their pushes on the score: the right one "
    "climbs to {push:.0f} at the left, the other {flat} are low humps around 0 and vanish "
    "on both sides.",
    "위는 정답 클래스의 점수가 {left}부터 {right}까지일 때의 손실 {many_korean} 가지. 옳은 "
    "손실은 왼쪽으로 가며 곧게 올라가고, 손실 앞의 소프트맥스와 겹친 시그모이드와 로그를 "
    "빠뜨린 손실은 양쪽에서 평평해진다. 아래는 손실이 점수를 미는 힘. 옳은 손실은 왼쪽에서 "
    "{push:.0f}까지 올라가고, 나머지 셋은 0 근처의 낮은 언덕으로 양쪽에서 사라진다.",
    many=ENGLISH[len(losses)],
    many_korean=KOREAN[len(losses)],
    left=left,
    right=left.replace("−", ""),
    push=float(right_push),
    flat=ENGLISH[len(pushes)],
)
page.says(
    "One row, two classes with the scores 0 and z. Above the loss, below its push on z, the "
    "negative slope. At z = {left} the model is surely wrong: the right loss pushes with "
    "{right}, none of the others with more than {others:.4f}.",
    "클래스는 둘이고 점수가 0과 z인 행 하나입니다. 위는 손실, 아래는 손실이 z를 미는 힘, 곧 "
    "부호를 바꾼 기울기(gradient)입니다. z = {left}이면 모델이 확신하면서 틀린 것입니다. "
    "옳은 손실은 {right}의 힘으로 밀고, 나머지는 {others:.4f}를 넘지 못합니다.",
    left=left,
    right=right_push,
    others=max(pushes),
)

# In one minute
page.says(
    "One softmax and one logarithm, and the loss does both. A loss that cannot come near "
    "{right:.0f} may have had softmax twice; one that is negative has had no logarithm.",
    "소프트맥스 한 번, 로그 한 번이며 둘 다 손실이 합니다. 손실이 {right:.0f} 가까이 "
    "내려가지 못하면 소프트맥스가 두 번 들어갔을 수 있고, 음수이면 로그가 빠진 것입니다.",
    right=float(
        printed("mistakes_probabilities/mistakes_probabilities_in_one_minute", r"of logits +(\S+)$")
    ),
)

# Softmax before the loss
page.says(
    "**Symptom.** Training runs, slowly, and the loss stops well above zero.",
    "**증상.** 학습은 되지만 더디고, 손실이 0보다 한참 위에서 더 내려가지 않습니다.",
)
best = load("mistakes_probabilities/softmax_before_loss").logits.softmax(dim=1)[0]
page.says(
    "**Older wordings.** There is no message. **Why.** `F.cross_entropy` applies softmax "
    "itself. What it receives as logits then lies between "
    "{low:.0f} and {high:.0f}, so no score leads another by more than {lead:.0f}. The best "
    r"that it can see is ({best}), and the loss of that is $\ln(1 + 2/e)$.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `F.cross_entropy`는 소프트맥스(softmax)를 "
    "스스로 적용합니다. 모델이 소프트맥스를 먼저 "
    "적용하면 로짓으로 받는 수가 {low:.0f}과 {high:.0f} 사이에 있어, 어느 점수도 다른 "
    "점수를 {lead:.0f}보다 크게 앞서지 못합니다. 받을 수 있는 가장 좋은 점수가 "
    r"({best})이고, 그 손실은 $\ln(1 + 2/e)$입니다.",
    low=best.min(),
    high=best.max(),
    lead=best.max() - best.min(),
    best=", ".join(f"{score:.0f}" for score in best),
)
page.says(
    r"For $K$ classes the floor is $$\ln\left(1 + \frac{K - 1}{e}\right)$$ and it grows with "
    "$K$.",
    r"클래스가 $K$개일 때의 바닥은 다음과 같습니다. $$\ln\left(1 + \frac{K - 1}{e}\right)$$ "
    "이 바닥은 $K$와 함께 높아집니다.",
)
page.says(
    "**Mended.** Logits into the loss, softmax for whoever reads the probabilities.",
    "**고친 프로그램.** 손실에는 로짓을, 확률을 읽을 사람에게는 소프트맥스를 줍니다.",
)

page.states(
    "shows the two loss curves.",
    "두 손실 곡선은 흔한 실수에 있습니다.",
    because="with softmax before the loss and without",
)

# Log of softmax
LOG = "mistakes_probabilities/log_of_softmax"
probability = load(LOG).logits.softmax(dim=0)[0]

page.says(
    "**Symptom.** The loss is {loss} or the weights turn to {gradient}, often after many "
    "good steps.",
    "**증상.** 손실이 {loss}가 되거나 가중치(weight)가 {gradient}이 됩니다. 한참 잘 "
    "학습되다가 그러는 일이 많습니다.",
    loss=printed(LOG, r"loss: (\S+)$"),
    gradient=printed(LOG, r"gradient: \[(\w+),"),
)
page.states(
    "**Older wordings.** There is no message, unless a training library adds one: "
    "`ValueError: nan loss encountered` (allennlp#2797).",
    "**예전 문구.** 메시지는 없습니다. 학습 라이브러리가 덧붙이는 경우는 있습니다. "
    "`ValueError: nan loss encountered` (allennlp#2797).",
    because="the number of the thread that is linked",
)
page.says(
    "The true probability of the first class is $e^{-{lead}}$, and a {bits}-bit float has "
    "no number so small. It becomes {probability:.0f} (underflow), its log is minus "
    "infinity, and the gradient multiplies {probability:.0f} by infinity.",
    "첫 클래스의 실제 확률은 $e^{-{lead}}$이고, {bits}비트 부동소수점에는 그렇게 작은 수가 "
    "없습니다. 그래서 {probability:.0f}이 되고(언더플로(underflow)), 로그는 음의 무한대가 "
    "되며, 기울기는 {probability:.0f}에 무한대를 곱하게 됩니다.",
    lead=printed(f"{LOG}_mended", r"loss: (\d+)"),
    bits=torch.finfo(probability.dtype).bits,
    probability=probability,
)
page.says(
    "**Mended.** One function for both steps. It never forms the probability.",
    "**고친 프로그램.** 두 단계를 함수 하나로 합니다. 이 함수는 확률을 만들지 않습니다.",
)
page.says(
    "Numerical stability shows why a small constant inside the log is no cure.",
    "로그 안에 작은 상수를 더하는 것이 왜 해결책이 아닌지는 수치 안정성에서 봅니다.",
)
page.states(
    "**Met by** the authors of NVIDIA/apex#379, in half precision, where it comes sooner.",
    "**실제 사례.** NVIDIA/apex#379. 반정밀도에서는 더 빨리 나타납니다.",
    because="the number of the thread that is linked",
)

page.states(
    "The two functions are right, the way between them is too narrow.",
    "두 함수는 옳은데 둘을 잇는 길이 너무 좁습니다.",
    because="softmax and the logarithm, which the heading names",
)

# Probabilities without the log
NLL = "mistakes_probabilities/nll_of_probabilities"
lowest = printed(NLL, r"scale 50: (-\d)").replace("-", "−")

page.says(
    "**Symptom.** The loss is negative and creeps towards {lowest}.",
    "**증상.** 손실이 음수이고 {lowest}로 천천히 다가갑니다.",
    lowest=lowest,
)
page.says(
    "`F.nll_loss` is given probabilities by mistake, so it returns $-p_y$. How strong is "
    "the push on a row that is surely wrong?",
    "`F.nll_loss`에 잘못하여 확률을 주면 $-p_y$가 나옵니다. 확신하면서 틀린 행을 미는 힘은 "
    "얼마나 셀까요?",
)
page.says(
    "- [ ] The strongest of all: its loss is the largest. Its loss is the largest, about "
    "{loss:.0f}. But the push is a slope, and softmax is flat where $p_y$ is near 0.",
    "- [ ] 손실이 가장 크므로 가장 셉니다. 손실은 {loss:.0f}에 가까워 가장 큽니다. 그러나 "
    "미는 힘은 도함수이고, $p_y$가 0에 가까우면 소프트맥스는 평평합니다.",
    loss=abs(losses[2]),
)
page.says(
    "- [ ] As strong as on any other row: the slope of $-p_y$ is −1. With respect to "
    "$p_y$ it is. The logit acts through softmax, whose slope $p_y (1 - p_y)$ multiplies it.",
    "- [ ] $-p_y$의 도함수는 −1이므로 어느 행에서나 같습니다. $p_y$로 미분하면 "
    "그렇습니다. 로짓은 소프트맥스를 거쳐 작용하므로 그 도함수 $p_y (1 - p_y)$가 곱해집니다.",
)
page.says(
    "- [x] Almost none The slope $p_y (1 - p_y)$ is near {push:.0f} there, and without the "
    "logarithm nothing cancels it.",
    "- [x] 거의 없습니다. 거기서는 $p_y (1 - p_y)$가 {push:.0f}에 가깝고, 로그가 없으면 "
    "그것을 상쇄할 것이 없습니다.",
    push=pushes[1],
)
page.says(
    "**Older wordings.** There is no message. **Why.** `F.nll_loss` takes no logarithm. It "
    "picks the number at the target and changes its "
    "sign. Of log-probabilities that is the negative log-likelihood. Of probabilities it is "
    "$-p_y$, never below {lowest}.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `F.nll_loss`는 로그를 취하지 않습니다. "
    "정답(target) 자리의 수를 골라 부호를 바꿀 "
    "뿐입니다. 받은 것이 로그 확률이면 그 값이 음의 로그 가능도(negative "
    "log-likelihood)입니다. 확률이면 그 값은 $-p_y$이고 {lowest}보다 작아지지 않습니다.",
    lowest=lowest,
)
page.says(
    "The model still learns something, for $-p_y$ falls as $p_y$ grows. But a row that is "
    "surely wrong, with $p_y$ near 0, gives almost no gradient: the rows that need the most "
    "get the least.",
    "$p_y$가 커지면 $-p_y$는 작아지므로 모델은 그래도 무언가 배웁니다. 그러나 확신하면서 "
    "틀려서 $p_y$가 0에 가까운 행은 기울기를 거의 내지 않습니다. 가장 많이 고쳐야 할 행이 "
    "가장 적게 고쳐집니다.",
)
page.says(
    "**Mended.** Give it the `log_softmax` of the logits (not the log of their softmax), or "
    "give the logits to `F.cross_entropy`. A binary loss with logits turns negative for "
    "another reason: a target above 1, as in a mask of 0 and 255.",
    "**고친 프로그램.** 로짓의 `log_softmax`를 주거나(소프트맥스의 로그가 아닙니다), 로짓을 "
    "`F.cross_entropy`에 줍니다. 로짓을 받는 이진 손실이 음수가 되는 것은 다른 까닭입니다. "
    "0과 255로 된 마스크처럼 정답이 1보다 큰 것입니다.",
)
page.says(
    "**Met by** a user of a text classification collection, who saw that the loss was "
    "always negative.",
    "**실제 사례.** 텍스트 분류 모음의 한 사용자가 손실이 늘 음수인 것을 알아챘습니다.",
)

# Sigmoid missing or twice
MISSING = "mistakes_probabilities/binary_loss_of_logits"
low = printed(MISSING, r"between (\d) and \d")
high = printed(MISSING, r"between \d and (\d)")
half = {0.5: "one half"}.get(torch.tensor(float(low)).sigmoid().item(), "?")

page.says(
    "**Symptom.** The binary loss wants numbers between {low} and {high}. Or it stops "
    "falling far from zero.",
    "**증상.** 이진 손실이 {low}과 {high} 사이의 수를 요구합니다. 또는 손실이 0보다 한참 "
    "위에서 더 줄지 않습니다.",
    low=low,
    high=high,
)
page.says(
    "A model ends in a sigmoid, and the loss applies another. The model is sure that the "
    "answer is no. Which probability of yes does the loss see?",
    "모델이 시그모이드로 끝나는데 손실이 시그모이드를 한 번 더 적용합니다. 모델은 아니라고 "
    '확신합니다. 손실이 보는 "그렇다"의 확률은 얼마일까요?',
)
page.says(
    "- [ ] Nearly {low} The model's own sigmoid gives that. The loss takes it for a score, "
    "and the score {low} is no firm no.",
    "- [ ] 거의 {low} 모델의 시그모이드를 거친 값이 그렇습니다. 손실은 그것을 점수로 "
    "여기는데, 점수 {low}은 확실한 부정이 아닙니다.",
    low=low,
)
page.says(
    "- [x] About {half} The sigmoid of nearly {low}. The loss never sees less than {half}, "
    "so the model cannot say no.",
    "- [x] 절반쯤 {low}에 가까운 수의 시그모이드입니다. 손실에는 절반보다 작은 값이 보이지 "
    "않으므로 모델은 아니라고 말할 수 없습니다.",
    half=half,
    low=low,
)
page.says(
    "- [ ] Nearly {high} Not even a firm yes gets there: the sigmoid of {high} is clearly "
    "below {high}.",
    "- [ ] 거의 {high} 확실히 그렇다고 해도 {high}에 이르지 못합니다. {high}의 시그모이드는 "
    "{high}보다 한참 작습니다.",
    high=high,
)
page.states(
    "**Older wordings.** On a GPU ``Assertion `input >= 0. && input <= 1.` failed.`` "
    "(pytorch/pytorch#2209), later ``Assertion `input_val >= zero && input_val <= one` "
    "failed.`` (CMIVQA_Baseline#16, where the values were nan).",
    "**예전 문구.** GPU에서 ``Assertion `input >= 0. && input <= 1.` failed.`` "
    "(pytorch/pytorch#2209), 그 뒤에는 ``Assertion `input_val >= zero && input_val <= one` "
    "failed.`` (CMIVQA_Baseline#16, 값이 nan이었던 경우).",
    because="messages of a GPU in the threads that are linked, and the numbers of these",
)
page.says(
    "`F.binary_cross_entropy` takes probabilities and checks that they are between {low} "
    "and {high}. Logits that happen to lie there pass: {reported} is reported, {true} is "
    "true.",
    "`F.binary_cross_entropy`는 확률을 받고, {low}과 {high} 사이인지 확인합니다. 우연히 그 "
    "사이에 있는 로짓은 통과합니다. {reported}라고 보고하지만 맞는 값은 {true}입니다.",
    low=low,
    high=high,
    reported=printed(MISSING, r"reported (\S+),"),
    true=printed(MISSING, r"true (\S+)$"),
)
page.says(
    "`F.binary_cross_entropy_with_logits` applies the sigmoid itself. A second one in the "
    "model hands it numbers from {low} to {high}, and the sigmoid of these is never below "
    "{half}: the model cannot say no. Here that leaves the loss at {loss}.",
    "`F.binary_cross_entropy_with_logits`는 시그모이드(sigmoid)를 스스로 적용합니다. 모델에 "
    "하나 더 있으면 {low}부터 {high}까지의 수를 받게 되고, 그 수의 시그모이드는 절반보다 "
    '작아지지 않습니다. 모델은 "아니다"라고 답할 수 없습니다. 여기서는 손실이 {loss}에 '
    "머뭅니다.",
    low=low,
    high=high,
    half=half,
    loss=printed("mistakes_probabilities/sigmoid_twice", r"scale 50: reported (\S+),"),
)
page.says(
    "**Mended.** Logits with the one loss, probabilities with the other. Prefer the first: "
    "once the sigmoid has rounded to 0 or 1, the other has no gradient left for a row that "
    "is wrong.",
    "**고친 프로그램.** 한 손실에는 로짓을, 다른 손실에는 확률을 줍니다. 앞의 것이 낫습니다. "
    "시그모이드가 0이나 1로 반올림되고 나면 다른 손실에서는 틀린 행에도 기울기가 남지 "
    "않습니다.",
)
page.states(
    "**Met by** a user of ray, with a linear layer straight into `nn.BCELoss`, and by "
    "daisyRec, where the loss did not converge until the second sigmoid was gone.",
    "**실제 사례.** ray의 한 사용자는 선형층의 출력을 바로 `nn.BCELoss`에 넣었고, "
    "daisyRec은 둘째 시그모이드를 빼고서야 손실이 수렴했습니다.",
    because="what the threads that are linked tell",
)

page.states(
    "## Sigmoid missing or twice",
    "## 빠지거나 겹친 시그모이드 {#sigmoid-missing-or-twice}",
    because="the name of a mistake",
)

page.states(
    "A sigmoid too few:",
    "시그모이드가 하나 모자랄 때는 이렇습니다.",
    because="the heading of a program",
)
page.states(
    "A sigmoid too many:",
    "시그모이드가 하나 많을 때는 이렇습니다.",
    because="the heading of a program",
)

# Formulas
page.formula(
    "\\ln(1 + 2/e)",
    math.log(1 + 2 / math.e),
    printed("mistakes_probabilities/softmax_before_loss", r"^floor ln\(1 \+ 2/e\): (\S+)"),
)
page.formula(
    r"\ln\left(1 + \frac{K - 1}{e}\right)",
    lambda K: math.log(1 + (K - 1) / math.e),
    lambda K: load("why_logits/softmax_twice_floor").loss_of_sure_softmax(K, 0),
)
lead = load("mistakes_probabilities/log_of_softmax").logits.detach().double()
page.formula("e^{-110}", -110, lead.log_softmax(0)[0].item())
page.formula("-p_y", lambda p, y: -p[y], lambda p, y: F.nll_loss(p, y))
page.formula(
    "p_y (1 - p_y)",
    lambda z, y: z.softmax(0)[y] * (1 - z.softmax(0)[y]),
    lambda z, y: jacobian(lambda z: z.softmax(0)[y], z)[y],
)
