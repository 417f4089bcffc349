import torch

from tests.claims.claims import found, printed, signed, when
from tests.claims.mistakes import group

page = group(
    "nan",
    "{many} mistakes that bring nan, inf or a half precision too narrow to softmax and "
    "cross-entropy, with a table of where to look first and anomaly detection that names the "
    "operation.",
    "소프트맥스와 교차 엔트로피 주변에서 nan과 inf, 반정밀도 때문에 겪는 실수 {many_korean} 가지를 봅니다. 어디부터 볼지 "
    "정한 표와, 연산의 이름을 알려 주는 이상 감지를 함께 다룹니다.",
)
page.says(
    "A nan spreads: one in the input, and the loss, every gradient and after one step"
    " every weight is nan. So ask where the first one was.",
    "nan은 번집니다. 입력에 하나만 있어도 손실과 모든 기울기가, 한 스텝 뒤에는 모든 가중치가 nan이 됩니다. 그러니 처음 나온 곳을 "
    "찾으십시오.",
)
page.says(
    "| what is finite | and what is not | look at | |---|---|---| | nothing, not even the "
    "data | the input | the rows, below | | the data | the logits | weights after a step too "
    "long, half precision | | the logits | the loss | log of softmax, a forbidden class, "
    "every target ignored | | the loss | the gradient | a finite loss with a broken "
    "gradient, the branch not taken |",
    "| 유한한 것 | 유한하지 않은 것 | 볼 곳 | |---|---|---| | 데이터부터 아무것도 없음 | 입력 | 아래 프로그램이 찾는 행 |"
    " | 데이터 | 로짓 | 너무 긴 스텝 뒤의 가중치, 반정밀도 | | 로짓 | 손실 | 소프트맥스의 로그, 금지한 클래스, 모두 무시된 정답 |"
    " | 손실 | 기울기 | 손실은 유한한데 망가진 기울기, 가지 않은 갈래 |",
)
# In one minute
page.says(
    "Ask for each row, not for the whole.",
    "전체가 아니라 행마다 물어보십시오.",
)
# A finite loss with a broken gradient
page.says(
    "**Symptom.** The loss is fine. After the next step every weight is nan.",
    "**증상.** 손실은 멀쩡한데 다음 스텝 뒤에 가중치가 모두 nan이 됩니다.",
)
page.states(
    "**Older wordings.** The same with other names: `Function 'LogSoftmaxBackward0' "
    "returned nan values in its 0th output.` (MS-G3D#36). Without anomaly detection "
    "there is no message.",
    "**예전 문구.** 이름만 다른 같은 메시지가 있습니다. `Function 'LogSoftmaxBackward0' returned nan "
    "values in its 0th output.` (MS-G3D#36). 이상 감지를 켜지 않으면 메시지는 없습니다.",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Why.** The probability underflowed to zero, its log is minus infinity, and "
    "`clamp` makes that a finite {loss}. On the way back `clamp` passes a zero, and "
    "the slope of the log at zero is infinite: zero times infinity. "
    "`torch.autograd.set_detect_anomaly(True)` stops at the first operation that "
    "returns nan and names it, here the log, with the line of its forward call. It is"
    " slow: turn it on for the step that fails, then off.",
    "**원인.** 확률이 언더플로로 0이 되고 로그는 음의 무한대가 되지만, `clamp`가 유한한 {loss}으로 바꿉니다. 거슬러 갈 때 "
    "`clamp`는 0을 넘기고 0에서 로그의 도함수는 무한대라서 0에 무한대를 곱하게 됩니다. "
    "`torch.autograd.set_detect_anomaly(True)`는 처음으로 nan을 돌려준 연산에서 멈추고, 여기서는 로그라는 이름과"
    " 앞으로 갈 때의 줄을 알려 줍니다. 느리므로 실패하는 스텝에서만 켭니다.",
    loss=signed(float(printed("mistakes_nan/nan_with_its_place", r"loss: (\S+)$"))),
)
page.says(
    "**Mended.** One function for both steps; the loss is the same, the gradient finite. The "
    "clamp has no more work and should go: where it holds, the gradient is 0, and the row "
    "that is most wrong teaches nothing.",
    "**고친 프로그램.** 두 단계를 함수 하나로 합니다. 손실은 같고 기울기는 유한합니다. 이제 "
    "`clamp`는 필요 없으니 빼십시오. `clamp`가 걸리는 곳에서는 기울기가 0이라서, 가장 크게 "
    "틀린 행에서 아무것도 배우지 못합니다.",
)
page.says(
    "**Met by** users of DenseUAV and of CGD.",
    "**실제 사례.** DenseUAV와 CGD 사용자가 겪었습니다.",
)
# A forbidden class
page.says(
    "**Symptom.** A class is ruled out by a score of minus infinity. With class "
    "numbers that works; with soft targets the loss is nan, with label smoothing inf.",
    "**증상.** 점수를 음의 무한대로 두어 클래스를 금지했습니다. 클래스 번호라면 되는데, 소프트 타깃이면 손실이 nan, 레이블 스무딩이면 "
    "inf입니다.",
)
page.states(
    "**Older wordings.** There is no message. **Why.** Its log-probability is minus "
    "infinity. A class number never looks there. Probabilities multiply it by their "
    "zero, which is nan. Smoothing gives every class a share, the forbidden one too, "
    "and a share of infinity is infinite.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 그 로그 확률은 음의 무한대입니다. 클래스 번호는 거기를 보지 않습니다. 확률 정답은 "
    "거기에 0을 곱하는데 그것이 nan입니다. 스무딩은 금지한 클래스에도 몫을 주므로 무한대가 됩니다.",
    because="zero times infinity",
)
page.says(
    "**Mended.** Leave the class out of the sum, not only out of the softmax. Smooth "
    "over the allowed classes alone.",
    "**고친 프로그램.** 소프트맥스에서만이 아니라 합에서도 그 클래스를 뺍니다. 스무딩도 허용된 클래스에만 합니다.",
)
page.says(
    "**Met by** the author of the same question about another library and a user of "
    "kospeech, with label smoothing.",
    "**실제 사례.** 다른 라이브러리에 같은 것을 물은 사람과, 레이블 스무딩을 쓴 kospeech 사용자가 겪었습니다.",
)
# The branch not taken
page.says(
    "**Symptom.** `torch.where` guards the log, the loss is finite, the gradient nan.",
    "**증상.** `torch.where`로 로그를 막아 손실은 유한한데 기울기가 nan입니다.",
)
page.states(
    "`torch.where(p > 0, p * p.log(), 0.0)` never takes the log's side where p is "
    "zero. What is the gradient there?",
    "`torch.where(p > 0, p * p.log(), 0.0)`은 p가 0인 곳에서 로그 쪽을 고르지 않습니다. 거기의 기울기는 "
    "무엇일까요?",
    because="a question, whose answer the program gives",
)
page.states(
    "- [ ] Zero: the constant was taken. So it should be. But the log's side was "
    "computed too, and goes back too.",
    "- [ ] 상수를 골랐으므로 0입니다. 그래야 합니다. 그러나 로그 쪽도 계산했고, 거슬러 갈 때도 지납니다.",
    because="zero, as it is said in Korean",
)
page.states(
    "- [x] nan The side not taken gets a zero, and the slope of its log is infinite: "
    "their product is no number.",
    "- [x] nan입니다. 고르지 않은 쪽은 0을 받는데 로그의 도함수가 무한대라서, 곱은 수가 아닙니다.",
    because="zero, as it is said in Korean",
)
page.states(
    "- [ ] Infinite, as the slope of the log is. It would be if that side had been "
    "taken. It was multiplied by zero instead.",
    "- [ ] 로그의 도함수처럼 무한대입니다. 그쪽을 골랐다면 그렇습니다. 대신 0이 곱해졌습니다.",
    because="zero, as it is said in Korean",
)
page.states(
    "**Older wordings.** There is no message. **Why.** Both branches are computed, "
    "and both on the way back. The one that was not chosen gets a zero, and zero "
    "times the infinite slope of its log is nan.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 두 갈래를 모두 계산하고 거슬러 갈 때도 모두 지납니다. 고르지 않은 갈래는 0을 받는데,"
    " 0에 로그의 무한한 도함수를 곱하면 nan입니다.",
    because="zero times infinity",
)
page.states(
    "**Mended.** Guard the input of the log as well, so that no branch meets a zero. "
    "`torch.xlogy(p, p)` is no way out: its terms are right, but at zero its gradient is "
    "0/0, nan again.",
    "**고친 프로그램.** 로그의 입력도 막아서 어느 갈래도 0을 만나지 않게 합니다. "
    "`torch.xlogy(p, p)`로는 해결되지 않습니다. 값은 맞지만 0에서 기울기가 0/0, 곧 다시 "
    "nan입니다.",
    because="the zero that the guard keeps away",
)
page.states(
    "**Met by** the authors of pytorch/pytorch#36923 and #108618.",
    "**실제 사례.** pytorch/pytorch#36923과 #108618을 쓴 사람들이 겪었습니다.",
    because="the numbers of the threads that are linked",
)
# Half precision
page.states(
    "**Symptom.** With float16 the loss turns nan; with bfloat16 it is coarse.",
    "**증상.** float16에서는 손실이 nan이 되고, bfloat16에서는 손실이 거칩니다.",
    because="the names of types",
)
page.says(
    "**Why.** float16 ends near 65,504. "
    "Scores beyond are inf before the loss sees them, and a loss in float32 cannot "
    "bring them back. bfloat16 reaches as far as float32 and keeps two or three "
    "digits: {coarse} for {fine}. Under autocast the matrix product is narrow and the"
    " loss is computed in float32.",
    "**원인.** float16은 65,504 근처에서 끝납니다. 그보다 큰 점수는 손실에 이르기 전에 "
    "inf가 되고, 손실을 float32로 계산해도 되살릴 수 없습니다. bfloat16은 float32만큼 멀리 가지만 유효 숫자가 두세 자리라서"
    " {fine} 대신 {coarse}가 됩니다. autocast에서는 행렬 곱이 좁은 형이고 손실은 float32로 계산합니다.",
    coarse=printed("mistakes_nan/half_precision_overflow", r"bfloat16 loss: (\S+)$"),
    fine=printed("mistakes_nan/half_precision_overflow", r"float32: (\S+)$"),
)
page.states(
    "**Mended.** Compute the last layer in float32, or keep the scores small. Under autocast "
    "float32 inputs are not enough, for it casts them again: put the layer under "
    "`torch.autocast(…, enabled=False)`.",
    "**고친 프로그램.** 마지막 층을 float32로 계산하거나 점수를 작게 유지합니다. "
    "autocast에서는 입력을 float32로 바꾸는 것만으로는 모자랍니다. autocast가 다시 좁은 "
    "형으로 바꾸기 때문입니다. 그 층은 `torch.autocast(…, enabled=False)` 안에 둡니다.",
    because="the name of a type",
)
page.states(
    "**Met by** the authors of NVIDIA/apex#379.",
    "**실제 사례.** NVIDIA/apex#379에서 볼 수 있습니다.",
    because="the number of the thread that is linked",
)
# Clipping scaled gradients
page.says(
    "**Symptom.** With a GradScaler the model hardly moves. Or: `No inf checks were "
    "recorded for this optimizer.`",
    "**증상.** GradScaler를 쓰면 모델이 거의 움직이지 않습니다. 또는 `No inf checks were recorded for "
    "this optimizer.`가 나옵니다.",
)
page.says(
    "**Why.** The scaler multiplies the loss, here by {scale}, so that small "
    "gradients survive float16. A limit on their length then cuts the enlarged ones, "
    "and dividing afterwards leaves {tiny} where {right} was meant. The message of "
    "the symptom has another reason: no parameter of this optimiser has a gradient.",
    "**원인.** 스케일러는 작은 기울기가 float16에서 살아남도록 손실을 키웁니다. 여기서는 "
    "{scale}배입니다. 길이를 제한하면 커진 기울기가 잘리고, 그 뒤에 나누면 {right}이어야 할 "
    "것이 {tiny}가 됩니다. 위의 메시지는 다른 까닭으로 나옵니다. 이 옵티마이저의 어느 "
    "매개변수에도 기울기가 없는 것입니다.",
    scale=found("snippets/mistakes_nan/clipped_unscaled.py", r"init_scale=(\d+)")[0],
    tiny=printed("mistakes_nan/clipped_while_scaled", r"step: \[(\S+),"),
    right=printed("mistakes_nan/clipped_unscaled", r"step: \[(\S+),"),
)
page.says(
    "**Mended.** `scaler.unscale_(optimizer)` first, then clip. On a GPU, autocast "
    "refuses the binary loss of probabilities: "
    "`torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to "
    "autocast.` Use the one with logits.",
    "**고친 프로그램.** 먼저 `scaler.unscale_(optimizer)`를 부르고 자릅니다. GPU에서 autocast는 확률을 받는 "
    "이진 손실을 거부합니다. `torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are"
    " unsafe to autocast.` 로짓을 받는 손실을 씁니다.",
)
page.states(
    "**Met by** a user of HPM, with no gradient to check, and many with the binary "
    "loss (pytorch/pytorch#61098).",
    "**실제 사례.** HPM 사용자는 확인할 기울기가 없었고, 이진 손실은 많은 사람이 겪었습니다(pytorch/pytorch#61098).",
    because="the number of the thread that is linked",
)
# Weights in half precision
page.says(
    "**Symptom.** `{message}` Or, without a scaler, small steps that change no weight.",
    "**증상.** `{message}`가 나옵니다. 스케일러가 없으면 작은 스텝이 가중치를 바꾸지 못합니다.",
    message=printed("mistakes_nan/half_weights", "Error: (.+)$"),
)
page.states(
    "**Why.** After `model.half()`, or in a model that was loaded in float16, gradients have the "
    "type of their weights. The scaler refuses to divide there: gradients that it had kept from "
    "vanishing would vanish all the same. Such weights lose their steps, too.",
    "**원인.** `model.half()`를 불렀거나 모델을 float16으로 불러왔다면 기울기의 자료형도 float16입니다. 스케일러는 float16 기울기를 나누지 않습니다. "
    "애써 살린 작은 기울기가 나눗셈에서 다시 사라지기 때문입니다. 이런 가중치는 스텝도 잃어버립니다.",
    because="the name of a type",
)
rate = found("snippets/mistakes_nan/half_weights.py", r"lr=(\S+)\)")[0]
page.says(
    "Above 1 the next float16 is {next}, so a step of {rate} at the most is rounded away.",
    "float16에서 1 다음의 수는 {next}이라서, {rate}도 안 되는 스텝은 반올림으로 없어집니다.",
    next=printed("mistakes_nan/half_weights", r"next above 1: (\S+)$"),
    rate=when(
        1 + torch.tensor(float(rate)).half() == 1 == 1 - torch.tensor(float(rate)).half(), rate
    ),
)
page.states(
    "**Mended.** Keep the weights in float32 and let autocast narrow what is computed with them. "
    "Where a large model is frozen in float16, only the weights that learn need float32: `p.data "
    "= p.float()` before the optimiser is made.",
    "**고친 프로그램.** 가중치는 float32로 두고, 계산할 때만 autocast가 좁은 형으로 바꾸게 합니다. 큰 모델을 float16으로 동결해 두었다면 학습할 "
    "가중치만 float32면 됩니다. 옵티마이저를 만들기 전에 `p.data = p.float()`로 바꿉니다.",
    because="the names of types",
)
page.says(
    "**Older wordings.** Where `module 'torch.amp' has no attribute 'GradScaler'`, it is called "
    "`torch.cuda.amp.GradScaler`.",
    "**예전 문구.** `module 'torch.amp' has no attribute 'GradScaler'`라고 하는 버전에서는 이름이 "
    "`torch.cuda.amp.GradScaler`입니다.",
)
page.states(
    "**Met by** users of pytorch-lightning, after `model.half()`, of transformers, with a model "
    "loaded in float16, and of AdaFace, where one layer was.",
    "**실제 사례.** pytorch-lightning 사용자는 `model.half()`를 불렀고, transformers 사용자는 모델을 float16으로 불러왔습니다. "
    "AdaFace에서는 층 하나가 float16이었습니다.",
    because="the name of a type",
)
# Read next
page.says(
    "- Numerical stability: why these limits are where they are.",
    "- 수치 안정성: 한계가 왜 그 자리에 있는지 봅니다.",
)
page.says(
    "- The step is too long: weights that run away.",
    "- 스텝이 너무 길다: 가중치가 멀리 달아나는 경우를 봅니다.",
)

page.states("## Half precision", "## 반정밀도", because="the name of an entry")
page.states("## Weights in half precision", "## 반정밀도 가중치", because="the name of an entry")
