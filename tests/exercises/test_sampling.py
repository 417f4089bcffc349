"""Each typical mistake in top-p is told apart."""

from torch import Tensor

from tests.exercises.notebooks import assert_told_apart


def shares(z: Tensor, kept: Tensor) -> Tensor:
    """Return the probabilities of what is kept, class by class."""
    p = z.softmax(1) * kept
    return p / p.sum(1, keepdim=True)


def rank(z: Tensor) -> Tensor:
    return z.argsort(1, descending=True).argsort(1)


def before(z: Tensor) -> Tensor:
    """Return for each class what the more probable ones have together."""
    p = z.softmax(1)
    return (p[:, None, :] * (p[:, None, :] > p[:, :, None])).sum(2)


def test_top_p() -> None:
    def as_ranked(z: Tensor, p: float) -> Tensor:
        return shares(z, before(z) < p).sort(dim=1, descending=True).values

    def by_order(z: Tensor, p: float) -> Tensor:
        return as_ranked(z, p).gather(1, z.argsort(1, descending=True))

    def kept_only(z: Tensor, p: float) -> Tensor:
        return z.softmax(1) * (before(z) < p)

    assert_told_apart(
        "top_p",
        {
            "with which the sum reaches p": lambda z, p: shares(z, before(z) + z.softmax(1) <= p),
            "from the largest down": as_ranked,
            "a second time instead of back": by_order,
            "do not sum to 1": kept_only,
            "in the order of their numbers": lambda z, p: shares(
                z, z.softmax(1).cumsum(1) - z.softmax(1) < p
            ),
            "softmax of probabilities": lambda z, p: kept_only(z, p).softmax(1),
            "except where it is the first": lambda z, p: shares(
                z, (before(z) + z.softmax(1) < p) | (rank(z) == 0)
            ),
            "adds up from the least probable": lambda z, p: shares(z, 1 - before(z) > p),
            "this is min-p": lambda z, p: shares(
                z, z.softmax(1) >= p * z.softmax(1).amax(1, keepdim=True)
            ),
            "probability of 1 - p": lambda z, p: shares(z, z.softmax(1) >= 1 - p),
            "keeps every class": lambda z, p: z.softmax(1),
            "should be": lambda z, p: shares(z, rank(z) < 2),
            "returns shape": lambda z, p: shares(z, before(z) < p)[0],
        },
    )
