from tests.claims.claims import printed
from tests.claims.mistakes import group

page = group(
    "calls",
    "{many} calls of a loss that stop at once or warn, from batch sizes "
    "that differ to a loss that is made and never called, each with a call that "
    "works.",
    "배치 크기가 다른 호출부터 손실을 만들기만 하고 부르지 않은 호출까지, 곧바로 멈추거나 경고를 내는 호출 "
    "{many_korean} 가지를 고친 호출과 함께 봅니다.",
)
page.says(
    "These mistakes are met before anything is learnt. The message names a size, a "
    "type or an argument; what it means is that scores and targets do not belong "
    "together yet.",
    "이 실수들은 무엇을 배우기도 전에 나타납니다. 메시지는 크기나 자료형, 인자를 말하지만, 그 뜻은 점수와 정답이 아직 서로 맞지 않는다는 "
    "것입니다.",
)
# In one minute
page.says(
    "One row of float scores for each target: a tensor, not a tuple, and the loss "
    "called, not only made.",
    "정답마다 부동소수점형 점수가 한 행씩 있어야 합니다. 튜플이 아니라 텐서여야 하고, 손실은 만들기만 하지 말고 불러야 합니다.",
)
# Batch sizes that differ
page.says(
    "**Symptom.** The loss counts more targets than rows of scores, or fewer.",
    "**증상.** 손실이 센 정답의 수가 점수의 행보다 많거나 적습니다.",
)
page.says(
    "**Why.** The two were flattened in different ways. Here each of the {rows} "
    "sequences became one row, so {tokens} targets meet {rows} rows. Other ways to "
    "get there: convolutions flattened into the batch, a last batch that one loader "
    "pads and the other does not, a special token that only one side carries.",
    "**원인.** 점수와 정답을 서로 다르게 펼쳤습니다. 여기서는 시퀀스 {rows}개가 저마다 한 행이 되어 정답 {tokens}개가 "
    "{rows}행과 만납니다. 합성곱의 출력을 배치 쪽으로 펼쳤거나, 마지막 배치를 한쪽만 채웠거나, 한쪽에만 특수 토큰이 있을 때도 이렇게 "
    "됩니다.",
    rows=printed("mistakes_calls/batch_sizes_differ", r"batch_size \((\d+)\) to"),
    tokens=printed("mistakes_calls/batch_sizes_differ", r"target batch_size \((\d+)\)"),
)
page.says(
    "**Mended.** Flatten the same dimensions of both and keep the classes apart.",
    "**고친 프로그램.** 양쪽에서 같은 차원을 펼치고 클래스 차원은 그대로 둡니다.",
)
page.says(
    "**Met by** a user who printed both shapes and a user of mmdetection.",
    "**실제 사례.** 두 형태를 출력해 본 사용자와 mmdetection 사용자가 겪었습니다.",
)
# A binary target as a row
page.says(
    "**Symptom.** A binary loss wants the target in the size of the input.",
    "**증상.** 이진 손실이 정답의 크기가 입력과 같아야 한다고 합니다.",
)
page.states(
    "**Older wordings.** The loss of probabilities says `Using a target size … that "
    "is different to the input size … is deprecated` (pytorch/pytorch#111645).",
    "**예전 문구.** 확률을 받는 손실은 `Using a target size … that is different to the input size"
    " … is deprecated`라고 합니다(pytorch/pytorch#111645).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Why.** A layer with one output gives a column. A binary loss compares element "
    "by element, and a column beside a row would be broadcast to a square. So it "
    "refuses.",
    "**원인.** 출력이 하나인 층은 열을 돌려줍니다. 이진 손실은 원소끼리 견주는데, 열과 행을 나란히 놓으면 정사각형으로 "
    "브로드캐스트(broadcast)됩니다. 그래서 거부합니다.",
)
page.says(
    "**Mended.** Drop the second dimension of the scores by its number, or give the target one.",
    "**고친 프로그램.** 점수의 둘째 차원을 번호로 지정해 없애거나, 정답에 차원을 하나 더합니다.",
)
page.states(
    "**Met by** the author of pytorch/pytorch#25663 and a user of Pytorch-UNet, whose"
    " mask had three channels.",
    "**실제 사례.** pytorch/pytorch#25663을 쓴 사람과, 마스크에 채널이 셋이었던 Pytorch-UNet 사용자가 겪었습니다.",
    because="the number of the thread that is linked",
)
# Weights of the wrong length
page.says(
    "**Symptom.** The loss wants a weight for every class.",
    "**증상.** 손실이 클래스마다 가중치를 요구합니다.",
)
page.states(
    "**Older wordings.** `weight tensor should be defined either for all or no "
    "classes`, today still for images (PyTorch-ENet#35).",
    "**예전 문구.** `weight tensor should be defined either for all or no classes`. "
    "이미지에서는 지금도 이렇게 나옵니다(PyTorch-ENet#35).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Why.** The weights were counted from labels that do not show every class. The "
    "logits have {classes} classes, the list holds {weights} weights. A void label "
    "counted as a class makes the list too long instead.",
    "**원인.** 모든 클래스가 나오지는 않는 레이블에서 가중치를 셌습니다. 로짓의 클래스는 {classes}개인데 가중치는 "
    "{weights}개입니다. 무효 레이블까지 클래스로 세면 거꾸로 너무 길어집니다.",
    classes=printed("mistakes_calls/weights_too_few", r"classes: (\d)"),
    weights=printed("mistakes_calls/weights_too_few", r"weights: (\d)"),
)
page.says(
    "**Mended.** Let the number of classes say how long the list is. Weights made with NumPy "
    "are float64 and want `.to(logits.dtype)`, or the loss stops with `expected scalar type "
    "Float but found Double`.",
    "**고친 프로그램.** 목록의 길이를 클래스의 수로 정합니다. NumPy로 만든 가중치는 "
    "float64이므로 `.to(logits.dtype)`로 바꿉니다. 그러지 않으면 손실이 `expected scalar "
    "type Float but found Double`이라며 멈춥니다.",
)
page.says(
    "**Met by** a user of HRNet and a reader of TabPFN.",
    "**실제 사례.** HRNet 사용자와 TabPFN 독자가 겪었습니다.",
)
# A model that returns a tuple
page.says(
    "**Symptom.** The loss wants a Tensor and was given a tuple, a list or an object.",
    "**증상.** 손실이 Tensor를 요구하는데 튜플이나 리스트, 객체를 받았습니다.",
)
page.states(
    "**Older wordings.** `'list' object has no attribute 'log_softmax'` (HAT#2). `size mismatch "
    "(got input: [10], target: [256])` (MLP-Mixer-Pytorch#3).",
    "**예전 문구.** `'list' object has no attribute 'log_softmax'` (HAT#2). `size mismatch (got "
    "input: [10], target: [256])` (MLP-Mixer-Pytorch#3).",
    because="the messages and the numbers of the threads that are linked",
)
page.says(
    "**Why.** Many models return more than the scores: auxiliary outputs, hidden states, an "
    "output object with a field `logits`. A data loader gives labels that are text as a "
    "tuple.",
    "**원인.** 점수 말고도 보조 출력이나 은닉 상태, `logits` 필드를 가진 객체를 함께 "
    "돌려주는 모델이 많습니다. 레이블이 글자이면 데이터 로더가 튜플로 묶어 줍니다.",
)
page.states(
    "The other way round, `[0]` on scores that are no tuple takes their first row, and the loss of "
    "one row says `For 1D input, 1D target must have size 1, but got target size: 256`.",
    "거꾸로, 튜플이 아닌 점수에 `[0]`을 쓰면 첫 행만 남고, 손실은 `For 1D input, 1D target must have size 1, but got "
    "target size: 256`이라고 합니다.",
    because="what PyTorch says today of the sizes of the thread, as a test shows",
)
page.says(
    "**Mended.** Unpack it, and give the loss the scores alone. Labels that are text become "
    "numbers first.",
    "**고친 프로그램.** 풀어서 점수만 손실에 줍니다. 글자로 된 레이블은 먼저 번호로 바꿉니다.",
)
page.says(
    "**Met by** a user of DANet, and with the labels as a tuple by a user of a local data set.",
    "**실제 사례.** DANet 사용자가 겪었고, 자기 데이터를 쓴 사용자는 레이블이 튜플이었습니다.",
)
# A loss that is not called
page.says(
    "**Symptom.** A message about the truth of a tensor, from a line that computes a loss.",
    "**증상.** 손실을 계산하는 줄에서 텐서의 참거짓이 모호하다는 메시지가 나옵니다.",
)
page.states(
    "**Older wordings.** `bool value of Tensor with more than one value is ambiguous`"
    " (pytorch-lightning#501).",
    "**예전 문구.** `bool value of Tensor with more than one value is ambiguous` "
    "(pytorch-lightning#501).",
    because="the message and the number of the thread that is linked",
)
page.says(
    "**Why.** `nn.CrossEntropyLoss` is a class. Its first arguments are the class weights "
    "and `size_average`, an option from long ago, which it tests for truth.",
    "**원인.** `nn.CrossEntropyLoss`는 클래스입니다. 첫째 인자는 클래스 가중치이고 둘째는 "
    "예전 옵션인 `size_average`인데, 이 값의 참거짓을 따집니다.",
)
page.says(
    "**Mended.** Make it once, call it for each batch. Or take the function.",
    "**고친 프로그램.** 한 번 만들고 배치마다 부릅니다. 아니면 함수를 씁니다.",
)
page.says(
    "**Met by** a user of speaker-recognition and one of DDANet, who needed one more "
    "pair of brackets.",
    "**실제 사례.** speaker-recognition 사용자와, 괄호 한 쌍이 모자랐던 DDANet 사용자가 겪었습니다.",
)
# Integer scores
page.says(
    "**Symptom.** A softmax is not implemented for Long or Int.",
    "**증상.** Long이나 Int에는 소프트맥스가 구현되어 있지 않다고 합니다.",
)
page.states(
    "the same words under a wider name (pytorch/pytorch#14224).",
    "문구는 같고 이름이 더 넓습니다 (pytorch/pytorch#14224).",
    because="the number of the thread that is linked; tests/messages holds the words",
)
page.says(
    "**Why.** Scores need fractions, so softmax takes floats only. Integers come from"
    " a `.long()` meant for the labels, or from scores and labels in the wrong order.",
    "**원인.** 점수에는 소수가 필요하므로 소프트맥스는 부동소수점형만 받습니다. 정수는 레이블에 쓰려던 `.long()`에서 오거나, 점수와 "
    "레이블의 순서를 바꾸었을 때 옵니다.",
)
page.says(
    "**Mended.** Leave the scores floats; first the scores, then the labels.",
    "**고친 프로그램.** 점수는 부동소수점형으로 두고, 점수를 먼저 레이블을 나중에 줍니다.",
)
page.states(
    "**Met by** a reader of a book on machine learning and the author of pytorch/pytorch#40388.",
    "**실제 사례.** 머신 러닝 책의 독자와 pytorch/pytorch#40388을 쓴 사람이 겪었습니다.",
    because="the number of the thread that is linked",
)
# A divergence by elements
page.says(
    "**Symptom.** A warning about `'mean'`, and a divergence that is too small.",
    "**증상.** `'mean'`에 관한 경고가 나오고 발산이 너무 작습니다.",
)
page.says(
    "`F.kl_div` is asked for the mean over rows of three classes. By what does its default divide?",
    "세 클래스로 된 행들의 평균을 `F.kl_div`에 맡깁니다. 기본값은 무엇으로 나눌까요?",
)
page.says(
    "- [ ] By the number of rows. That is the mean divergence of a row, and its name "
    "is `batchmean`.",
    "- [ ] 행의 수로 나눕니다. 그것이 행마다의 발산을 평균한 것이고, 이름은 `batchmean`입니다.",
)
page.says(
    "- [x] By the number of elements, rows times classes. The sum over the classes of"
    " a row belongs to one divergence, yet it is averaged as well.",
    "- [x] 원소의 수, 곧 행 수와 클래스 수의 곱으로 나눕니다. 한 행의 클래스에 걸친 합이 발산 하나인데, 그것까지 평균합니다.",
)
page.says(
    '- [ ] By nothing: it returns a sum. That is `reduction="sum"`.',
    '- [ ] 나누지 않고 합을 돌려줍니다. 그것은 `reduction="sum"`입니다.',
)
page.says(
    "**Why.** `F.kl_div` sums over the classes of a row to get one divergence, but "
    "its default divides by the number of all elements: rows times classes. With "
    "three classes that is a third, {wrong} for {right}.",
    "**원인.** 발산(divergence) 하나는 한 행의 클래스에 걸친 합인데, `F.kl_div`의 기본값은 행 수와 클래스 수를 곱한 전체 "
    "원소의 수로 나눕니다. 클래스가 셋이면 3분의 1이 되어 {right} 대신 {wrong}이 됩니다.",
    wrong=printed("mistakes_calls/divergence_by_elements", r"kl_div: (\S+)$"),
    right=printed("mistakes_calls/divergence_by_rows", r"kl_div: (\S+)$"),
)
page.says(
    '**Mended.** Say `reduction="batchmean"`. It divides by the first dimension, so '
    "flatten sequences to rows first.",
    '**고친 프로그램.** `reduction="batchmean"`이라고 씁니다. 첫째 차원으로 나누므로 시퀀스는 먼저 행으로 펼칩니다.',
)
page.says(
    "**Met by** users of LD and sparseml, whose distillation losses were scaled wrongly.",
    "**실제 사례.** LD와 sparseml에서는 증류(distillation) 손실의 크기가 틀렸습니다.",
)
# Read next
page.says(
    "- Mistakes with shapes: sizes that fit and still mean something else.",
    "- 형태에 관한 실수: 크기는 맞는데 뜻이 다른 경우를 봅니다.",
)
page.says(
    "- Mistakes with class numbers: labels that no class has.",
    "- 클래스 번호에 관한 실수: 없는 클래스를 가리키는 레이블을 봅니다.",
)
