import torch
import torch.nn.functional as F
from torch.autograd.functional import hessian, jacobian
from torch.distributions import Categorical, Gumbel, kl_divergence

from tests.claims.claims import Claims, printed, when
from tests.claims.walkthrough import rate, stepped
from tests.programs import load

page = Claims("glossary")

logits = torch.tensor([1.0, 2.0, 3.0])
p = logits.softmax(0)

page.says(
    "Programs number them from {first}, so the last one is $K - 1$.",
    "프로그램에서는 {first}부터 번호를 매기므로 마지막 번호는 $K - 1$입니다.",
    first=int(F.one_hot(torch.tensor([0]), 3).argmax()),
)
hot = F.one_hot(torch.tensor(1), 3)
page.says(
    "A target written as a distribution: probability {one} for its class, {zero} for every other.",
    "정답을 확률분포로 쓴 벡터입니다. 정답 클래스의 확률이 {one}이고 나머지는 모두 {zero}입니다.",
    one=hot.max(),
    zero=hot.min(),
)
page.says(
    "They are {positive} and sum to {one:.0f}.",
    "결과는 모두 {positive_ko} 합이 {one:.0f}입니다.",
    positive=when(p.min() > 0, "positive"),
    positive_ko=when(p.min() > 0, "양수이고"),
    one=p.sum(),
)
density = float(printed("softmax/probability_at_a_point", r"density at 0: (\S+)"))
page.says(
    "at a single point it is none, and it {may} exceed 1.",
    "한 점의 값은 확률이 아니고 1보다 {may_ko}.",
    may=when(density > 1, "may"),
    may_ko=when(density > 1, "클 수도 있습니다"),
)
page.states(
    "How much one unit of feature $j$ adds to the score of class $k$. The matrix $W$ has one row "
    "a class and one column a feature.",
    "특성 $j$가 1 커질 때 클래스 $k$의 점수에 더해지는 수입니다. 행렬 $W$는 클래스마다 행이 하나, "
    "특성마다 열이 하나입니다.",
    because="a definition",
)
page.states(
    "What an event of probability $p$ costs when it happens: nothing if it was certain, more the "
    "rarer it is.",
    "확률이 $p$인 사건이 일어났을 때의 값입니다. 확실한 사건이면 0이고, 드물수록 커집니다.",
    because="a definition",
)
same = kl_divergence(Categorical(p), Categorical(p))
flat = kl_divergence(Categorical(p), Categorical(p.flip(0)))
page.says(
    "It is {zero:.0f} {only} for $Q = P$, never negative, and not symmetric.",
    "$Q = P$일 때{only_ko} {zero:.0f}이고, 음수가 되지 않으며, 대칭이 아닙니다.",
    zero=same,
    only=when(flat > 0, "only"),
    only_ko=when(flat > 0, "만"),
)
base = next(
    b for b in (2, 3, 10) if torch.isclose(torch.tensor(float(b)).log2(), torch.tensor(1.0))
)
page.says(
    "The unit when the logarithm has base {base}. One bit is $\\ln 2$ nats.",
    "로그의 밑이 {base}일 때의 단위입니다. 1비트는 $\\ln 2$내트입니다.",
    base=base,
)
tiny = torch.tensor(1e-30) ** 2
page.says(
    "A result too close to 0 for its number format. It becomes {zero:.0f}, and its logarithm then "
    "is {minus} infinity.",
    "결과가 0에 너무 가까워서 그 자료형으로 나타낼 수 없는 일입니다. 값이 {zero:.0f}이 되고, "
    "거기에 로그를 취하면 {minus_ko} 무한대가 됩니다.",
    zero=tiny,
    minus=when(tiny.log() == -torch.inf, "minus"),
    minus_ko=when(tiny.log() == -torch.inf, "음의"),
)
page.states(
    "It is not symmetric, and its smallest value is $H(P)$.",
    "대칭이 아니며, 최솟값은 $H(P)$입니다.",
    because="shown on the page that it links to",
)

# What no program has a say in
for english, korean in (
    (
        "*You need: nothing. Every entry leads to the page that explains it.*",
        "*필요한 것: 없습니다. 항목마다 그 용어를 설명하는 페이지로 이어집니다.*",
    ),
    (
        "One term and one symbol a concept, in the order of learning. Below each term stand the "
        "Korean term and the symbol. $\\log x$ always means the natural logarithm $\\ln x$.",
        "개념 하나에 용어 하나와 기호 하나를 쓰며, 배우는 순서대로 실었습니다. 용어 아래에는 영어와 기호를 적었습니다. $\\log x$는 언제나 자연로그 $\\ln "
        "x$입니다.",
    ),
    (
        "One measured number of a row. The features of a row together are $x$; the rows of a "
        "table together are $X$.",
        "행 하나를 나타내는 측정값 하나입니다. 한 행의 특성을 모은 것이 $x$이고, 모든 행을 모은 표가 $X$입니다.",
    ),
    (
        "The class that a row really has, also called its label. It may also be a distribution "
        "over the classes.",
        "행이 실제로 속한 클래스로, 레이블(label)이라고도 합니다. 클래스에 대한 확률분포일 수도 있습니다.",
    ),
    (
        "The rows that pass through the model together and share one step: all $N$, or, as a "
        "mini-batch, some of them.",
        "모델을 함께 통과해 한 스텝에 같이 쓰이는 행입니다. $N$개 전부일 수도 있고, 미니배치처럼 그 일부일 수도 있습니다.",
    ),
    (
        "A number that training changes. The parameters of the models here are weights and biases.",
        "학습이 바꾸는 수입니다. 이 사이트에 나오는 모델의 매개변수는 가중치와 편향입니다.",
    ),
    (
        "The part of the score of class $k$ that does not depend on the features.",
        "클래스 $k$의 점수에서 특성과 상관없는 부분입니다.",
    ),
    (
        "The number that the model gives to class $k$. It may have any size and either sign.",
        "모델이 클래스 $k$에 매긴 수입니다. 크기에 제한이 없고 음수여도 됩니다.",
    ),
    (
        "The scores of a row before softmax. A logit is the logarithm of a probability, up to a "
        "constant that all classes share.",
        "소프트맥스를 적용하기 전, 한 행의 점수 전체입니다. 로짓은 확률의 로그에 모든 클래스에 공통인 상수를 더한 것입니다.",
    ),
    (
        "A distribution over a finite number of classes. Each class has a probability of its "
        "own, which no single point of a density has. $P$ is the distribution of the target, $Q$ "
        "that of the model.",
        "유한한 개수의 클래스에 대한 확률분포입니다. 클래스마다 제 확률이 있다는 점에서, 한 점의 확률을 말할 수 없는 확률밀도와 다릅니다. $P$는 정답의 분포, "
        "$Q$는 모델의 분포입니다.",
    ),
    (
        "Softmax for two classes, written with the difference of their scores: $\\sigma(s) = 1 / "
        "(1 + e^{-s})$ with $s = z_1 - z_0$.",
        "클래스가 둘일 때의 소프트맥스를 두 점수의 차이로 쓴 것입니다. $s = z_1 - z_0$이라 하면 $\\sigma(s) = 1 / (1 + "
        "e^{-s})$입니다.",
    ),
    (
        "The number that divides all logits before softmax. A high one evens the probabilities "
        "out; a low one gives nearly all to the largest score.",
        "소프트맥스를 적용하기 전에 모든 로짓을 나누는 수입니다. 높으면 확률이 고르게 퍼지고, 낮으면 가장 큰 점수에 거의 다 몰립니다.",
    ),
    (
        "Adding the same number $c$ to all logits changes no probability. Only differences "
        "between scores matter.",
        "모든 로짓에 같은 수 $c$를 더해도 확률이 변하지 않는 성질입니다. 중요한 것은 점수의 차이뿐입니다.",
    ),
    (
        "The logarithm of the denominator of softmax: $\\operatorname{lse}(z) = \\log \\sum_j "
        "e^{z_j}$. It lies between the largest logit and the largest logit plus $\\log K$.",
        "소프트맥스 분모의 로그인 $\\operatorname{lse}(z) = \\log \\sum_j e^{z_j}$입니다. 가장 큰 로짓보다 작지 않고, 거기에 "
        "$\\log K$를 더한 값보다 크지 않습니다.",
    ),
    (
        "The logarithms of the softmax probabilities, computed without computing the "
        "probabilities first: $\\log p_k = z_k - \\operatorname{lse}(z)$.",
        "소프트맥스 확률의 로그입니다. 확률을 거치지 않고 $\\log p_k = z_k - \\operatorname{lse}(z)$로 계산합니다.",
    ),
    (
        "The mean surprise of draws from $P$, measured with $P$ itself. It is the floor below "
        "which no cross-entropy with that $P$ can fall.",
        "$P$에서 뽑은 값의 놀람을 $P$ 자신으로 재어 평균한 것입니다. 같은 $P$의 교차 엔트로피는 이 바닥 아래로 내려가지 못합니다.",
    ),
    (
        "The mean surprise of draws from $P$, measured with $Q$: $-\\sum_x P(x)\\,\\log Q(x)$. It "
        "is not symmetric, and its smallest value is $H(P)$.",
        "$P$에서 뽑은 값의 놀람을 $Q$로 재어 평균한 값 $-\\sum_x P(x)\\,\\log Q(x)$입니다. 대칭이 아니며, 최솟값은 $H(P)$입니다.",
    ),
    (
        "The probability that the model gives to all labels of a data set together: a product, "
        "one factor a row.",
        "모델이 데이터의 모든 레이블에 한꺼번에 준 확률입니다. 행마다 하나씩 곱합니다.",
    ),
    (
        "The surprise of the target under the model. It is the cross-entropy with a one-hot "
        "target.",
        "정답의 놀람을 모델의 확률로 잰 것입니다. 원-핫 정답에 대한 교차 엔트로피와 같습니다.",
    ),
    (
        "One number that says how bad the prediction for one row is. Here it is the negative "
        "log-likelihood of the target.",
        "한 행의 예측이 얼마나 나쁜지 나타내는 수입니다. 이 사이트에서는 정답의 음의 로그 가능도입니다.",
    ),
    (
        "The mean loss over the rows, which training lowers. PyTorch calls this mean a loss too.",
        "모든 행의 손실을 평균한 값으로, 학습이 낮추는 대상입니다. PyTorch에서는 이 평균도 loss라고 부릅니다.",
    ),
    (
        "The unit of surprise and of all its means when the logarithm is natural. PyTorch "
        "reports losses in nats.",
        "자연로그를 쓸 때 놀람과 그 평균의 단위입니다. PyTorch가 알려 주는 손실은 내트 단위입니다.",
    ),
    (
        "The exponential of a mean loss in nats. It is the number of equal choices that would be "
        "as hard to guess among.",
        "내트로 나타낸 평균 손실을 지수함수에 넣은 값입니다. 맞히기가 그만큼 어려운, 똑같이 그럴듯한 선택지의 수입니다.",
    ),
    (
        "The derivatives of the cost with respect to all parameters. It points to where the cost "
        "rises fastest.",
        "비용을 모든 매개변수로 미분한 값의 모음입니다. 비용이 가장 빨리 커지는 쪽을 가리킵니다.",
    ),
    (
        "Training by small moves against the gradient, again and again.",
        "기울기의 반대쪽으로 조금씩 옮기기를 되풀이하는 학습 방법입니다.",
    ),
    (
        "The number by which the gradient is multiplied before it is subtracted, `lr` in "
        "programs. Too large a one can make the cost rise.",
        "매개변수에서 기울기를 빼기 전에 기울기에 곱하는 수입니다. 프로그램에서는 `lr`이라고 씁니다. 너무 크면 비용이 오히려 올라갈 수 있습니다.",
    ),
    (
        "The object that changes the parameters from their gradients. Here it is mostly "
        "`torch.optim.SGD`, which does gradient descent; some programs take Adam or L-BFGS.",
        "기울기를 써서 매개변수를 바꾸는 객체입니다. 이 사이트에서는 대부분 경사 하강법을 "
        "수행하는 `torch.optim.SGD`이고, Adam이나 L-BFGS를 쓰는 프로그램도 있습니다.",
    ),
    (
        "One pass over all training rows. If every batch holds all rows, an epoch is one step.",
        "학습에 쓰는 모든 행을 한 번씩 거치는 일입니다. 배치 하나에 모든 행이 들어 있으면 한 에폭이 곧 한 스텝입니다.",
    ),
    (
        "The number that a generator of random numbers starts from. The same seed gives the same "
        "numbers, in the same order.",
        "난수 생성기의 출발점이 되는 수입니다. 시드가 같으면 같은 수가 같은 순서로 나옵니다.",
    ),
    (
        "A term added to the cost that makes large weights expensive. With it, separable data "
        "have a minimum too.",
        "가중치가 크면 비용이 늘어나도록 비용에 더하는 항입니다. 이 항이 있으면 분리 가능한 데이터에서도 비용에 최솟값이 있습니다.",
    ),
    (
        "The matrix of the derivatives of every output with respect to every input. For softmax "
        "it is $J = \\operatorname{diag}(p) - p p^{\\top}$.",
        "모든 출력을 모든 입력으로 미분한 값의 행렬입니다. 소프트맥스에서는 $J = \\operatorname{diag}(p) - p p^{\\top}$입니다.",
    ),
    (
        "A matrix multiplies some vectors by a mere number, its eigenvalue for that direction. "
        "Of a Hessian it is the curvature in that direction.",
        "행렬이 어떤 벡터를 그 벡터의 몇 배로 바꿀 때의 그 배수입니다. 헤세 행렬에서는 그 "
        "방향의 곡률입니다.",
    ),
    (
        "How two numbers drawn at random vary together: the mean product of their distances from "
        "their means. As a matrix it has no negative eigenvalue, for each is a variance.",
        "무작위로 뽑은 두 수가 함께 변하는 정도, 곧 각자의 평균에서 벗어난 값끼리 곱해 평균한 것입니다. 행렬로 쓰면 고윳값이 분산이므로 음수가 되지 않습니다.",
    ),
    (
        "The matrix of the second derivatives of the cost. It says how the cost curves, and so "
        "how large a learning rate may be. The letter $H$ is kept for entropy.",
        "비용의 이계도함수로 된 행렬입니다. 비용이 어떻게 휘는지를, 따라서 학습률이 얼마까지 커도 되는지를 알려 줍니다. 문자 $H$는 엔트로피에만 씁니다.",
    ),
    (
        "A result too large for its number format. It becomes infinite.",
        "결과가 너무 커서 그 자료형으로 나타낼 수 없는 일입니다. 값이 무한대가 됩니다.",
    ),
    (
        "The share of rows whose largest logit belongs to the target.",
        "로짓이 가장 큰 클래스가 정답인 행의 비율입니다.",
    ),
    (
        "The table that counts, for each target and each predicted class, how many rows fall "
        "together.",
        "정답 클래스와 예측한 클래스의 짝마다 행이 몇 개인지 센 표입니다.",
    ),
    (
        "The agreement of stated probabilities with what happens. Of many answers given with "
        "probability $p$, a calibrated model has a share of about $p$ right.",
        "모델이 말한 확률이 실제와 들어맞는 성질입니다. 보정된 모델이라면, 확률 $p$로 내놓은 많은 답 가운데 맞은 비율이 $p$에 가깝습니다.",
    ),
    (
        "The part of the rows, or of a weight, that one process holds.",
        "여러 프로세스가 행이나 가중치를 나누어 맡을 때 한 프로세스가 가진 몫입니다.",
    ),
    (
        "The exchange after which every process holds the sum, or the mean, of what each of them "
        "had.",
        "프로세스마다 가진 값을 주고받아, 모든 프로세스가 그 합이나 평균을 갖게 되는 통신입니다.",
    ),
    (
        "- Softmax: where the first of these terms are needed.",
        "- 소프트맥스: 앞쪽의 용어가 처음 쓰이는 곳입니다.",
    ),
    (
        "- Cross-entropy: surprise, entropy and the loss.",
        "- 교차 엔트로피: 놀람과 엔트로피, 손실을 다룹니다.",
    ),
):
    page.states(english, korean, because="a definition")

page.states(
    "Where the two highest scores are equal,",
    "가장 높은 두 점수가 같아서,",
    because="a definition",
)

# Formulas
page.writes(r"\log x", r"\ln x", because="what the site calls the natural logarithm")
page.formula("K - 1", lambda K: K - 1, lambda z: torch.arange(len(z)).max())
page.formula(
    "p - y",
    lambda z, y: z.softmax(0) - F.one_hot(y, len(z)),
    lambda z, y: jacobian(lambda z: F.cross_entropy(z, y), z),
)
page.formula(
    r"p_k = e^{z_k} / \sum_j e^{z_j}",
    lambda z: z.exp() / z.exp().sum(),
    lambda z: torch.softmax(z, 0),
)
page.formula(
    r"\sigma(s) = 1 / (1 + e^{-s})", lambda s: 1 / (1 + (-s).exp()), lambda s: torch.sigmoid(s)
)
page.formula(
    "s = z_1 - z_0",
    lambda z: torch.sigmoid(z[1] - z[0]),
    lambda z: torch.softmax(z[:2], 0)[1],
)
page.formula("z + c", lambda z, c: (z + c).softmax(0), lambda z: z.softmax(0))
page.formula(
    r"\operatorname{lse}(z) = \log \sum_j e^{z_j}",
    lambda z: z.exp().sum().log(),
    lambda z: torch.logsumexp(z, 0),
)
page.formula(
    r"\log K",
    lambda K, z: (z.logsumexp(0) > z.max()) & (z.logsumexp(0) <= z.max() + torch.tensor(K).log()),
)
page.formula(r"\log p", lambda z: z.softmax(0).log(), lambda z: z.log_softmax(0))
page.formula(
    r"\log p_k = z_k - \operatorname{lse}(z)",
    lambda z: z - z.logsumexp(0),
    lambda z: z.log_softmax(0),
)
page.formula(r"-\log p", lambda p: -p.log(), lambda p: load("cross_entropy/surprise").surprise(p))
page.formula(
    r"-\sum_x P(x)\,\log Q(x)",
    lambda P, Q: -(P * Q.log()).sum(),
    lambda P, Q: F.cross_entropy(Q.log(), P),
)
page.formula(
    "H(P, Q) - H(P)",
    lambda P, Q: F.cross_entropy(Q.log(), P) - F.cross_entropy(P.log(), P),
    lambda P, Q: kl_divergence(Categorical(P), Categorical(Q)),
)
page.formula("Q = P", lambda P: kl_divergence(Categorical(P), Categorical(P)), 0)
page.formula(
    r"\prod_n p_{n, y_n}",
    lambda Z, Y: torch.stack([row.softmax(0)[y] for row, y in zip(Z, Y, strict=True)]).prod(),
    lambda Z, Y: (-F.cross_entropy(Z, Y, reduction="sum")).exp(),
)
page.formula(r"-\log p_y", lambda z, y: -z.softmax(0)[y].log(), lambda z, y: F.cross_entropy(z, y))
page.formula(
    r"\ln 2",
    lambda P: Categorical(P).entropy() / torch.tensor(2.0).log(),
    lambda P: -(P * P.log2()).sum(),
)
page.formula(
    r"\theta \leftarrow \theta - \eta \nabla L",
    lambda W: W - float(rate) * W**2,
    lambda W: stepped(W, W**2),
)
page.formula(
    r"J = \operatorname{diag}(p) - p p^{\top}",
    lambda z: z.softmax(0).diag() - torch.outer(z.softmax(0), z.softmax(0)),
    lambda z: jacobian(lambda z: z.softmax(0), z),
)
page.formula(
    r"\nabla^2 L",
    lambda z, y: hessian(lambda z: F.cross_entropy(z, y), z),
    lambda z, y: load("gradients/softmax_jacobian").jacobian(z.softmax(0)),
)

page.formula(
    r"G = -\log(-\log U)",
    lambda u: -(-u.sigmoid().log()).log(),
    lambda u: Gumbel(torch.zeros((), dtype=torch.float64), 1.0).icdf(u.sigmoid()),
)
page.states(
    "Three cuts before a draw.",
    "뽑기 전에 클래스를 잘라 내는 세 방법입니다.",
    because="as many as are named",
)
page.writes("z_i = z_j", because="where a boundary lies, as the text beside it says")
page.formula(
    r"z_t - \max_{j \ne t} z_j",
    lambda z, y: z[y] - torch.cat([z[:y], z[y + 1 :]]).max(),
    lambda z, y: z[y] - z.masked_fill(F.one_hot(y, len(z)).bool(), -torch.inf).max(),
)
page.states(
    "A loss that asks for a margin of 1 and is zero beyond it.",
    "마진 1을 요구하고 그 너머에서는 0인 손실입니다.",
    because="boundaries holds it",
)
page.states(
    "A range that is made so that, in 95 of 100 samples, it holds the true number.",
    "표본 100개 가운데 95개에서 참값을 담도록 만든 구간입니다.",
    because="a definition",
)
page.states(
    "Numbers of 16 bits: float16, or bfloat16 with the range of float32 and fewer digits.",
    "16비트 숫자입니다. float16이거나, 범위가 float32와 같고 자릿수가 적은 bfloat16입니다.",
    because="precision holds it",
)
page.states(
    "Multiplying the loss, so that small gradients do not become 0 in float16, and dividing the "
    "gradients before the step.",
    "작은 기울기가 float16에서 0이 되지 않도록 손실에 곱하는 수입니다. 갱신하기 전에 기울기를 다시 "
    "나눕니다.",
    because="precision holds it",
)
page.differs("0", because="the Korean writes zero as a digit")
page.states(
    "Learning from mixtures of two rows",
    "두 행을 섞은 것에서",
    because="a definition",
)
page.states(
    "How much one of two numbers that belong together tells of the other",
    "짝을 이루는 두 수 가운데 하나가 다른 하나에 대해",
    because="a definition",
)
