"""Every operation of the stand-in, and its gradients, against PyTorch."""

import itertools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playground.both import LIBRARIES, assert_alike, outcome, standin

few = settings(max_examples=9, deadline=None, derandomize=True, database=None)

SHAPES = [(), (0,), (1,), (3,), (2, 3), (3, 1), (1, 3), (0, 3), (2, 3, 3), (2, 1, 3)]
TYPES = ["float32", "float64", "int64"]
TOLERANCE = {"float32": 3e-6, "float64": 1e-12, "int64": 3e-6}

# Of one tensor; those after the blank line want numbers between 0 and 1, or positive ones.
UNARY: dict[str, Callable[..., Any]] = {
    name: operator.methodcaller(name)
    for name in [
        "neg",
        "exp",
        "exp2",
        "abs",
        "sign",
        "sin",
        "cos",
        "tanh",
        "sigmoid",
        "relu",
        "floor",
        "ceil",
        "erf",
        "square",
        "isfinite",
        "isnan",
        "isinf",
        "sum",
        "mean",
        "var",
        "std",
        "prod",
        "norm",
        "any",
        "all",
        "max",
        "min",
        "amax",
        "amin",
        "argmax",
        "argmin",
        "sort",
        "argsort",
        "unique",
        "nonzero",
        "flatten",
        "squeeze",
        "diff",
        "nan_to_num",
        "clone",
        "detach",
        "double",
        "float",
        "half",
        "bfloat16",
        "long",
        "int",
        "bool",
        "nanmean",
        "t",
        "unbind",
    ]
} | {
    "round": lambda x: x.round(),
    "round to decimals": lambda x: x.round(decimals=1),
    "clamp": lambda x: x.clamp(-1, 2),
    "clamp below": lambda x: x.clamp(min=0),
    "clamp above": lambda x: x.clip(max=0.5),
    "sum of rows": lambda x: x.sum(-1),
    "sum keeping the axis": lambda x: x.sum(0, keepdim=True),
    "sum of two axes": lambda x: x.sum((0, -1)),
    "mean of columns": lambda x: x.mean(0),
    "mean keeping the axis": lambda x: x.mean(-1, keepdim=True),
    "var of rows": lambda x: x.var(-1),
    "var without correction": lambda x: x.var(correction=0),
    "std of rows": lambda x: x.std(-1),
    "prod of rows": lambda x: x.prod(-1),
    "norm of rows": lambda x: x.norm(dim=-1),
    "max of rows": lambda x: tuple(x.max(-1)),
    "min of rows": lambda x: tuple(x.min(-1, keepdim=True)),
    "amax of rows": lambda x: x.amax(-1, keepdim=True),
    "amin of all": lambda x: x.amin((0, 1)),
    "argmax of rows": lambda x: x.argmax(-1),
    "argmin keeping the axis": lambda x: x.argmin(0, keepdim=True),
    "any of rows": lambda x: (x > 0).any(-1),
    "all of rows": lambda x: (x > 0).all(0),
    "sorted down": lambda x: tuple(x.sort(-1, descending=True)),
    "sorted columns": lambda x: tuple(x.sort(0)),
    "topk": lambda x: tuple(x.topk(2)),
    "flip": lambda x: x.flip(0),
    "cumsum": lambda x: x.cumsum(-1),
    "logsumexp": lambda x: x.logsumexp(-1),
    "logsumexp of two axes": lambda x: x.logsumexp((0, 1), keepdim=True),
    "softmax": lambda x: x.softmax(-1),
    "softmax of columns": lambda x: x.softmax(0),
    "log_softmax": lambda x: x.log_softmax(-1),
    "reshape": lambda x: x.reshape(3, -1),
    "view": lambda x: x.view(-1),
    "unsqueeze": lambda x: x.unsqueeze(-1),
    "squeeze an axis": lambda x: x.squeeze(1),
    "transpose": lambda x: x.transpose(0, -1),
    "permute": lambda x: x.permute(2, 0, 1),
    "T": lambda x: x.T,
    "mT": lambda x: x.mT,
    "expand": lambda x: x.expand(4, 3),
    "split": lambda x: x.split(2),
    "split by lengths": lambda x: x.split([1, 2], -1),
    "chunk": lambda x: x.chunk(2, -1),
    "diag": lambda x: x.diag(),
    "unfold": lambda x: x.unfold(-1, 2, 1),
    "tril": lambda x: x.tril(),
    "tril of a diagonal above": lambda x: x.tril(1),
    "triu": lambda x: x.triu(),
    "triu of a diagonal below": lambda x: x.triu(diagonal=-1),
    "first": lambda x: x[0],
    "last column": lambda x: x[..., -1],
    "a new axis": lambda x: x[:, None],
    "every other": lambda x: x[::2],
    "one element": lambda x: x[0, 1],
    "a mask": lambda x: x[x > 0],
    "masked_fill": lambda x: x.masked_fill(x > 1, -2),
    "power 2": lambda x: x**2,
    "power 3": lambda x: x**3,
    "power 0": lambda x: x**0,
    "power of 2": lambda x: 2**x,
    "1 minus": lambda x: 1 - x,
    "half of": lambda x: x / 2,
    "times a half": lambda x: 0.5 * x,
    "modulo": lambda x: x % 2,
    "whole halves": lambda x: (x // 2).detach(),
    "reuse": lambda x: x * x + x,
}
POSITIVE: dict[str, Callable[..., Any]] = {
    name: operator.methodcaller(name)
    for name in ["log", "log2", "log1p", "sqrt", "reciprocal", "prod"]
} | {
    "1 over": lambda x: 1 / x,
    "power -1": lambda x: x**-1.0,
    "power a half": lambda x: x**0.5,
    "power -2": lambda x: x**-2.0,
    "power 1.7": lambda x: x**1.7,
    "x log x": lambda x: x * x.log(),
}
BINARY: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name)
    for name in [
        "add",
        "sub",
        "mul",
        "truediv",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "matmul",
        "mod",
    ]
} | {
    "pow": lambda x, y: (x * x + 0.5) ** y,
    "maximum": lambda x, y: x.maximum(y),
    "minimum": lambda x, y: x.minimum(y),
    "xlogy": lambda x, y: x.xlogy(y * y + 0.5),
    "xlogy of itself": lambda x, y: (x * x).xlogy(y * y),
    "masked by the other": lambda x, y: x.masked_fill(y > 0, 1),
    "outer": lambda x, y: x.outer(y),
    "both": lambda x, y: (x > 0) & (y > 0),
    "one of two": lambda x, y: (x > 0) | (y > 0),
    "not both": lambda x, y: (x > 0) ^ (y > 0),
    "added in place": lambda x, y: (x * 1).add_(y),
    "multiplied in place": lambda x, y: (x + 0).mul_(2).sub_(y),
}
OTHERS: dict[str, Callable[..., Any]] = {
    "cat": lambda t, x, y: t.cat([x, y]),
    "cat of columns": lambda t, x, y: t.cat([x, y], -1),
    "stack": lambda t, x, y: t.stack([x, y]),
    "stack at the end": lambda t, x, y: t.stack([x, y], -1),
    "hstack": lambda t, x, y: t.hstack([x, y]),
    "where": lambda t, x, y: t.where(x > 0, x, y),
    "where with a number": lambda t, x, y: t.where(x > 0, x, 0.5),
    "trapezoid": lambda t, x, y: t.trapezoid(y, x),
    "kron": lambda t, x, y: t.kron(x.detach(), y.detach()),
    "isclose": lambda t, x, y: t.isclose(x, y, rtol=0.5),
    "allclose": lambda t, x, y: t.allclose(x, y, atol=1.0),
    "equal": lambda t, x, y: t.equal(x, x + 0 * y),
    "full": lambda t, x, y: t.full(x.shape, 2.5),
    "zeros_like": lambda t, x, y: t.zeros_like(x),
    "ones_like": lambda t, x, y: t.ones_like(x, dtype=t.float64),
    "entr": lambda t, x, y: t.special.entr(x.abs() + 0.5),
}


def arrays(shape: tuple[int, ...], is_positive: bool = False) -> st.SearchStrategy[Any]:
    """Arrays of quarters, in which ties and zeros are common."""
    lowest = 1 if is_positive else -12
    element = st.integers(lowest, 12).map(lambda quarters: quarters / 4)
    size = int(np.prod(shape))
    return st.lists(element, min_size=size, max_size=size).map(
        lambda numbers: np.array(numbers, "f8").reshape(shape)
    )


def tensors(library: Any, given: list[tuple[Any, str]]) -> list[Any]:
    """Return the arrays as tensors of their types; floating-point ones need a gradient."""
    made = []
    for array, dtype in given:
        tensor = library.tensor(array).to(getattr(library, dtype))
        made.append(tensor.requires_grad_(tensor.is_floating_point()))
    return made


def weights(library: Any, result: Any) -> Any:
    """Return a gradient that differs from element to element."""
    numbers = np.cos(np.arange(result.numel(), dtype="f8")).reshape(tuple(result.shape))
    return library.tensor(numbers).to(result.dtype)


def gradients(library: Any, result: Any, inputs: list[Any]) -> list[Any]:
    """Return the first derivatives of a result in its inputs, and the second ones."""
    wanted = [each for each in inputs if each.requires_grad]
    options = {"create_graph": True, "allow_unused": True}
    first = library.autograd.grad(result, wanted, weights(library, result), **options)
    total = sum((g * g).sum() for g in first if g is not None and g.requires_grad)
    second: Any = [None] * len(wanted)
    if not isinstance(total, int) and bool(total.isfinite()) and bool((total > 0).all()):
        second = library.autograd.grad(total, wanted, allow_unused=True)
    return [
        library.zeros_like(x) if g is None else library.zeros_like(x) + g.detach()
        for x, g in zip(wanted * 2, [*first, *second], strict=True)
    ]


def was_refused(found: tuple[str, Any]) -> bool:
    """Whether the stand-in has said that it cannot do this, which is never wrong."""
    return found[0] == "NotImplementedError" and found[1].endswith("with PyTorch itself")


def assert_same_outcome(act: Callable[..., Any], given: list[tuple[Any, str]]) -> None:
    """Hold value, type, need of a gradient, gradients and kind of error to PyTorch's."""
    inputs = [tensors(library, given) for library in LIBRARIES]
    # mypy infers no type of a lambda with a default, here and below.
    results = [
        outcome(lambda library, own=own: act(library, *own), library)  # type: ignore[misc]
        for library, own in zip(LIBRARIES, inputs, strict=True)
    ]
    if was_refused(results[1]):
        return
    assert (results[0][0] == "gives") == (results[1][0] == "gives"), results
    if results[0][0] != "gives":
        return
    tolerance = max(TOLERANCE[dtype] for _, dtype in given)
    values = [result[1] for result in results]
    assert_alike(values[0], values[1], tolerance, tolerance)
    parts = [value if isinstance(value, tuple | list) else [value] for value in values]
    for one, other in zip(*parts, strict=True):
        if isinstance(one, torch.Tensor) and one.requires_grad:
            both = (one, inputs[0]), (other, inputs[1])
            found = [
                outcome(lambda library, of=of: gradients(library, *of), library)  # type: ignore[misc]
                for library, of in zip(LIBRARIES, both, strict=True)
            ]
            if was_refused(found[1]):
                continue
            assert found[0][0] == found[1][0] == "gives", found
            assert_alike(found[0][1], found[1][1], 4 * tolerance, 4 * tolerance)


@pytest.mark.parametrize("name", UNARY)
@given(data=st.data())
@few
def test_an_operation_on_one_tensor_is_as_in_pytorch(name: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(SHAPES))
    given = [(data.draw(arrays(shape)), data.draw(st.sampled_from(TYPES)))]
    assert_same_outcome(lambda _, x: UNARY[name](x), given)


@pytest.mark.parametrize("name", POSITIVE)
@given(data=st.data())
@few
def test_an_operation_on_positive_numbers_is_as_in_pytorch(name: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(SHAPES))
    given = [(data.draw(arrays(shape, is_positive=True)), data.draw(st.sampled_from(TYPES)))]
    assert_same_outcome(lambda _, x: POSITIVE[name](x), given)


@pytest.mark.parametrize("name", [*BINARY, *OTHERS])
@given(data=st.data())
@few
def test_an_operation_on_two_tensors_is_as_in_pytorch(name: str, data: st.DataObject) -> None:
    given = [
        (data.draw(arrays(data.draw(st.sampled_from(SHAPES)))), data.draw(st.sampled_from(TYPES)))
        for _ in range(2)
    ]

    def act(library: Any, x: Any, y: Any) -> Any:
        return OTHERS[name](library, x, y) if name in OTHERS else BINARY[name](x, y)

    assert_same_outcome(act, given)


def test_every_pair_of_types_meets_in_the_type_of_pytorch() -> None:
    kinds = ["bool", "uint8", "int32", "int64"]
    kinds += ["bfloat16", "float16", "float32", "float64"]
    operands: list[Any] = [True, 2, 0.5, *itertools.product(kinds, [(), (2,)])]
    differing = []
    for one, other in itertools.product(operands, operands):
        found = []
        for library in LIBRARIES:
            pair = [
                library.ones(each[1], dtype=getattr(library, each[0]))
                if isinstance(each, tuple)
                else each
                for each in (one, other)
            ]
            found.append(
                [str(library.result_type(*pair)), str(getattr(pair[0] + pair[1], "dtype", ""))]
            )
        if found[0] != found[1]:
            differing.append((one, other, *found))
    assert not differing


@pytest.mark.parametrize(
    ("name", "x"),
    [
        (name, [[0.5, 1.5, -1.0], [2.0, 0.25, 1.0], [1.0, 3.0, -2.0]])
        for name in [*UNARY]
        if name != "diag"
    ],
)
def test_a_node_has_the_name_that_pytorch_gives_it(name: str, x: list[list[float]]) -> None:
    names = []
    for library in LIBRARIES:
        kind, result = outcome(
            lambda library: UNARY[name](library.tensor(x, requires_grad=True)), library
        )
        parts = result if isinstance(result, tuple | list) else [result]
        nodes = [getattr(part, "grad_fn", None) for part in parts]
        names.append([kind == "gives", *(repr(node).partition(" ")[0] for node in nodes)])
    assert names[0] == names[1]


def test_a_second_walk_through_a_freed_graph_is_an_error() -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        y = (x * x).sum()
        y.backward()
        with pytest.raises(RuntimeError, match="backward through the graph a second time"):
            y.backward()


def test_a_graph_that_saved_nothing_can_be_walked_again() -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        y = (x + 1).sum()
        y.backward()
        y.backward()
        assert x.grad.tolist() == [2, 2]


def test_what_has_no_gradient_refuses_it_by_name() -> None:
    x = standin.ones(2, 2, requires_grad=True)
    with pytest.raises(NotImplementedError, match="the gradient of kron is not in this page's"):
        standin.kron(x, x).sum().backward()


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda t: t.fft, "torch.fft"),
        (lambda t: t.ones(2).cholesky(), "Tensor.cholesky"),
        (lambda t: t.ones(2).expm1(), "Tensor.expm1"),
        (lambda t: t.tensor(np.ones(2, "i1")), "an array of numpy.int8"),
        (lambda t: t.einsum("i,i", t.ones(2), t.ones(2)), "torch.einsum"),
        (lambda t: t.log10(t.ones(2)), "torch.log10"),
        (lambda t: t.ones(2).rsqrt(), "Tensor.rsqrt"),
        (lambda t: t.logical_not(t.ones(2)), "torch.logical_not"),
        (lambda t: t.diag_embed(t.ones(2)), "torch.diag_embed"),
        (lambda t: t.ones(2).exp_(), "Tensor.exp_"),
        (lambda t: t.ones(2).to(t.int8), "torch.int8"),
        (lambda t: t.ones(2, dtype=t.short), "torch.short"),
        (lambda t: t.finfo(t.float32).bits, "finfo.bits"),
        (lambda t: t.linalg.inv(t.eye(2)), "torch.linalg.inv"),
        (lambda t: t.linalg.matrix_norm(t.eye(2)), "linalg.matrix_norm() with ord='fro'"),
        (lambda t: t.special.expm1(t.ones(2)), "torch.special.expm1"),
        (lambda t: t.random.fork_rng(), "torch.random.fork_rng"),
        (lambda t: t.autograd.Function, "torch.autograd.Function"),
        (lambda t: t.autograd.functional.vjp, "torch.autograd.functional.vjp"),
        (lambda t: t.distributions.Poisson(1.0), "torch.distributions.Poisson"),
        (lambda t: t.optim.SGD([t.ones(2)]).state_dict(), "SGD.state_dict"),
        (lambda t: t.Generator().get_state(), "Generator.get_state"),
        (lambda t: t.distributions.Normal(0, 1).icdf(0.5), "Normal.icdf"),
        (lambda t: t.nn.Linear(2, 1).cuda(), "Linear.cuda"),
        (lambda t: t.utils.checkpoint, "torch.utils.checkpoint"),
        (lambda t: t.utils.data.Dataset, "torch.utils.data.Dataset"),
        (lambda t: t.ones(2).norm("fro"), "norm() with p=fro"),
        (lambda t: t.ones(2).std(unbiased=False), "the argument 'unbiased' of std()"),
        (
            lambda t: t.ones((), requires_grad=True).backward(create_graph=True),
            "the argument 'create_graph' of backward()",
        ),
        (
            lambda t: t.optim.SGD([t.ones(2)]).zero_grad(set_to_none=False),
            "the argument 'set_to_none' of Optimizer.zero_grad()",
        ),
        (
            lambda t: t.nn.functional.scaled_dot_product_attention(
                t.ones(2, 2), t.ones(2, 2), t.ones(2, 2), dropout_p=0.5
            ),
            "the argument 'dropout_p' of scaled_dot_product_attention()",
        ),
        (lambda t: t.nn.Conv2d, "torch.nn.Conv2d"),
        (lambda t: t.nn.functional.gelu, "torch.nn.functional.gelu"),
        (lambda t: t.optim.RMSprop, "torch.optim.RMSprop"),
        (lambda t: t.ones(2, device="cuda"), "the device 'cuda'"),
        (lambda t: t.ones(2).to("cuda"), "the device 'cuda'"),
        (lambda t: t.ones(2, dtype=t.complex64), "torch.complex64"),
        (lambda t: t.ones(2).sum(out=t.ones(())), "the argument 'out' of sum()"),
        (
            lambda t: t.nn.functional.mse_loss(t.ones(2), t.ones(2), weight=1),
            "'weight' of mse_loss()",
        ),
        (lambda t: t.optim.SGD([t.ones(2)], nesterov=True), "'nesterov' of SGD()"),
        (
            lambda t: t.optim.SGD([t.ones(2)]).step(print),
            f"the argument {print!r} of Optimizer.step()",
        ),
        (lambda t: t.nn.Linear(2, 1, device="cpu"), "the argument 'device' of Linear()"),
        (lambda t: t.nn.functional.softmax(t.ones(2), 0, strict=1), "'strict' of softmax()"),
        (lambda t: t.linalg.eigvalsh(t.eye(2), UPLO="U"), "'UPLO' of eigvalsh()"),
        (
            lambda t: t.utils.data.DataLoader(t.utils.data.TensorDataset(t.ones(2)), num_workers=1),
            "the argument 'num_workers' of DataLoader()",
        ),
        (lambda t: t.load("a", map_location="cpu"), "the argument 'map_location' of load()"),
        (lambda t: t.ones(2).sum(0, True, None), "the argument None of sum()"),
        (lambda t: t.set_grad_enabled(False), "torch.set_grad_enabled"),
        (lambda t: t.ones(2, 2).mm(t.ones(2, 2)), "Tensor.mm"),
        (lambda t: t.ones(2).add(1, alpha=2), "the argument 'alpha' of add()"),
        (lambda t: t.ones(2).cumprod(0), "Tensor.cumprod"),
        (lambda t: t.ones(2, names=("a",)), "the argument 'names' of ones()"),
        (lambda t: t.multinomial(t.ones(2), 1), "multinomial() of a single sample"),
        (lambda t: t.rand(2, dtype=t.float16), "random numbers of type torch.float16"),
        (lambda t: t.randint(2**40, (2,)), "randint()"),
        (lambda t: t.ones(2).norm(3), "norm() with p=3"),
        (lambda t: t.Tensor([1.0]), "torch.Tensor(...)"),
        (lambda t: __import__("standin.fft"), "torch.fft"),
    ],
)
def test_what_is_not_there_is_refused_by_name(act: Callable[[Any], Any], named: str) -> None:
    with pytest.raises((AttributeError, NotImplementedError, ImportError)) as caught:
        act(standin)
    assert named in str(caught.value)
    assert "is not in this page's small re-implementation of PyTorch" in str(caught.value)
    assert "download the notebook and run it with PyTorch itself" in str(caught.value)
