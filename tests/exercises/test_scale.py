"""Each typical mistake in what is counted, cut, sampled, split or attended to is told apart."""

import functools
import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.exercises.notebooks import assert_told_apart, said

Reduce = Callable[..., Tensor]


def calibration(
    p: Tensor,
    y: Tensor,
    bins: int,
    *,
    gap: Callable[[Tensor], Tensor] = torch.abs,
    by_share: bool = True,
    clamped: bool = True,
    of_target: bool = False,
) -> Tensor:
    """Return the calibration error, or what a mistake makes of it."""
    confidence, answer = p.max(1)
    if of_target:
        confidence = p[range(len(y)), y]
    place = (confidence * bins).long()
    if clamped:
        place = place.clamp(max=bins - 1)
    terms = []
    for b in place[place < bins].unique():
        rows = place == b
        difference = (answer == y)[rows].float().mean() - confidence[rows].mean()
        terms.append(gap(difference) * (rows.float().mean() if by_share else 1))
    return torch.stack(terms).sum() if by_share else torch.stack(terms).mean()


def test_calibration_error() -> None:
    def with_empty_bins(p: Tensor, y: Tensor, bins: int) -> Tensor:
        return calibration(p, y, bins) + torch.ones(0).mean()

    part = functools.partial
    assert_told_apart(
        "calibration_error",
        {
            "every bin counts alike, however": part(calibration, by_share=False),
            "gaps of opposite sign cancel": part(calibration, gap=torch.neg),
            "the probability of the target": part(calibration, of_target=True),
            "squares the gaps": part(calibration, gap=torch.square),
            "always uses ten bins": lambda p, y, bins: calibration(p, y, 10),
            "confidence is exactly 1": part(calibration, clamped=False),
            "an empty bin has no mean": with_empty_bins,
        },
    )


def test_pooled_mean() -> None:
    assert_told_apart(
        "pooled_mean",
        {
            "the mean of the means": lambda m, n: m.mean(),
            "divides by the number of shards": lambda m, n: (m * n).mean(),
            "the sum over all rows": lambda m, n: (m * n).sum(),
            "nan times 0 is nan": lambda m, n: (m * n / n.sum()).sum(),
            "still count alike whatever": lambda m, n: (
                m[n > 0].mean() if (n == 0).any() else (m * n).sum() / n.sum()
            ),
            "the median": lambda m, n: m.median(),
            "the largest shard alone": lambda m, n: m[n.argmax()],
            "the small shards count most": lambda m, n: (m / n).sum() / (1 / n).sum(),
            "it has diverged, and the mean must tell": lambda m, n: (m * n).nansum() / n.sum(),
        },
    )


def test_chunked_loss() -> None:
    def loss(h: Tensor, w: Tensor, y: Tensor, reduction: str = "sum") -> Tensor:
        return F.cross_entropy(h @ w.T, y, reduction=reduction)

    def mean_of_means(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        chunks = zip(h.split(rows), y.split(rows), strict=True)
        return torch.stack([loss(a, w, b, "mean") for a, b in chunks]).mean()

    def only_whole(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        starts = range(0, len(y) - rows + 1, rows)
        return sum((loss(h[i : i + rows], w, y[i : i + rows]) for i in starts), torch.zeros(())) / (
            len(y)
        )

    def the_last(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        return loss(h.split(rows)[-1], w, y.split(rows)[-1], "mean")

    def so_many_chunks(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        chunks = zip(h.chunk(rows), y.chunk(rows), strict=True)
        return torch.stack([loss(a, w, b) for a, b in chunks]).sum() / len(y)

    def first_targets(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        parts = [loss(a, w, y[: len(a)]) for a in h.split(rows)]
        return torch.stack(parts).sum() / len(y)

    def all_kept(h: Tensor, w: Tensor, y: Tensor, rows: int) -> Tensor:
        logits = [part @ w.T for part in h.split(rows)]
        losses = map(functools.partial(F.cross_entropy, reduction="sum"), logits, y.split(rows))
        return torch.stack(list(losses)).sum() / len(y)

    assert_told_apart(
        "chunked_loss",
        {
            "the chunks are all kept": all_kept,
            "the mean of the chunks' means": mean_of_means,
            "leaves out the rows after the last whole chunk": only_whole,
            "the sum over the rows": lambda h, w, y, rows: loss(h, w, y),
            "by the number of chunks": lambda h, w, y, rows: loss(h, w, y) / len(y.split(rows)),
            "returns the loss of the last chunk": the_last,
            "`rows` was taken for the number of chunks": so_many_chunks,
            "the first targets": first_targets,
            "the logits of 10 rows existed at once": lambda h, w, y, rows: loss(h, w, y, "mean"),
        },
    )


def test_sampled_loss() -> None:
    def loss(true: Tensor, scores: Tensor) -> Tensor:
        return F.cross_entropy(torch.hstack([true[:, None], scores]), torch.zeros(len(true)).long())

    def bare(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return (1 + (drawn.exp() / q).mean(1) / true.exp()).log().mean()

    def right(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return loss(true, drawn - (q * drawn.size(1)).log())

    assert_told_apart(
        "sampled_loss",
        {
            "does not correct the drawn scores": lambda true, drawn, q: loss(true, drawn),
            "but not by the number of draws": lambda true, drawn, q: loss(true, drawn - q.log()),
            "divides by the number of draws, but not by q": lambda true, drawn, q: loss(
                true, drawn - torch.tensor(float(drawn.size(1))).log()
            ),
            "the sign of the correction": lambda true, drawn, q: loss(
                true, drawn + (q * drawn.size(1)).log()
            ),
            "leaves the target out of the sum": lambda true, drawn, q: (
                (drawn - (q * drawn.size(1)).log()).logsumexp(1) - true
            ).mean(),
            "corrects the score of the target as well": lambda true, drawn, q: loss(
                true - (q[:, 0] * q.size(1)).log(), drawn - (q * drawn.size(1)).log()
            ),
            "divides by the number of rows": lambda true, drawn, q: loss(
                true, drawn - (q * len(q)).log()
            ),
            "takes the first drawn class for the target": lambda true, drawn, q: F.cross_entropy(
                torch.hstack([drawn - (q * drawn.size(1)).log(), true[:, None]]),
                torch.zeros(len(true)).long(),
            ),
            "the sum over the rows": lambda true, drawn, q: len(true) * right(true, drawn, q),
            "this is the log-probability": lambda true, drawn, q: -right(true, drawn, q),
            "the log of the sum alone": lambda true, drawn, q: right(true, drawn, q) + true.mean(),
            "exp overflows": bare,
        },
    )


def test_info_nce() -> None:
    def loss(a: Tensor, b: Tensor) -> Tensor:
        return F.cross_entropy(a @ b.T, torch.arange(len(a)))

    def both(a: Tensor, b: Tensor) -> Tensor:
        return (loss(a, b) + loss(b, a)) / 2

    def unit(x: Tensor) -> Tensor:
        return F.normalize(x, dim=1)

    def first(a: Tensor, b: Tensor, t: float) -> Tensor:
        scores, zeros = unit(a) @ unit(b).T / t, torch.zeros(len(a), dtype=torch.long)
        return (F.cross_entropy(scores, zeros) + F.cross_entropy(scores.T, zeros)) / 2

    def twice(a: Tensor, b: Tensor, t: float) -> Tensor:
        p, own = (unit(a) @ unit(b).T / t).softmax(1), torch.arange(len(a))
        return (F.cross_entropy(p, own) + F.cross_entropy(p.T, own)) / 2

    assert_told_apart(
        "info_nce",
        {
            "finds the b of each a only": lambda a, b, t: loss(unit(a) / t, unit(b)),
            "finds the a of each b only": lambda a, b, t: loss(unit(b) / t, unit(a)),
            "the sum of the two": lambda a, b, t: 2 * both(unit(a) / t, unit(b)),
            "the lengths of the rows": lambda a, b, t: both(a / t, b),
            "that of the whole table": lambda a, b, t: both(a / a.norm() / t, b / b.norm()),
            "divides each column": lambda a, b, t: both(
                F.normalize(a, dim=0) / t, F.normalize(b, dim=0)
            ),
            "the sum over the rows": lambda a, b, t: len(a) * both(unit(a) / t, unit(b)),
            "the estimate of the information": lambda a, b, t: (
                torch.tensor(len(a)).log() - both(unit(a) / t, unit(b))
            ),
            "multiplies by the temperature": lambda a, b, t: both(unit(a) * t, unit(b)),
            "the temperature is missing": lambda a, b, t: both(unit(a), unit(b)),
            "takes pair 0": first,
            "takes the softmax twice": twice,
        },
    )


def test_vocabulary_parallel_loss() -> None:
    def chosen(z: Tensor, y: Tensor, first: int) -> Tensor:
        hit = torch.arange(first, first + z.shape[1]) == y[:, None]
        return torch.where(hit, z, 0).sum(1)

    def finish(largest: Tensor, total: Tensor, target_score: Tensor) -> Tensor:
        return (largest + total.log() - target_score).mean()

    def own_shift(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        total = reduce((z - z.amax(1, keepdim=True)).exp().sum(1), "sum")
        return finish(reduce(z.amax(1), "max"), total, reduce(chosen(z, y, first), "sum"))

    def unshifted(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        return (reduce(z.exp().sum(1)).log() - reduce(chosen(z, y, first))).mean()

    def with_target(z: Tensor, y: Tensor, reduce: Reduce, target_score: Tensor) -> Tensor:
        largest = reduce(z.amax(1), "max")
        return finish(largest, reduce((z - largest[:, None]).exp().sum(1)), reduce(target_score))

    def clamped(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        place = (y - first).clamp(0, z.shape[1] - 1)
        return with_target(z, y, reduce, z[range(len(y)), place])

    def without_first(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        return with_target(z, y, reduce, chosen(z, y, 0))

    def sum_of_logs(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        return (reduce(z.logsumexp(1)) - reduce(chosen(z, y, first))).mean()

    def summed(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        return len(y) * with_target(z, y, reduce, chosen(z, y, first))

    def all_sent(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        width = int(reduce(torch.tensor(first + z.shape[1]), "max"))
        whole = torch.zeros(len(y), width)
        whole[:, first : first + z.shape[1]] = z
        return F.cross_entropy(reduce(whole), y)

    def only_the_holder(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        largest = reduce(z.amax(1), "max")
        total = reduce((z - largest[:, None]).exp().sum(1))
        target_score = chosen(z, y, first)
        return finish(largest, total, reduce(target_score) if first == 0 else target_score)

    def other_shapes(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        return F.cross_entropy(reduce(z), y)

    def in_vain(z: Tensor, y: Tensor, first: int, reduce: Reduce) -> Tensor:
        largest, target_score = z.amax(1), chosen(z, y, first)
        reduce(largest, "max")
        total = (z - largest[:, None]).exp().sum(1)
        reduce(total, "sum")
        reduce(target_score, "sum")
        return finish(largest, total, target_score)

    assert_told_apart(
        "vocabulary_parallel_loss",
        {
            "what `all_reduce` returns is not used": in_vain,
            "the sum mixes different shifts": own_shift,
            "overflows with scores near 1000": unshifted,
            "It must add 0": clamped,
            "without subtracting `first`": without_first,
            "adds up the logarithms": sum_of_logs,
            "the sum over the rows": summed,
            "numbers a row. Three are enough": all_sent,
            "the processes do not meet": only_the_holder,
            'it must be "sum" or "max"': lambda z, y, first, reduce: reduce(z, "mean"),
            "it should be 3": lambda z, y, first, reduce: reduce(z.amax(1), "max").mean(),
        },
    )


def conformal(
    p: Tensor,
    y: Tensor,
    alpha: float,
    *,
    one_more: int = 1,
    rounded: Callable[[float], int] = math.ceil,
    off: int = 0,
    largest: bool = False,
    too_few: float | None = 1.0,
) -> Tensor:
    """Return the limit of conformal sets, or what a mistake makes of it."""
    given = p.amax(1) if largest else p.gather(1, y[:, None]).flatten()
    ordered = torch.sort(1 - given).values
    place = rounded((len(y) + one_more) * (1 - alpha)) + off
    if place > len(y) and too_few is not None:
        return torch.tensor(too_few) if too_few else ordered[-1]
    return ordered[place - 1]


def test_conformal_limit() -> None:
    part = functools.partial
    assert_told_apart(
        "conformal_limit",
        {
            "takes the number after the right one": part(conformal, off=1),
            "counts n places": part(conformal, one_more=0),
            "rounds the place down": part(conformal, rounded=math.floor),
            "quantile of the rows that are there": lambda p, y, a: (
                1 - p[range(len(y)), y]
            ).quantile(1 - a),
            "takes the largest number where there are too few": part(conformal, too_few=0.0),
            "a place that so few rows do not have": part(conformal, too_few=None),
            "is the probability itself": lambda p, y, a: 1 - conformal(p, y, a),
            "the largest probability of each row": part(conformal, largest=True),
            "leaves out 1 - alpha of the labels": lambda p, y, a: conformal(p, y, 1 - a),
            "it should be": lambda p, y, a: 0.5 * conformal(p, y, a),
        },
    )
    to_nearest = said("conformal_limit", functools.partial(conformal, rounded=round))
    assert "Round it up" in to_nearest


def test_a_limit_by_another_way_is_right() -> None:
    def by_topk(p: Tensor, y: Tensor, alpha: float) -> Tensor:
        left_out = int((len(y) + 1) * alpha)  # of the n + 1 places
        if not left_out:
            return torch.tensor(1.0)
        return 1 - p.gather(1, y[:, None]).flatten().topk(left_out, largest=False).values[-1]

    assert said("conformal_limit", by_topk).startswith("right, in all 4 cases")
