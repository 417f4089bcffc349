import torch
import torch.nn.functional as F
from torch.autograd.functional import hessian, jacobian
from torch.distributions import Categorical, kl_divergence

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
