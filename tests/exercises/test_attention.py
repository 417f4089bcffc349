"""Each typical mistake in attention and its masks is told apart."""

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.exercises.notebooks import assert_told_apart, said


def scores(q: Tensor, k: Tensor) -> Tensor:
    return torch.einsum("bnd,bmd->bnm", q, k) / 2


def weigh(q: Tensor, k: Tensor, mask: Tensor, number: float = -torch.inf) -> Tensor:
    return torch.where(mask, scores(q, k), number).softmax(-1)


def scaled(q: Tensor, k: Tensor, v: Tensor, mask: Tensor, times: float) -> Tensor:
    out: Tensor = F.scaled_dot_product_attention(q * times, k, v, mask)
    return out


def test_attend() -> None:
    assert_told_apart(
        "attend",
        {
            "every key counts": lambda q, k, v, mask: scores(q, k).softmax(-1) @ v,
            "the mask is turned round": lambda q, k, v, mask: F.scaled_dot_product_attention(
                q, k, v, ~mask
            ),
            "Fill where it is not": lambda q, k, v, mask: weigh(q, k, ~mask) @ v,
            "are not divided": lambda q, k, v, mask: scaled(q, k, v, mask, 2.0),
            "divided by d": lambda q, k, v, mask: scaled(q, k, v, mask, 0.5),
            "the number of keys": lambda q, k, v, mask: scaled(q, k, v, mask, 2 / 5**0.5),
            "multiplied by the mask": lambda q, k, v, mask: (
                torch.where(mask, scores(q, k), 0).softmax(-1) @ v
            ),
            "added as a number": lambda q, k, v, mask: F.scaled_dot_product_attention(
                q, k, v, mask.to(q.dtype)
            ),
            "no longer sum to 1": lambda q, k, v, mask: (
                torch.where(mask, scores(q, k).softmax(-1), 0) @ v
            ),
            "over the queries": lambda q, k, v, mask: (
                torch.where(mask, scores(q, k), -torch.inf).softmax(1) @ v
            ),
            "gets nan": lambda q, k, v, mask: weigh(q, k, mask) @ v,
            "the mean of all values": lambda q, k, v, mask: weigh(q, k, mask, -1e9) @ v,
            "its gradient in v is not": lambda q, k, v, mask: (
                F.scaled_dot_product_attention(q, k, v.nan_to_num(), mask)
                if mask.any(-1).all()
                else torch.where(mask.any(-1, keepdim=True), weigh(q, k, mask) @ v, 0)
            ),
            "no gradient flows back from it": lambda q, k, v, mask: F.scaled_dot_product_attention(
                q, k, v, mask
            ).detach(),
            "it should be (2, 3, 2)": lambda q, k, v, mask: q,
        },
    )


def test_nan_hidden_from_the_answer_is_found_in_a_gradient() -> None:
    hidden = said("attend", lambda q, k, v, mask: (weigh(q, k, mask) @ v).nan_to_num())
    assert "before a `nan_to_num`" in hidden


def test_weights_may_be_mended_before_the_mean() -> None:
    def mended(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
        return torch.where(mask.any(-1, keepdim=True), weigh(q, k, mask, -1e9), 0) @ v

    assert said("attend", mended).startswith("right")


def places(queries: int, keys: int, by: int = 0) -> Tensor:
    return torch.arange(keys) <= torch.arange(keys - queries, keys)[:, None] + by


def test_causal_mask() -> None:
    assert_told_apart(
        "causal_mask",
        {
            "sees the first key only": lambda queries, keys: places(keys, keys)[:queries],
            "to the wrong side": lambda queries, keys: places(queries, keys, 2 * (queries - keys)),
            "one too wide": lambda queries, keys: places(queries, keys, 1),
            "one too narrow": lambda queries, keys: places(queries, keys, -1),
            "turned round": lambda queries, keys: ~places(queries, keys),
            "`triu` keeps": lambda queries, keys: (
                ~places(queries, keys) | torch.eye(keys)[-queries:].bool()
            ),
            "every query sees every key": lambda queries, keys: places(queries, keys, keys),
            "truth values": lambda queries, keys: places(queries, keys).float(),
            "would be added to the scores. Return": lambda queries, keys: torch.zeros(
                queries, keys
            ).masked_fill(~places(queries, keys), -torch.inf),
            "of type list; a tensor": lambda queries, keys: places(queries, keys).float().tolist(),
            "it should be (4, 4)": lambda queries, keys: places(queries, keys)[1:],
        },
    )


def test_the_mask_may_be_compared_instead_of_cut() -> None:
    assert said("causal_mask", places).startswith("right")
