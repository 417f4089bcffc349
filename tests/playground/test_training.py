"""Training with the stand-in goes as it goes with PyTorch."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playground.both import LIBRARIES, assert_alike, numbers, outcome, standin

few = settings(max_examples=10, deadline=None, derandomize=True, database=None)

OPTIMIZERS: dict[str, Callable[[Any, Any], Any]] = {
    "SGD": lambda t, p: t.optim.SGD(p, lr=0.1),
    "SGD with decay": lambda t, p: t.optim.SGD(p, lr=0.1, weight_decay=0.01),
    "momentum": lambda t, p: t.optim.SGD(p, lr=0.05, momentum=0.9),
    "Adam": lambda t, p: t.optim.Adam(p, lr=0.05),
    "Adam with decay": lambda t, p: t.optim.Adam(p, lr=0.05, weight_decay=0.1),
    "Adam with other betas": lambda t, p: t.optim.Adam(p, betas=(0.5, 0.9), eps=1e-3),
}


def data(library: Any) -> tuple[Any, Any]:
    """Return ten examples of three classes."""
    generator = library.Generator().manual_seed(1)
    x = library.rand(10, 4, generator=generator)
    return x, library.randint(3, (10,), generator=generator)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_optimizer_takes_the_steps_that_pytorch_takes(name: str, dtype: str) -> None:
    paths = []
    for library in LIBRARIES:
        library.manual_seed(0)
        model = library.nn.Sequential(
            library.nn.Linear(4, 5), library.nn.Tanh(), library.nn.Linear(5, 3)
        ).to(getattr(library, dtype))
        optimizer = OPTIMIZERS[name](library, model.parameters())
        x, target = data(library)
        costs = []
        for _ in range(20):
            loss = library.nn.functional.cross_entropy(model(x.to(getattr(library, dtype))), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            costs.append(loss.item())
        paths.append((costs, [numbers(p) for p in model.parameters()]))
    tolerance = 5e-5 if dtype == "float32" else 1e-11
    np.testing.assert_allclose(paths[1][0], paths[0][0], rtol=tolerance)
    for one, other in zip(paths[0][1], paths[1][1], strict=True):
        np.testing.assert_allclose(other, one, rtol=tolerance, atol=tolerance)


LOSSES: dict[str, Callable[[Any, Any, Any, Any], Any]] = {
    "cross_entropy": lambda f, z, y, w: f.cross_entropy(z, y),
    "its sum": lambda f, z, y, w: f.cross_entropy(z, y, reduction="sum"),
    "each of it": lambda f, z, y, w: f.cross_entropy(z, y, reduction="none"),
    "weighted": lambda f, z, y, w: f.cross_entropy(z, y, weight=w),
    "weighted sum": lambda f, z, y, w: f.cross_entropy(z, y, w, reduction="sum"),
    "ignoring": lambda f, z, y, w: f.cross_entropy(z, y, ignore_index=1),
    "ignoring, weighted": lambda f, z, y, w: f.cross_entropy(z, y, w, ignore_index=0),
    "smoothed": lambda f, z, y, w: f.cross_entropy(z, y, label_smoothing=0.1),
    "smoothed, weighted": lambda f, z, y, w: f.cross_entropy(z, y, w, label_smoothing=0.2),
    "smoothed, ignoring": lambda f, z, y, w: f.cross_entropy(
        z, y, w, ignore_index=1, label_smoothing=0.2, reduction="sum"
    ),
    "smoothed sum": lambda f, z, y, w: f.cross_entropy(z, y, reduction="sum", label_smoothing=0.2),
    "one row": lambda f, z, y, w: f.cross_entropy(z[0], y[0]),
    "soft targets": lambda f, z, y, w: f.cross_entropy(z, (z * 0.5 + 1).softmax(1)),
    "soft, smoothed, weighted": lambda f, z, y, w: f.cross_entropy(
        z, z.detach().softmax(1), w, label_smoothing=0.1
    ),
    "of sequences": lambda f, z, y, w: f.cross_entropy(z[None].mT, y[None]),
    "nll_loss": lambda f, z, y, w: f.nll_loss(z.log_softmax(1), y, w),
    "nll_loss of each": lambda f, z, y, w: f.nll_loss(z * 1, y, w, reduction="none"),
    "binary": lambda f, z, y, w: f.binary_cross_entropy(z.sigmoid(), (z.detach() > 0).to(z.dtype)),
    "binary, weighted": lambda f, z, y, w: f.binary_cross_entropy(
        z.sigmoid(), z.detach().sigmoid(), weight=w, reduction="sum"
    ),
    "of logits": lambda f, z, y, w: f.binary_cross_entropy_with_logits(z, z.detach().sigmoid()),
    "of logits, weighted": lambda f, z, y, w: f.binary_cross_entropy_with_logits(
        z, (z.detach() > 0).to(z.dtype), weight=w, pos_weight=w, reduction="none"
    ),
    "mse_loss": lambda f, z, y, w: f.mse_loss(z, z.detach() + w),
    "kl_div": lambda f, z, y, w: f.kl_div(
        z.log_softmax(1), z.detach().softmax(1), reduction="batchmean"
    ),
    "kl_div of logs": lambda f, z, y, w: f.kl_div(
        z.log_softmax(1), z.detach().log_softmax(1), reduction="sum", log_target=True
    ),
    "softplus": lambda f, z, y, w: f.softplus(z * 10),
    "logsigmoid": lambda f, z, y, w: f.logsigmoid(z),
    "one_hot": lambda f, z, y, w: f.one_hot(y, 4),
    "linear": lambda f, z, y, w: f.linear(z, z, z[0, :1]),
    "softmax": lambda f, z, y, w: f.softmax(z, dim=0),
    "log_softmax": lambda f, z, y, w: f.log_softmax(z, dim=-1),
}


ATTENTION: dict[str, Callable[..., Any]] = {
    "of all": lambda f, q, k, v, mask: f.scaled_dot_product_attention(q, k, v),
    "of two heads": lambda f, q, k, v, mask: f.scaled_dot_product_attention(
        q.reshape(1, 5, 2, 2).transpose(1, 2), k.reshape(1, 7, 2, 2).transpose(1, 2), v, scale=0.7
    ),
    "causal": lambda f, q, k, v, mask: f.scaled_dot_product_attention(q, k, v, is_causal=True),
    "masked, with a row of no keys": lambda f, q, k, v, mask: f.scaled_dot_product_attention(
        q, k, v, mask
    ),
    "with a bias": lambda f, q, k, v, mask: f.scaled_dot_product_attention(
        q, k, v, mask.to(q.dtype)
    ),
    "with a mask and causal": lambda f, q, k, v, mask: f.scaled_dot_product_attention(
        q, k, v, mask, is_causal=True
    ),
    "with a mask of integers": lambda f, q, k, v, mask: f.scaled_dot_product_attention(
        q, k, v, mask.long()
    ),
}


@pytest.mark.parametrize("name", ATTENTION)
def test_attention_and_its_gradients_are_those_of_pytorch(name: str) -> None:
    random = np.random.default_rng(0)
    arrays = [random.normal(size=size) for size in [(5, 4), (7, 4), (7, 3)]]
    allowed = random.random((5, 7)) < 0.5
    allowed[2] = False

    def attend(library: Any) -> Any:
        inputs = [library.tensor(array, requires_grad=True) for array in arrays]
        out = ATTENTION[name](library.nn.functional, *inputs, library.tensor(allowed))
        slope = library.arange(out.numel()).double().cos().reshape(out.shape)
        return out, library.autograd.grad(out, inputs, slope)

    expected, found = (outcome(attend, library) for library in LIBRARIES)
    if expected[0] != "gives":
        assert found == expected
    else:
        assert_alike(expected, found, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("name", LOSSES)
@given(seed=st.integers(0, 2**32), dtype=st.sampled_from(["float32", "float64"]))
@few
def test_a_loss_and_its_gradient_are_those_of_pytorch(name: str, seed: int, dtype: str) -> None:
    random = np.random.default_rng(seed)
    logits, weight = random.normal(size=(5, 3)) * random.choice([1, 8]), random.random(3) + 0.1
    labels, found = random.integers(0, 3, 5), []
    for library in LIBRARIES:
        of = getattr(library, dtype)
        z = library.tensor(logits, dtype=of, requires_grad=True)
        y, w = library.tensor(labels), library.tensor(weight, dtype=of)
        loss = LOSSES[name](library.nn.functional, z, y, w)
        gradient = None
        if loss.requires_grad:
            slope = library.arange(loss.numel()).double().cos().reshape(loss.shape).to(of)
            (gradient,) = library.autograd.grad(loss, z, slope, create_graph=True)
            second = None
            if gradient.requires_grad:
                (second,) = library.autograd.grad((gradient**2).sum(), z, allow_unused=True)
            gradient = library.cat([gradient, z * 0 if second is None else second]).detach()
        found.append((loss, gradient))
    tolerance = 1e-5 if dtype == "float32" else 1e-12
    assert_alike(found[0], found[1], tolerance, tolerance)


def test_a_loss_that_is_printed_has_the_name_that_pytorch_gives_it() -> None:
    names = []
    for library in LIBRARIES:
        F = library.nn.functional  # noqa: N806
        z, y = library.ones(3, 3, requires_grad=True), library.tensor([0, 1, 2])
        p, soft = z.sigmoid(), library.eye(3)
        made = [F.cross_entropy(z, y), F.cross_entropy(z, soft), F.nll_loss(z, y), F.mse_loss(z, p)]
        made += [F.binary_cross_entropy(p, soft), F.binary_cross_entropy_with_logits(z, soft)]
        made += [F.linear(z, z, z[0]), z @ z[0], z[0] @ z, z[0] @ z[0], z.diag(), F.logsigmoid(z)]
        names.append([repr(each) for each in made])
    assert names[0] == names[1]


@given(seed=st.integers(0, 1000))
@few
def test_distributions_are_those_of_pytorch(seed: int) -> None:
    random = np.random.default_rng(seed)
    mean, scale, logits = random.normal(size=3), random.random(3) + 0.5, random.normal(size=4)
    found = []
    for library in LIBRARIES:
        D = library.distributions  # noqa: N806
        normal = D.Normal(library.tensor(mean), library.tensor(scale))
        other = D.Normal(library.zeros(3).double(), library.ones(3).double())
        one = D.Categorical(logits=library.tensor(logits))
        two = D.Categorical(probs=library.tensor([0.1, 0.2, 0.3, 0.4]).double())
        x = library.tensor([-1.0, 0.0, 2.0]).double()
        values = [normal.log_prob(x), normal.cdf(x), normal.entropy(), normal.variance]
        values += [one.log_prob(library.tensor([0, 3])), two.probs, two.logits]
        values += [D.kl_divergence(normal, other)]
        found.append(values)
    assert_alike(found[0], found[1], 1e-6, 1e-6)


def test_derivatives_of_a_function_are_those_of_pytorch() -> None:
    found = []
    for library in LIBRARIES:
        z = library.tensor([0.3, -1.0, 2.0], dtype=library.float64)
        functional = library.autograd.functional
        jacobian = functional.jacobian(lambda z: z.softmax(0), z)
        hessian = functional.hessian(lambda z: z.logsumexp(0) - z[1], z)
        linear = library.linalg.eigvalsh(hessian)
        found.append([jacobian, hessian, linear, library.linalg.matrix_norm(hessian, 2)])
    assert_alike(found[0], found[1], 1e-10, 1e-10)


def test_a_hook_sees_and_may_change_the_gradient() -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        seen: list[Any] = []
        y = x * 3
        y.retain_grad()
        y.register_hook(lambda gradient, seen=seen: seen.append(gradient.tolist()))
        x.register_hook(lambda gradient: gradient * 10)
        y.sum().backward()
        assert seen == [[1.0, 1.0]]
        assert y.grad.tolist() == [1.0, 1.0]
        assert x.grad.tolist() == [30.0, 30.0]


def test_gradients_add_up_until_they_are_cleared() -> None:
    for library in LIBRARIES:
        linear = library.nn.Linear(2, 1)
        for _ in range(3):
            linear(library.ones(1, 2)).sum().backward()
        assert linear.weight.grad.tolist() == [[3.0, 3.0]]
        library.optim.SGD(linear.parameters(), lr=1).zero_grad()
        assert linear.weight.grad is None


def test_who_holds_a_gradient_sees_it_grow() -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        (x * 3).sum().backward()
        held = x.grad
        (x * 4).sum().backward()
        assert held.tolist() == [7.0, 7.0]


def test_a_model_learns_on_in_another_type() -> None:
    for library in LIBRARIES:
        model = library.nn.Linear(2, 1)
        model(library.ones(1, 2)).sum().backward()
        model.zero_grad()
        model.double()
        model(library.ones(1, 2).double()).sum().backward()
        assert str(model.weight.grad.dtype) == "torch.float64"


@pytest.mark.parametrize("way", ["no_grad", "inference_mode", "decorated"])
def test_nothing_is_recorded_where_that_is_switched_off(way: str) -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        if way == "decorated":
            y = library.no_grad()(lambda x=x: x * 2)()
        else:
            with getattr(library, way)():
                y = x * 2
        assert not y.requires_grad
        assert (x * 2).requires_grad


def test_a_copy_of_a_model_learns_alone() -> None:
    for library in LIBRARIES:
        model = library.nn.Linear(2, 2)
        twin = copy.deepcopy(model)
        with library.no_grad():
            twin.weight.add_(1)
        assert library.allclose(twin.weight, model.weight + 1)
        assert isinstance(twin.weight, library.nn.Parameter)


def test_a_saved_value_that_was_changed_is_an_error() -> None:
    for library in LIBRARIES:
        x = library.ones(2, requires_grad=True)
        y = x.exp()
        y.add_(1)
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            y.sum().backward()


def test_a_change_in_place_that_would_confuse_the_graph_is_refused() -> None:
    y = standin.ones(3, requires_grad=True) * 2
    part = y[:2]
    with pytest.raises(NotImplementedError, match="change in place of a tensor that is part of"):
        part.mul_(3)
    with pytest.raises(NotImplementedError, match="change in place of a tensor that is part of"):
        y.mul_(3)
