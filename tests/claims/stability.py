"""What Numerical stability says."""

import math

import torch

from tests.claims.claims import ENGLISH, KOREAN, Claims, found, printed, when

page = Claims("stability")

# The texts of the explorable

reached = r'return type === "(\w+)" && !isFinite\(plainLog\)'
(asked,) = found("web/explorables/precision.js", reached)
page.says(
    'mission: "Task: in {type}, find a gap that breaks the plain formula but not the shifted one."',
    'mission: "과제: {type}에서 기본 식은 깨지고 최댓값을 뺀 식은 버티는 차이를 찾으십시오."',
    type=asked,
)
page.says(
    "Both exponentials have underflowed, and the plain formula divides 0 by 0.",
    "두 지수함수가 모두 언더플로했고, 기본 식은 0을 0으로 나눕니다.",
)
page.says(
    "The plain probability has been rounded to 0, and its log is −inf.",
    "기본 식의 확률이 0으로 반올림되어 그 로그는 −inf입니다.",
)
page.says("The shifted probability is 0 too.", "최댓값을 뺀 식의 확률도 0입니다.")

# In one minute, and where exp overflows

page.states("## In one minute", "## 1분 요약", because="the time it takes")


def too_much(dtype: str) -> int:
    """The least whole logit above the logarithm of a type's largest number."""
    return math.ceil(float(printed("stability/exp_limits", rf"^{dtype} +\d\S+ +(\S+)")))


page.says(
    "a small probability may be 0 by then, and its logarithm −∞.",
    "작은 확률은 그때 이미 0일 수 있고, 그러면 로그가 −∞입니다.",
)
page.says(
    "A logit of {half} is too much for float16, one of {single} for float32, one of {double} for "
    "float64. The type bfloat16 has nearly the range of float32, with fewer digits.",
    "float16은 로짓(logits) {half}를, float32는 {single}를, float64는 {double}을 견디지 못합니다. "
    "bfloat16은 float32와 범위가 거의 같지만 유효숫자가 적습니다.",
    half=too_much("float16"),
    single=too_much("float32"),
    double=too_much("float64"),
)
page.says(
    "At the other end the exponential becomes {zero:g} (underflow). Both ends are silent.",
    "반대쪽 끝에서 지수함수는 {zero:g}이 됩니다(언더플로(underflow)). 어느 쪽에서도 경고는 나오지 않습니다.",
    zero=float(printed("stability/exp_limits", r"exp\(-150\): (\S+)")),
)

# Subtract the maximum

shifted = printed("stability/shift_by_the_maximum", r"shifted +tensor\(\[(.*)\]\)")
page.states(
    "the sum lies between 1 and the number of classes. It is never 0, and infinite "
    "only where the number type does not reach the number of classes.",
    "합은 1과 클래스 수 사이에 있습니다. 0이 될 수 없고, 클래스 수가 자료형의 가장 큰 수를 "
    "넘지 않는 한 무한대도 되지 않습니다.",
    because="its largest term is 1, and the others lie between 0 and 1",
)
page.says(
    "What does softmax without the shift give for the logits −1000, −999 and −998 in float32?",
    "최댓값을 빼지 않은 소프트맥스에 로짓 −1000, −999, −998을 float32로 주면 무엇이 나올까요?",
)
page.says(
    "Nothing overflows, but all three powers underflow to 0, and so does their sum.",
    "오버플로는 없습니다. 그러나 지수함수의 값 셋이 모두 언더플로로 0이 되고, 합도 0이 됩니다.",
)
page.says(
    "- [ ] 0 for each class Each power is 0. Dividing by their sum, which is 0 too, does not give 0.",
    "- [ ] 클래스마다 0이 나옵니다. 지수함수의 값은 0입니다. 그것을 합으로 나누는데, 합도 0이므로 0이 나오지 않습니다.",
)
page.says(
    "- [x] `{plain}` for each class 0 divided by 0 is no number. Very low logits fail like very high "
    "ones.",
    "- [x] 클래스마다 `{plain}`이 나옵니다. 0을 0으로 나누면 수가 아닙니다. 아주 낮은 로짓도 아주 높은 로짓처럼 깨집니다.",
    plain=printed("stability/shift_by_the_maximum", r"(?s)-998.*?plain +tensor\(\[(\w+),"),
)
page.says(
    "The three rows of logits are one row, shifted, so all three have one softmax. The plain formula "
    "divides infinity by infinity at 1000 and 0 by 0 at −1000. The shifted one gives {first}, "
    "{second} and {third} each time.",
    "로짓 세 행은 한 행에 같은 수를 더한 것이므로 소프트맥스가 모두 같습니다. 기본 식(plain)은 1000에서는 무한대를 무한대로, "
    "−1000에서는 0을 0으로 나눕니다. 최댓값을 뺀 식(shifted)은 매번 {first}, {second}, {third}를 냅니다.",
    **dict(zip(("first", "second", "third"), shifted.split(", "), strict=True)),
)
page.says(
    "PyTorch's `softmax`, `log_softmax` and `logsumexp` all hold at ±1000.",
    "PyTorch의 `softmax`, `log_softmax`, `logsumexp`는 모두 ±1000에서도 버팁니다.",
)

# The logarithm comes too late

log = "stability/log_of_extreme_softmax"
loss = float(printed(log, r"(?s)log_softmax.*?loss +(\S+)"))
gradient = printed(log, r"(?s)log_softmax.*?gradient +\[(.*?)\]")
whole = ", ".join(f"{float(part):g}" for part in gradient.split(", ")).replace("-", "−")
page.says(
    "The logits are 1000, 0 and −1000, the target is class 2, and the loss takes the log of a stable "
    "softmax. Which gradient comes back? - [ ] ({gradient}) That is probability minus target, and "
    "log-softmax gives it. Softmax and log apart do not.",
    "로짓이 1000, 0, −1000이고 정답은 클래스 2입니다. 손실은 안정한 소프트맥스의 로그로 계산합니다. 어떤 기울기가 돌아올까요? "
    "- [ ] ({gradient}) 확률 빼기 정답이며, 로그 소프트맥스라면 그렇게 됩니다. 소프트맥스와 로그를 따로 적용하면 그렇지 않습니다.",
    gradient=whole,
)
page.says(
    "- [ ] (0, 0, 0): softmax is flat there. Softmax's derivative is 0, but it is multiplied by the "
    "log's, which is infinite.",
    "- [ ] 소프트맥스가 평평하므로 (0, 0, 0) 소프트맥스의 도함수는 0이지만, 거기에 로그의 도함수인 무한대를 곱합니다.",
)
page.says(
    "- [x] `{lost}` for every class 0 times infinity is no number, and the sum over the classes carries "
    "it to every logit.",
    "- [x] 클래스마다 `{lost}` 0 곱하기 무한대는 수가 아니고, 클래스에 걸친 합이 그것을 모든 로짓으로 퍼뜨립니다.",
    lost=printed(log, r"gradient +\[(nan), nan, nan\]"),
)
page.says(
    "The softmax here is right to the last digit that float32 has: 1, 0 and 0. But the zeros are tiny "
    "probabilities rounded away, and the logarithm asks exactly about their size. It answers −∞.",
    "여기서 소프트맥스는 float32의 마지막 자리까지 맞습니다. 1, 0, 0입니다. 그러나 그 0들은 아주 작은 확률이 반올림되어 사라진 "
    "것이고, 로그가 묻는 것은 바로 그 크기입니다. 로그는 −∞라고 답합니다.",
)
page.says(
    "The log's derivative at 0 is infinite, softmax's derivative there is 0, and $0 \\cdot \\infty$ is no "
    "number. Softmax's backward step sums over the classes, so all three entries of the gradient are "
    "lost, that of class 0 too.",
    "0에서 로그의 도함수는 무한대이고 소프트맥스의 도함수는 0인데, $0 \\cdot \\infty$는 수가 아닙니다. 소프트맥스의 "
    "역전파(backpropagation)는 모든 클래스에 걸쳐 더하므로 기울기(gradient)의 세 성분을 모두 잃습니다. 클래스 0의 성분도 마찬가지입니다.",
)
page.says(
    "A loss of {loss:g} is large but true, and the gradient ({gradient}) says what to do: lower class 0, "
    "raise class 2. The maximum matters here too.",
    "손실(loss) {loss:g}은 크지만 맞는 값이고, 기울기 ({gradient})은 할 일을 말해 줍니다. 클래스 0은 내리고 클래스 2는 올립니다. "
    "여기서도 최댓값을 빼야 합니다.",
    loss=loss,
    gradient=whole,
)
page.says(
    "and the last line of the program shows what that makes of the logits (100, 0, −100).",
    "로짓 (100, 0, −100)에서 어떻게 되는지는 출력의 마지막 줄에 있습니다.",
)

# An epsilon hides it

cut = printed("stability/added_epsilon", r"^ 1000 +\S+ +(\S+)")
page.says(
    "What is the largest loss that a row can have then, to one decimal? - [x] {cut} ± 0.05 "
    "$-\\ln 10^{-8}$. However wrong the row is, the loss stops there, and the gradient fades.",
    "한 행의 손실은 아무리 커도 얼마를 넘지 못할까요? 소수점 아래 한 자리까지 답해 보십시오. - [x] {cut} ± 0.05 "
    "$-\\ln 10^{-8}$입니다. 아무리 크게 틀린 행이라도 손실은 거기서 멈추고 기울기는 사라집니다.",
    cut=f"{-math.log(1e-8):.4f}",
)
page.says(
    "- [ ] {power} That is the power of ten. The loss takes the natural logarithm, which is more than "
    "twice as large.",
    "- [ ] {power} 10의 거듭제곱에 있는 지수(exponent)입니다. 손실은 자연로그를 쓰므로 그 두 배가 넘습니다.",
    power=-round(math.log10(1e-8)),
)
apart = float(printed("stability/sigmoid_rounds_to_one", r"^ +17 +0 +(\S+)"))
page.says(
    "- [ ] {apart:g} ± 1 That is where `F.binary_cross_entropy` cuts off. Here the epsilon decides.",
    "- [ ] {apart:g} ± 1 `F.binary_cross_entropy`가 잘라 내는 값입니다. 여기서는 더한 수가 정합니다.",
    apart=apart,
)
page.says(
    "With a probability of 0 the logarithm sees the epsilon alone.",
    "확률이 0이면 로그에는 더한 수만 남습니다.",
)
page.says(
    "It should be close to 1 in every line. As soon as the probability is smaller than the epsilon it "
    "fades, and the loss stands still at {cut}, which is $-\\ln 10^{-8}$. No line looks like an error.",
    "모든 줄에서 1에 가까워야 합니다. 그런데 확률이 엡실론보다 작아지면 기울기는 사라지고, 손실은 $-\\ln 10^{-8}$인 {cut}에 "
    "멈춥니다. 오류처럼 보이는 줄은 하나도 없습니다.",
    cut=cut,
)

# The sigmoid rounds to one

page.says(
    "Two classes have the same trouble, only sooner, because float32 has little room just below 1.",
    "## 시그모이드가 1이 된다 {#the-sigmoid-rounds-to-one} 클래스가 둘일 때도 같은 문제가 있고, 더 일찍 나타납니다. float32에서는 1 바로 아래의 수가 성기기 때문입니다.",
)
rounds = printed("stability/sigmoid_rounds_to_one", r"sigmoid\((\d+)\) is 1: True")
page.says(
    "At a score of {rounds} the sigmoid is exactly 1. The log of $1 - 1$ would be −∞, but "
    "`F.binary_cross_entropy` cuts the log off at −{apart:g}, as its documentation says. So the loss is "
    "{apart:g} for {rounds} as for 50, and the gradient is {none:g}: this row cannot correct the model.",
    "점수가 {rounds}이면 시그모이드(sigmoid)는 정확히 1입니다. $1 - 1$의 로그는 −∞이지만, `F.binary_cross_entropy`는 문서에 "
    "적힌 대로 로그를 −{apart:g}에서 자릅니다. 그래서 {rounds}이든 50이든 손실은 {apart:g}이고 기울기는 {none:g}입니다. 이 행은 "
    "모델을 고치지 못합니다.",
    rounds=rounds,
    apart=apart,
    none=float(printed("stability/sigmoid_rounds_to_one", r"^ +50 +0 +100.00 +(\S+)")),
)
page.says(
    "At a score of −50 the sigmoid is tiny but not 0. There is room near 0, so the loss {right:g} is "
    "right. The gradient is gone all the same: the probability is smaller than the guard inside the "
    "derivative. `F.binary_cross_entropy_with_logits` gets every line right.",
    "점수가 −50이면 시그모이드는 아주 작지만 0은 아닙니다. 0 근처의 수는 촘촘해서 손실 {right:g}은 맞습니다. 그래도 기울기는 "
    "사라집니다. 0으로 나누지 않으려고 도함수의 분모에 둔 작은 수보다 확률이 더 작기 때문입니다. "
    "`F.binary_cross_entropy_with_logits`는 모든 줄에서 맞습니다.",
    right=float(printed("stability/sigmoid_rounds_to_one", r"^ +-50 +1 +(\S+)")),
)

# How far each formula reaches

gap = "stability/largest_gap"
plain = {dtype: printed(gap, rf"^{dtype} +plain +(\S+)") for dtype in ("float16", "float32")}
page.says(
    "The largest gap with a finite loss, searched up to {searched:g}. A stable softmax followed by a log "
    "gains little over the plain formula: in float32 it is {late} after {plain}. Log-softmax has no limit "
    "here in any type.",
    "손실이 유한한 가장 큰 차이를 {searched:g}까지 찾은 것입니다. 안정한 소프트맥스 뒤에 로그를 취해도 기본 식보다 별로 나을 것이 "
    "없습니다. float32에서 {plain}이 {late}이 될 뿐입니다. 로그 소프트맥스는 어느 자료형에서도 한계가 보이지 않습니다.",
    searched=float(printed(gap, r"log_softmax +(\S+)")),
    late=printed(gap, r"^float32 +softmax_then_log +(\S+)"),
    plain=plain["float32"],
)
page.says(
    "A wider type moves the limit and keeps the fault. A better formula removes it. In float16 a gap of "
    "{half} is enough to break the plain formula, in float32 one of {single}.",
    "더 넓은 자료형은 한계를 옮길 뿐 결함은 그대로 둡니다. 더 나은 식은 결함을 없앱니다. 기본 식은 float16에서는 차이 {half}면, "
    "float32에서는 {single}면 깨집니다.",
    half=math.ceil(float(plain["float16"])),
    single=math.ceil(float(plain["float32"])),
)
page.says(
    "Where the target leads by {rounds} or more, $1 + e^{-17}$ rounds to 1 in float32, and the fused loss "
    "is exactly 0 instead of very small. The other entries of its gradient stay right.",
    "정답이 {rounds} 이상 앞서면 float32에서 $1 + e^{-17}$이 1로 반올림되어, 합친 손실도 아주 작은 수가 아니라 정확히 0이 됩니다. "
    "그래도 기울기의 나머지 성분은 맞습니다.",
    rounds=rounds,
)

# Minus infinity is allowed

page.says(
    "A logit of −∞ is a clean way to forbid a class: its probability is {none:g} and the others share the "
    "rest.",
    "로짓을 −∞로 두면 그 클래스를 깔끔하게 막을 수 있습니다. 그 확률은 {none:g}이 되고 나머지가 전체를 나눠 갖습니다.",
    none=float(printed("stability/minus_infinity", r"^softmax +tensor\(\[\[\S+, (\S+),")),
)
page.says(
    "As long as targets are class numbers, the forbidden class gets gradient {none:g} and disturbs "
    "nobody. A forbidden target has an infinite loss, as it should. A target that is a distribution asks "
    "for every class, and 0 times −∞ is `{nan}`, even if it gives the forbidden one 0; label smoothing "
    "gives it a share and makes the loss infinite, with {smoothed} as the gradient of a logit that cannot "
    "move. So give class numbers, without smoothing. The same product spoils the entropy of such a row; "
    "`torch.xlogy` counts it as 0.",
    "정답이 클래스 번호인 동안에는 막힌 클래스의 기울기가 {none:g}이고 다른 클래스를 방해하지 않습니다. 정답이 막혀 있으면 손실은 "
    "무한대이고, 그래야 합니다. 정답이 분포이면 모든 클래스를 따지므로, 막힌 클래스에 0을 주어도 0 곱하기 −∞가 `{nan}`이 됩니다. "
    "레이블 스무딩은 막힌 클래스에도 몫을 주어 손실을 무한대로 만들고, 움직일 수 없는 로짓에 기울기 {smoothed}을 남깁니다. 그러니 "
    "스무딩 없이 클래스 번호를 줍니다. 이런 행의 엔트로피도 같은 곱 때문에 깨지는데, `torch.xlogy`는 그 곱을 0으로 봅니다.",
    none=float(printed("stability/minus_infinity", r"^gradient +tensor\(\[\[ *\S+, +(\S+),")),
    nan=printed("stability/minus_infinity", r"^one-hot target: (\S+)"),
    smoothed=printed("stability/minus_infinity", r"^smoothed: inf gradient .*?, (\S+),").replace(
        "-", "−"
    ),
)

# Softmax in one pass over blocks

total = printed("stability/online_logsumexp", r"^\[3.0, -1000.0\] .*total (\S+):")
page.says(
    "The second line has seen 1, 2, 3 and −1000, which is too small to count. The last two add 1000, 1001 "
    "and 1002, and the earlier scores, scaled down, no longer count either: the same total, {total}, on "
    "another scale. No power was ever larger than 1.",
    "둘째 줄까지 본 점수는 1, 2, 3, 그리고 너무 작아서 영향이 없는 −1000입니다. 마지막 두 줄에서 1000, 1001, 1002가 더해졌고, "
    "앞의 점수들도 줄어들어 더는 영향이 없습니다. 합은 똑같이 {total}이고 기준만 다릅니다. 1보다 큰 거듭제곱은 한 번도 나오지 "
    "않았습니다.",
    total=total,
)

# What to do

page.states(
    "look for the logarithm of a probability, then for 0/0 (a mean over nothing)",
    "확률의 로그를 취한 곳을 찾고, 그다음으로 0/0(아무것도 없는 것의 평균)",
    because="0/0 is the name of what to look for",
)
page.says(
    "The low types round the loss: {low} instead of {right}. But a float32 loss comes too late for a "
    "logit that float16 could not hold.",
    "낮은 자료형에서는 손실이 반올림되어 {right}이 {low}이 됩니다. 그러나 float16에 담기지 못한 로짓은 손실을 float32로 계산해도 "
    "이미 늦습니다.",
    low=printed("stability/half_precision", r"^bfloat16 +loss +(\S+),"),
    right=printed("stability/half_precision", r"^float32 +(\d\S+)$"),
)

# Numbers that are words
types = found("snippets/stability/largest_gap.out", r"^(\w+) +plain ")
forms = found("snippets/stability/largest_gap.out", r"^float32 +(\w+) ")
page.says(
    "title: Two logits in {four} number types",
    "title: {four_ko} 자료형으로 본 로짓 둘",
    four=ENGLISH[len(types)],
    four_ko=KOREAN[len(types)],
)
page.says(
    "All {three} forms hold here.",
    "{three_ko} 식이 모두 버팁니다.",
    three=ENGLISH[len(forms)],
    three_ko=KOREAN[len(forms)],
)
page.states(
    "why subtracting the maximum is half the cure, and what the fused loss does better.",
    "최댓값을 빼는 것이 왜 절반의 해결책인지, 합친 손실은 무엇이 더 나은지 실행해 보입니다.",
    because="an idiom: the cure has two steps",
)
page.states(
    "A stable softmax is half the cure. The other half is not to take its logarithm.",
    "안정한 소프트맥스는 절반의 해결책입니다. 나머지 절반은 그 로그를 취하지 않는 것입니다.",
    because="an idiom: the cure has two steps",
)

page.states(
    "Two formulas can be equal on paper and differ on a computer.",
    "종이 위에서 같은 두 식이 컴퓨터에서는 다를 수 있습니다.",
    because="what the page is about",
)
page.states(
    "lost: Both logits round to one number, and the gap is lost.",
    "lost: 두 로짓이 같은 수로 반올림되어 차이가 사라집니다.",
    because="the explorable has as many logits as its title says",
)
page.states(
    "Put two logits a growing gap apart, with the target behind.",
    "로짓 두 개를 점점 벌려 놓습니다. 정답(target)은 뒤처진 쪽입니다.",
    because="the program stacks a score of 0 and one of the gap",
)

# What the shift does
scores = torch.tensor([1.0, 2.0, 3.0])
same = torch.allclose(scores.softmax(0), (scores + 1).softmax(0))
page.says(
    "Softmax {does_not} change when all scores move by the same amount (shift invariance). So move "
    "them all {down} by the largest score $m$:",
    "모든 점수가 똑같이 움직이면 소프트맥스는 변하지 {does_not_ko}(이동 불변성(shift invariance)). "
    "그러니 모든 점수를 가장 큰 점수 $m$만큼 {down_ko}.",
    does_not=when(same, "does not"),
    does_not_ko=when(same, "않습니다"),
    down_ko=when((scores - scores.max()).exp().max() == 1, "내립니다"),
    down=when((scores - scores.max()).exp().max() == 1, "down"),
)
far = torch.tensor([0.0, -200.0])
never = when(far.softmax(0).log().isinf().any() and far.log_softmax(0).isfinite().all(), "never")
page.says(
    "Take `log_softmax`, which subtracts the {largest} score first and {never} forms the small "
    "number.",
    "`log_softmax`는 {largest_ko} 큰 점수를 먼저 빼고, 그렇게 작은 수를 아예 만들지 {never_ko}.",
    largest="largest",
    largest_ko="가장",
    never=never,
    never_ko=when(never, "않습니다"),
)
ends = torch.tensor(torch.finfo(torch.float32).max).log()
page.says(
    "The exponential {grows} until the number type has no number left. From there on it is "
    "{infinite} (overflow). The limit is the log of the {largest} number.",
    "지수함수는 그 자료형의 수가 다할 때까지 {grows_ko}. 그다음부터는 {infinite_ko}(오버플로"
    "(overflow)).",
    grows=when(ends.exp() > (ends - 1).exp(), "grows"),
    grows_ko=when(ends.exp() > (ends - 1).exp(), "커집니다"),
    infinite=when((ends + 1).exp().isinf(), "infinite"),
    infinite_ko=when((ends + 1).exp().isinf(), "무한대입니다"),
    largest=when((ends - 1e-4).exp().isfinite() and (ends + 1e-4).exp().isinf(), "largest"),
)
page.states(
    "The shift needs the maximum, and the maximum seems to need all scores first. It does not. "
    "Keep the largest score so far and the sum relative to it. When a larger score comes, shrink "
    "the old sum to the new scale.",
    "최댓값을 빼려면 최댓값이 필요하고, 최댓값을 알려면 모든 점수를 먼저 보아야 할 것 같습니다. "
    "그렇지 않습니다. 지금까지 가장 큰 점수와, 그 점수를 기준으로 잰 합을 기억하면 됩니다. 더 큰 "
    "점수가 오면 그때까지의 합을 새 기준에 맞춰 줄입니다.",
    because="the program below does so, and its last line is the whole sum",
)
page.states(
    "Subtracting the larger logit helps.", "큰 로짓을 빼면 해결됩니다.", because="the shift"
)
page.states(
    "Log-softmax has no break on this slider.",
    "로그 소프트맥스는 이 슬라이더 끝까지 버팁니다.",
    because="tests/browser/explorables moves it to its end",
)
page.states(
    "are about as accurate as the plain ones.",
    "최댓값을 뺀 식도 기본 식만큼 정확합니다.",
    because="the linked analysis says so",
)

# Formulas
page.formula(
    r"\frac{e^{z_i}}{\sum_j e^{z_j}} = \frac{e^{z_i - m}}{\sum_j e^{z_j - m}}, \qquad m = \max_j z_j",
    lambda z: z.exp() / z.exp().sum(),
    lambda z: (z - max(z)).exp() / (z - max(z)).exp().sum(),
    lambda z: torch.softmax(z, 0),
)
page.formula("e^0 = 1", 1, lambda z: (z - z.max()).exp().max())
page.formula(
    r"\log \sum_j e^{z_j} = m + \log \sum_j e^{z_j - m}",
    lambda z: z.exp().sum().log(),
    lambda z: max(z) + (z - max(z)).exp().sum().log(),
    lambda z: torch.logsumexp(z, 0),
)
page.formula(r"0 \cdot \infty", lambda: math.isnan(0 * math.inf))
page.formula(r"\infty - \infty", lambda: math.isnan(math.inf - math.inf))
page.formula(
    r"z_i - m - \log \sum_j e^{z_j - m}",
    lambda z: z - max(z) - (z - max(z)).exp().sum().log(),
    lambda z: torch.log_softmax(z, 0),
)
page.formula(
    r"-\ln 10^{-8}",
    -math.log(10**-8),
    printed("stability/added_epsilon", r"^ +1000 +\S+ +(\S+)"),
)
page.formula("1 - 1", 1 - 1, 1 - torch.tensor(17.0).sigmoid().item())
page.formula("1 + e^{-17}", lambda: 1 + torch.tensor(-17.0).exp() == 1)
