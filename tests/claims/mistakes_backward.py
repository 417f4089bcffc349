from tests.claims.claims import found, printed
from tests.claims.mistakes import group

page = group(
    "backward",
    "{many} mistakes between the loss and the step, from argmax before "
    "the loss to a sum that keeps every graph, each with its message and a mended "
    "program.",
    "손실 앞의 argmax부터 그래프를 모두 붙잡아 두는 합까지, 손실과 스텝 사이에서 저지르는 실수 "
    "{many_korean} 가지를 메시지, 고친 프로그램과 함께 봅니다.",
)
page.says(
    "The loss is a number with a history: each operation that led to it. The way back"
    " follows that history once. It fails where the history was cut, used up, or "
    "changed behind its back.",
    "손실은 자기를 만든 연산을 기억하는 수입니다. 역전파(backward)는 그 기록을 한 번 거슬러 갑니다. 기록이 끊겼거나, 이미 썼거나, 몰래"
    " 바뀌었으면 실패합니다.",
)
# In one minute
page.says(
    "A loss is one number with a graph, and after the way back every parameter has a gradient.",
    "손실은 그래프가 달린 수 하나이고, 역전파 뒤에는 매개변수마다 기울기가 있습니다.",
)
# Argmax before the loss
page.says(
    "**Symptom.** The loss cannot go back: no element requires grad.",
    "**증상.** 손실에서 거슬러 갈 수 없습니다. 기울기가 필요한 원소가 없다고 합니다.",
)
page.states(
    "**Why.** `argmax` answers which class is largest. Move a score a little and the "
    "answer stays, so its slope is zero wherever it has one, and PyTorch keeps no "
    "history of it. The same message comes from a loss computed under "
    "`torch.no_grad()` or from a frozen model. Setting `requires_grad` on the loss "
    "only hides it.",
    "**원인.** `argmax`는 어느 클래스가 가장 큰지 답합니다. 점수를 조금 움직여도 답은 그대로라서 도함수는 있는 곳에서 모두 0이고, "
    "PyTorch는 기록을 남기지 않습니다. `torch.no_grad()` 안에서 손실을 계산했거나 모델을 동결했을 때도 같은 메시지가 나옵니다."
    " 손실에 `requires_grad`를 켜면 가려질 뿐입니다.",
    because="the slope of a constant",
)
page.says(
    "**Mended.** Scores into the loss, argmax for whoever reads the prediction.",
    "**고친 프로그램.** 손실에는 점수를, 예측을 읽을 사람에게는 argmax를 줍니다.",
)
page.states(
    "**Met by** a user who compared coordinates, and the author of pytorch/pytorch#1339.",
    "**실제 사례.** 좌표를 견주던 사용자와 pytorch/pytorch#1339를 쓴 사람이 겪었습니다.",
    because="the number of the thread that is linked",
)
# Scores to NumPy
page.says(
    "**Symptom.** Scores, probabilities or a loss cannot become a NumPy array, often in a line "
    "that draws or counts.",
    "**증상.** 점수나 확률, 손실을 NumPy 배열로 바꿀 수 없다고 합니다. 그림을 그리거나 맞은 수를 세는 줄에서 자주 나옵니다.",
)
page.says(
    "**Why.** An array has no history, so there is no way back through what NumPy computes. "
    "PyTorch does not cut the history unasked: who only wants to read the numbers has to say so.",
    "**원인.** 배열에는 기록이 없어서, NumPy가 계산한 것은 거슬러 갈 수 없습니다. PyTorch는 시키지 않으면 기록을 끊지 않습니다. "
    "수를 읽기만 하려면 그렇다고 알려 주어야 합니다.",
)
page.says(
    "**Mended.** `.detach()` for numbers that are read: drawn, counted, saved. `.item()` for a "
    "loss in the log, `torch.no_grad()` around a whole evaluation. What the loss is made of stays "
    "in PyTorch: `.detach()` in the middle of a model silences the message and cuts the way back, "
    "as argmax does.",
    "**고친 프로그램.** 그리거나 세거나 저장하려고 읽는 수에는 `.detach()`를 씁니다. 로그에 남길 손실에는 `.item()`을 쓰고, 평가는 통째로 "
    "`torch.no_grad()` 안에 둡니다. 손실의 재료가 되는 값은 PyTorch에 남겨 두어야 합니다. 모델 중간에 `.detach()`를 넣으면 메시지는 "
    "사라지지만, argmax를 썼을 때처럼 기록이 끊깁니다.",
)
page.states(
    "On a GPU the message is `can't convert cuda:0 device type tensor to numpy` "
    "(Scene-Text-Recognition#2), and the array wants `.detach().cpu().numpy()`.",
    "GPU에서는 메시지가 `can't convert cuda:0 device type tensor to numpy`이고 (Scene-Text-Recognition#2), 배열로 "
    "바꾸려면 `.detach().cpu().numpy()`를 씁니다.",
    because="the message of a GPU, and the number of the thread that is linked",
)
page.states(
    "**Older wordings.** `Can't call numpy() on Variable that requires grad. Use "
    "var.detach().numpy() instead.` (SS-VAE-pytorch#1).",
    "**예전 문구.** `Can't call numpy() on Variable that requires grad. Use var.detach().numpy() instead.` "
    "(SS-VAE-pytorch#1).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Met by** a user of FedGen, in a mean of losses for the log, and one of MPRNet, who added "
    "up the parts of a loss with `np.sum`. Python's own `sum` keeps the way back.",
    "**실제 사례.** FedGen 사용자는 로그에 남길 손실의 평균을 내다가, MPRNet 사용자는 손실의 여러 부분을 `np.sum`으로 더하다가 "
    "겪었습니다. 파이썬의 `sum`으로 더하면 거슬러 갈 수 있습니다.",
)
# One loss a row
page.says(
    "**Symptom.** A gradient can be created only for scalar outputs.",
    "**증상.** 스칼라 출력에만 기울기를 만들 수 있다고 합니다.",
)
page.says(
    '**Why.** `reduction="none"` gives a loss for each row, and several losses have no '
    "common slope until somebody says how they add up. A model in `nn.DataParallel` that "
    "returns its loss returns one for each GPU, too.",
    '**원인.** `reduction="none"`은 행마다 손실을 하나씩 돌려주는데, 어떻게 합칠지 정하기 '
    "전에는 공통된 기울기가 없습니다. 손실을 돌려주는 모델을 `nn.DataParallel`에 넣었을 때도 "
    "GPU마다 손실이 하나씩 나옵니다.",
)
page.says(
    "**Mended.** Say how: a mean, a sum, or a mean with weights of your own.",
    "**고친 프로그램.** 평균이든 합이든 직접 정한 가중 평균이든, 합치는 방법을 정합니다.",
)
page.says(
    "**Met by** users of PromptSRC, on several GPUs, and of GAN-Geometry.",
    "**실제 사례.** PromptSRC에서는 GPU가 여럿일 때, GAN-Geometry에서는 출력이 여럿일 때 나타났습니다.",
)
# Backward twice
page.says(
    "**Symptom.** The first step works, the second goes back through a graph that is gone.",
    "**증상.** 첫 스텝은 되는데, 둘째 스텝에서 이미 없어진 그래프를 거슬러 갑니다.",
)
page.states(
    "**Older wordings.** `… but the buffers have already been freed` (MNMT#7).",
    "**예전 문구.** `… but the buffers have already been freed` (MNMT#7).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Why.** The way back frees what it used. `total` still holds the graph of the batch "
    "before, and going back from it enters that graph again. A hidden state carried from "
    "batch to batch does the same. `retain_graph=True` silences the message, counts the "
    "first batch twice and keeps all memory. Where the optimiser steps in between, the "
    "message of a weight changed in place mostly follows.",
    "**원인.** 역전파는 쓴 것을 놓아줍니다. `total`은 앞 배치의 그래프를 아직 붙잡고 있어서, "
    "거기서 거슬러 가면 그 그래프에 다시 들어갑니다. 배치에서 배치로 넘긴 은닉 상태도 "
    "그렇습니다. `retain_graph=True`는 메시지를 없애지만 첫 배치를 두 번 세고 메모리를 모두 "
    "붙잡아 둡니다. 그 사이에 옵티마이저가 스텝을 진행하면 대개 제자리에서 바꾼 텐서의 "
    "메시지가 나옵니다.",
)
page.says(
    "**Mended.** Go back from the loss of this batch; carry numbers, or `.detach()` "
    "what is carried.",
    "**고친 프로그램.** 이 배치의 손실에서 거슬러 갑니다. 넘길 것은 수로 바꾸거나 `.detach()`합니다.",
)
page.says(
    "**Met by** users of nn-zero-to-hero and of Moore-AnimateAnyone, who accumulated gradients.",
    "**실제 사례.** nn-zero-to-hero의 독자와, 기울기를 모으던 Moore-AnimateAnyone 사용자가 겪었습니다.",
)
# Changed in place
page.says(
    "**Symptom.** A variable needed for the gradient has been modified by an inplace operation.",
    "**증상.** 기울기에 필요한 변수가 제자리 연산으로 바뀌었다고 합니다.",
)
page.states(
    "**Why.** The way back through a logarithm or a softmax needs the numbers that were "
    "there on the way forward. `+=`, `[…] =` and functions that end in an underscore write "
    "over them, and `optimizer.step()` writes over the weights. PyTorch counts the changes "
    "and refuses: version 1 where it needs version 0.",
    "**원인.** 로그나 소프트맥스를 거슬러 가려면 앞으로 갈 때 있던 수가 필요합니다. `+=`, "
    "`[…] =`, 밑줄로 끝나는 함수는 그 위에 덮어쓰고, `optimizer.step()`은 가중치를 "
    "덮어씁니다. PyTorch는 바뀐 횟수를 세다가, 버전 0이 필요한 곳에 버전 1이 있으면 "
    "거부합니다.",
    because="the versions that the message names",
)
page.says(
    "**Mended.** Make a new tensor instead. Where `step()` was the cause, let it come after "
    "the last `backward()` of the graph.",
    "**고친 프로그램.** 새 텐서를 만듭니다. `step()` 때문이라면 그 그래프의 마지막 "
    "`backward()` 뒤로 옮깁니다.",
)
page.says(
    "**Met by** a user of NWPU-MOC, for whom writing out one `+=` was the cure, and "
    "one of softmax-splatting.",
    "**실제 사례.** NWPU-MOC 사용자는 `+=` 하나를 풀어 써서 고쳤고, softmax-splatting 사용자도 겪었습니다.",
)
# A step by hand
page.says(
    "**Symptom.** A step of your own, or numbers filled in by hand: a weight that requires a "
    "gradient cannot be changed in place.",
    "**증상.** 기울기가 필요한 가중치를 제자리에서 바꿀 수 없다고 합니다. 스텝을 직접 계산하거나 가중치를 손으로 채울 때 나옵니다.",
)
page.says(
    "**Why.** Such a weight is a leaf: the graph begins at it, and its gradient gathers in it. "
    "Written over while PyTorch keeps the history, it would become the result of a subtraction, "
    "no leaf any more. A step is nothing to go back through, so it wants no history. For a part "
    "of a weight, as in `layer.weight[0] = 0`, the message says `a view of a leaf Variable`.",
    "**원인.** 이런 가중치는 리프(leaf)입니다. 그래프가 여기에서 시작하고 기울기가 여기에 모입니다. PyTorch가 기록하는 동안 덮어쓰면 가중치가 뺄셈의 "
    "결과가 되어 더는 리프가 아닙니다. 스텝은 거슬러 갈 계산이 아니므로 기록할 필요도 없습니다. `layer.weight[0] = 0`처럼 일부만 바꾸려 하면 "
    "메시지가 `a view of a leaf Variable`로 시작합니다.",
)
page.says(
    "**Mended.** Change weights under `torch.no_grad()`, and clear the gradient. `weight = weight "
    "- …` only silences the message: it makes a weight that was computed, whose `.grad` stays "
    "`None` in the next step.",
    "**고친 프로그램.** 가중치는 `torch.no_grad()` 안에서 바꾸고, 기울기를 지웁니다. `weight = weight - …`는 메시지를 없앨 "
    "뿐입니다. 계산해서 만든 가중치가 되어 다음 스텝에서 `.grad`가 `None`으로 남습니다.",
)
page.states(
    "**Older wordings.** `a leaf Variable that requires grad has been used in an in-place "
    "operation.` (treelstm.pytorch#26).",
    "**예전 문구.** `a leaf Variable that requires grad has been used in an in-place operation.` "
    "(treelstm.pytorch#26).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Met by** PyTorch's own example of a language model, and by a user of knowledge-neurons, "
    "who edits weights.",
    "**실제 사례.** PyTorch의 언어 모델 예제에서 나왔고, 가중치를 직접 고치던 knowledge-neurons 사용자도 겪었습니다.",
)
# A weight that was computed
page.says(
    "**Symptom.** The optimiser refuses a tensor that is no leaf.",
    "**증상.** 옵티마이저가 리프가 아닌 텐서를 거부합니다.",
)
page.says(
    "**Why.** A leaf is a tensor that no recorded operation made. Gradients gather in leaves, "
    "and elsewhere only where `.retain_grad()` asks for them. Times {scale}, the weight is the result of a product: the gradient goes on to the tensor "
    "that was multiplied, which no variable holds. Slices and other types are results, too. "
    'So is `.to("cuda")`, but on the tensor\'s own device it returns the tensor itself: what stops '
    "on a GPU runs on a CPU.",
    "**원인.** 리프는 기록된 연산의 결과가 아닌 텐서입니다. 기울기는 리프에 모이고, 다른 텐서에는 `.retain_grad()`를 불렀을 때만 남습니다. {scale}을 곱한 가중치는 곱셈의 결과입니다. 기울기는 곱하기 전의 텐서로 "
    "넘어가는데, 그 텐서는 어느 변수에도 담겨 있지 않습니다. 일부를 잘라 내거나 자료형을 바꾼 것도 연산의 결과입니다. "
    '`.to("cuda")`도 그렇지만, 이미 그 장치에 있는 텐서라면 그대로 돌려줍니다. 그래서 GPU에서 멈추는 프로그램이 CPU에서는 돌아갑니다.',
    scale=found("snippets/mistakes_backward/computed_weight.py", r"\* (\S+)$")[0],
)
page.says(
    "**Mended.** Compute the numbers first, then ask for the gradient with `.requires_grad_()`; "
    "or name the `device` where the tensor is made. A model may move, before its optimiser is "
    'made: `model.to("cuda")` leaves its parameters leaves.',
    "**고친 프로그램.** 수를 먼저 계산하고 나서 `.requires_grad_()`를 부르거나, 텐서를 만들 때 `device`를 정합니다. 모델은 옵티마이저를 "
    '만들기 전에 옮겨도 됩니다. `model.to("cuda")`를 불러도 매개변수는 리프로 남습니다.',
)
page.states(
    "**Older wordings.** `can't optimize a non-leaf Variable` (learning-to-reweight-examples#4).",
    "**예전 문구.** `can't optimize a non-leaf Variable` (learning-to-reweight-examples#4).",
    because="the message and the number of the thread that is linked",
)
page.states(
    "**Met by** the author of pytorch/pytorch#140469, who scaled the start, and by users of "
    "ternary-quantization, on a GPU, and of SLiMe, with a slice.",
    "**실제 사례.** pytorch/pytorch#140469를 쓴 사람은 출발점에 수를 곱했고, ternary-quantization 사용자는 GPU에서, SLiMe 사용자는 "
    "일부를 잘라 쓰다가 겪었습니다.",
    because="the number of the thread that is linked",
)
# Layers in a list
page.says(
    "**Symptom.** The optimiser got an empty parameter list. Or, worse, only some of "
    "the layers learn.",
    "**증상.** 옵티마이저가 빈 매개변수 목록을 받았다고 합니다. 더 나쁘게는 일부 층만 학습됩니다.",
)
page.says(
    "**Why.** A module finds its parameters in attributes that are modules. A plain "
    "list is none, so its layers are neither trained, nor saved, nor moved to the "
    "GPU. One layer outside the list would silence the message.",
    "**원인.** 모듈은 모듈인 속성에서 매개변수를 찾습니다. 보통 리스트는 모듈이 아니므로 그 안의 층은 학습되지도, 저장되지도, GPU로 "
    "옮겨지지도 않습니다. 리스트 밖에 층이 하나만 있어도 메시지는 나오지 않습니다.",
)
page.says(
    "**Mended.** `nn.ModuleList` or `nn.Sequential`.",
    "**고친 프로그램.** `nn.ModuleList`나 `nn.Sequential`을 씁니다.",
)
page.states(
    "**Met by** the author of pytorch/pytorch#50402, and where all parameters were frozen.",
    "**실제 사례.** pytorch/pytorch#50402를 쓴 사람이 겪었고, 매개변수를 모두 동결한 경우도 있습니다.",
    because="the number of the thread that is linked",
)
# A sum that keeps graphs
page.says(
    "**Symptom.** Memory grows with every step until it is used up.",
    "**증상.** 스텝마다 메모리가 늘어나다가 바닥납니다.",
)
page.says(
    "A loop adds each loss to a total for the log, and never goes back from the "
    "total. What does the total keep?",
    "반복문이 로그에 쓰려고 손실을 합에 더하고, 그 합에서 거슬러 가지는 않습니다. 합은 무엇을 붙잡고 있을까요?",
)
page.says(
    "- [ ] A number. It would after `.item()`. A loss is a tensor with a history.",
    "- [ ] 수 하나입니다. `.item()` 뒤라면 그렇습니다. 손실은 기록이 달린 텐서입니다.",
)
page.says(
    "- [x] The graph of every batch so far. Each addition is one more operation in "
    "the history of the total.",
    "- [x] 지금까지 모든 배치의 그래프입니다. 더할 때마다 합의 기록에 연산이 하나씩 늘어납니다.",
)
page.says(
    "- [ ] The graph of the last batch. The loss itself keeps that. The total keeps "
    "the ones before, too.",
    "- [ ] 마지막 배치의 그래프입니다. 그것은 손실이 붙잡고 있습니다. 합은 그 앞의 것까지 붙잡습니다.",
)
page.says(
    "**Older wordings.** There is no message. **Why.** `total + loss` is a tensor "
    "with a history, and through it the graph of every batch stays alive: after "
    "{last} steps a chain of {nodes} nodes, and on a real model all activations with "
    "it.",
    "**예전 문구.** 메시지는 없습니다. **원인.** `total + loss`는 기록이 달린 텐서라서 배치마다의 그래프가 모두 살아 있습니다."
    " {last}스텝 뒤에는 노드 {nodes}개의 사슬이 되고, 실제 모델이라면 활성값까지 모두 함께 남습니다.",
    last=printed("mistakes_backward/total_with_graph", "step (30):"),
    nodes=printed("mistakes_backward/total_with_graph", r"step 30: a chain of (\d+)"),
)
page.says(
    "**Mended.** Add numbers: `loss.item()`.",
    "**고친 프로그램.** 수를 더합니다. `loss.item()`입니다.",
)
page.says(
    "**Met by** users of ImVisible and DecoupleNet; PyTorch's list of questions warns of it.",
    "**실제 사례.** ImVisible과 DecoupleNet 사용자가 겪었고, PyTorch의 질문 모음도 주의를 줍니다.",
)
# Read next
page.says(
    "- A loss that stands still: when the way back runs and nothing moves.",
    "- 움직이지 않는 손실: 역전파는 되는데 아무것도 움직이지 않는 경우를 봅니다.",
)
page.says(
    "- Memory of the logits: when memory ends within one step.",
    "- 로짓의 메모리: 한 스텝 안에서 메모리가 바닥나는 경우를 봅니다.",
)

page.states("## Backward twice", "## 두 번 거슬러 간 그래프", because="the name of an entry")
