import math
import re
from importlib import import_module

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.claims.claims import ENGLISH, KOREAN, Claims, printed, read_file, when


def solution(task: str) -> str:
    """Return the solution of a task."""
    return read_file(f"exercises/{task}.py").split("[start:solution]\n")[1]


page = Claims("exercises_scale")
tasks = read_file("docs/en/exercises_scale.md").count(':stub"')
page.says(
    "{five} functions, the last one the hardest of all.",
    "함수 {five_korean} 개이고 마지막 것이 전체에서 가장 어렵습니다.",
    five=ENGLISH[tasks].capitalize(),
    five_korean=KOREAN[tasks],
)

# Calibration error
calibration_error = import_module("exercises.calibration_error").calibration_error
bins = 4
certain = torch.tensor([[1.0, 0.0], [0.9, 0.1]])
place = (certain.amax(dim=1) * bins).long().clamp(max=bins - 1)
found = calibration_error(certain, torch.tensor([0, 0]), bins)
together = place[0] == place[1] == bins - 1 and found.isclose(torch.tensor(0.05))
names = "confidence|correct|place"
things = re.findall(f"^    (?:{names})", solution("calibration_error"), re.M)
page.says(
    "{three} things for each row: confidence, right or wrong, and the number of its bin. A "
    "confidence of exactly {one:.0f} belongs to the {last} bin.",
    "행마다 {three_korean} 가지가 필요합니다. 확신도, 맞았는지, 구간의 번호. 확신도가 꼭 "
    "{one:.0f}이면 {last_korean} 구간에 듭니다.",
    three=ENGLISH[len(things)].capitalize(),
    three_korean=KOREAN[len(things)],
    one=certain.max(),
    last=when(together, "last"),
    last_korean=when(together, "마지막"),
)
empty = torch.zeros(0).mean().isnan()
page.says(
    "`(confidence * bins).long().clamp(max=bins - 1)` is the number of the bin. Go through "
    "`place.unique()` only: an empty bin has {no} mean.",
    "`(confidence * bins).long().clamp(max=bins - 1)`이 구간의 번호입니다. `place.unique()`만 "
    "살펴보십시오. 빈 구간에는 평균이 {no_korean}.",
    no=when(empty, "no"),
    no_korean=when(empty, "없습니다"),
)
mixed = torch.tensor([[0.9, 0.1], [0.4, 0.6]])  # too low in one bin, too high in the other
right = torch.tensor([0, 0])
once = (mixed.amax(dim=1).mean() - (mixed.argmax(dim=1) == right).float().mean()).abs()
cancels = once < calibration_error(mixed, right, bins)
page.says(
    "The absolute value is taken in {each} bin. Taken once over all rows, too high here would "
    "make up for too low there.",
    "절댓값은 {each_korean} 구합니다. 전체에서 한 번만 구하면 높은 곳과 낮은 곳이 서로 메웁니다.",
    each=when(cancels, "each"),
    each_korean=when(cancels, "구간마다"),
)

# A temperature that fits
fit_temperature = solution("fit_temperature")
low, high, count = re.findall(r"log\((\S+)\), math.log\((\S+)\), (\d+)", fit_temperature)[0]
part = re.findall(r"abs\(number - right\) < (\S+) \* right", read_file("exercises/checks.py"))[0]
hundredths = round(100 * float(part))
page.says(
    "`logits` and `target` are such rows; the answer lies between {low} and {high}. Within "
    "{three} in a hundred is close enough.",
    "`logits`와 `target`이 그런 행이고, 답은 {low}과 {high} 사이에 있습니다. {hundredths}% 안으로 "
    "맞으면 됩니다.",
    low=f"{1 / float(high):.1f}",
    high=f"{1 / float(low):.0f}",
    three=ENGLISH[hundredths],
    hundredths=hundredths,
)
generator = torch.Generator().manual_seed(1)
scores = 2 * torch.randn(40, 3, generator=generator)
labels = torch.randint(3, (40,), generator=generator)
inverse = torch.linspace(float(low), float(high), 100)
costs = torch.stack([F.cross_entropy(b * scores, labels) for b in inverse])
convex = bool((costs.diff().diff() > -1e-5).all())
half_step = (float(high) - float(low)) / (int(count) - 1) / 2
factor = float(high) / float(low)
too_wide = half_step / float(low) > hundredths / 100 > factor ** (1 / (int(count) - 1)) - 1
page.says(
    "Try many inverse temperatures between {low} and {high}, say {count} whose logarithms "
    "are evenly spaced, and keep the one of the least cost. Evenly spaced themselves, they "
    "would be too {wide} near {low}. (In the inverse the cost is {convex}, so descent works "
    "too.)",
    "{low}과 {high} 사이에서 온도의 역수를 이를테면 로그의 간격이 일정하게 {count}개 시험해 "
    "비용이 가장 작은 것을 고릅니다. 역수의 간격이 일정하면 {low} 근처에서 너무 "
    "{wide_korean}. (역수에 대해 비용이 {convex_korean} 경사 하강법도 됩니다.)",
    low=low,
    high=high,
    count=count,
    wide=when(too_wide, "far apart"),
    wide_korean=when(too_wide, "성깁니다"),
    convex=when(convex, "convex"),
    convex_korean=when(convex, "볼록하므로"),
)
kept = scores.argsort(dim=1).equal((scores / 7).argsort(dim=1))
page.says(
    "{no} answer changes: dividing by a temperature keeps the order of the scores.",
    "온도로 나누어도 점수의 순서는 {no_korean} 답은 하나도 바뀌지 않습니다.",
    no=when(kept, "No"),
    no_korean=when(kept, "그대로이므로"),
)

# The limit of conformal sets
conformal_limit = import_module("exercises.conformal_limit").conformal_limit
shares, known = scores.softmax(dim=1), labels
few = conformal_limit(shares[:4], known[:4], 0.1)
page.says(
    "Where there are too few rows for that place, return {one:.0f}.",
    "행이 모자라 그런 자리가 없으면 {one:.0f}을 반환합니다.",
    one=few,
)
page.says(
    '"Hint 1" Write down $n = 4$ numbers and the place for `alpha = 1 / 4`. Which index has it in Python? And '
    "for `alpha = 0.1`?",
    '"힌트 1" 수를 $n = 4$개 적고 `alpha = 1 / 4`일 때의 자리를 찾아보십시오. 파이썬에서는 인덱스가 얼마입니까? '
    "`alpha = 0.1`이면 어떻습니까?",
)
page.states(
    '"Hint 2" `probability[torch.arange(n), target]` has the labels\' probabilities. Sort one minus '
    "them, and take the index `place - 1`.",
    '"힌트 2" `probability[torch.arange(n), target]`이 레이블의 확률입니다. 1에서 이것을 뺀 값을 '
    "정렬하고 인덱스 `place - 1`의 수를 고릅니다.",
    because="the solution does",
)
everything = bool((1 - shares <= few).all())
page.says(
    "With a limit of {one:.0f} {every} class is in the set.",
    "상한이 {one:.0f}이면 {every_korean} 클래스가 집합에 들어갑니다.",
    one=few,
    every=when(everything, "every"),
    every_korean=when(everything, "모든"),
)
page.writes("n = 4", "1 - p_k", "1 - p_y", because="what the text beside them says")
page.formula(
    r"\lceil (n + 1)(1 - \alpha) \rceil",
    lambda N, p: math.ceil((N + 1) * (1 - p[0])),
    lambda N, p: next(m for m in range(N + 2) if m / (N + 1) >= 1 - p[0]),
)

# Top-p
top_p = import_module("exercises.top_p").top_p
scores = torch.tensor([[3.0, 2.0, 1.0], [0.0, 5.0, 1.0]])
shares, least = top_p(scores, 0.8), top_p(scores, 1e-6)
cut = scores.softmax(1).cumsum(1)[0, 1] > 0.8 and shares[0, 2] == 0 < shares[0, 1]
page.says(
    "return the probabilities that are drawn with: {nothing} for a class that was cut, a sum of {one} in "
    "each row.",
    "뽑을 때 쓸 확률을 반환합니다. 잘라 낸 클래스의 확률은 {nothing}이고, 행마다 합은 {one}입니다.",
    nothing=when(cut, "0"),
    one=when(torch.allclose(shares.sum(1), torch.ones(2)), "1"),
)
page.says(
    '??? question "Hint 1" Sort each row from its largest probability down.',
    '??? question "힌트 1" 행마다 확률을 큰 것부터 정렬합니다.',
)
page.says(
    '??? question "Hint 2" `falling.cumsum(dim=1) - falling` is what stands before each place. A class '
    "stays while that is {below} `p`.",
    '??? question "힌트 2" 자리마다 그 앞까지의 합이 `falling.cumsum(dim=1) - falling`입니다. 이 값이 '
    "`p`보다 {below_korean} 클래스를 남깁니다.",
    below=when("before < p" in solution("top_p"), "below"),
    below_korean=when("before < p" in solution("top_p"), "작은"),
)
page.says(
    "The class that passes `p` stays, so at least {one} does, however small `p` is.",
    "`p`를 넘게 하는 클래스도 남으므로, `p`가 아무리 작아도 적어도 {one_korean} 남습니다.",
    one=when((least > 0).sum(1).tolist() == [1, 1], "one"),
    one_korean=when((least > 0).sum(1).tolist() == [1, 1], "하나는"),
)

# A mean over shards
pooled_mean = import_module("exercises.pooled_mean").pooled_mean
nan = float("nan")
means, counts = torch.tensor([1.0, 4.0, nan]), torch.tensor([2, 1, 0])
ignored = pooled_mean(means, counts) == 2
page.says(
    "Return the mean over all rows. A shard without rows reports nan; it has {no} say. A shard "
    "with rows that reports nan has diverged, and so has the mean.",
    "모든 행에 대한 평균을 반환하십시오. 행이 없는 샤드는 nan을 알려 오며, 셈에 {no_korean}. 행이 "
    "있는데 nan이면 그 샤드는 발산한 것이고, 평균도 nan이어야 합니다.",
    no=when(ignored and pooled_mean(means, counts + 1).isnan(), "no"),
    no_korean=when(ignored and pooled_mean(means, counts + 1).isnan(), "들어가지 않습니다"),
)
page.says(
    "nan times {none} is {product}. Choose the shards that have rows before you multiply: "
    "`means[counts > 0]`.",
    "nan에 {none}을 곱해도 {product}입니다. 곱하기 전에 행이 있는 샤드만 고르십시오. "
    "`means[counts > 0]`.",
    none=counts[-1].item(),
    product=(means * counts)[-1].item(),
)
equal = (
    pooled_mean(means[:2], torch.tensor([3, 3])) == means[:2].mean() != pooled_mean(means, counts)
)
page.says(
    "`DistributedDataParallel` takes the plain mean of the means. With equal shards that is the "
    "{same}.",
    "`DistributedDataParallel`은 평균들을 그대로 평균합니다. 샤드의 크기가 같으면 {same_korean} "
    "값입니다.",
    same=when(equal, "same"),
    same_korean=when(equal, "같은"),
)

# A loss in chunks
pieces = [len(piece) for piece in torch.zeros(7, 2).split(3)]
smaller = pieces[-1] < pieces[0] == pieces[1] == 3
page.says(
    "`hidden.split(rows)` cuts pieces of `rows` rows, the last one {smaller}. Add up the losses "
    'with `reduction="sum"`, and divide once at the end.',
    "`hidden.split(rows)`는 `rows`행씩 자르며 마지막 청크는 더 {smaller_korean} 수 있습니다. "
    '`reduction="sum"`으로 손실을 더하고 끝에 한 번만 나누십시오.',
    smaller=when(smaller, "smaller"),
    smaller_korean=when(smaller, "작을"),
)
chunks = float(printed("scaling_out/peak_memory", r"^\d+ chunks +peak (\S+) x"))
recomputed = float(printed("scaling_out/peak_memory", r"^\d+ chunks, recomputed +peak (\S+) x"))
page.says(
    "In training autograd keeps something of each chunk for the backward pass, in all {as_much} "
    "the logits. The page measures it, and what recomputing the chunks {saves}.",
    "학습할 때는 autograd가 청크마다 역전파에 쓸 것을 남겨 두며, 다 합치면 {as_much_korean}. 그 "
    "페이지에서 이것과, 청크를 다시 계산하면 얼마나 {saves_korean} 재어 봅니다.",
    as_much=when(1 <= chunks < 1.2, "as much as"),
    as_much_korean=when(1 <= chunks < 1.2, "로짓만큼입니다"),
    saves=when(recomputed < chunks, "saves"),
    saves_korean=when(recomputed < chunks, "줄어드는지"),
)

# A sampled loss
sampled_loss = import_module("exercises.sampled_loss").sampled_loss
few = torch.tensor([[1000.0, 990.0]]), torch.tensor([[0.5, 0.1]])
holds = bool(sampled_loss(torch.tensor([1000.0]), *few).isfinite())
page.says(
    "Return the mean loss, with the scores corrected. Scores may {be} near {large}.",
    "점수를 바로잡아 구한 손실의 평균을 반환하십시오. 점수는 {large}쯤일 수 {be_korean}.",
    be=when(holds, "be"),
    be_korean=when(holds, "있습니다"),
    large=few[0].max().int().item(),
)
never = bool(sampled_loss(torch.tensor([1000.0]), few[0] - 900, few[1]) >= 0)
page.says(
    "The target's score stands in the sum, so the loss is {never} negative.",
    "합에 정답의 점수도 들어 있으므로 손실은 음수가 {never_korean}.",
    never=when(never, "never"),
    never_korean=when(never, "되지 않습니다"),
)

# InfoNCE
info_nce = import_module("exercises.info_nce").info_nce
rows = torch.randn(6, 3, generator=generator)
longer = info_nce(rows, 3 * rows, 0.5).isclose(info_nce(rows, rows, 0.5))
page.states(
    "Return the mean of the two cross-entropies, as CLIP does.",
    "CLIP처럼 두 교차 엔트로피의 평균을 반환하십시오.",
    because="the two directions of a pair",
)
page.says(
    "A cosine is the product of two rows of length {one}. One matrix product gives all scores.",
    "코사인은 길이가 {one}인 두 행의 곱입니다. 행렬 곱 한 번이면 모든 점수가 나옵니다.",
    one=when(longer, "1"),
)
low_temperature = info_nce(rows, rows, 0.05) < info_nce(rows, rows, 1.0)
page.says(
    "Cosines lie between −1 and 1. Undivided, they could hardly tell one row from the others; a "
    "{low} temperature spreads them.",
    "코사인은 −1과 1 사이에 있습니다. 그대로 쓰면 한 행을 나머지와 가려내기 어렵고, {low_korean} 온도가 "
    "그 사이를 벌려 줍니다.",
    low=when(low_temperature, "low"),
    low_korean=when(low_temperature, "낮은"),
)

# Split classes
parallel = import_module("exercises.vocabulary_parallel_loss").vocabulary_parallel_loss
sent: list[int] = []


def alone(tensor: Tensor, op: str) -> Tensor:
    """Return what a single process gets, and note how much it sends."""
    sent.append(tensor.numel())
    return tensor


large = 1000
huge = torch.tensor([[1000.0, 1001.0, 999.0], [1000.0, 998.0, 997.0]])
answers = torch.tensor([2, 0])
finite = parallel(huge, answers, 0, alone).isclose(F.cross_entropy(huge, answers))
page.says(
    "Every process returns the mean loss over all classes. Scores may {be} near {large}, and "
    "sending the logits themselves is too much.",
    "프로세스마다 모든 클래스에 대한 평균 손실을 반환합니다. 점수(score)는 {large}쯤일 수 "
    "{be_korean}, 로짓을 통째로 보내면 통신량이 너무 많습니다.",
    large=large,
    be=when(finite, "be"),
    be_korean=when(finite, "있고"),
)
page.says(
    "The loss of a row is $m + \\log s - z_y$. Which of the {three} can a process compute alone, "
    "and of what is each the sum or the maximum?",
    "한 행의 손실은 $m + \\log s - z_y$입니다. 셋 가운데 프로세스 혼자 구할 수 있는 것은 "
    "무엇이고, 무엇의 합이나 최댓값입니까?",
    three=ENGLISH[len(sent)],
)
elsewhere = torch.arange(0, 3) == torch.tensor([5])[:, None]
absent = torch.where(elsewhere, huge[:1], 0).sum()
page.says(
    'First the largest score, by "max". Subtract it, then sum the exponentials. The target\'s '
    "score: take {absent:.0f} where `torch.arange(first, first + logits.shape[1]) == target[:, "
    "None]` is nowhere true.",
    '먼저 "max"로 가장 큰 점수를 구합니다. 그것을 빼고 지수함수 값을 더합니다. 정답의 점수는, '
    "`torch.arange(first, first + logits.shape[1]) == target[:, None]`이 어디에서도 참이 아니면 "
    "{absent:.0f}으로 둡니다.",
    absent=absent,
)
each = sum(sent) // len(huge)
sent.clear()
parallel(torch.cat([huge, huge], dim=1), answers, 0, alone)
page.says(
    "{three} numbers a row, {however} many classes. The program of the page does it with "
    "`torch.distributed`, and adds the gradient.",
    "클래스가 {however_korean} 행마다 수 {three_korean} 개입니다. 그 페이지의 프로그램은 "
    "`torch.distributed`로 같은 일을 하고 기울기(gradient)까지 구합니다.",
    three=ENGLISH[each].capitalize(),
    three_korean=KOREAN[each],
    however=when(sum(sent) == each * len(huge), "however"),
    however_korean=when(sum(sent) == each * len(huge), "아무리 많아도"),
)

# Each task has its first hint first
for english, korean in (
    ('"Hint 1" Three things for each', '"힌트 1" 행마다 세 가지가 필요합니다.'),
    (
        '"Hint 2" `(confidence * bins).long().clamp(max=bins -',
        '"힌트 2" `(confidence * bins).long().clamp(max=bins -',
    ),
    ('"Hint 1" There is one number', '"힌트 1" 찾을 것은 수 하나이고,'),
    ('"Hint 2" Try many inverse temperatures', '"힌트 2" 0.1과 10 사이에서 온도의'),
    ('"Hint 1" A mean times its', '"힌트 1" 평균에 개수를 곱하면 합이고,'),
    ('"Hint 2" nan times 0 is', '"힌트 2" nan에 0을 곱해도 nan입니다.'),
    ('"Hint 1" Cut `hidden` and `target`', '"힌트 1" `hidden`과 `target`을 똑같이 자르고,'),
    (
        '"Hint 2" `hidden.split(rows)` cuts pieces of',
        '"힌트 2" `hidden.split(rows)`는 `rows`행씩 자르며 마지막',
    ),
    ('"Hint 1" `k.mT` swaps', '"힌트 1" `k.mT`는'),
    ('"Hint 2" `mask.any(dim=-1, keepdim=True)` is', '"힌트 2" `mask.any(dim=-1, keepdim=True)`는'),
    ('"Hint 1" The last query', '"힌트 1" 마지막 쿼리는'),
    ('"Hint 2" `tril(diagonal=1)` keeps', '"힌트 2" `tril(diagonal=1)`은'),
    ('"Hint 1" What has to be', '"힌트 1" 뽑힌 점수의 지수함수'),
    ('"Hint 2" The logarithm of both', '"힌트 2" 둘을 곱한 것의'),
    ('"Hint 1" A cosine is the', '"힌트 1" 코사인은 길이가'),
    (
        '"Hint 2" `a.norm(dim=1, keepdim=True)` has the lengths.',
        '"힌트 2" `a.norm(dim=1, keepdim=True)`이 길이입니다.',
    ),
    ('"Hint 1" The loss of a', '"힌트 1" 한 행의 손실은 $m'),
    ('"Hint 2" First the largest score,', '"힌트 2" 먼저 "max"로 가장 큰'),
):
    page.states(english, korean, because="the numbers of hints")

# Formulas
page.formula(
    r"m + \log s - z_y",
    lambda z, y: z.max() + (z - z.max()).exp().sum().log() - z[y],
    lambda z, y: F.cross_entropy(z, y),
)

# Attention
attend = import_module("exercises.attend").attend
queries, keys, values = torch.ones(1, 2, 4), torch.ones(1, 3, 4), torch.ones(1, 3, 1)
mask = torch.tensor([[[True, True, False], [False, False, False]]])
answers = attend(queries, keys, values, mask)[0, :, 0].tolist()
page.says(
    "A query that may look at {no} key has the answer {zero:.0f}, and {no} gradient may become `nan`.",
    "볼 수 있는 키가 {no_korean} 쿼리의 답은 {zero:.0f}이고, 어느 기울기도 `nan`이 되면 안 됩니다.",
    no=when(answers[0] == 1, "no"),
    no_korean=when(answers[0] == 1, "없는"),
    zero=answers[1],
)
page.says(
    "Let them look everywhere, so that {nothing} becomes `nan`, and set their answers to {zero:.0f} with "
    "`masked_fill` at the end.",
    "그런 행은 모두 보게 해서 `nan`이 생기지 {nothing_korean} 하고, 끝에서 `masked_fill`로 답을 "
    "{zero:.0f}으로 바꿉니다.",
    nothing=when(answers[1] == answers[1], "nothing"),
    nothing_korean=when(answers[1] == answers[1], "않게"),
    zero=answers[1],
)
values.requires_grad_()
spoilt = (queries @ keys.mT / 2).masked_fill(~mask, -torch.inf).softmax(-1) @ values
spoilt.nan_to_num().sum().backward()
ruined = values.grad is not None and bool(values.grad.isnan().any())
page.says(
    "`nan_to_num` at the end would give the same answers, and `{nan}` as the gradient of the values.",
    "끝에서 `nan_to_num`을 써도 답은 같지만, 값의 기울기가 `{nan}`이 됩니다.",
    nan=when(ruined and spoilt.nan_to_num()[0, :, 0].tolist() == answers, "nan"),
)
page.states(
    "`k.mT` swaps the last two axes.",
    "`k.mT`는 마지막 두 축을 맞바꿉니다.",
    because="what mT is: the transpose of matrices",
)
page.states(
    "The score of two rows is the cosine of the angle between them",
    "두 행의 점수는 둘이 이루는 각의 코사인을",
    because="a definition",
)
