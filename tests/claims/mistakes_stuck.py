import torch
import torch.nn.functional as F

from tests.claims.claims import found, printed
from tests.claims.mistakes import group

page = group(
    "stuck",
    "{many} reasons why a loss stays where it began or at the entropy of"
    " its labels, and a test of one step that tells them apart.",
    "손실이 처음 값이나 레이블의 엔트로피에 머무는 까닭 {many_korean} 가지와, 그것을 가려내는 한 스텝짜리 점검을"
    " 봅니다.",
)
page.states(
    r"A loss that stands still says where it stands. At $\ln K$ nothing was learnt at all; "
    "two classes make that the well-known 0.6931. At the entropy of the labels only the "
    "shares of the classes were learnt, not what tells rows apart. Where all classes are "
    "equally frequent the two are one number: then look at all entries below. Well above "
    "zero but moving, look at softmax before the loss.",
    r"움직이지 않는 손실은 멈춘 자리로 까닭을 말해 줍니다. $\ln K$라면 아무것도 배우지 못한 "
    "것이고, 클래스가 둘이면 이 값이 흔히 보는 0.6931입니다. 레이블의 엔트로피라면 클래스의 "
    "비율만 배우고 행을 가르는 것은 배우지 못한 것입니다. 클래스가 모두 똑같이 잦으면 두 "
    "값이 같으므로 아래 항목을 모두 살펴보십시오. 0보다 한참 위에서 조금씩 움직인다면 손실 "
    "앞의 소프트맥스를 보십시오.",
    because="ln 2, which the program below prints",
)
# In one minute
page.says(
    "Know the two numbers before you train.",
    "학습하기 전에 두 수를 알아 두십시오.",
)
# Stuck at ln K
page.says(
    r"**Symptom.** The loss is $\ln K$ at the start, and at the end.",
    r"**증상.** 손실이 처음에도 끝에도 $\ln K$입니다.",
)
page.says(
    "`optimizer.zero_grad()` stands between `backward()` and `step()`. What does the step do?",
    "`optimizer.zero_grad()`가 `backward()`와 `step()` 사이에 있습니다. 스텝은 무엇을 할까요?",
)
page.says(
    "- [ ] It stops with a message: there is no gradient. Parameters without a "
    "gradient are passed over in silence.",
    "- [ ] 기울기가 없다는 메시지를 내고 멈춥니다. 기울기가 없는 매개변수는 말없이 건너뜁니다.",
)
page.says(
    "- [x] Nothing, and nothing is said. The gradients are gone before they are used,"
    " so no weight moves.",
    "- [x] 아무것도 하지 않고, 아무 말도 없습니다. 기울기를 쓰기 전에 지웠으므로 어느 가중치도 움직이지 않습니다.",
)
page.says(
    "- [ ] It repeats the step before. Plain gradient descent remembers nothing of it.",
    "- [ ] 앞의 스텝을 되풀이합니다. 기본 경사 하강법은 앞의 스텝을 기억하지 않습니다.",
)
page.says(
    r"**Older wordings.** There is no message. **Why.** Scores that stay equal cost $\ln K$. "
    "They stay equal when the weights begin at zero and never move; random weights that "
    "never move stay at the loss they began with. What keeps them from moving: no "
    "`optimizer.step()`, gradients cleared between `backward()` and `step()`, an optimiser "
    "that holds other parameters (made before the model was replaced or its layers frozen), "
    "or scores cut from the graph by `.detach()`, `.item()` or NumPy, and the message of "
    "`backward()` hidden by a loss made anew. All four print {stuck}; without the slip the "
    "same {steps} steps reach {right}.",
    r"**예전 문구.** 메시지는 없습니다. **원인.** 점수가 계속 같으면 손실은 $\ln K$입니다. "
    "0에서 시작한 가중치가 움직이지 않으면 점수는 계속 같습니다. 무작위로 시작한 가중치라면 "
    "처음 손실에 머뭅니다. 움직이지 않는 까닭은 `optimizer.step()`이 없거나, `backward()`와 "
    "`step()` 사이에서 기울기를 지웠거나, 옵티마이저가 다른 매개변수를 들고 있거나(모델을 "
    "바꾸거나 층을 동결하기 전에 만든 경우), `.detach()`, `.item()`, NumPy로 점수를 "
    "그래프에서 떼어 내고 `backward()`의 메시지는 새로 만든 손실로 가린 것입니다. 넷 다 "
    "{stuck}을 출력합니다. 실수가 없으면 같은 {steps}스텝으로 {right}에 이릅니다.",
    stuck=printed("mistakes_stuck/stuck_at_ln_k", r"no step: +(\S+)$"),
    right=printed("mistakes_stuck/stuck_at_ln_k", r"none of these: +(\S+)$"),
    steps=found("snippets/mistakes_stuck/stuck_at_ln_k.py", r"range\((\d+)\)")[0],
)
page.says(
    "**Mended.** Watch one step. The first line that says False names the mistake: no graph "
    "(then `backward()` stops), no gradient, no step. If all are True, the loss is at work "
    "and wants time, a learning rate or better features.",
    "**고친 프로그램.** 한 스텝을 지켜봅니다. 처음으로 False가 나온 줄이 실수를 가리킵니다. "
    "그래프가 없거나(그러면 `backward()`에서 멈춥니다), 기울기가 없거나, 스텝이 없는 "
    "것입니다. 모두 True라면 손실은 제대로 일하고 있으며, 시간이나 학습률, 더 나은 특성이 "
    "필요합니다.",
)
page.says(
    "**Met by** a user whose log repeats the loss of two equal scores, and one of "
    "squeezenet-keras.",
    "**실제 사례.** 로그에 두 점수가 같을 때의 손실만 되풀이된 사용자와 squeezenet-keras 사용자가 겪었습니다.",
)
# Gradients that pile up
page.says(
    "**Symptom.** The loss falls, then swings, though the learning rate was small enough.",
    "**증상.** 학습률이 충분히 작은데도 손실이 내려가다가 출렁입니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** `backward()` adds to the "
    "gradients that are there. Without `zero_grad()` each step is made of all "
    "gradients so far, old ones too. The loss rises {rises} times; with the gradients"
    " cleared it falls every time.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `backward()`는 있던 기울기에 더합니다. "
    "`zero_grad()`가 없으면 스텝마다 지금까지의 기울기가 모두, 낡은 것까지 쓰입니다. 손실이 "
    "{rises}번 올라갑니다. 기울기를 지우면 매번 내려갑니다.",
    rises=printed("mistakes_stuck/gradients_pile_up", r", (\d+) rises"),
)
page.says(
    "**Mended.** Clear them once a step, before `backward()` or after `step()`, never"
    " between the two.",
    "**고친 프로그램.** 스텝마다 한 번, `backward()` 앞이나 `step()` 뒤에서 지웁니다. 둘 사이에서는 지우지 않습니다.",
)
page.says(
    "**Met by** readers of PyTorch's quickstart and of pytorch-tutorial, who ask where it belongs.",
    "**실제 사례.** PyTorch 빠른 시작과 pytorch-tutorial의 독자들이 어디에 두어야 하는지 묻습니다.",
)
# A loss made anew
page.says(
    "**Symptom.** `backward()` runs without a message, and no weight has a gradient.",
    "**증상.** `backward()`가 메시지 없이 실행되는데 어느 가중치에도 기울기가 없습니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** `torch.tensor(loss, "
    "requires_grad=True)`, like `loss.requires_grad = True`, makes a loss that "
    "remembers nothing. The message that no element requires grad is gone, and so is "
    "the way back.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `torch.tensor(loss, requires_grad=True)`나 "
    "`loss.requires_grad = True`는 아무것도 기억하지 못하는 손실을 만듭니다. 기울기가 필요한 원소가 없다는 메시지는 사라지지만"
    " 거슬러 갈 길도 사라집니다.",
)
page.says(
    "**Mended.** Leave the loss as the function gave it. If it has no graph, find "
    "where the graph was cut.",
    "**고친 프로그램.** 손실을 함수가 준 그대로 둡니다. 그래프가 없으면 어디서 끊겼는지 찾습니다.",
)
page.says(
    "**Met by** a user of arcface, after which the loss did not fall, and one of speechbrain.",
    "**실제 사례.** arcface 사용자는 그 뒤로 손실이 내려가지 않았고, speechbrain 사용자도 같은 일을 했습니다.",
)
# Layers of zeros
page.states(
    "## Layers of zeros",
    "## 0으로 채운 층 {#layers-of-zeros}",
    because="the name of a section",
)
page.says(
    r"**Symptom.** The loss leaves $\ln K$ and stops at the entropy of the labels.",
    r"**증상.** 손실이 $\ln K$를 떠나 레이블의 엔트로피에서 멈춥니다.",
)
page.states(
    "A network has two layers with a ReLU between, both filled with zeros. What can it still "
    "learn?",
    "ReLU를 사이에 둔 신경망의 두 층을 모두 0으로 채웠습니다. 그래도 배울 수 있는 것은 무엇일까요?",
    because="a question, whose answer the program gives",
)
page.states(
    "- [ ] Everything, a little later. With zeros in the last layer alone it does. Two "
    "layers wait for each other for ever.",
    "- [ ] 조금 늦을 뿐 모두 배웁니다. 마지막 층만 0이면 그렇습니다. 두 층이 다 0이면 서로를 "
    "영원히 기다립니다.",
    because="zero, as it is said in Korean",
)
page.says(
    "- [x] How frequent each class is. The last bias has a gradient, and it is the "
    "same for every row.",
    "- [x] 클래스마다 얼마나 잦은지를 배웁니다. 마지막 편향에는 기울기가 있고, 그것은 모든 행에 같은 값을 줍니다.",
)
page.says(
    "- [ ] Nothing at all. The weights learn nothing, but the last bias does.",
    "- [ ] 아무것도 배우지 못합니다. 가중치는 배우지 못하지만 마지막 편향은 배웁니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** With two layers of zeros the hidden "
    "values are zero, so the second weight gets no gradient; it is zero, so the first gets "
    "none either. Only the last bias learns: how frequent each class is. That costs the "
    "entropy of the labels, {entropy}. The last layer alone may begin at zero, as the one "
    "layer of the walkthrough could. A layer before a ReLU may not: at zero the ReLU lets no "
    "gradient back.",
    "**예전 문구.** 메시지는 없습니다. **원인.** 두 층이 모두 0이면 은닉값이 0이라 둘째 "
    "가중치에 기울기가 없고, 그 가중치가 0이라 첫째 층에도 기울기가 없습니다. 마지막 "
    "편향만이 클래스가 얼마나 잦은지 배웁니다. 그 손실이 레이블의 엔트로피 {entropy}입니다. "
    "마지막 층 하나는 0에서 시작해도 됩니다. PyTorch 따라가기의 층 하나가 그렇습니다. ReLU "
    "앞의 층은 안 됩니다. 0에서 ReLU는 기울기를 돌려보내지 않습니다.",
    entropy=printed("mistakes_stuck/layers_of_zeros", r"labels: (\S+)$"),
)
page.says(
    "**Mended.** Leave the layers as PyTorch makes them. The same plateau comes from "
    "labels that were shuffled apart from their rows, and from features that tell "
    "nothing.",
    "**고친 프로그램.** 층을 PyTorch가 만든 대로 둡니다. 레이블을 행과 따로 섞었거나 특성에 아무 정보가 없을 때도 같은 자리에 "
    "멈춥니다.",
)
page.says(
    "**Met by** a student of a course on networks, whose loss stopped early, and a "
    "user of captcha.",
    "**실제 사례.** 손실이 일찍 멈춘 신경망 강의의 수강생과 captcha 사용자가 물었습니다.",
)
# Read next
page.says(
    "- Reading the log: a loss that moves, and what its steps hide.",
    "- 로그 읽기: 손실이 움직일 때 스텝 사이에 무엇이 숨는지 봅니다.",
)
page.says(
    "- Mistakes with probabilities: a loss that falls and stops too high.",
    "- 확률에 관한 실수: 내려가다가 너무 높은 곳에서 멈추는 손실을 봅니다.",
)

page.formula(
    r"\ln K",
    lambda K: torch.tensor(K).double().log(),
    lambda K: F.cross_entropy(torch.zeros(K).double(), torch.tensor(0)),
)
