"""Checks for the exercises. Keep this file beside the notebook; it needs PyTorch and nothing else.

Each check takes your function, compares it with PyTorch on random inputs, and says what is wrong.
"""

import functools
import math
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

try:
    from torch.multiprocessing.reductions import StorageWeakRef
    from torch.utils._python_dispatch import TorchDispatchMode
except ImportError:  # a page of the site has a small re-implementation of PyTorch
    TorchDispatchMode = None  # type: ignore[assignment,misc]  # mypy wants a class

LANGUAGE = "en"

# A typical mistake as a function, and what to say to whoever made it, in English and in Korean.
Slip = tuple[Callable[..., Any], str, str]


def say(english: str, korean: str) -> str:
    """Return the text in the language of the notebook."""
    return korean if LANGUAGE == "ko" else english


class Wrong(Exception):
    """What is wrong with a solution, in words for the one who wrote it."""

    def __init__(self, english: str, korean: str) -> None:
        super().__init__(say(english, korean))


def task(body: Callable[["Solution"], None]) -> Callable[[Any], None]:
    """Make a check, which prints what it finds, of a function that raises Wrong."""

    @functools.wraps(body)
    def check(yours: Any) -> None:
        name = body.__name__
        try:
            solution = Solution(yours, name)
            body(solution)
        except Wrong as wrong:
            print(f"{name}: {wrong}")
        else:
            right = say("right, in all {} cases.", "맞았습니다. {}가지 경우를 모두 통과했습니다.")
            print(f"{name}: {right.format(solution.cases)} {solution.unchecked}".rstrip())

    return check


class Failed(Wrong):
    """What a solution raises itself."""

    def __init__(self, error: Exception, english: str, korean: str) -> None:
        super().__init__(english, korean)
        self.error = error


class Solution:
    """The function to check, called so that whatever it does ends in a message."""

    def __init__(self, function: Any, name: str) -> None:
        self.function, self.name, self.cases = function, name, 0
        self.unchecked = ""  # what this check could not look at
        if not callable(function):
            kind = type(function).__name__
            raise Wrong(
                f"give the check the function itself, checks.{name}({name}); "
                f"this is of type {kind}.",
                f"함수 자체를 checks.{name}({name})처럼 넘기십시오. 넘어온 것은 {kind} 형입니다.",
            )

    def run(self, **arguments: Any) -> Any:
        """Return what the solution gives for copies of the arguments."""
        given = copied(arguments)
        try:
            result = self.function(*given.values())
        except Wrong:
            raise
        except Exception as error:
            if isinstance(error, NotImplementedError) and not error.args:
                raise Wrong(
                    "not begun. Write it above, run that, and check again.",
                    "아직 작성하지 않았습니다. 위에 작성하고 실행한 다음 다시 검사하십시오.",
                ) from None
            kind, what, line = type(error).__name__, str(error).strip(), self.line_of(error)
            inputs = described(arguments, most=3)
            raise Failed(
                error,
                f"raises {kind}{f' in its line {line}' if line else ''} for {inputs}: {what}",
                f"{inputs}에서 {f'{line}번째 줄이 ' if line else ''}{kind} 오류를 냅니다: {what}",
            ) from None
        for key, value in arguments.items():
            if isinstance(value, Tensor) and not same(given[key], value, exactly=True):
                raise Wrong(
                    f"changes its input {key}. An assignment to elements, an operator such as "
                    f"+= and a method whose name ends in _ work in place; make a new tensor.",
                    f"입력 {key} 값을 바꿉니다. 원소에 대입하기, += 같은 연산자, 이름이 _로 끝나는 "
                    f"메서드는 제자리에서 값을 바꿉니다. 새 텐서를 만드십시오.",
                )
        return without_arrays(result)

    def line_of(self, error: Exception) -> int | None:
        """Return the line of the solution, counted from its `def`, that an error came from."""
        code = getattr(self.function, "__code__", None)
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code is code:
                return line - int(frame.f_code.co_firstlineno) + 1
        return None

    def answer(self, **arguments: Any) -> Any:
        """Return what the solution gives, which must be something and the same every time."""
        first, second = self.run(**arguments), self.run(**arguments)
        if first is None:
            raise nothing()
        if not same(first, second):
            raise unsteady()
        return first

    def expect(
        self,
        reference: Callable[..., Any],
        slips: Iterable[Slip],
        differentiated: str = "",
        **arguments: Any,
    ) -> None:
        """Hold the solution to a reference, and its gradient in one argument if that is named."""
        self.cases += 1
        if differentiated:
            arguments[differentiated] = arguments[differentiated].requires_grad_()
        try:
            answer = self.answer(**arguments)
        except Failed as failed:
            self.explain(failed, slips, arguments)
            raise
        right = reference(*copied(arguments).values())
        self.compare(answer, right, slips, arguments)
        if differentiated:
            self.compare_gradients(reference, differentiated, arguments)

    def explain(self, failed: Failed, slips: Iterable[Slip], arguments: dict[str, Any]) -> None:
        """Raise Wrong with the slip that fails in the very same way, if there is one."""
        for slip, english, korean in slips:
            try:
                slip(*copied(arguments).values())
            except Exception as error:
                if repr(error) == repr(failed.error):
                    raise Wrong(english, korean) from None

    def compare(
        self, answer: Any, right: Any, slips: Iterable[Slip], arguments: dict[str, Any]
    ) -> None:
        """Raise Wrong unless the answer is right, with the slip that explains it if one does."""
        answer = as_tensors(answer, right)
        if same(answer, right):
            return
        for slip, english, korean in slips:
            try:
                explained = same(answer, slip(*copied(arguments).values()))
            except (RuntimeError, IndexError, ValueError):
                continue  # a mistake that such an input does not allow
            if explained:
                raise Wrong(english, korean)
        raise difference(answer, right, arguments)

    def compare_gradients(
        self, reference: Callable[..., Any], name: str, arguments: dict[str, Any]
    ) -> None:
        """Raise Wrong unless the sum of the answer has the gradient of that of the reference."""
        gradients: list[Tensor] = []
        for function in (self.function, reference):
            given = copied(arguments)
            result = function(*given.values())
            if not isinstance(result, Tensor) or not result.requires_grad:
                raise Wrong(
                    "the value is right, but no gradient flows back from it, so nothing could "
                    "be trained with it. `.item()`, `.detach()`, `.tolist()`, `torch.tensor` "
                    "and `no_grad` cut it off.",
                    "값은 맞지만 기울기가 거꾸로 흐르지 못해 학습에 쓸 수 없습니다. `.item()`, "
                    "`.detach()`, `.tolist()`, `torch.tensor`, `no_grad`가 기울기를 끊습니다.",
                )
            try:
                gradients += torch.autograd.grad(result.sum(), [given[name]], allow_unused=True)
            except RuntimeError as error:
                what = str(error).strip().partition("\n")[0]
                raise Wrong(
                    f"the value is right, but its gradient cannot be computed. Was a tensor "
                    f"changed in place that the gradient needs? Make a new one. {what}",
                    f"값은 맞지만 기울기를 계산할 수 없습니다. 기울기에 필요한 텐서를 제자리에서 바꾸지 "
                    f"않았습니까? 새 텐서를 만드십시오. {what}",
                ) from None
            if gradients[-1] is None:
                raise Wrong(
                    f"the value is right, but no gradient flows back to {name}: the answer asks for "
                    f"gradients anew, and no longer knows what it came from.",
                    f"값은 맞지만 기울기가 {name}까지 역전파되지 않습니다. 반환값이 기울기를 새로 켰을 뿐, "
                    f"무엇에서 나왔는지는 잊었습니다.",
                )
        if not same(gradients[0], gradients[1]):
            has_nan = bool((gradients[0].isnan() & ~gradients[1].isnan()).any())
            raise difference(
                gradients[0],
                gradients[1],
                arguments,
                f"the value is right, its gradient in {name} is not. {NAN[0] if has_nan else ''}",
                f"값은 맞지만 {name}에 대한 기울기가 틀립니다. {NAN[1] if has_nan else ''}",
            )


NAN = (
    "On the way back 0 meets inf or nan, often in the branch that a `torch.where` did not take, or "
    "before a `nan_to_num`: both are differentiated too. Make what goes in harmless, for example by "
    "a second `torch.where`. ",
    "역전파하다가 0에 inf나 nan이 곱해집니다. `torch.where`가 고르지 않은 쪽이나 `nan_to_num`의 앞쪽일 때가 "
    "많습니다. 둘 다 미분하기 때문입니다. `torch.where`를 한 번 더 쓰는 식으로, 들어가는 값을 무해하게 만드십시오. ",
)


def nothing() -> Wrong:
    """Return what is wrong with a function that returns None."""
    return Wrong(
        "returns None. Is there a `return` at its end?",
        "None이 반환됩니다. 끝에 `return`이 있습니까?",
    )


def no_tensor(answer: Any) -> Wrong:
    """Return what is wrong with an answer that is no tensor."""
    kind = type(answer).__name__
    return Wrong(
        f"returns something of type {kind}; a tensor is asked for.",
        f"반환값이 {kind} 형입니다. 텐서를 반환해야 합니다.",
    )


def unsteady() -> Wrong:
    """Return what is wrong with a function that is none."""
    return Wrong(
        "gives different answers to the same input. It must not draw random numbers, nor remember "
        "an earlier call.",
        "같은 입력에 다른 답을 냅니다. 난수를 뽑거나 지난 호출을 기억하면 안 됩니다.",
    )


def copied(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments with copies of the tensors among them."""
    return {
        key: value.detach().clone().requires_grad_(value.requires_grad)
        if isinstance(value, Tensor)
        else value
        for key, value in arguments.items()
    }


def as_tensors(answer: Any, right: Any) -> Any:
    """Return the answer as the tensor, or the tuple of tensors, that `right` is.

    Numbers and arrays are taken too. Raises Wrong for another kind, shape or type of number.
    """
    if isinstance(right, tuple):
        if not isinstance(answer, tuple | list) or len(answer) != len(right):
            kind, count = type(answer).__name__, len(right)
            raise Wrong(
                f"returns something of type {kind}; {count} tensors are asked for: `return a, b`.",
                f"반환값이 {kind} 형입니다. `return a, b`처럼 텐서 {count}개를 반환해야 합니다.",
            )
        return tuple(map(as_tensors, answer, right))
    try:
        tensor = torch.as_tensor(answer)
    except (TypeError, ValueError, RuntimeError):
        raise no_tensor(answer) from None
    if tensor.dtype not in (torch.float32, torch.float64):
        raise Wrong(
            f"returns numbers of type {tensor.dtype}; torch.float32 is asked for.",
            f"반환값의 자료형이 {tensor.dtype}입니다. torch.float32가 필요합니다.",
        )
    return tensor


def same(one: Any, other: Any, exactly: bool = False) -> bool:
    """Whether two answers agree, but for rounding unless `exactly`."""
    one, other = without_arrays(one), without_arrays(other)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        if one.shape != other.shape:
            return False
        one, other = one.detach().double(), other.detach().double()
        near = {"rtol": 0.0, "atol": 0.0} if exactly else {"rtol": 1e-4, "atol": 1e-5}
        return torch.allclose(one, other, equal_nan=True, **near)
    if isinstance(one, float) and isinstance(other, float):
        return same(torch.tensor(one), torch.tensor(other), exactly)
    return type(one) is type(other) and (isinstance(one, nn.Module) or bool(one == other))


def without_arrays(answer: Any) -> Any:
    """Return an array as a tensor, anything else as it is."""
    is_array = hasattr(answer, "__array__") and not isinstance(answer, Tensor)
    return torch.as_tensor(answer) if is_array else answer


def difference(
    answer: Any, right: Any, arguments: dict[str, Any], english: str = "", korean: str = ""
) -> Wrong:
    """Return in what an answer that no known mistake explains differs, after what is known of it."""
    inputs = described(arguments)
    if isinstance(right, tuple):
        parts = list(zip(answer, right, strict=True))
        number = next(i for i, part in enumerate(parts) if not same(*part))
        which = f"result {number + 1}: ", f"{number + 1}번째 결과: "
        return difference(*parts[number], arguments, *which)
    if answer.shape != right.shape:
        inputs, shapes = described(arguments, 3), (tuple(answer.shape), tuple(right.shape))
        return Wrong(
            f"{english}returns shape {shapes[0]} for {inputs}; it should be {shapes[1]}.",
            f"{korean}{inputs}에서 반환값의 형태가 {shapes[0]}입니다. {shapes[1]}이어야 합니다.",
        )
    found, wanted = answer.detach().double(), right.detach().double()
    wrong = ~torch.isclose(found, wanted, rtol=1e-4, atol=1e-5, equal_nan=True)
    place = [int(i) for i in wrong.nonzero()[0]]
    has, needs = (f"{float(numbers[tuple(place)]):.4f}" for numbers in (found, wanted))
    if has == needs:
        has, needs = (f"{float(numbers[tuple(place)]):.8f}" for numbers in (found, wanted))
    return Wrong(
        f"{english}for {inputs} the {f'element {place}' if place else 'result'} is {has}; "
        f"it should be {needs}.",
        f"{korean}{inputs}에서 {f'원소 {place} 값' if place else '결과'}: {has}. 바른 값: {needs}.",
    )


def described(arguments: dict[str, Any], most: int = 12) -> str:
    """Say what a solution was called with: tensors of at most `most` numbers in full."""
    return ", ".join(f"{key} = {shown(value, most)}" for key, value in arguments.items())


def shown(value: Any, most: int) -> str:
    """Return a value as it reads best."""
    if isinstance(value, list) and not all(isinstance(one, int) for one in value):
        return say(f"a list of {len(value)}", f"길이 {len(value)}의 리스트")
    if isinstance(value, bool | int | float | list):
        return str(value)
    if not isinstance(value, Tensor):
        return getattr(value, "__name__", type(value).__name__)
    if value.numel() > most:
        return say(f"a tensor of shape {tuple(value.shape)}", f"형태 {tuple(value.shape)}의 텐서")
    value = value.detach()
    rounded = value.double().round(decimals=4) if value.is_floating_point() else value
    return str(rounded.tolist())


def draw(*shape: int) -> Tensor:
    """Return scores as a classifier might give them; the same at each check."""
    return 2 * torch.randn(shape, generator=torch.Generator().manual_seed(math.prod(shape)))


def draw_classes(count: int, *shape: int) -> Tensor:
    """Return classes 0 to count - 1; the same at each check."""
    return torch.randint(count, shape, generator=torch.Generator().manual_seed(count))


@task
def softmax(yours: Solution) -> None:
    """Check `softmax(z)`."""
    slips: list[Slip] = [
        (
            lambda z: z.exp() / z.exp().sum(-1),
            "divides each element by the sum of another row: the sums of the rows have lost their "
            "axis and are lined up with the columns. `keepdim=True` keeps the axis.",
            "다른 행의 합으로 나눕니다. 행의 합에서 축이 사라져 열 방향으로 맞춰졌기 때문입니다. "
            "`keepdim=True`가 축을 남깁니다.",
        ),
        (
            lambda z: z.softmax(0),
            "the columns sum to 1, not the rows. The classes are the last axis: dim=-1.",
            "행이 아니라 열의 합이 1입니다. 클래스는 마지막 축에 있습니다. dim=-1을 쓰십시오.",
        ),
        (
            lambda z: z.exp() / z.exp().sum(),
            "all numbers together sum to 1; each row should. Sum along the last axis only.",
            "전체의 합이 1입니다. 행마다 합이 1이어야 하므로 마지막 축만 따라 더하십시오.",
        ),
        (
            lambda z: z / z.sum(-1, keepdim=True),
            "divides the scores themselves by their sum, so some probabilities are negative. "
            "Take the exponential first.",
            "점수를 그대로 합으로 나누어 음수인 확률이 나옵니다. 먼저 지수함수를 적용하십시오.",
        ),
        (
            lambda z: z.exp(),
            "these are the exponentials. They still have to be divided by their sum.",
            "지수함수만 적용한 값입니다. 그 합으로 나누는 일이 남았습니다.",
        ),
        (
            lambda z: z.log_softmax(-1),
            "these are the logarithms of the probabilities.",
            "확률이 아니라 확률의 로그입니다.",
        ),
        (
            lambda z: z.sigmoid(),
            "this is the sigmoid: each score by itself. The classes must share one unit.",
            "점수 하나하나에 따로 적용하는 시그모이드입니다. 클래스들이 1을 나누어 가져야 합니다.",
        ),
        (
            lambda z: (z * math.log(2)).softmax(-1),
            "this is right for powers of 2. Use powers of e: `z.exp()`.",
            "2의 거듭제곱을 썼다면 맞는 값입니다. e의 거듭제곱 `z.exp()`를 쓰십시오.",
        ),
    ]
    for shape in [(3, 3), (4, 3), (5,), (2, 3, 4)]:
        yours.expect(lambda z: z.softmax(-1), slips, z=draw(*shape))


@task
def reheat(yours: Solution) -> None:
    """Check `reheat(p, temperature)`."""
    slips: list[Slip] = [
        (
            lambda p, temperature: (p / temperature).softmax(-1),
            "takes the probabilities for scores. Their logarithms are scores: softmax gives p back "
            "from log p.",
            "확률을 점수처럼 썼습니다. 점수로 쓸 수 있는 것은 확률의 로그입니다. log p의 소프트맥스가 "
            "p이기 때문입니다.",
        ),
        (
            lambda p, temperature: (p.log() * temperature).softmax(-1),
            "multiplies by the temperature, so that heat makes it surer. Divide.",
            "온도를 곱했기 때문에 온도가 높을수록 더 확신합니다. 나누십시오.",
        ),
        (
            lambda p, temperature: p ** (1 / temperature),
            "the powers are right, but a row no longer sums to 1.",
            "거듭제곱은 맞지만 행의 합이 1이 아닙니다.",
        ),
        (
            lambda p, temperature: p.log() / temperature,
            "these are the scores at this temperature. Softmax is still to come.",
            "이 온도에서의 점수입니다. 소프트맥스를 적용하는 일이 남았습니다.",
        ),
        (
            lambda p, temperature: p / temperature,
            "divides the probabilities by the temperature. What is divided is the scores.",
            "확률을 온도로 나누었습니다. 온도로 나누는 것은 점수입니다.",
        ),
        (
            lambda p, temperature: p,
            "returns p as it came: the temperature has no effect.",
            "p를 그대로 돌려줍니다. 온도가 아무 일도 하지 않습니다.",
        ),
        (
            lambda p, temperature: (p.log() / temperature).softmax(0),
            "the columns sum to 1, not the rows: dim=-1.",
            "행이 아니라 열의 합이 1입니다. dim=-1을 쓰십시오.",
        ),
    ]

    def reference(p: Tensor, temperature: float) -> Tensor:
        return (p.log() / temperature).softmax(-1)

    for shape, temperature in [((4, 3), 2.0), ((4, 3), 0.5), ((5,), 10.0), ((2, 3, 4), 1.0)]:
        yours.expect(reference, slips, p=draw(*shape).softmax(-1), temperature=temperature)


@task
def cross_entropy(yours: Solution) -> None:
    """Check `cross_entropy(logits, target)`."""

    def log_p(logits: Tensor, target: Tensor) -> Tensor:
        return logits.log_softmax(1)[range(len(target)), target]

    slips: list[Slip] = [
        (
            lambda logits, target: -log_p(logits, target),
            "these are the losses of the rows. The cost is their mean.",
            "행마다의 손실입니다. 비용은 그 평균입니다.",
        ),
        (
            lambda logits, target: -log_p(logits, target).sum(),
            "this is the sum over the rows. Take the mean, so that the size of the batch does not "
            "matter.",
            "행에 대한 합입니다. 배치의 크기와 상관없도록 평균을 구하십시오.",
        ),
        (
            lambda logits, target: log_p(logits, target).mean(),
            "the sign is missing: a log-probability is negative, a loss is not.",
            "부호가 빠졌습니다. 확률의 로그는 음수이지만 손실은 음수가 아닙니다.",
        ),
        (
            lambda logits, target: -logits.log_softmax(1)[:, target].mean(),
            "pairs every row with every label: `[:, target]` takes whole columns. Row i needs label "
            "i only: `[torch.arange(len(target)), target]`.",
            "모든 행을 모든 레이블과 짝지었습니다. `[:, target]`은 열을 통째로 고릅니다. i번째 행에는 "
            "i번째 레이블만 필요합니다. `[torch.arange(len(target)), target]`을 쓰십시오.",
        ),
        (
            lambda logits, target: -log_p(logits, target).exp().mean().log(),
            "takes the logarithm of the mean probability. Each row has its own logarithm; the mean "
            "comes last.",
            "확률을 평균한 다음 로그를 구했습니다. 행마다 로그를 구하고 평균은 마지막에 구하십시오.",
        ),
        (
            lambda logits, target: -log_p(logits, target).exp().mean(),
            "the logarithm is missing: this is minus the mean probability.",
            "로그가 빠졌습니다. 확률의 평균에 음의 부호를 붙인 값입니다.",
        ),
        (
            lambda logits, target: -logits[range(len(target)), target].mean(),
            "this is minus the mean score of the targets. Softmax, or the log-sum-exp of the row, "
            "is missing.",
            "정답 점수의 평균에 음의 부호를 붙인 값입니다. 소프트맥스나 행의 로그-합-지수가 "
            "빠졌습니다.",
        ),
        (
            lambda logits, target: -logits.log_softmax(1).amax(1).mean(),
            "takes the most probable class of each row. The target's class counts, likely or not.",
            "행마다 확률이 가장 높은 클래스를 골랐습니다. 확률이 낮더라도 정답 클래스를 골라야 합니다.",
        ),
        (
            lambda logits, target: -logits.log_softmax(0)[range(len(target)), target].mean(),
            "softmax runs over the rows here. The classes are axis 1.",
            "소프트맥스가 행 방향으로 적용되었습니다. 클래스는 1번 축입니다.",
        ),
        (
            lambda logits, target: -log_p(logits, target).mean() / math.log(2),
            "this is the cost in bits. In nats the logarithm is natural: `torch.log`.",
            "비트 단위의 비용입니다. 내트 단위로는 자연로그 `torch.log`를 씁니다.",
        ),
    ]

    def guarded(epsilon: float, is_added: bool) -> Callable[..., Tensor]:
        def loss(logits: Tensor, target: Tensor) -> Tensor:
            p = logits.softmax(1)[range(len(target)), target]
            return -(p + epsilon if is_added else p.clamp(min=epsilon)).log().mean()

        return loss

    far_apart: list[Slip] = [
        *(
            (
                guarded(10.0**-digits, is_added),
                "a small number beside the probability hides the infinity, and the loss stands "
                "still however wrong the row is. Take the score less the log-sum-exp of its row.",
                "확률에 더하거나 하한으로 둔 작은 수가 무한대를 감출 뿐이라, 행이 아무리 틀려도 손실이 "
                "그대로입니다. 점수에서 그 행의 로그-합-지수를 빼십시오.",
            )
            for digits in range(5, 39)
            for is_added in (True, False)
        ),
        (
            guarded(0.0, is_added=True),
            "gives inf where a score is 110 behind: its probability rounds to 0 before the "
            "logarithm sees it. Take the score less the log-sum-exp of its row.",
            "점수가 110만큼 뒤처진 곳에서 inf가 나옵니다. 로그를 취하기도 전에 확률이 0으로 반올림되기 "
            "때문입니다. 점수에서 그 행의 로그-합-지수를 빼십시오.",
        ),
    ]
    overflown: list[Slip] = [
        (
            lambda logits, target, value=value: log_p(logits, target).sum() + value,
            "overflows where a score is 110: its exponential is inf. Subtract the largest score of "
            "the row first, or call `logsumexp`.",
            "점수가 110인 곳에서 오버플로가 납니다. 그 지수함수 값이 inf이기 때문입니다. 행마다 가장 큰 "
            "점수를 먼저 빼거나 `logsumexp`를 부르십시오.",
        )
        for value in (math.nan, math.inf)
    ]
    for rows, classes in [(4, 3), (5, 5), (7, 10)]:
        logits, target = draw(rows, classes), draw_classes(classes, rows)
        yours.expect(F.cross_entropy, slips, "logits", logits=logits, target=target)
    wide = torch.tensor([[0.0, 110.0, 3.0], [1.0, 2.0, 3.0]])
    for label, found in (1, overflown), (0, far_apart):
        target = torch.tensor([label, 2])
        yours.expect(F.cross_entropy, found, "logits", logits=wide, target=target)


@task
def kl_divergence(yours: Solution) -> None:
    """Check `kl_divergence(p, q)`."""

    def reference(p: Tensor, q: Tensor) -> Tensor:
        return (torch.xlogy(p, p) - torch.xlogy(p, q)).sum(-1)

    slips: list[Slip] = [
        (
            lambda p, q: reference(q, p),
            "this is KL(Q‖P). Here P is true, so the mean is taken with p, and q stands below.",
            "KL(Q‖P)입니다. 실제 분포가 P이므로 p로 평균하고 q로 나누어야 합니다.",
        ),
        (
            lambda p, q: -(p * q.log()).sum(-1),
            "this is the cross-entropy H(P, Q). The entropy of P is still to be taken off.",
            "교차 엔트로피 H(P, Q)입니다. 여기서 P의 엔트로피를 빼야 합니다.",
        ),
        (
            lambda p, q: (p * (p / q).log()).sum(-1),
            "gives nan where p is 0, because 0 times −inf is nan. Such an outcome never happens and "
            "must add 0; `torch.where` or `torch.xlogy` helps.",
            "p가 0인 곳에서 nan이 나옵니다. 0에 −inf를 곱하면 nan이기 때문입니다. 일어나지 않는 "
            "사건은 0을 더해야 합니다. `torch.where`나 `torch.xlogy`를 쓰면 됩니다.",
        ),
        (
            lambda p, q: -reference(p, q),
            "the sign is wrong: a divergence is never negative. The ratio is p / q.",
            "부호가 반대입니다. 발산은 음수가 될 수 없습니다. 비는 p / q입니다.",
        ),
        (
            lambda p, q: reference(p, q) / p.shape[-1],
            "takes the mean over the classes. Sum them: p already weighs each one.",
            "클래스에 대해 평균했습니다. p가 이미 가중치 노릇을 하므로 더하기만 하십시오.",
        ),
        (
            lambda p, q: reference(p, q) / math.log(2),
            "this is in bits. In nats the logarithm is natural: `torch.log`.",
            "비트 단위입니다. 내트 단위로는 자연로그 `torch.log`를 씁니다.",
        ),
        (
            lambda p, q: (p / q).log().sum(-1),
            "sums the log-ratios without weights. Each counts as often as its outcome happens: p.",
            "로그 비를 가중치 없이 더했습니다. 사건이 일어나는 만큼, 곧 p만큼 세어야 합니다.",
        ),
        (
            lambda p, q: reference(p, q).sum(),
            "sums over all rows. Only the last axis, that of the classes, is to go.",
            "모든 행까지 더했습니다. 마지막 축, 곧 클래스 방향으로만 더하십시오.",
        ),
    ]
    for shape in [(4, 3), (5,), (2, 3, 4)]:
        p, q = draw(*shape).softmax(-1), draw(*shape).flip(0).sin().softmax(-1)
        yours.expect(reference, slips, p=p, q=q)
    p = torch.tensor([[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]])
    q = torch.tensor([[0.5, 0.25, 0.25], [0.2, 0.3, 0.5]])
    yours.expect(reference, slips, "q", p=p, q=q)

    def guarded(p: Tensor, q: Tensor, epsilon: float) -> Tensor:
        return (p * ((p + epsilon) / (q + epsilon)).log()).sum(-1)

    never: list[Slip] = [
        *(
            (
                functools.partial(guarded, epsilon=10.0**-digits),
                "a small number beside the probabilities makes an infinite divergence finite: where "
                "q is 0 and p is not, Q calls impossible what happens.",
                "확률에 더한 작은 수가 무한한 발산을 유한하게 만듭니다. q가 0이고 p가 0이 아닌 곳은, Q가 "
                "불가능하다고 한 일이 일어나는 곳입니다.",
            )
            for digits in range(5, 39)
        ),
        (
            lambda p, q: (p * (p / q).log()).nan_to_num().sum(-1),
            "`nan_to_num` also turns inf into a number. Where q is 0 and p is not, the divergence is "
            "infinite.",
            "`nan_to_num`은 inf도 유한한 수로 바꿉니다. q가 0이고 p가 0이 아닌 곳에서 발산은 무한대입니다.",
        ),
    ]
    p, q = torch.tensor([[0.5, 0.5, 0.0]]), torch.tensor([[0.5, 0.0, 0.5]])
    yours.expect(reference, never, p=p, q=q)


@task
def new_shares(yours: Solution) -> None:
    """Check `new_shares(p, learnt, used)`."""

    def normalised(odds: Tensor) -> Tensor:
        return odds / odds.sum(-1, keepdim=True)

    def reference(p: Tensor, learnt: Tensor, used: Tensor) -> Tensor:
        return normalised(p * used / learnt)

    slips: list[Slip] = [
        (
            lambda p, learnt, used: p * used / learnt,
            "the factors are right, but a row no longer sums to 1.",
            "곱하고 나눈 것은 맞지만 행의 합이 1이 아닙니다.",
        ),
        (
            lambda p, learnt, used: normalised(p * learnt / used),
            "upside down: a class that is more frequent than in training must gain.",
            "거꾸로입니다. 학습 때보다 자주 나오는 클래스의 확률이 올라야 합니다.",
        ),
        (
            lambda p, learnt, used: normalised(p * used),
            "the shares of training are still in it. Divide by `learnt`.",
            "학습 때의 비율이 아직 남아 있습니다. `learnt`로 나누십시오.",
        ),
        (
            lambda p, learnt, used: normalised(p / learnt),
            "right only where all classes are equally frequent. Multiply by `used`.",
            "모든 클래스가 똑같이 자주 나올 때만 맞습니다. `used`를 곱하십시오.",
        ),
        (
            lambda p, learnt, used: p * used / learnt / (p * used / learnt).sum(0),
            "the columns sum to 1, not the rows: dim=-1.",
            "행이 아니라 열의 합이 1입니다. dim=-1을 쓰십시오.",
        ),
        (
            lambda p, learnt, used: p * used / learnt / (p * used / learnt).sum(),
            "all numbers together sum to 1. Each row has to: dim=-1.",
            "모든 수를 합해야 1이 됩니다. 행마다 합이 1이어야 합니다. dim=-1을 쓰십시오.",
        ),
        (
            lambda p, learnt, used: p + used - learnt,
            "adds the change of the shares. Evidence multiplies: it is their ratio that counts.",
            "비율의 변화를 더했습니다. 증거는 곱해집니다. 두 비율을 나눈 값이 중요합니다.",
        ),
        (
            lambda p, learnt, used: (p * used / learnt).softmax(-1),
            "takes a softmax of probabilities. They are positive already: divide by their sum.",
            "확률에 소프트맥스를 적용했습니다. 이미 양수이므로 합으로 나누면 됩니다.",
        ),
        (
            lambda p, learnt, used: (p - learnt.log() + used.log()).softmax(-1),
            "adds logarithms to probabilities. Before softmax, add them to the logarithm of p.",
            "확률에 로그를 더했습니다. 소프트맥스 앞에서는 p의 로그에 더하십시오.",
        ),
        (
            lambda p, learnt, used: p,
            "returns p as it came.",
            "p를 그대로 돌려줍니다.",
        ),
    ]
    for shape in [(4, 3), (5,), (2, 3, 4)]:
        shares = draw(2, shape[-1]).softmax(-1)
        yours.expect(reference, slips, p=draw(*shape).softmax(-1), learnt=shares[0], used=shares[1])


@task
def distillation_loss(yours: Solution) -> None:
    """Check `distillation_loss(student, teacher, temperature)`."""

    def rows(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
        soft = (teacher / temperature).softmax(1)
        return -(soft * (student / temperature).log_softmax(1)).sum(1)

    def reference(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
        return temperature**2 * rows(student, teacher, temperature).mean()

    slips: list[Slip] = [
        (
            lambda s, t, h: rows(s, t, h).mean(),
            "T² is missing: at a high temperature the gradient would all but vanish.",
            "T²이 빠졌습니다. 온도가 높으면 기울기가 거의 사라집니다.",
        ),
        (
            lambda s, t, h: h * rows(s, t, h).mean(),
            "has T once. The gradient shrinks by T twice: by the division, and because the "
            "probabilities draw together.",
            "T를 한 번만 곱했습니다. 기울기는 나눗셈으로 한 번, 확률끼리 가까워져 또 한 번 줄어듭니다.",
        ),
        (
            lambda s, t, h: -(h**2) * (t.softmax(1) * (s / h).log_softmax(1)).sum(1).mean(),
            "leaves the teacher at temperature 1. Divide its logits too.",
            "교사는 온도 1에 그대로 두었습니다. 교사의 로짓도 나누십시오.",
        ),
        (
            lambda s, t, h: -(h**2) * ((t / h).softmax(1) * s.log_softmax(1)).sum(1).mean(),
            "leaves the student at temperature 1. Divide its logits too.",
            "학생은 온도 1에 그대로 두었습니다. 학생의 로짓도 나누십시오.",
        ),
        (
            lambda s, t, h: h**2 * rows(t, s, h).mean(),
            "teacher and student are the wrong way round: the teacher's probabilities are the "
            "target.",
            "교사와 학생이 뒤바뀌었습니다. 교사의 확률이 정답입니다.",
        ),
        (
            lambda s, t, h: h**2 * (rows(s, t, h) - rows(t, t, h)).mean(),
            "this is the KL divergence. It has the same gradient, but the entropy of the teacher is "
            "not to be taken off here.",
            "KL 발산입니다. 기울기는 같지만 여기서는 교사의 엔트로피를 빼지 않습니다.",
        ),
        (
            lambda s, t, h: h**2 * rows(s, t, h).sum(),
            "the sum over the rows. Return their mean.",
            "행에 대한 합입니다. 평균을 반환하십시오.",
        ),
        (
            lambda s, t, h: h**2 * rows(s, t, h),
            "these are the losses of the rows. Return their mean.",
            "행마다의 손실입니다. 평균을 반환하십시오.",
        ),
        (
            lambda s, t, h: h**2 * rows(s, t, h).mean() / s.shape[1],
            "takes the mean over the classes too. Sum them: the target weighs each one.",
            "클래스에 대해서도 평균했습니다. 정답이 이미 가중치 노릇을 하므로 더하기만 하십시오.",
        ),
        (
            lambda s, t, h: h**2 * F.cross_entropy(s / h, t.argmax(1)),
            "takes the teacher's answers. Its probabilities say more.",
            "교사의 답만 썼습니다. 교사의 확률에 더 많은 것이 담겨 있습니다.",
        ),
        (
            lambda s, t, h: h**2 * rows(h * h * s, h * h * t, h).mean(),
            "multiplies by the temperature. Divide the logits by it.",
            "온도를 곱했습니다. 로짓을 온도로 나누십시오.",
        ),
        (
            lambda s, t, h: h**2 * rows(h * s, h * t, h).mean(),
            "leaves both at temperature 1. Divide the logits of both before softmax.",
            "둘 다 온도 1에 그대로 두었습니다. 소프트맥스를 구하기 전에 둘의 로짓을 나누십시오.",
        ),
        (
            lambda s, t, h: -(h**2) * rows(s, t, h).mean(),
            "the sign is turned: a cross-entropy is never negative.",
            "부호가 반대입니다. 교차 엔트로피는 음수가 되지 않습니다.",
        ),
        (
            lambda s, t, h: h**2 * rows((s / h).softmax(1) * h, t, h).mean(),
            "takes the softmax of the student twice: `F.cross_entropy` wants its logits.",
            "학생에 소프트맥스를 두 번 적용했습니다. `F.cross_entropy`에는 로짓을 주십시오.",
        ),
        (
            lambda s, t, h: (rows(s, t, h) - rows(t, t, h)).mean(),
            "this is the KL divergence, and without T². Return T² times the cross-entropy.",
            "KL 발산이고 T²도 빠졌습니다. 교차 엔트로피에 T²을 곱해 반환하십시오.",
        ),
    ]
    for temperature in (2.0, 4.0, 0.5):
        student, teacher = draw(6, 5), 2 * draw(6, 5).flip(0).sin()
        yours.expect(
            reference, slips, "student", student=student, teacher=teacher, temperature=temperature
        )


@task
def train_step(yours: Solution) -> None:
    """Check `train_step(model, optimizer, x, target)`."""
    x, target = draw(6, 4), draw_classes(3, 6)

    def steps(
        one: Callable[..., Any], count: int
    ) -> tuple[list[float], list[Tensor], list[str], list[Any]]:
        """Train a fresh model; return the costs by reference, parameters, calls and answers."""
        torch.manual_seed(0)
        model = nn.Linear(4, 3)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        calls: list[str] = []
        model.weight.register_hook(lambda gradient: calls.append("backward"))
        recorded(optimizer, "step", calls)
        recorded(optimizer, "zero_grad", calls)
        costs, answers = [], []
        for _ in range(count):
            with torch.no_grad():
                costs.append(F.cross_entropy(model(x), target).item())
            answers.append(one(model=model, optimizer=optimizer, x=x, target=target))
        return costs, [p.detach().clone() for p in model.parameters()], calls, answers

    def trained(
        loss: Callable[..., Tensor], rate: float = 1.0, is_cleared: bool = True
    ) -> list[Tensor]:
        """Return the parameters after three steps of another kind."""

        def one(model: nn.Module, optimizer: Any, x: Tensor, target: Tensor) -> None:
            if is_cleared:
                optimizer.zero_grad()
            (rate * loss(model(x), target)).backward()
            optimizer.step()

        return steps(one, 3)[1]

    yours.cases = 3
    costs, parameters, calls, answers = steps(yours.run, 3)
    again = steps(yours.run, 3)
    if not same(parameters, again[1]):
        raise unsteady()
    if not same(parameters, trained(F.cross_entropy)):
        raise training_fault(calls, parameters, trained)
    for cost, after, answer in zip(costs, [*costs[1:], None], answers, strict=True):
        if answer is None:
            raise Wrong(
                "trains well, but returns None. Return the cost.",
                "학습은 잘 되지만 None이 반환됩니다. 비용을 반환하십시오.",
            )
        if isinstance(answer, Tensor) and answer.requires_grad:
            raise Wrong(
                "trains well, but returns a tensor that holds on to the graph of its whole "
                "computation. Return a number: `cost.item()`.",
                "학습은 잘 되지만, 반환된 텐서가 계산 그래프 전체를 붙잡고 있습니다. `cost.item()`처럼 "
                "수를 반환하십시오.",
            )
        number = as_tensors(answer, torch.tensor(cost))
        if after is not None and same(number, torch.tensor(after)):
            raise Wrong(
                "trains well, but returns the cost after the step. The log shows the cost that the "
                "gradient was computed from.",
                "학습은 잘 되지만, 스텝 뒤의 비용을 반환합니다. 로그에는 기울기를 계산한 그 비용이 "
                "찍혀야 합니다.",
            )
        if not same(number, torch.tensor(cost)):
            raise difference(
                number,
                torch.tensor(cost),
                {"x": x, "target": target},
                "trains well, but the cost is another: ",
                "학습은 잘 되지만 비용이 다릅니다. ",
            )


def recorded(thing: Any, name: str, calls: list[str]) -> None:
    """Let a method of a thing write its name down before it does its work."""
    method = getattr(thing, name)

    @functools.wraps(method)
    def call(*arguments: Any, **named: Any) -> Any:
        calls.append(name)
        return method(*arguments, **named)

    setattr(thing, name, call)


def training_fault(
    calls: list[str], parameters: list[Tensor], trained: Callable[..., list[Tensor]]
) -> Wrong:
    """Return what is wrong with steps that led elsewhere, by what was called and where they led."""
    if "backward" not in calls:
        return Wrong(
            "no gradient is computed: `backward` is never called on a cost of this model.",
            "기울기를 계산하지 않습니다. 이 모델의 비용에 `backward`를 부르지 않았습니다.",
        )
    if "step" not in calls:
        return Wrong(
            "the gradient is computed and never used: `optimizer.step()` is missing.",
            "기울기를 계산하고는 쓰지 않습니다. `optimizer.step()`이 빠졌습니다.",
        )
    if calls.index("step") < calls.index("backward"):
        return Wrong(
            "`step` comes before `backward`, so each step uses the gradient of the call before.",
            "`step`이 `backward`보다 앞에 있어, 스텝마다 지난번 호출의 기울기를 씁니다.",
        )
    if "zero_grad" in calls and "zero_grad" in calls[calls.index("backward") :][:2]:
        return Wrong(
            "`zero_grad` stands between `backward` and `step`, and drops the gradient before it is "
            "used.",
            "`zero_grad`가 `backward`와 `step` 사이에 있어, 기울기를 쓰기도 전에 버립니다.",
        )
    if same(parameters, trained(F.cross_entropy, is_cleared=False)):
        return Wrong(
            "the gradients of all calls pile up, for `backward` adds to what it finds. Clear them "
            "with `optimizer.zero_grad()`.",
            "`backward`는 있던 값에 더하므로 기울기가 호출마다 쌓입니다. `optimizer.zero_grad()`로 "
            "비우십시오.",
        )
    if same(parameters, trained(lambda z, y: F.cross_entropy(z.softmax(1), y))):
        return Wrong(
            "softmax is applied twice: `F.cross_entropy` takes logits, and contains one already.",
            "소프트맥스가 두 번 적용되었습니다. `F.cross_entropy`는 로짓을 받으며 소프트맥스를 이미 "
            "포함합니다.",
        )
    if same(parameters, trained(F.cross_entropy, rate=-1.0)):
        return Wrong(
            "the steps lead uphill: the sign of the cost is turned.",
            "스텝이 오르막으로 갑니다. 비용의 부호가 뒤집혔습니다.",
        )
    if same(parameters, trained(F.cross_entropy, rate=6.0)):
        return Wrong(
            "the steps are six times too long with six rows: the sum of the losses is "
            "differentiated, not their mean.",
            "행이 여섯일 때 스텝이 여섯 배로 깁니다. 손실의 평균이 아니라 합을 미분했습니다.",
        )
    return Wrong(
        "the parameters after three steps are not those of gradient descent on "
        "`F.cross_entropy(model(x), target)`.",
        "세 스텝 뒤의 매개변수가 `F.cross_entropy(model(x), target)`에 경사 하강법을 쓴 것과 "
        "다릅니다.",
    )


@task
def binary_loss(yours: Solution) -> None:
    """Check `binary_loss(z, target)`."""

    def reference(z: Tensor, target: Tensor) -> Tensor:
        return F.binary_cross_entropy_with_logits(z, target.float())

    def twin(zero: Tensor, one: Tensor, target: Tensor) -> Tensor:
        loss: Tensor = F.cross_entropy(torch.stack([zero, one], dim=1), target)
        return loss

    slips: list[Slip] = [
        (
            lambda z, target: twin(-z, z, target),
            "the two scores −z and z are 2z apart. Softmax sees the difference only, and it must "
            "be z.",
            "두 점수 −z와 z의 차이가 2z입니다. 소프트맥스는 차이만 보므로 차이가 z여야 합니다.",
        ),
        (
            lambda z, target: twin(z, 0 * z, target),
            "the classes have changed places: z is the score of class 1, which stands second.",
            "두 클래스의 자리가 바뀌었습니다. z는 클래스 1의 점수이므로 둘째 자리에 있어야 합니다.",
        ),
        (
            lambda z, target: twin(0 * z, z.sigmoid(), target),
            "the sigmoid squeezes z before the loss. Cross-entropy takes the logits as they are.",
            "손실에 넣기 전에 시그모이드가 z를 눌러 버렸습니다. 교차 엔트로피는 로짓을 그대로 받습니다.",
        ),
        (
            lambda z, target: twin(1 - z.sigmoid(), z.sigmoid(), target),
            "the two columns are probabilities. Cross-entropy takes them for logits, and softmax "
            "is applied to them once more.",
            "두 열이 확률입니다. 교차 엔트로피가 이를 로짓으로 받아 소프트맥스를 또 적용합니다.",
        ),
        (
            lambda z, target: F.cross_entropy(torch.stack([0 * z, z]), target),
            "rows and classes have changed places, which shows only with two rows: "
            "`torch.stack([...], dim=1)`.",
            "행과 클래스가 뒤바뀌었습니다. 행이 둘일 때만 오류 없이 지나갑니다. "
            "`torch.stack([...], dim=1)`을 쓰십시오.",
        ),
        (
            lambda z, target: reference(z, target) * len(z),
            "this is the sum over the rows. Take the mean.",
            "행에 대한 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda z, target: F.cross_entropy(z[:, None], 0 * target),
            "the loss is 0 whatever z is: softmax over one column is always 1. Add a column.",
            "z가 무엇이든 손실이 0입니다. 열이 하나뿐이면 소프트맥스는 늘 1입니다. 열을 더하십시오.",
        ),
    ]
    for rows in (2, 5, 8):
        z, target = draw(rows), torch.arange(rows) % 3 % 2
        yours.expect(reference, slips, "z", z=z, target=target)


@task
def gradients(yours: Solution) -> None:
    """Check `gradients(x, weight, bias, target)`."""

    def parts(
        x: Tensor, weight: Tensor, bias: Tensor, target: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        p = (x @ weight.T + bias).softmax(1)
        return p, F.one_hot(target, p.shape[1]).float(), p - F.one_hot(target, p.shape[1])

    def of(push: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
        return push.T @ x / len(x), push.sum(0) / len(x)

    def reference(x: Tensor, weight: Tensor, bias: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        return of(parts(x, weight, bias, target)[2], x)

    slips: list[Slip] = [
        (
            lambda *a: tuple(len(a[0]) * g for g in reference(*a)),
            "these are the gradients of the sum of the losses. The cost is the mean: divide by the "
            "number of rows.",
            "손실의 합에 대한 기울기입니다. 비용은 평균이므로 행의 수로 나누십시오.",
        ),
        (
            lambda *a: (reference(*a)[0].T, reference(*a)[1]),
            "the gradient of the weight is transposed. It has the shape of the weight, one row a "
            "class.",
            "가중치의 기울기가 전치되어 있습니다. 기울기의 형태는 가중치와 같아, 행마다 클래스 하나입니다.",
        ),
        (
            lambda *a: tuple(-g for g in reference(*a)),
            "the sign is turned: it is probability minus target.",
            "부호가 반대입니다. 확률에서 정답을 빼야 합니다.",
        ),
        (
            lambda *a: of(parts(*a)[0], a[0]),
            "the target is never subtracted: probability minus one-hot target.",
            "정답을 빼지 않았습니다. 확률에서 원-핫 정답을 빼십시오.",
        ),
        (
            lambda *a: (reference(*a)[0], reference(*a)[1] / len(a[0])),
            "the gradient of the bias is divided by the number of rows twice.",
            "편향의 기울기를 행의 수로 두 번 나누었습니다.",
        ),
        (
            lambda *a: (reference(*a)[0], len(a[0]) * reference(*a)[1]),
            "the gradient of the weight is right, that of the bias is summed and not averaged.",
            "가중치의 기울기는 맞지만, 편향의 기울기는 평균이 아니라 합입니다.",
        ),
        (
            lambda x, w, b, y: reference(x, w, 0 * b, y),
            "the bias is left out of the logits: z = x Wᵀ + b.",
            "로짓에 편향이 빠졌습니다. z = x Wᵀ + b입니다.",
        ),
        (
            lambda x, w, b, y: of((x @ w.T + b).softmax(0) - F.one_hot(y, len(w)), x),
            "softmax runs over the rows here. The classes are axis 1.",
            "소프트맥스가 행 방향으로 적용되었습니다. 클래스는 1번 축입니다.",
        ),
        (
            lambda x, w, b, y: of((x @ w.T + b) - F.one_hot(y, len(w)), x),
            "this is score minus target. The scores must go through softmax first.",
            "점수에서 정답을 뺐습니다. 먼저 점수에 소프트맥스를 적용해야 합니다.",
        ),
    ]
    for rows, features, classes in [(8, 4, 3), (5, 3, 3), (6, 2, 5)]:
        target = torch.arange(rows) % (classes - 1)
        x, weight, bias = draw(rows, features), draw(classes, features), draw(classes)
        yours.expect(reference, slips, x=x, weight=weight, bias=bias, target=target)


@task
def safe_rate(yours: Solution) -> None:
    """Check `safe_rate(x)`."""

    def with_ones(x: Tensor) -> Tensor:
        return torch.cat([x, torch.ones(len(x), 1)], dim=1)

    def eigenvalues(x: Tensor) -> Tensor:
        found: Tensor = torch.linalg.eigvalsh(x.T @ x / len(x))
        return found

    slips: list[Slip] = [
        (
            lambda x: 4 / eigenvalues(x)[-1],
            "the bias is forgotten: it is the weight of one more feature that is always 1. Append a "
            "column of ones.",
            "편향을 잊었습니다. 편향은 언제나 1인 특성 하나의 가중치입니다. 1로 채운 열을 붙이십시오.",
        ),
        (
            lambda x: 2 / eigenvalues(with_ones(x))[-1],
            "this is 2/λ. The curvature is at most λ/2, because softmax adds a factor of ½: 4/λ.",
            "2/λ입니다. 소프트맥스가 ½을 곱하므로 곡률은 λ/2를 넘지 않습니다. 답은 4/λ입니다.",
        ),
        (
            lambda x: 4 / (len(x) * eigenvalues(with_ones(x))[-1]),
            "the mean over the rows is missing: divide XᵀX by the number of rows.",
            "행에 대한 평균이 빠졌습니다. XᵀX를 행의 수로 나누십시오.",
        ),
        (
            lambda x: 4 / eigenvalues(with_ones(x))[-1].sqrt(),
            "uses a singular value of X. The eigenvalue of XᵀX is its square.",
            "X의 특잇값을 썼습니다. XᵀX의 고윳값은 특잇값의 제곱입니다.",
        ),
        (
            lambda x: 4 * len(x) ** 0.5 / torch.linalg.matrix_norm(with_ones(x), 2),
            "uses a singular value of X. The eigenvalue of XᵀX is its square.",
            "X의 특잇값을 썼습니다. XᵀX의 고윳값은 특잇값의 제곱입니다.",
        ),
        (
            lambda x: 4 / torch.linalg.matrix_norm(with_ones(x), 2),
            "uses a singular value of X. The eigenvalue of XᵀX is its square, and XᵀX is divided by "
            "the number of rows.",
            "X의 특잇값을 썼습니다. XᵀX의 고윳값은 특잇값의 제곱이고, XᵀX는 행의 수로 나눕니다.",
        ),
        (
            lambda x: 4 / eigenvalues(with_ones(x))[0],
            "uses the smallest eigenvalue. The steepest direction sets the limit: the largest.",
            "가장 작은 고윳값을 썼습니다. 한계를 정하는 것은 가장 가파른 방향, 곧 가장 큰 고윳값입니다.",
        ),
        (
            lambda x: eigenvalues(with_ones(x))[-1],
            "this is the eigenvalue itself. The bound is 4 divided by it.",
            "고윳값 그 자체입니다. 한계는 4를 그것으로 나눈 값입니다.",
        ),
        (
            lambda x: 4 / eigenvalues(with_ones(x)).sum(),
            "divides by the sum of the eigenvalues, the trace. That is safe but too cautious: the "
            "largest is enough.",
            "고윳값의 합, 곧 대각합으로 나누었습니다. 안전하지만 지나치게 조심스럽습니다. 가장 큰 "
            "고윳값이면 됩니다.",
        ),
    ]
    rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
    rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
    for x in (torch.tensor(rows).float(), draw(6, 3), draw(20, 2)):
        yours.expect(lambda x: 4 / eigenvalues(with_ones(x))[-1], slips, x=x)


@task
def boundary_distance(yours: Solution) -> None:
    """Check `boundary_distance(x, weight, bias)`."""

    def parts(x: Tensor, weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the lead over each class, the length for each, and a mask of the own class."""
        z = x @ weight.T + bias
        answer = z.argmax(dim=1)
        apart = (weight[answer][:, None] - weight).square().sum(dim=2).sqrt()
        own = F.one_hot(answer, len(weight)).bool()
        return z.amax(dim=1, keepdim=True) - z, apart, own

    def least(distance: Tensor, own: Tensor) -> Tensor:
        return distance.masked_fill(own, math.inf).amin(dim=1)

    def reference(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, apart, own = parts(x, weight, bias)
        return least(lead / apart, own)

    def undivided(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, _, own = parts(x, weight, bias)
        return least(lead, own)

    def by_own_length(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        length = weight.square().sum(dim=1).sqrt()
        return undivided(x, weight, bias) / length[(x @ weight.T + bias).argmax(dim=1)]

    def of_runner_up(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, apart, own = parts(x, weight, bias)
        second = lead.masked_fill(own, math.inf).argmin(dim=1, keepdim=True)
        return (lead / apart).gather(1, second)[:, 0]

    def by_square(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, apart, own = parts(x, weight, bias)
        return least(lead / apart.square(), own)

    def farthest(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, apart, own = parts(x, weight, bias)
        return (lead / apart).masked_fill(own, -math.inf).amax(dim=1)

    def with_own(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        lead, apart, _ = parts(x, weight, bias)
        return (lead / apart).amin(dim=1)

    slips: list[Slip] = [
        (
            undivided,
            "this is the difference of the scores. Divide it by the length of the difference of the "
            "weights.",
            "점수의 차 그대로입니다. 가중치의 차의 길이로 나누십시오.",
        ),
        (
            by_own_length,
            "divides by the length of the weight of the own class. The slope of a difference of "
            "scores is the difference of the weights.",
            "자기 클래스의 가중치의 길이로 나누었습니다. 점수의 차의 기울기는 가중치의 차입니다.",
        ),
        (
            of_runner_up,
            "takes the boundary with the class that comes second. Another one may be nearer, if its "
            "score catches up faster: take the smallest distance.",
            "점수가 둘째로 높은 클래스와의 경계를 골랐습니다. 점수가 더 빨리 따라잡는 클래스의 경계가 더 "
            "가까울 수 있습니다. 가장 작은 거리를 고르십시오.",
        ),
        (
            by_square,
            "divides by the squared length. Take its square root.",
            "길이의 제곱으로 나누었습니다. 제곱근을 구하십시오.",
        ),
        (
            farthest,
            "this is the farthest boundary, not the nearest.",
            "가장 가까운 경계가 아니라 가장 먼 경계까지의 거리입니다.",
        ),
        (
            with_own,
            "compares the class with itself, which gives 0/0. Leave it out.",
            "클래스를 자기 자신과 비교해 0/0이 됩니다. 자기 클래스는 빼십시오.",
        ),
        (
            lambda x, weight, bias: torch.zeros(len(x)),
            "the distance of each class to itself is 0. Leave it out.",
            "모든 클래스는 자기 자신과의 거리가 0입니다. 자기 클래스는 빼십시오.",
        ),
        (
            lambda x, weight, bias: reference(x, weight, 0 * bias),
            "the bias is left out of the scores: z = x Wᵀ + b.",
            "점수에 편향이 빠졌습니다. z = x Wᵀ + b입니다.",
        ),
    ]
    # The runner-up of the first row is far, for it catches up slowly.
    weight = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 4.0]])
    bias = torch.tensor([1.0, 0.5, 0.0])
    x = torch.tensor([[-0.1, 0.0], [2.0, -1.0], [-1.0, 2.0]])
    yours.expect(reference, slips, x=x, weight=weight, bias=bias)
    for rows, features, classes in [(8, 2, 3), (5, 4, 6)]:
        x, weight, bias = draw(rows, features), draw(classes, features), draw(classes)
        yours.expect(reference, slips, x=x, weight=weight, bias=bias)


@task
def hinge_loss(yours: Solution) -> None:
    """Check `hinge_loss(logits, target)`."""

    def short(logits: Tensor, target: Tensor, margin: float = 1.0) -> Tensor:
        """Return by how much each other class misses the margin, 0 for the true one."""
        missing = (margin - logits.gather(1, target[:, None]) + logits).clamp(min=0)
        return missing.masked_fill(F.one_hot(target, logits.shape[1]).bool(), 0.0)

    def reference(logits: Tensor, target: Tensor) -> Tensor:
        return short(logits, target).sum(dim=1).mean()

    slips: list[Slip] = [
        (
            lambda z, y: reference(z, y) + 1,
            "counts the true class too, which adds 1 to each row.",
            "정답 클래스까지 세어 행마다 1이 더해졌습니다.",
        ),
        (
            lambda z, y: reference(z, y) / z.shape[1],
            "this is divided by the number of classes, as PyTorch's `multi_margin_loss` is. Here it "
            "is the sum over the classes.",
            "PyTorch의 `multi_margin_loss`처럼 클래스의 수로 나누었습니다. 여기서는 클래스에 대한 합입니다.",
        ),
        (
            lambda z, y: short(z, y).amax(dim=1).mean(),
            "counts the worst class alone. Each class that comes too near adds its part.",
            "가장 크게 어긴 클래스만 세었습니다. 너무 가까이 온 클래스마다 손실을 더하십시오.",
        ),
        (
            lambda z, y: short(z, y, margin=0.0).sum(dim=1).mean(),
            "the margin is missing: a lead of less than 1 costs something too.",
            "마진이 빠졌습니다. 1보다 적게 앞서도 손실이 있습니다.",
        ),
        (
            lambda z, y: short(-z, y).sum(dim=1).mean(),
            "the sign is turned: the true score is to lead, so it is subtracted.",
            "부호가 반대입니다. 정답의 점수가 앞서야 하므로 그것을 뺍니다.",
        ),
        (
            lambda z, y: short(z, y).sum(),
            "the sum over the rows; the mean is asked for.",
            "행에 대한 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda z, y: reference(z.softmax(dim=1), y),
            "this compares probabilities. The margin is one of scores.",
            "확률을 비교했습니다. 마진은 점수의 차입니다.",
        ),
        (
            lambda z, y: (1 - z.gather(1, y[:, None]) + z).sum(dim=1).mean() - 1,
            "a lead of more than 1 is rewarded here. Beyond the margin the loss is 0.",
            "1보다 많이 앞서면 손실이 음수가 됩니다. 마진을 넘으면 0이어야 합니다.",
        ),
    ]
    for rows, classes in [(4, 3), (6, 2), (9, 7)]:
        logits, target = 2 * draw(rows, classes), draw_classes(classes, rows)
        yours.expect(reference, slips, differentiated="logits", logits=logits, target=target)


@task
def sampled_loss(yours: Solution) -> None:
    """Check `sampled_loss(true, drawn, q)`."""

    def loss(true: Tensor, scores: Tensor) -> Tensor:
        """Return the loss of each row, with the scores of the others as they are."""
        return torch.cat([true[:, None], scores], dim=1).logsumexp(dim=1) - true

    def corrected(drawn: Tensor, q: Tensor) -> Tensor:
        return drawn - (drawn.shape[1] * q).log()

    def reference(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return loss(true, corrected(drawn, q)).mean()

    def inverted(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return loss(true, drawn + (drawn.shape[1] * q).log()).mean()

    def total(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return true.exp() + (drawn.exp() / q).mean(dim=1)

    def of_logarithm(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return (total(true, drawn, q).log() - true).mean()

    def of_quotient(true: Tensor, drawn: Tensor, q: Tensor) -> Tensor:
        return -(true.exp() / total(true, drawn, q)).log().mean()

    overflows = (
        "right, until the scores are large: exp overflows. Correct the scores by a logarithm, "
        "and let `logsumexp` add.",
        "점수가 작을 때는 맞지만, 크면 exp가 넘칩니다. 점수를 로그로 바로잡고 `logsumexp`로 더하십시오.",
    )
    slips: list[Slip] = [
        (
            lambda true, drawn, q: loss(true, drawn).mean(),
            "does not correct the drawn scores: a class that is drawn often counts too much.",
            "뽑힌 점수를 바로잡지 않았습니다. 자주 뽑히는 클래스가 너무 무겁게 들어갑니다.",
        ),
        (
            lambda true, drawn, q: loss(true, drawn - q.log()).mean(),
            "divides by q, but not by the number of draws: the sum grows with each draw.",
            "q로만 나누고 뽑은 개수로는 나누지 않았습니다. 뽑을수록 합이 커집니다.",
        ),
        (
            lambda true, drawn, q: loss(true, drawn - math.log(drawn.shape[1])).mean(),
            "divides by the number of draws, but not by q.",
            "뽑은 개수로만 나누고 q로는 나누지 않았습니다.",
        ),
        (
            inverted,
            "the sign of the correction is turned: what is drawn often has to count less.",
            "바로잡는 부호가 반대입니다. 자주 뽑히는 것일수록 가볍게 세어야 합니다.",
        ),
        (
            lambda true, drawn, q: (corrected(drawn, q).logsumexp(dim=1) - true).mean(),
            "leaves the target out of the sum. It is never drawn, so it has to be added.",
            "합에서 정답을 빠뜨렸습니다. 정답은 뽑히지 않으므로 따로 더해야 합니다.",
        ),
        (
            lambda true, drawn, q: loss(
                true - (drawn.shape[1] * q[:, 0]).log(), corrected(drawn, q)
            ).mean(),
            "corrects the score of the target as well. It was not drawn.",
            "정답의 점수까지 바로잡았습니다. 정답은 뽑은 것이 아닙니다.",
        ),
        (
            lambda true, drawn, q: loss(true, drawn - (len(drawn) * q).log()).mean(),
            "divides by the number of rows. Divide by the number of draws in a row: `drawn.shape[1]`.",
            "행의 수로 나누었습니다. 한 행에서 뽑은 개수 `drawn.shape[1]`로 나누십시오.",
        ),
        (
            lambda true, drawn, q: (
                loss(true, corrected(drawn, q)) + true - corrected(drawn, q)[:, 0]
            ).mean(),
            "takes the first drawn class for the target. Its place must be that of `true`.",
            "처음 뽑힌 클래스를 정답으로 보았습니다. 정답은 `true`가 놓인 자리입니다.",
        ),
        (
            lambda true, drawn, q: loss(true, corrected(drawn, q)).sum(),
            "the sum over the rows; the mean is asked for.",
            "행에 대한 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda true, drawn, q: -reference(true, drawn, q),
            "the sign is turned: this is the log-probability.",
            "부호가 반대입니다. 이것은 로그 확률입니다.",
        ),
        (
            lambda true, drawn, q: (loss(true, corrected(drawn, q)) + true).mean(),
            "this is the log of the sum alone. Subtract the score of the target.",
            "합의 로그일 뿐입니다. 정답의 점수를 빼십시오.",
        ),
        *((slip, *overflows) for slip in (of_logarithm, of_quotient)),
    ]
    for rows, count, shift in [(3, 4, 0.0), (5, 2, 0.0), (4, 6, 1000.0)]:
        true, drawn = draw(rows) + shift, 2 * draw(rows, count) + shift
        q = (2 * draw(rows, count)).softmax(dim=1) / 2
        yours.expect(reference, slips, differentiated="drawn", true=true, drawn=drawn, q=q)


@task
def info_nce(yours: Solution) -> None:
    """Check `info_nce(a, b, temperature)`."""

    def unit(rows: Tensor) -> Tensor:
        scaled: Tensor = rows / rows.norm(dim=1, keepdim=True)
        return scaled

    def both(scores: Tensor) -> Tensor:
        """Return the losses of rows and of columns."""
        own = torch.arange(len(scores))
        return torch.stack([F.cross_entropy(scores, own), F.cross_entropy(scores.T, own)])

    def reference(a: Tensor, b: Tensor, temperature: float) -> Tensor:
        return both(unit(a) @ unit(b).T / temperature).mean()

    def of_first(a: Tensor, b: Tensor, temperature: float) -> Tensor:
        scores, first = unit(a) @ unit(b).T / temperature, torch.zeros(len(a)).long()
        return (F.cross_entropy(scores, first) + F.cross_entropy(scores.T, first)) / 2

    slips: list[Slip] = [
        (
            lambda a, b, t: both(unit(a) @ unit(b).T / t)[0],
            "finds the b of each a only. Find the a of each b as well, and take the mean of both.",
            "a마다 b를 찾기만 했습니다. b마다 a도 찾고, 둘을 평균하십시오.",
        ),
        (
            lambda a, b, t: both(unit(a) @ unit(b).T / t)[1],
            "finds the a of each b only. Find the b of each a as well, and take the mean of both.",
            "b마다 a를 찾기만 했습니다. a마다 b도 찾고, 둘을 평균하십시오.",
        ),
        (
            lambda a, b, t: both(unit(a) @ unit(b).T / t).sum(),
            "the sum of the two directions; the mean is asked for.",
            "두 방향의 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda a, b, t: both(a @ b.T / t).mean(),
            "the lengths of the rows count here. Divide each row by its length first.",
            "행의 길이까지 들어갔습니다. 먼저 행마다 그 길이로 나누십시오.",
        ),
        (
            lambda a, b, t: both(a / a.norm() @ (b / b.norm()).T / t).mean(),
            "divides by one length, that of the whole table. Each row has its own: `dim=1`.",
            "표 전체의 길이 하나로 나누었습니다. 행마다 길이가 다릅니다. `dim=1`을 쓰십시오.",
        ),
        (
            lambda a, b, t: both(F.normalize(a, dim=0) @ F.normalize(b, dim=0).T / t).mean(),
            "divides each column by its length. It is the rows that are compared: `dim=1`.",
            "열마다 그 길이로 나누었습니다. 견주는 것은 행입니다. `dim=1`을 쓰십시오.",
        ),
        (
            lambda a, b, t: len(a) * both(unit(a) @ unit(b).T / t).mean(),
            "the sum over the rows; the mean is asked for.",
            "행에 대한 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda a, b, t: math.log(len(a)) - both(unit(a) @ unit(b).T / t).mean(),
            "this is the estimate of the information. The loss itself is asked for.",
            "정보량의 추정값입니다. 손실 자체를 구하십시오.",
        ),
        (
            lambda a, b, t: both(unit(a) @ unit(b).T * t).mean(),
            "multiplies by the temperature. Divide by it.",
            "온도를 곱했습니다. 온도로 나누십시오.",
        ),
        (
            lambda a, b, t: both(unit(a) @ unit(b).T).mean(),
            "the temperature is missing.",
            "온도가 빠졌습니다.",
        ),
        (
            of_first,
            "takes pair 0 for the right answer of every row. The answer of row i is i.",
            "모든 행의 정답을 0번 짝으로 보았습니다. i번째 행의 정답은 i입니다.",
        ),
        (
            lambda a, b, t: both((unit(a) @ unit(b).T / t).softmax(dim=1)).mean(),
            "takes the softmax twice: `F.cross_entropy` wants the scores.",
            "소프트맥스를 두 번 적용했습니다. `F.cross_entropy`에는 점수를 주십시오.",
        ),
    ]
    for rows, features, temperature in [(4, 3, 0.5), (6, 2, 0.1), (3, 8, 2.0)]:
        pair = {"a": 2 * draw(rows, features), "b": 2 * draw(features, rows).T}
        yours.expect(reference, slips, differentiated="a", **pair, temperature=temperature)


@task
def find_start(yours: Solution) -> None:
    """Check `find_start(stream, numbers)`."""
    stream = torch.rand(200, generator=torch.Generator().manual_seed(1))
    stream[20:24] = stream[120:124]  # decoys, which begin and end like the numbers from 120 on
    stream[41:45] = stream[121:125]

    def printed(first: int, count: int = 5) -> Tensor:
        return stream[first : first + count].double().mul(10_000).round().div(10_000).float()

    cases: list[tuple[Tensor, int | None, str, str]] = [
        (
            printed(60),
            60,
            "the numbers stand at {wanted}, and {found} is returned. They were printed with four "
            "decimals: compare with a tolerance, not with ==.",
            "숫자들은 {wanted}번부터 있는데 반환값은 {found}입니다. 소수점 아래 네 자리까지 찍힌 "
            "숫자들이니, ==이 아니라 허용 오차를 두고 비교하십시오.",
        ),
        (
            printed(195),
            195,
            "misses numbers at the very end: a stream of 200 has 196 places for 5 numbers, the last "
            "one {wanted}. The answer was {found}.",
            "맨 끝에 있는 숫자들을 놓칩니다. 길이가 200이면 숫자 5개가 놓일 자리는 196개이고 마지막은 "
            "{wanted}번입니다. 반환값은 {found}입니다.",
        ),
        (
            printed(120),
            120,
            "returns {found}, where only some of the numbers agree. All must, as they do at "
            "{wanted}.",
            "반환값은 {found}인데 거기서는 일부만 일치합니다. {wanted}번처럼 모두 일치해야 합니다.",
        ),
        (
            printed(0),
            0,
            "the numbers stand at the very beginning, and {found} is returned. 0 is a place, though "
            "Python takes it for false: ask `is None`.",
            "숫자들이 맨 앞에 있는데 반환값은 {found}입니다. 0도 자리이지만 Python은 거짓으로 봅니다. "
            "`is None`으로 물으십시오.",
        ),
        (
            printed(60).flip(0),
            None,
            "returns {found} for numbers that stand nowhere. Return None.",
            "어디에도 없는 숫자들인데 반환값이 {found}입니다. None을 반환하십시오.",
        ),
        (
            printed(33, 15),
            33,
            "fails with 15 numbers: the answer was {found}, the place is {wanted}. How many there "
            "are must not be fixed.",
            "숫자가 15개이면 틀립니다. 반환값은 {found}이고 자리는 {wanted}번입니다. 개수를 고정하지 "
            "마십시오.",
        ),
    ]
    for numbers, wanted, english, korean in cases:
        yours.cases += 1
        answers = [yours.run(stream=stream, numbers=numbers) for _ in range(2)]
        if not same(*answers):
            raise unsteady()
        found = answers[0]
        if isinstance(found, bool | list | tuple | str) or (
            isinstance(found, Tensor) and (found.numel() != 1 or found.dtype != torch.int64)
        ):
            kind = found.dtype if isinstance(found, Tensor) else type(found).__name__
            shape = f" {tuple(found.shape)}" if isinstance(found, Tensor) else ""
            raise Wrong(
                f"returns something of type {kind}{shape}. The place is one whole number, or None.",
                f"반환값이 {kind}{shape} 형입니다. 자리를 나타내는 정수 하나나 None을 반환하십시오.",
            )
        found = int(found) if isinstance(found, Tensor | float) else found
        if found != wanted:
            values = {"found": found, "wanted": wanted}
            raise Wrong(english.format(**values), korean.format(**values))


@task
def logsumexp(yours: Solution) -> None:
    """Check `logsumexp(z)`."""

    def after(z: Tensor, shift: Tensor) -> Tensor:
        return shift.squeeze(-1) + (z - shift).exp().sum(-1).log()

    slips: list[Slip] = [
        (
            lambda z: z.exp().sum(-1).log(),
            "overflows or underflows: the exponential of 1000 is inf, that of −1000 is 0. Subtract "
            "the largest score of each row first, and add it at the end.",
            "오버플로나 언더플로가 납니다. 지수함수 값이 1000에서는 inf이고 −1000에서는 0입니다. 행마다 가장 "
            "큰 점수를 먼저 빼고, 끝에 다시 더하십시오.",
        ),
        (
            lambda z: (z - z.amax(-1, keepdim=True)).exp().sum(-1).log(),
            "the largest score was subtracted and never added again.",
            "가장 큰 점수를 빼고는 다시 더하지 않았습니다.",
        ),
        (
            lambda z: after(z, z.amax().expand(*z.shape[:-1], 1)),
            "subtracts the largest score of all rows. A row far below it underflows: each row needs "
            "its own.",
            "모든 행 가운데 가장 큰 점수를 뺐습니다. 그보다 훨씬 작은 행에서 언더플로가 납니다. "
            "행마다 제 최댓값을 쓰십시오.",
        ),
        (
            lambda z: after(z, z.amax(-1, keepdim=True)),
            "gives nan for a row that is −inf throughout, because −inf − (−inf) is nan. The answer "
            "is −inf; `torch.where` or a finite shift helps.",
            "모두 −inf인 행에서 nan이 나옵니다. −inf − (−inf)가 nan이기 때문입니다. 답은 −inf입니다. "
            "`torch.where`를 쓰거나 유한한 값을 빼면 됩니다.",
        ),
        (
            lambda z: after(z, z.mean(-1, keepdim=True)),
            "subtracts the mean, so the largest score may still overflow. Subtract the largest.",
            "평균을 뺐기 때문에 가장 큰 점수에서 여전히 오버플로가 날 수 있습니다. 최댓값을 빼십시오.",
        ),
        (
            lambda z: z.clamp(-80, 80).exp().sum(-1).log(),
            "clamps the scores, which changes them. A shift changes nothing.",
            "점수를 잘라 값이 달라졌습니다. 같은 수를 빼는 것은 답을 바꾸지 않습니다.",
        ),
        (
            lambda z: z.clamp(max=80).exp().sum(-1).log(),
            "clamps the scores, which changes them. A shift changes nothing.",
            "점수를 잘라 값이 달라졌습니다. 같은 수를 빼는 것은 답을 바꾸지 않습니다.",
        ),
        (
            lambda z: z.amax(-1),
            "this is the largest score alone. The others add a little: log Σ exp(z − max).",
            "가장 큰 점수뿐입니다. 나머지도 log Σ exp(z − max)만큼 보탭니다.",
        ),
        (
            lambda z: z.logsumexp(-1, keepdim=True),
            "keeps the last axis with length 1. It is to go.",
            "마지막 축이 길이 1로 남아 있습니다. 축을 없애십시오.",
        ),
    ]

    def reference(z: Tensor) -> Tensor:
        return z.logsumexp(-1)

    for z in (draw(3, 3), draw(2, 3, 4), 1000 + draw(4, 3), draw(5) - 1000):
        yours.expect(reference, slips, "z", z=z)
    inf = math.inf
    yours.expect(reference, slips, z=torch.tensor([[1000.0, 1001.0], [-1000.0, -999.0]]))
    yours.expect(reference, slips, z=torch.tensor([[0.0, -inf], [-500.0, 500.0]]))

    def masked(z: Tensor) -> Tensor:
        top = z.amax(-1, keepdim=True).detach()
        top = torch.where(top == -inf, 0, top)
        total = (z - top).exp().sum(-1)
        safe = torch.where(total > 0, total, 1)
        return torch.where(total > 0, top.squeeze(-1) + safe.log(), -inf)

    yours.expect(masked, slips, "z", z=torch.tensor([[1.0, 2.0], [-inf, -inf]]))


@task
def is_sound(yours: Solution) -> None:
    """Check `is_sound(loss, classes)`."""
    asked: list[Tensor] = []

    def by_name(name: str, loss: Callable[[Tensor, Tensor], Tensor]) -> Callable[..., Tensor]:
        def remembering(logits: Tensor, target: Tensor) -> Tensor:
            asked.append(logits.float())
            return loss(asked[-1], target)

        remembering.__name__ = name
        return remembering

    def picked(log_p: Tensor, target: Tensor) -> Tensor:
        return -log_p[range(len(target)), target]

    sound = [
        by_name("cross_entropy", F.cross_entropy),
        by_name("nll_loss(log_softmax)", lambda z, y: picked(z.log_softmax(1), y).mean()),
    ]
    unsound: list[tuple[Callable[..., Tensor], str, str]] = [
        (
            by_name("cross_entropy of softmax", lambda z, y: F.cross_entropy(z.softmax(1), y)),
            "accepts a loss with softmax applied twice. It passes the first question; the second, a "
            "huge score on every right answer, must give 0.",
            "소프트맥스를 두 번 적용한 손실을 통과시킵니다. 첫째 질문에는 맞게 답하지만, 정답마다 아주 "
            "큰 점수를 주는 둘째 질문의 답이 0이 아닙니다.",
        ),
        (
            by_name("in bits", lambda z, y: F.cross_entropy(z, y) / math.log(2)),
            "accepts a loss in bits. It passes the second question; equal scores must give ln K.",
            "비트 단위의 손실을 통과시킵니다. 둘째 질문에는 맞게 답하지만, 점수가 모두 같을 때의 답이 "
            "ln K여야 합니다.",
        ),
        (
            by_name("summed", lambda z, y: F.cross_entropy(z, y, reduction="sum")),
            "accepts a sum over the rows. With one row it is the mean: ask with several.",
            "행에 대한 합을 통과시킵니다. 행이 하나면 합이 곧 평균입니다. 여러 행으로 물으십시오.",
        ),
        (
            by_name("softmax over the batch", lambda z, y: picked(z.log_softmax(0), y).mean()),
            "accepts a softmax over the batch. With as many rows as classes it passes the first "
            "question: ask with another number of rows.",
            "배치 방향의 소프트맥스를 통과시킵니다. 행의 수가 클래스의 수와 같으면 첫째 질문에 맞게 "
            "답합니다. 행의 수를 달리해 물으십시오.",
        ),
        (
            by_name("ignoring the target", lambda z, y: picked(z.log_softmax(1), 0 * y).mean()),
            "accepts a loss that takes class 0 for every target. Ask with other targets too.",
            "모든 정답을 클래스 0으로 여기는 손실을 통과시킵니다. 다른 정답으로도 물으십시오.",
        ),
        (
            by_name("negated", lambda z, y: -F.cross_entropy(z, y)),
            "accepts a loss with the sign turned. Compare the values, not their sizes.",
            "부호가 뒤집힌 손실을 통과시킵니다. 절댓값이 아니라 값을 비교하십시오.",
        ),
    ]
    for classes in (3, 5, 10):
        for loss in sound:
            answer = verdict(yours, loss, classes)
            if answer:
                continue
            largest = max([float(logits.max() - logits.min()) for logits in asked], default=0.0)
            if 0 < largest < 20:
                raise Wrong(
                    f"rejects a sound loss, because the largest score it tries is only "
                    f"{largest:g} above the others. Let it be 50.",
                    f"올바른 손실을 거부합니다. 시험한 점수가 나머지보다 {largest:g}밖에 크지 않기 "
                    f"때문입니다. 50쯤 크게 하십시오.",
                )
            if largest == 0:
                raise Wrong(
                    "rejects a sound loss, and never tries a huge score on the right answers.",
                    "올바른 손실을 거부하며, 정답에 아주 큰 점수를 주어 보지도 않습니다.",
                )
            raise Wrong(
                f"rejects {loss.__name__}, which is sound, with {classes} classes. Does it allow "
                f"for rounding? `math.isclose` or `torch.isclose` with an absolute tolerance.",
                f"클래스가 {classes}개일 때 올바른 손실을 거부합니다({loss.__name__}). 반올림 오차를 "
                f"허용합니까? `math.isclose`나 `torch.isclose`에 절대 허용 오차를 주십시오.",
            )
        for loss, english, korean in unsound:
            if verdict(yours, loss, classes):
                raise Wrong(english, korean)
    yours.cases = 3 * (len(sound) + len(unsound))


def verdict(yours: Solution, loss: Callable[..., Tensor], classes: int) -> bool:
    """Return the yes or no of a solution."""
    answer = yours.answer(loss=loss, classes=classes)
    if isinstance(answer, Tensor) and answer.shape == () and answer.dtype == torch.bool:
        return bool(answer)
    if not isinstance(answer, bool):
        kind = type(answer).__name__
        raise Wrong(
            f"returns something of type {kind}; the answer is True or False.",
            f"반환값이 {kind} 형입니다. True나 False를 반환하십시오.",
        )
    return answer


@task
def weighted_loss(yours: Solution) -> None:
    """Check `weighted_loss(logits, target, weight)`."""

    def row_losses(logits: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(logits, target, reduction="none")

    def total(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
        loss: Tensor = F.cross_entropy(logits, target, weight, reduction="sum")
        return loss

    def reference(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
        counted = weight[target[target >= 0]].sum()
        return total(logits, target, weight) / counted if counted else 0 * logits.sum()

    slips: list[Slip] = [
        (
            lambda z, y, w: F.cross_entropy(z, y, w),
            "gives nan when every target is ignored: 0 divided by 0. Such a batch must cost 0.",
            "모든 정답을 무시하면 0을 0으로 나누어 nan이 나옵니다. 그런 배치의 비용은 0이어야 합니다.",
        ),
        (
            lambda z, y, w: total(z, y, w) / len(y),
            "divides by the number of rows. A weighted mean is divided by the sum of the weights.",
            "행의 수로 나누었습니다. 가중 평균은 가중치의 합으로 나눕니다.",
        ),
        (
            lambda z, y, w: total(z, y, w) / (y >= 0).sum(),
            "divides by the number of rows that count. A weighted mean is divided by the sum of "
            "their weights.",
            "계산에 넣는 행의 수로 나누었습니다. 가중 평균은 그 행들의 가중치의 합으로 나눕니다.",
        ),
        (
            lambda z, y, w: total(z, y, w) / w.sum(),
            "divides by the sum of the weights of all classes. Add up one weight for each row, that "
            "of its target.",
            "모든 클래스의 가중치 합으로 나누었습니다. 행마다 그 정답의 가중치를 하나씩 더하십시오.",
        ),
        (
            lambda z, y, w: total(z, y, w),
            "this is the weighted sum. Divide it by the sum of the weights.",
            "가중치를 곱해 더한 값입니다. 가중치의 합으로 나누십시오.",
        ),
        (
            lambda z, y, w: w[y],
            "takes −100 for the number of a class, and there is none. Leave those rows out before "
            "anything is looked up.",
            "−100을 클래스 번호로 썼지만 그런 클래스는 없습니다. 값을 찾기 전에 그런 행을 빼십시오.",
        ),
        (
            lambda z, y, w: row_losses(z, y).sum() / (y >= 0).sum(),
            "the weights have no effect.",
            "가중치가 아무 영향을 주지 않습니다.",
        ),
        (
            lambda z, y, w: total(z, y.clamp(min=0), w) / w[y.clamp(min=0)].sum(),
            "counts ignored rows as if their target were class 0. They must count for nothing, above "
            "the line and below it.",
            "무시할 행의 정답을 클래스 0으로 보고 셉니다. 분자에도 분모에도 들어가지 않아야 합니다.",
        ),
        (
            lambda z, y, w: total(z, y, w) / w[y.clamp(min=0)].sum(),
            "leaves the ignored rows out above the line but not below it: their weights are in the "
            "sum that it divides by.",
            "무시할 행을 분자에서는 뺐지만 분모에서는 빼지 않았습니다. 나누는 합에 그 행들의 가중치가 "
            "들어 있습니다.",
        ),
    ]
    weight = torch.tensor([1.0, 10.0, 0.5, 2.0])
    for target in ([0, -100, 2, 1, -100, 0], [0, 1, 2, 3, 1], [1], [-100, 3], [-100, -100]):
        logits = draw(len(target), 4)
        yours.expect(
            reference, slips, "logits", logits=logits, target=torch.tensor(target), weight=weight
        )
    hidden: list[Slip] = [
        (
            lambda z, y, w: F.cross_entropy(z, y, w).nan_to_num(),
            "`nan_to_num` also hides the nan of a model that has diverged. Only a batch without "
            "targets costs 0.",
            "`nan_to_num`은 발산한 모델의 nan까지 감춥니다. 비용이 0인 것은 정답이 하나도 없는 배치뿐입니다.",
        ),
    ]
    logits, labels = draw(2, 4), torch.tensor([0, 1])
    logits[0] = math.nan
    yours.expect(reference, hidden, logits=logits, target=labels, weight=weight)


@task
def token_loss(yours: Solution) -> None:
    """Check `token_loss(scores, target)`."""

    def total(scores: Tensor, target: Tensor) -> Tensor:
        loss: Tensor = F.cross_entropy(scores.mT, target, reduction="sum")
        return loss

    def reference(scores: Tensor, target: Tensor) -> Tensor:
        loss: Tensor = F.cross_entropy(scores.mT, target)
        return loss

    slips: list[Slip] = [
        (
            F.cross_entropy,
            "takes the positions for classes, which passes in silence where there are as many: "
            "`F.cross_entropy` wants the classes on axis 1.",
            "위치를 클래스로 여겼습니다. 둘의 수가 같으면 드러나지도 않습니다. `F.cross_entropy`에서는 "
            "클래스가 1번 축입니다.",
        ),
        (
            lambda s, y: F.cross_entropy(s.reshape(len(s), s.shape[2], s.shape[1]), y),
            "reshapes (N, L, C) to (N, C, L), which tears the scores of a token apart. Swap the "
            "axes: `transpose(1, 2)`.",
            "(N, L, C)를 reshape로 (N, C, L)로 만들어, 토큰 하나의 점수들이 흩어졌습니다. "
            "`transpose(1, 2)`로 축을 맞바꾸십시오.",
        ),
        (
            lambda s, y: torch.stack(
                [F.cross_entropy(one, other) for one, other in zip(s, y, strict=True)]
            ).mean(),
            "takes the mean of the means of the sequences, so a token of a short sequence counts "
            "more. Take one mean over all tokens.",
            "시퀀스마다 구한 평균을 다시 평균해, 짧은 시퀀스의 토큰이 더 무겁게 반영됩니다. 모든 토큰에 "
            "대해 한 번만 평균하십시오.",
        ),
        (
            lambda s, y: total(s, y) / y.numel(),
            "divides by all positions. The padded ones are no tokens: divide by the targets that "
            "are not −100.",
            "모든 위치의 수로 나누었습니다. 패딩은 토큰이 아닙니다. −100이 아닌 정답의 수로 나누십시오.",
        ),
        (
            lambda s, y: total(s, y) / len(y),
            "divides by the number of sequences. The mean is over the tokens.",
            "시퀀스의 수로 나누었습니다. 토큰에 대한 평균을 구하십시오.",
        ),
        (
            total,
            "this is the sum over the tokens. Take their mean.",
            "토큰에 대한 합입니다. 평균을 구하십시오.",
        ),
        (
            lambda s, y: F.cross_entropy(s.mT, y.clamp(min=0)),
            "counts the padding as class 0. Targets of −100 must count for nothing.",
            "패딩을 클래스 0으로 계산합니다. 정답이 −100인 곳은 세지 않아야 합니다.",
        ),
        (
            lambda s, y: F.cross_entropy(s.mT.softmax(1), y),
            "softmax is applied twice: `F.cross_entropy` takes logits.",
            "소프트맥스가 두 번 적용되었습니다. `F.cross_entropy`는 로짓을 받습니다.",
        ),
        (
            lambda s, y: F.cross_entropy(s.transpose(0, 1).reshape(-1, s.shape[2]), y.flatten()),
            "scores and targets are flattened in different orders, so they no longer belong "
            "together.",
            "점수와 정답을 서로 다른 순서로 펼쳐서 짝이 맞지 않습니다.",
        ),
    ]
    for length, classes, padding in [(5, 3, 0), (4, 4, 0), (4, 4, 2), (5, 3, 3)]:
        scores, target = draw(2, length, classes), draw_classes(classes, 2, length)
        if padding:
            target[1, -padding:] = -100
        yours.expect(reference, slips, "scores", scores=scores, target=target)


@task
def as_logits(yours: Solution) -> None:
    """Check `as_logits(model)`."""
    x = draw(5, 4)

    def made(*middle: nn.Module) -> list[nn.Module]:
        torch.manual_seed(0)
        return [nn.Linear(4, 8), *middle, nn.Linear(8, 3)]

    plain = made(nn.Tanh())
    cases: list[tuple[list[nn.Module], list[nn.Module]]] = [
        (plain, [nn.Softmax(dim=1)]),
        (plain, [nn.LogSoftmax(dim=1)]),
        (plain, []),
        (plain, [nn.Softmax(dim=-1)]),
        (made(nn.Softmax(dim=1)), []),
        (made(nn.Tanh(), nn.Linear(8, 8), nn.ReLU()), [nn.Softmax(dim=1)]),
        ([*plain, nn.Tanh()], [nn.LogSoftmax(dim=1)]),
    ]
    for layers, end in cases:
        yours.cases += 1
        model = nn.Sequential(*layers, *end)
        last = type(model[-1]).__name__
        scores, before = nn.Sequential(*layers)(x), model(x)
        result = yours.run(model=model)
        if result is None:
            raise Wrong(
                "returns None. Return the model that gives logits.",
                "None이 반환됩니다. 로짓을 내는 모델을 반환하십시오.",
            )
        if not isinstance(result, nn.Module):
            kind = type(result).__name__
            raise Wrong(
                f"returns something of type {kind}; a module is asked for, such as "
                f"`nn.Sequential(...)`.",
                f"반환값이 {kind} 형입니다. `nn.Sequential(...)` 같은 모듈을 반환하십시오.",
            )
        if len(model) != len(layers) + len(end) or not same(model(x), before):
            raise Wrong(
                "changes the model that it was given. Whoever still uses it for probabilities gets "
                "logits. Build a new container around the same layers.",
                "받은 모델을 바꿉니다. 그 모델을 확률에 쓰던 곳에서 로짓을 받게 됩니다. 같은 층을 담는 "
                "새 모델을 만드십시오.",
            )
        try:
            answer = result(x)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise Wrong(
                f"for a model that ends in {last}, the returned model raises {what}",
                f"{last}로 끝나는 모델에서, 반환된 모델이 오류를 냅니다. {what}",
            ) from None
        if not isinstance(answer, Tensor) or not same(answer, scores):
            raise logits_fault(answer, scores, last)
        if {id(p) for p in result.parameters()} != {id(p) for p in model.parameters()}:
            raise Wrong(
                "the logits are right, but come from copies of the parameters. Training the "
                "returned model would leave the given one as it is. Share the layers.",
                "로짓은 맞지만 매개변수의 사본에서 나옵니다. 반환된 모델을 학습해도 원래 모델은 그대로입니다. "
                "층을 함께 쓰십시오.",
            )


def logits_fault(answer: Any, scores: Tensor, last: str) -> Wrong:
    """Return what is wrong with a model whose outputs are not the scores."""
    if not isinstance(answer, Tensor) or answer.shape != scores.shape:
        what = tuple(answer.shape) if isinstance(answer, Tensor) else type(answer).__name__
        return Wrong(
            f"for a model that ends in {last}, the returned one gives {what} and not "
            f"{tuple(scores.shape)}: is one layer too many gone?",
            f"{last}로 끝나는 모델에서 반환된 모델의 출력이 {tuple(scores.shape)}이 아니라 {what}입니다. "
            f"층을 하나 더 떼어 내지 않았습니까?",
        )
    if same(answer, scores.softmax(1)):
        return Wrong(
            f"for a model that ends in {last}, the returned one gives probabilities still.",
            f"{last}로 끝나는 모델에서, 반환된 모델이 여전히 확률을 냅니다.",
        )
    if same(answer, scores.log_softmax(1)) and last == "LogSoftmax":
        return Wrong(
            "a LogSoftmax at the end is still there. It harms no loss, but its outputs are not the "
            "scores of the last linear layer.",
            "끝의 LogSoftmax가 그대로 있습니다. 손실에는 해가 없지만, 그 출력은 마지막 선형층의 점수가 "
            "아닙니다.",
        )
    if same(answer, scores.log_softmax(1)):
        return Wrong(
            "takes the logarithm of the probabilities. That undoes softmax only until a probability "
            "underflows to 0: leave the layer out instead.",
            "확률의 로그를 구했습니다. 확률이 언더플로로 0이 되면 되돌릴 수 없습니다. 그 층을 빼십시오.",
        )
    return Wrong(
        f"for a model that ends in {last}, the outputs are not its scores. Only a softmax at the very "
        f"end goes; all that stands before it stays, wherever it stands.",
        f"{last}로 끝나는 모델에서 출력이 그 점수와 다릅니다. 맨 끝의 소프트맥스만 빼고, 그 앞의 층은 어디에 "
        f"있든 그대로 두십시오.",
    )


@task
def calibration_error(yours: Solution) -> None:
    """Check `calibration_error(probability, target, bins)`."""

    def binned(confidence: Tensor, correct: Tensor, place: Tensor, bins: int) -> Tensor:
        """Return the rows of each bin and its gap, correct less confidence, as two rows."""
        members = [place == b for b in range(bins)]
        gap = [(correct[m].mean() - confidence[m].mean()).nan_to_num() for m in members]
        return torch.stack([torch.stack([m.sum() for m in members]).float(), torch.stack(gap)])

    def parts(p: Tensor, y: Tensor, bins: int) -> tuple[Tensor, Tensor]:
        confidence, answer = p.max(1)
        place = (confidence * bins).long().clamp(max=bins - 1)
        rows, gap = binned(confidence, (answer == y).float(), place, bins)
        return rows / len(y), gap

    def reference(probability: Tensor, target: Tensor, bins: int) -> Tensor:
        share, gap = parts(probability, target, bins)
        return (share * gap.abs()).sum()

    def signed(p: Tensor, y: Tensor, bins: int) -> Tensor:
        return torch.stack(parts(p, y, bins)).prod(0).sum()

    def of_target(p: Tensor, y: Tensor, bins: int) -> Tensor:
        confidence = p[range(len(y)), y]
        place = (confidence * bins).long().clamp(max=bins - 1)
        rows, gap = binned(confidence, (p.argmax(1) == y).float(), place, bins)
        error: Tensor = (rows / len(y) * gap.abs()).sum()
        return error

    def without_the_last(p: Tensor, y: Tensor, bins: int) -> Tensor:
        kept = p.amax(1) < 1
        share, gap = parts(p[kept], y[kept], bins)
        return (share * gap.abs()).sum() * kept.sum() / len(y)

    slips: list[Slip] = [
        (
            lambda p, y, bins: parts(p, y, bins)[1].abs().sum() / (parts(p, y, bins)[0] > 0).sum(),
            "every bin counts alike, however few rows are in it. Weigh its gap by its share of the "
            "rows.",
            "행이 몇 개이든 모든 구간을 똑같이 셉니다. 구간의 차이에 행의 비율을 곱하십시오.",
        ),
        (
            lambda p, y, bins: parts(p, y, bins)[1].abs().mean(),
            "every bin counts alike, even the empty ones. Weigh its gap by its share of the rows.",
            "빈 구간까지 모든 구간을 똑같이 셉니다. 구간의 차이에 행의 비율을 곱하십시오.",
        ),
        *(
            (
                slip,
                "gaps of opposite sign cancel, so too high here makes up for too low there. Take "
                "the absolute value in each bin, before the sum.",
                "부호가 다른 차이끼리 지워져 높은 곳과 낮은 곳이 서로 메웁니다. 더하기 전에 구간마다 "
                "절댓값을 구하십시오.",
            )
            for slip in (signed, lambda *a: -signed(*a), lambda *a: signed(*a).abs())
        ),
        (
            of_target,
            "takes the probability of the target for the confidence. Confidence is the largest "
            "probability of the row, right or wrong.",
            "정답의 확률을 확신도로 썼습니다. 확신도는 맞든 틀리든 그 행의 가장 큰 확률입니다.",
        ),
        (
            lambda p, y, bins: (parts(p, y, bins)[0] * parts(p, y, bins)[1] ** 2).sum(),
            "squares the gaps. Take their absolute value.",
            "차이를 제곱했습니다. 절댓값을 구하십시오.",
        ),
        (
            lambda p, y, bins: (parts(p, y, bins)[0] * parts(p, y, bins)[1] ** 2).sum().sqrt(),
            "squares the gaps. Take their absolute value.",
            "차이를 제곱했습니다. 절댓값을 구하십시오.",
        ),
        (
            lambda p, y, bins: reference(p, y, 10),
            "always uses ten bins, whatever `bins` says.",
            "`bins`와 상관없이 언제나 구간 열 개를 씁니다.",
        ),
        (
            without_the_last,
            "loses the rows whose confidence is exactly 1: they belong to the last bin.",
            "확신도가 꼭 1인 행을 빠뜨립니다. 그 행은 마지막 구간에 듭니다.",
        ),
        (
            lambda p, y, bins: reference(p, y, bins) + math.nan,
            "gives nan: an empty bin has no mean. Leave empty bins out.",
            "nan이 나옵니다. 빈 구간에는 평균이 없습니다. 빈 구간을 빼십시오.",
        ),
    ]
    for rows, classes, bins in [(60, 3, 10), (200, 4, 5), (12, 3, 20)]:
        probability = draw(rows, classes).softmax(1)
        target = torch.where(
            torch.arange(rows) % 3 > 0, probability.argmax(1), draw_classes(classes, rows)
        )
        yours.expect(reference, slips, probability=probability, target=target, bins=bins)
    certain = torch.eye(3)[[0, 1, 2, 0]] * 0.4 + 0.2
    certain[:2] = torch.eye(3)[:2]
    target = torch.tensor([0, 2, 2, 1])
    yours.expect(reference, slips, probability=certain, target=target, bins=10)


@task
def top_p(yours: Solution) -> None:
    """Check `top_p(z, p)`."""

    def variant(
        z: Tensor,
        p: float,
        *,
        reaches: bool = True,
        first: bool = False,
        ranked: bool = True,
        in_place: str = "back",
        shared: bool = True,
    ) -> Tensor:
        """Return the right answer, or what a mistake makes of it."""
        falling, order = z.softmax(1).sort(dim=1, descending=True)
        if not ranked:
            falling, order = z.softmax(1), torch.arange(z.shape[1]).expand(z.shape)
        total = falling.cumsum(1)
        is_kept = (total - falling < p) if reaches else (total <= p)
        is_kept[:, 0] |= first
        kept = falling * is_kept
        kept = kept / kept.sum(1, keepdim=True) if shared else kept
        places = {"back": order.argsort(1), "again": order}
        return kept.gather(1, places[in_place]) if in_place in places else kept

    def above_from_least(z: Tensor, p: float) -> Tensor:
        rising, order = z.softmax(1).sort(dim=1)
        kept = (rising * (rising.cumsum(1) > p)).gather(1, order.argsort(1))
        return kept / kept.sum(1, keepdim=True)

    def bounded(z: Tensor, least: Tensor) -> Tensor:
        """Return the shares of the classes that have at least a probability."""
        kept = z.softmax(1) * (z.softmax(1) >= least)
        return kept / kept.sum(1, keepdim=True)

    slips: list[Slip] = [
        (
            lambda z, p: variant(z, p, reaches=False),
            "leaves out the class with which the sum reaches p. It belongs to those kept, so compare "
            "with p what the classes before it have; then one always stays.",
            "합이 p에 이르게 하는 클래스를 뺐습니다. 그 클래스도 남깁니다. 그 앞까지의 합을 p와 비교하면 적어도 하나는 "
            "남습니다.",
        ),
        (
            lambda z, p: variant(z, p, in_place="sorted"),
            "returns the shares from the largest down. Put each back to its class.",
            "비율을 큰 것부터 늘어놓은 채로 반환합니다. 클래스의 자리로 되돌리십시오.",
        ),
        (
            lambda z, p: variant(z, p, in_place="again"),
            "puts the shares in order a second time instead of back: that takes `order.argsort(dim=1)`.",
            "자리로 되돌리지 않고 한 번 더 정렬했습니다. 되돌리려면 `order.argsort(dim=1)`이 필요합니다.",
        ),
        (
            lambda z, p: variant(z, p, shared=False),
            "the right classes stay, but their probabilities do not sum to 1. Divide by their sum.",
            "남긴 클래스는 맞지만 확률의 합이 1이 아닙니다. 합으로 나누십시오.",
        ),
        (
            lambda z, p: variant(z, p, ranked=False),
            "adds up the classes in the order of their numbers. Begin with the most probable.",
            "클래스를 번호 순서로 더했습니다. 확률이 가장 높은 것부터 더하십시오.",
        ),
        (
            lambda z, p: variant(z, p, shared=False).softmax(1),
            "takes softmax of probabilities: the classes that were cut come back. Divide by the sum.",
            "확률에 소프트맥스를 적용해, 잘라 낸 클래스가 되돌아옵니다. 합으로 나누십시오.",
        ),
        (
            lambda z, p: variant(z, p, reaches=False, first=True),
            "leaves out the class with which the sum reaches p, except where it is the first. Compare "
            "with p what the classes before it have.",
            "합이 p에 이르게 하는 클래스를, 첫째일 때 말고는 뺐습니다. 그 앞까지의 합을 p와 비교하십시오.",
        ),
        (
            above_from_least,
            "adds up from the least probable and cuts at p. What is cut there may have 1 - p together.",
            "확률이 가장 낮은 것부터 더해 p에서 잘랐습니다. 거기서 자를 것은 합이 1 - p까지입니다.",
        ),
        (
            lambda z, p: bounded(z, p * z.softmax(1).amax(1, keepdim=True)),
            "this is min-p: it compares with the largest probability, not with a sum.",
            "min-p입니다. 합이 아니라 가장 큰 확률과 비교했습니다.",
        ),
        (
            lambda z, p: bounded(z, torch.tensor(1 - p)),
            "keeps each class with a probability of 1 - p. It is the sum of those kept that has to reach p.",
            "확률이 1 - p 이상인 클래스를 남깁니다. p에 이르러야 하는 것은 남긴 확률의 합입니다.",
        ),
        (
            lambda z, p: z.softmax(1),
            "keeps every class.",
            "모든 클래스를 남깁니다.",
        ),
    ]
    for rows, classes, size, p in [
        (8, 5, 1.5, 0.6),
        (3, 8, 0.2, 0.7),
        (1, 3, 1, 0.05),
        (2, 6, 1, 1.0),
    ]:
        yours.expect(variant, slips, z=size * draw(rows, classes), p=p)


@task
def pooled_mean(yours: Solution) -> None:
    """Check `pooled_mean(means, counts)`."""

    def reference(means: Tensor, counts: Tensor) -> Tensor:
        return torch.where(counts > 0, means * counts, 0.0).sum() / counts.sum()

    slips: list[Slip] = [
        (
            lambda means, counts: (means * counts).sum() / counts.sum(),
            "an empty shard has the mean nan, and nan times 0 is nan. Leave such shards out before "
            "anything is multiplied.",
            "빈 샤드의 평균은 nan이고, nan에 0을 곱해도 nan입니다. 곱하기 전에 그런 샤드를 빼십시오.",
        ),
        (
            lambda means, counts: means.mean(),
            "the mean of the means: a row of a small shard counts more than a row of a large one.",
            "평균의 평균입니다. 작은 샤드의 행이 큰 샤드의 행보다 무겁게 반영됩니다.",
        ),
        (
            lambda means, counts: (means * counts).sum() / len(counts),
            "divides by the number of shards. Divide by the number of rows.",
            "샤드의 수로 나누었습니다. 행의 수로 나누십시오.",
        ),
        (
            lambda means, counts: (means * counts).sum(),
            "this is the sum over all rows. Divide it by their number.",
            "모든 행에 대한 합입니다. 행의 수로 나누십시오.",
        ),
        (
            lambda means, counts: means.nanmean(),
            "leaves the empty shard out, but the others still count alike whatever their size.",
            "빈 샤드는 뺐지만, 나머지를 크기와 상관없이 똑같이 셉니다.",
        ),
        (
            lambda means, counts: means.median(),
            "this is the median of the means. Weigh them by their rows.",
            "평균들의 중앙값입니다. 행의 수로 가중치를 주십시오.",
        ),
        (
            lambda means, counts: means[counts.argmax()],
            "returns the mean of the largest shard alone. Every row counts.",
            "가장 큰 샤드의 평균만 반환합니다. 모든 행을 세어야 합니다.",
        ),
        (
            lambda means, counts: (means / counts).sum() / (1 / counts).sum(),
            "weighs each mean by one over its rows: the small shards count most.",
            "행의 수의 역수로 가중치를 주어, 작은 샤드가 가장 무겁게 반영됩니다.",
        ),
    ]
    for counts in ([6, 2], [5, 5, 1, 9], [3, 0, 4], [7]):
        means = draw(len(counts)).abs() + 1
        means[torch.tensor(counts) == 0] = math.nan
        yours.expect(reference, slips, means=means, counts=torch.tensor(counts))
    hides = (
        "hides a shard that has rows and reports nan: it has diverged, and the mean must tell. Leave "
        "out the shards without rows, by their counts, and no others.",
        "행이 있는데도 nan을 보고하는 샤드를 감춥니다. 발산한 것이므로 평균에 드러나야 합니다. nan인지가 아니라 "
        "행의 수를 보고, 행이 없는 샤드만 빼십시오.",
    )
    diverged: list[Slip] = [
        (lambda means, counts: (means * counts).nansum() / counts.sum(), *hides),
        (
            lambda means, counts: (means * counts).nansum() / counts[~means.isnan()].sum(),
            *hides,
        ),
    ]
    means, rows = torch.tensor([1.5, math.nan, math.nan]), torch.tensor([3, 2, 0])
    yours.expect(reference, diverged, means=means, counts=rows)


def largest_logits(classes: int, weight: int, work: Callable[[], Any]) -> tuple[int, int]:
    """Return how many rows of logits a tensor has at most while some work is done, and all together.

    What has as many numbers as the weight is not counted in the second.
    """
    rows = held = 0
    alive: dict[int, tuple[Any, int]] = {}

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(
            self, function: Any, types: Any, arguments: Any = (), named: Any = None
        ) -> Any:
            """Do what is asked and look at what comes of it."""
            nonlocal rows, held
            result = function(*arguments, **(named or {}))
            for one in result if isinstance(result, tuple | list) else [result]:
                if (
                    isinstance(one, Tensor)
                    and one.ndim
                    and classes in (one.shape[0], one.shape[-1])
                ):
                    rows = max(rows, one.numel() // classes)
                    if one.numel() == weight:
                        continue  # the weight itself, or a copy
                    weak = StorageWeakRef(one.untyped_storage())
                    alive[weak.cdata] = weak, one.numel() // classes
            for key in [key for key, (weak, _) in alive.items() if weak.expired()]:
                del alive[key]
            held = max(held, sum(count for _, count in alive.values()))
            return result

    with Watch():  # type: ignore[no-untyped-call]  # PyTorch gives it no types
        work()
    return rows, held


@task
def chunked_loss(yours: Solution) -> None:
    """Check `chunked_loss(hidden, weight, target, rows)`."""

    def losses(hidden: Tensor, weight: Tensor, target: Tensor, rows: int) -> list[Tensor]:
        pairs = zip(hidden.split(rows), target.split(rows), strict=True)
        return [F.cross_entropy(h @ weight.T, y, reduction="sum") for h, y in pairs]

    def reference(hidden: Tensor, weight: Tensor, target: Tensor, rows: int) -> Tensor:
        loss: Tensor = F.cross_entropy(hidden @ weight.T, target)
        return loss

    def only_whole(h: Tensor, w: Tensor, y: Tensor, rows: int) -> list[Tensor]:
        return losses(h, w, y, rows)[: len(y) // rows]

    slips: list[Slip] = [
        (
            lambda h, w, y, rows: torch.stack(
                [
                    loss / len(part)
                    for loss, part in zip(losses(h, w, y, rows), y.split(rows), strict=True)
                ]
            ).mean(),
            "the mean of the chunks' means: the last chunk is smaller, and its rows count more. Add "
            "up the losses and divide once.",
            "청크마다 구한 평균을 다시 평균했습니다. 마지막 청크가 작아서 그 행들이 더 무겁게 반영됩니다. "
            "손실을 모두 더한 뒤 한 번만 나누십시오.",
        ),
        (
            lambda h, w, y, rows: sum(only_whole(h, w, y, rows)) / len(y),
            "leaves out the rows after the last whole chunk.",
            "마지막으로 꽉 찬 청크 뒤의 행을 빠뜨립니다.",
        ),
        (
            lambda h, w, y, rows: sum(only_whole(h, w, y, rows)) / (len(y) // rows * rows),
            "leaves out the rows after the last whole chunk.",
            "마지막으로 꽉 찬 청크 뒤의 행을 빠뜨립니다.",
        ),
        (
            lambda h, w, y, rows: sum(losses(h, w, y, rows)),
            "this is the sum over the rows. Divide it by their number.",
            "행에 대한 합입니다. 행의 수로 나누십시오.",
        ),
        (
            lambda h, w, y, rows: sum(losses(h, w, y, rows)) / len(losses(h, w, y, rows)),
            "divides the sum by the number of chunks. Divide it by the number of rows.",
            "합을 청크의 수로 나누었습니다. 행의 수로 나누십시오.",
        ),
        (
            lambda h, w, y, rows: losses(h, w, y, rows)[-1] / len(y.split(rows)[-1]),
            "returns the loss of the last chunk. Add up all of them.",
            "마지막 청크의 손실을 반환합니다. 모두 더하십시오.",
        ),
        (
            lambda h, w, y, rows: (
                sum(
                    F.cross_entropy(part, y[: len(part)], reduction="sum")
                    for part in (h @ w.T).split(rows)
                )
                / len(y)
            ),
            "compares every chunk with the first targets. The targets must be cut like the rows.",
            "모든 청크를 맨 앞의 정답과 비교합니다. 정답도 행과 같이 나누십시오.",
        ),
    ]
    for count, rows in [(10, 4), (20, 4), (7, 7), (9, 1)]:
        hidden, weight, target = draw(count, 3), draw(30, 3), draw_classes(30, count)
        arguments: dict[str, Any] = {"hidden": hidden, "weight": weight}
        arguments |= {"target": target, "rows": rows}
        yours.expect(reference, slips, **arguments)
        if TorchDispatchMode is None:
            yours.unchecked = say(
                "How many logits existed at once only PyTorch itself can tell; see the notebook.",
                "로짓이 한꺼번에 몇 개 만들어졌는지는 PyTorch가 있어야 알 수 있으므로 노트북에서 확인하십시오.",
            )
            continue
        seen, held = largest_logits(30, 90, functools.partial(yours.run, **arguments))
        if seen > max(rows, 3):  # as many has the weight itself, transposed or copied
            raise memory_fault(seen, count, rows)
        if held > 4 * rows + 3 and held >= count:
            raise Wrong(
                f"the loss is right, but the chunks are all kept: with {count} rows and rows={rows} "
                f"there were logits for {held} rows at one time. Reduce each chunk to its loss "
                f"before you make the next.",
                f"손실은 맞지만 청크를 모두 들고 있습니다. {count}행에 rows={rows}일 때 {held}행의 로짓이 "
                f"한꺼번에 있었습니다. 다음 청크를 만들기 전에 청크마다 손실까지 구하십시오.",
            )


def memory_fault(seen: int, count: int, rows: int) -> Wrong:
    """Return what is wrong with a loss that is right but held more logits than it may."""
    if seen == -(-count // rows):
        return Wrong(
            f"the loss is right, but `rows` was taken for the number of chunks: with {count} rows "
            f"and rows={rows} there were logits for {seen} rows at once. `torch.split` takes the "
            f"size of a chunk, `torch.chunk` their number.",
            f"손실은 맞지만 `rows`를 청크의 개수로 보았습니다. {count}행에 rows={rows}일 때 {seen}행의 "
            f"로짓이 한꺼번에 만들어졌습니다. `torch.split`은 청크의 크기를, `torch.chunk`는 개수를 "
            f"받습니다.",
        )
    return Wrong(
        f"the loss is right, but the logits of {seen} rows existed at once; {rows} are allowed. "
        f"Multiply by the weight inside the loop.",
        f"손실은 맞지만 {seen}행의 로짓이 한꺼번에 만들어졌습니다. {rows}행까지만 됩니다. 가중치를 "
        f"곱하는 일을 반복문 안에서 하십시오.",
    )


class Processes:
    """Plays processes, one after another.

    In `all_reduce` a process waits for the others: it is left, and begun anew when all have come
    there, with the answers that it has had so far.
    """

    def __init__(self, count: int) -> None:
        self.count, self.calls, self.numbers = count, 0, 0
        self.parts: list[tuple[str, Tensor]] = []
        self.answers: list[Tensor] = []

    def all_reduce(self, tensor: Tensor, op: str = "sum") -> Tensor:
        """Return the sum or the largest of the tensors of all processes, element by element."""
        if op not in ("sum", "max"):
            raise ValueError(f'op is {op!r}; it must be "sum" or "max"')
        self.calls += 1
        if self.calls <= len(self.answers):
            return self.answers[self.calls - 1].clone()
        self.parts.append((op, torch.as_tensor(tensor).detach().clone()))
        raise Waits

    def run(self, works: list[Callable[[], Any]]) -> list[Any]:
        """Run one piece of work for each process and return the results.

        Raises Stuck if the processes do not meet, or what the first of them raises.
        """
        while True:
            self.parts, results = [], []
            errors: list[Exception] = []
            for work in works:
                self.calls = 0
                try:
                    results.append(work())
                except Waits:
                    pass
                except Exception as error:
                    errors.append(error)
            if errors:
                raise errors[0]
            if not self.parts:
                return results
            self.answers.append(self.combined())

    def combined(self) -> Tensor:
        """Return what all get for their parts. Raises Stuck if these do not belong together."""
        ops, tensors = {op for op, _ in self.parts}, [tensor for _, tensor in self.parts]
        self.numbers += sum(tensor.numel() for tensor in tensors)
        is_alike = len(ops) == len({tensor.shape for tensor in tensors}) == 1
        if len(tensors) < self.count or not is_alike:
            raise Stuck
        stacked = torch.stack(tensors)
        return stacked.sum(0) if ops == {"sum"} else stacked.amax(0)


class Waits(BaseException):
    """Leaves a process that waits for others; no solution catches it by mistake."""


class Stuck(Exception):
    """Processes that do not call `all_reduce` alike would wait for each other for ever."""


@task
def vocabulary_parallel_loss(yours: Solution) -> None:
    """Check `vocabulary_parallel_loss(logits, target, first, all_reduce)`."""

    def by_two(local: Callable[[Tensor, Tensor, int], Tensor]) -> Callable[..., Tensor]:
        """Return the sum of what the processes have, for the slips below."""

        def together(whole: Tensor, target: Tensor, widths: list[int]) -> Tensor:
            firsts = [sum(widths[:i]) for i in range(len(widths))]
            parts = zip(whole.split(widths, dim=1), firsts, strict=True)
            return torch.stack([local(part, target, first) for part, first in parts])

        return together

    def chosen(z: Tensor, y: Tensor, first: int) -> Tensor:
        hit = torch.arange(first, first + z.shape[1]) == y[:, None]
        return torch.where(hit, z, 0).sum(1)

    def clamped(z: Tensor, y: Tensor, first: int) -> Tensor:
        return z.gather(1, (y - first).clamp(0, z.shape[1] - 1)[:, None])[:, 0]

    def wrapped(z: Tensor, y: Tensor, first: int) -> Tensor:
        return z[range(len(y)), y.clamp(max=z.shape[1] - 1)]

    def local_sum(z: Tensor, y: Tensor, first: int) -> Tensor:
        return (z - z.amax(1, keepdim=True)).exp().sum(1)

    slips: list[Slip] = [
        (
            lambda z, y, w: (
                z.amax(1) + by_two(local_sum)(z, y, w).sum(0).log() - by_two(chosen)(z, y, w).sum(0)
            ).mean(),
            "each process subtracts its own largest score before the exponentials are added up, so "
            "the sum mixes different shifts. All must subtract the same one: all_reduce with "
            '"max" first.',
            "지수함수 값을 더하기 전에 프로세스마다 제 최댓값을 빼서, 서로 다른 기준이 합에 섞입니다. 모두 같은 "
            '값을 빼야 합니다. 먼저 "max"로 all_reduce 하십시오.',
        ),
        (
            lambda z, y, w: (z.exp().sum(1).log() - by_two(chosen)(z, y, w).sum(0)).mean(),
            "overflows with scores near 1000. Subtract the largest score of the row, over all "
            "processes, before the exponential.",
            "점수가 1000쯤이면 오버플로가 납니다. 지수함수를 적용하기 전에, 모든 프로세스를 통틀어 그 행에서 "
            "가장 큰 점수를 빼십시오.",
        ),
        (
            lambda z, y, w: (z.logsumexp(1) - by_two(clamped)(z, y, w).sum(0)).mean(),
            "a process that does not hold the target's class adds some other score. It must add 0.",
            "정답 클래스를 갖지 않은 프로세스가 엉뚱한 점수를 더합니다. 0을 더해야 합니다.",
        ),
        (
            lambda z, y, w: (z.logsumexp(1) - by_two(wrapped)(z, y, w).sum(0)).mean(),
            "looks the target up without subtracting `first`: column 0 of this process is class "
            "`first`.",
            "`first`를 빼지 않고 정답을 찾습니다. 이 프로세스의 0번 열이 클래스 `first`입니다.",
        ),
        (
            lambda z, y, w: (
                z.logsumexp(1) - by_two(lambda z, y, _: chosen(z, y, 0))(z, y, w).sum(0)
            ).mean(),
            "looks the target up without subtracting `first`: column 0 of this process is class "
            "`first`.",
            "`first`를 빼지 않고 정답을 찾습니다. 이 프로세스의 0번 열이 클래스 `first`입니다.",
        ),
        (
            lambda z, y, w: (
                by_two(lambda z, *_: z.logsumexp(1))(z, y, w).sum(0)
                - by_two(chosen)(z, y, w).sum(0)
            ).mean(),
            "adds up the logarithms of the processes. The exponentials are what adds up; the "
            "logarithm comes once, at the end.",
            "프로세스마다 구한 로그를 더했습니다. 더해야 하는 것은 지수함수 값이고, 로그는 끝에 한 번만 구합니다.",
        ),
        (
            lambda z, y, w: (z[:, : w[0]].logsumexp(1) - chosen(z[:, : w[0]], y, 0)).mean(),
            "each process answers from its own classes: what `all_reduce` returns is not used. It "
            "changes nothing in place; keep its result.",
            "프로세스마다 자기 클래스만으로 답합니다. `all_reduce`가 돌려준 값을 쓰지 않았기 때문입니다. "
            "제자리에서 바꾸지 않으므로 반환값을 받아 쓰십시오.",
        ),
        (
            lambda z, y, w: (z.logsumexp(1) - by_two(chosen)(z, y, w).sum(0)).sum(),
            "this is the sum over the rows. Take the mean.",
            "행에 대한 합입니다. 평균을 구하십시오.",
        ),
    ]
    for rows, widths, shift in [(5, [4, 4], 0), (6, [2, 5, 3], 0), (4, [3, 3, 3], 1000)]:
        yours.cases += 1
        whole = draw(rows, sum(widths)) + shift
        target = torch.arange(rows) * 3 % sum(widths)
        right = F.cross_entropy(whole, target)
        answers, numbers = parallel(yours, whole, target, widths)
        if any(answer is None for answer in answers):
            raise nothing()
        if not same(answers, parallel(yours, whole, target, widths)[0]):
            raise unsteady()
        for answer in answers:
            arguments = {"whole": whole, "target": target, "widths": widths}
            yours.compare(answer, right, slips, arguments)
        if numbers > 4 * rows * len(widths):
            raise Wrong(
                f"the loss is right, but each process sends {numbers / rows / len(widths):g} "
                f"numbers a row. Three are enough: the largest score, the sum of exponentials, the "
                f"score of the target.",
                f"손실은 맞지만 프로세스마다 한 행에 수를 {numbers / rows / len(widths):g}개나 보냅니다. "
                f"최댓값, 지수함수 값의 합, 정답의 점수, 이렇게 셋이면 됩니다.",
            )


def parallel(
    yours: Solution, whole: Tensor, target: Tensor, widths: list[int]
) -> tuple[list[Any], int]:
    """Return the answers of one process for each width, and how many numbers were sent."""
    processes = Processes(len(widths))
    works: list[Callable[[], Any]] = []
    for number, part in enumerate(whole.split(widths, dim=1)):
        arguments = {
            "logits": part.clone(),
            "target": target,
            "first": sum(widths[:number]),
            "all_reduce": processes.all_reduce,
        }
        works.append(functools.partial(yours.run, **arguments))
    try:
        return processes.run(works), processes.numbers
    except Stuck:
        raise Wrong(
            "the processes do not meet: one calls `all_reduce` less often than another, with "
            "another op or for another shape, and would wait for ever. All must make the same "
            "calls, whether or not they hold the target.",
            "프로세스들이 서로 만나지 못합니다. 어느 하나가 `all_reduce`를 덜 부르거나, 다른 연산이나 "
            "다른 형태로 불러서 영원히 기다리게 됩니다. 정답을 갖고 있든 아니든 모두 똑같이 불러야 합니다.",
        ) from None


@task
def accumulate(yours: Solution) -> None:
    """Check `accumulate(model, optimizer, batches)`."""
    sizes = [5, 2, 1]
    batches = list(zip(draw(8, 4).split(sizes), draw_classes(3, 8).split(sizes), strict=True))

    def steps(one: Callable[..., Any]) -> tuple[list[Tensor], list[float], list[Any]]:
        """Train a fresh model; return the parameters, the costs by reference and the answers."""
        torch.manual_seed(0)
        model = nn.Linear(4, 3)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        costs, answers = [], []
        for _ in range(2):
            with torch.no_grad():
                costs.append(F.cross_entropy(model(draw(8, 4)), draw_classes(3, 8)).item())
            answers.append(one(model=model, optimizer=optimizer, batches=list(batches)))
        return [p.detach().clone() for p in model.parameters()], costs, answers

    def stepping(
        shares: Callable[[int], float], clears: str = "before", steps_each: bool = False
    ) -> list[Tensor]:
        """Return the parameters after two calls that weigh the mean of each batch in some way."""

        def one(model: nn.Module, optimizer: Any, batches: Any) -> None:
            if clears == "before":
                optimizer.zero_grad()
            for x, target in batches:
                if clears == "each":
                    optimizer.zero_grad()
                (shares(len(target)) * F.cross_entropy(model(x), target)).backward()
                if steps_each:
                    optimizer.step()
            if not steps_each:
                optimizer.step()

        return steps(one)[0]

    def share(n: int) -> float:
        return n / 8

    yours.cases = 2
    parameters, costs, answers = steps(yours.run)
    if not same(parameters, stepping(share)):
        for led, english, korean in [
            (
                stepping(lambda n: 1 / 3),
                "averages the means of the batches, so a row of a small batch counts more. Divide "
                "the sum of the losses by the number of all rows.",
                "배치마다 구한 평균을 다시 평균해, 작은 배치의 행이 더 무겁게 반영됩니다. 손실의 합을 모든 행의 "
                "수로 나누십시오.",
            ),
            (
                stepping(lambda n: 1.0),
                "adds up the means of the batches: the step is too long, and a row of a small batch "
                "counts more.",
                "배치마다 구한 평균을 더했습니다. 스텝이 너무 길고, 작은 배치의 행이 더 무겁게 반영됩니다.",
            ),
            (
                stepping(float),
                "differentiates the sum of the losses. Divide by the number of all rows.",
                "손실의 합을 미분했습니다. 모든 행의 수로 나누십시오.",
            ),
            (
                stepping(share, clears="each"),
                "clears the gradients before each batch, so only the last one is left. Clear once.",
                "배치마다 기울기를 비워서 마지막 배치의 것만 남습니다. 한 번만 비우십시오.",
            ),
            (
                stepping(share, clears="never"),
                "never clears the gradients, so those of the call before are still in them.",
                "기울기를 비우지 않아 지난번 호출의 기울기가 남아 있습니다.",
            ),
            *(
                (
                    stepping(weigh, clears=clears, steps_each=True),
                    "makes a step for each batch. Let the gradients add up, and make one step.",
                    "배치마다 스텝을 진행합니다. 기울기를 모두 더한 다음 한 스텝만 진행하십시오.",
                )
                for weigh in (share, lambda n: 1.0, lambda n: 1 / 3)
                for clears in ("each", "before")
            ),
        ]:
            if same(parameters, led):
                raise Wrong(english, korean)
        raise Wrong(
            "the parameters after two calls are not those of one step a call on the mean over all "
            "rows.",
            "두 번 부른 뒤의 매개변수가, 한 번에 한 스텝씩 모든 행의 평균으로 진행한 것과 다릅니다.",
        )
    for cost, answer in zip(costs, answers, strict=True):
        if answer is None:
            raise nothing()
        number, right = as_tensors(answer, torch.tensor(cost)), torch.tensor(cost)
        if not same(number, right):
            made = "trains well, but the cost is another: ", "학습은 잘 되지만 비용이 다릅니다. "
            raise difference(number, right, {"batches": [len(y) for _, y in batches]}, *made)


class Watched(nn.Module):
    """A model that doubles its logits in training mode and notes how it was called."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 3)
        self.modes: set[bool] = set()
        self.graphs: set[bool] = set()

    def forward(self, x: Tensor) -> Tensor:
        """Return the logits of the rows."""
        logits: Tensor = (1 + self.training) * self.linear(x)
        self.modes.add(self.training)
        self.graphs.add(logits.requires_grad)
        return logits


@task
def evaluate(yours: Solution) -> None:
    """Check `evaluate(model, batches)`."""

    def losses(model: nn.Module, batches: Any) -> list[Tensor]:
        with torch.no_grad():
            return [F.cross_entropy(model(x), y, reduction="none") for x, y in batches]

    def rows(batches: Any) -> int:
        return sum(len(target) for _, target in batches)

    slips: list[Slip] = [
        (
            lambda model, batches: torch.stack([x.mean() for x in losses(model, batches)]).mean(),
            "averages the means of the batches, so a row of the small last batch counts more. Add up "
            "the losses of all rows, and divide once.",
            "배치마다 구한 평균을 다시 평균해, 작은 마지막 배치의 행이 더 무겁게 반영됩니다. 모든 행의 손실을 "
            "더하고 한 번만 나누십시오.",
        ),
        (
            lambda model, batches: sum(x.mean() for x in losses(model, batches)),
            "adds up the means of the batches. Divide the sum of all losses by the number of rows.",
            "배치마다 구한 평균을 더했습니다. 모든 손실의 합을 행의 수로 나누십시오.",
        ),
        (
            lambda model, batches: sum(x.mean() for x in losses(model, batches)) / rows(batches),
            "adds up the means of the batches and divides by the number of rows, so it divides by "
            'the rows twice. `reduction="sum"` gives the sum of a batch.',
            "배치마다 구한 평균을 더해 행의 수로 나누었으니, 행의 수로 두 번 나눈 셈입니다. "
            '`reduction="sum"`이 배치의 합을 구합니다.',
        ),
        (
            lambda model, batches: torch.cat(losses(model, batches)).sum(),
            "this is the sum of the losses. Divide by the number of rows.",
            "손실의 합입니다. 행의 수로 나누십시오.",
        ),
        (
            lambda model, batches: torch.cat(losses(model, batches)).sum() / len(batches),
            "divides by the number of batches. Divide by the number of rows.",
            "배치의 수로 나누었습니다. 행의 수로 나누십시오.",
        ),
        (
            lambda model, batches: losses(model, batches)[-1].mean(),
            "this is the cost of the last batch alone. Add up over all batches.",
            "마지막 배치만의 비용입니다. 모든 배치에 걸쳐 더하십시오.",
        ),
        (
            lambda model, batches: losses(model, batches)[0].mean(),
            "this is the cost of the first batch alone: is `return` inside the loop?",
            "첫 배치만의 비용입니다. `return`이 반복문 안에 있습니까?",
        ),
    ]
    for sizes, is_training in [([4, 4, 1], True), ([3, 5], False), ([6], True)]:
        yours.cases += 1
        torch.manual_seed(0)
        model, count = Watched().train(is_training), sum(sizes)
        x, target = draw(count, 4).split(sizes), draw_classes(3, count).split(sizes)
        pairs = list(zip(x, target, strict=True))
        answer = yours.answer(model=model, batches=pairs)
        if not model.modes:
            raise Wrong("never calls the model.", "모델을 부르지 않습니다.")
        if True in model.modes:
            raise Wrong(
                "the model answers in training mode, where dropout drops and batch normalisation "
                "learns. Call `model.eval()` first.",
                "모델이 학습 모드로 답합니다. 이 모드에서는 드롭아웃이 값을 버리고 배치 정규화가 통계를 "
                "바꿉니다. 먼저 `model.eval()`을 부르십시오.",
            )
        if True in model.graphs:
            raise Wrong(
                "keeps a graph for each batch, for gradients that nobody asks for. Compute inside "
                "`with torch.no_grad():`.",
                "아무도 쓰지 않을 기울기를 위해 배치마다 그래프를 남깁니다. `with torch.no_grad():` 안에서 "
                "계산하십시오.",
            )
        if model.training != is_training:
            raise Wrong(
                *(
                    "leaves the model in evaluation mode, so training goes on without dropout. Put "
                    "it back: `model.train()`.",
                    "모델을 평가 모드로 남겨 두어, 뒤이은 학습에서 드롭아웃이 꺼집니다. `model.train()`으로 "
                    "되돌리십시오.",
                )
                if is_training
                else (
                    "switches training mode on, though it was off before. Remember `model.training`, "
                    "and restore it: `model.train(was_training)`.",
                    "처음에 꺼져 있던 학습 모드를 켭니다. `model.training`을 기억해 두었다가 "
                    "`model.train(was_training)`으로 되돌리십시오.",
                )
            )
        model.eval()
        right = torch.cat(losses(model, pairs)).mean()
        arguments = {"model": model, "batches": pairs}
        yours.compare(as_tensors(answer, right), right, slips, arguments)


@task
def early_stopping(yours: Solution) -> None:
    """Check `early_stopping(costs, patience)`."""

    def walk(costs: list[float], patience: int, takes_ties: bool = False) -> tuple[int, int]:
        """Return the best epoch and the one in which training stops."""
        best = epoch = 0
        for epoch, cost in enumerate(costs):
            if cost < costs[best] or (takes_ties and cost == costs[best]):
                best = epoch
            if epoch - best == patience:
                break
        return best, epoch

    def rises_in_a_row(costs: list[float], patience: int) -> int:
        rises = epoch = 0
        for epoch in range(1, len(costs)):
            rises = rises + 1 if costs[epoch] >= costs[epoch - 1] else 0
            if rises == patience:
                break
        return costs.index(min(costs[: epoch + 1]))

    slips: list[Slip] = [
        (
            lambda costs, patience: costs.index(min(costs)),
            "takes the least cost of all, from an epoch that was never reached: training stopped "
            "before.",
            "전체에서 가장 작은 비용을 골랐습니다. 그 에폭 전에 이미 학습이 멈추었습니다.",
        ),
        (
            lambda costs, patience: walk(costs, patience)[1],
            "returns the epoch in which training stops. Its parameters are worse than those of the "
            "best epoch, which are to be kept.",
            "학습이 멈춘 에폭을 반환합니다. 그때의 매개변수는 가장 좋은 에폭의 것보다 나쁩니다. 가장 좋은 "
            "에폭을 반환하십시오.",
        ),
        (
            lambda costs, patience: walk(costs, patience)[0] + 1,
            "counts the epochs from 1. The first is 0, as an index of the list.",
            "에폭을 1부터 셉니다. 리스트의 인덱스처럼 첫 에폭이 0입니다.",
        ),
        (
            lambda costs, patience: costs[walk(costs, patience)[0]],
            "returns the cost of the best epoch. Return its number.",
            "가장 좋은 에폭의 비용을 반환합니다. 그 번호를 반환하십시오.",
        ),
        (
            lambda costs, patience: walk(costs, patience + 1)[0],
            "waits an epoch too long: after `patience` epochs without a new minimum it is over.",
            "한 에폭 더 기다립니다. 최솟값이 새로 나오지 않은 에폭이 `patience`개가 되면 끝입니다.",
        ),
        (
            lambda costs, patience: walk(costs, patience - 1)[0],
            "gives up an epoch too early: it takes `patience` epochs without a new minimum.",
            "한 에폭 일찍 그만둡니다. 최솟값이 새로 나오지 않은 에폭이 `patience`개여야 합니다.",
        ),
        (
            rises_in_a_row,
            "compares each cost with the one before. A cost that falls and is still above the best "
            "is no new minimum.",
            "비용을 바로 앞의 비용과 비교합니다. 내려가더라도 최솟값보다 크면 새 최솟값이 아닙니다.",
        ),
        (
            lambda costs, patience: walk(costs, patience, takes_ties=True)[0],
            "takes a cost as low as the best for a new minimum. Only a lower one is: `<`.",
            "최솟값과 같은 비용을 새 최솟값으로 봅니다. 더 작아야 합니다. `<`를 쓰십시오.",
        ),
    ]
    for costs, patience in [
        ([3.1, 2.2, 4.0, 4.5, 1.3, 5.0, 5.1, 5.2, 0.4], 2),
        ([3.1, 2.2, 4.0, 1.3, 5.0, 5.1, 5.2], 2),
        ([5.1, 1.2, 3.0, 2.5, 2.1, 0.5, 4.0, 6.0, 0.1], 2),
        ([2.2, 1.1, 1.5, 1.1, 3.0, 4.0, 5.0], 3),
        ([4.4, 3.3, 2.2, 1.1], 2),
        ([0.9, 1.1, 0.2], 1),
    ]:
        yours.cases += 1
        first, second = (yours.run(costs=list(costs), patience=patience) for _ in range(2))
        if first is None:
            raise nothing()
        if not same(first, second):
            raise unsteady()
        if not isinstance(first, int | float | Tensor) or torch.as_tensor(first).numel() != 1:
            kind = type(first).__name__
            raise Wrong(
                f"returns something of type {kind}. The epoch is one whole number.",
                f"반환값이 {kind} 형입니다. 에폭을 나타내는 정수 하나를 반환하십시오.",
            )
        found = first.item() if isinstance(first, Tensor) else first
        best = walk(costs, patience)[0]
        if found == best:
            continue
        for slip, english, korean in slips:
            if math.isclose(slip(costs, patience), found, rel_tol=1e-6):
                raise Wrong(english, korean)
        raise Wrong(
            f"for costs = {costs}, patience = {patience} the answer is {found}; it should be {best}.",
            f"costs = {costs}, patience = {patience}에서 반환값: {found}. 바른 값: {best}.",
        )


@task
def token_accuracy(yours: Solution) -> None:
    """Check `token_accuracy(scores, target)`."""

    def hits(scores: Tensor, target: Tensor) -> Tensor:
        return (scores.argmax(2) == target).float()

    def reference(scores: Tensor, target: Tensor) -> Tensor:
        return hits(scores, target).sum() / (target >= 0).sum()

    slips: list[Slip] = [
        (
            lambda s, y: hits(s, y).mean(),
            "counts the padding as wrong. Only targets that are not −100 are tokens.",
            "패딩을 틀린 것으로 셉니다. −100이 아닌 정답만 토큰입니다.",
        ),
        (
            lambda s, y: (hits(s, y) + (y < 0).float()).mean(),
            "counts the padding as right. Only targets that are not −100 are tokens.",
            "패딩을 맞은 것으로 셉니다. −100이 아닌 정답만 토큰입니다.",
        ),
        (
            lambda s, y: (s.argmax(2) == y.clamp(min=0)).float().mean(),
            "counts the padding as class 0. Leave it out of both counts.",
            "패딩을 클래스 0으로 셉니다. 분자와 분모에서 모두 빼십시오.",
        ),
        (
            lambda s, y: (hits(s, y).sum(1) / (y >= 0).sum(1)).mean(),
            "takes the mean of the means of the sequences, so a token of a short one counts more.",
            "시퀀스마다 구한 평균을 다시 평균해, 짧은 시퀀스의 토큰이 더 무겁게 반영됩니다.",
        ),
        (
            lambda s, y: hits(s, y).sum(),
            "this is how many are right. Divide by the number of tokens.",
            "맞은 토큰의 수입니다. 토큰의 수로 나누십시오.",
        ),
        (
            lambda s, y: 1 - reference(s, y),
            "this is the share of wrong tokens.",
            "틀린 토큰의 비율입니다.",
        ),
        (
            lambda s, y: ((s.argmax(1) == y).float() * (y >= 0)).sum() / (y >= 0).sum(),
            "looks for the largest score along the positions. The classes are the last axis.",
            "가장 큰 점수를 위치 방향으로 찾습니다. 클래스는 마지막 축입니다.",
        ),
    ]
    for length, classes, padding in [(5, 3, 0), (9, 4, 5), (11, 3, 4)]:
        scores = draw(2, length, classes)
        target = scores.argmax(2)
        target[:, ::2] = draw_classes(classes, 2, length)[:, ::2]
        if padding:
            target[1, -padding:] = -100
        yours.expect(reference, slips, scores=scores, target=target)


@task
def next_token_loss(yours: Solution) -> None:
    """Check `next_token_loss(scores, tokens)`."""

    def mean(scores: Tensor, tokens: Tensor) -> Tensor:
        loss: Tensor = F.cross_entropy(scores.flatten(0, 1), tokens.flatten())
        return loss

    def reference(scores: Tensor, tokens: Tensor) -> Tensor:
        return mean(scores[:, :-1], tokens[:, 1:])

    def around(scores: Tensor, tokens: Tensor) -> Tensor:
        return torch.cat([tokens[:, 1:], tokens[:, :1]], dim=1)

    slips: list[Slip] = [
        (
            mean,
            "compares each score with the token that the model has just read. It predicts the next "
            "one: scores[:, :-1] and tokens[:, 1:].",
            "점수를 모델이 방금 읽은 토큰과 비교합니다. 예측하는 것은 다음 토큰입니다. scores[:, :-1]과 "
            "tokens[:, 1:]을 쓰십시오.",
        ),
        (
            lambda s, y: mean(s[:, 1:], y[:, :-1]),
            "is shifted the other way: each score is compared with the token before.",
            "반대쪽으로 밀었습니다. 점수를 앞의 토큰과 비교합니다.",
        ),
        (
            lambda s, y: mean(s, around(s, y)),
            "the last score is compared with the first token. Nothing follows the last token: leave "
            "its score out.",
            "마지막 점수를 첫 토큰과 비교합니다. 마지막 토큰 뒤에는 아무것도 없으니 그 점수를 빼십시오.",
        ),
        (
            lambda s, y: mean(s.flatten(0, 1)[None, :-1], y.flatten()[None, 1:]),
            "shifts after the sequences were joined: the last token of one predicts the first of the "
            "next. Shift within each.",
            "시퀀스를 이어 붙인 다음 밀었습니다. 한 시퀀스의 마지막 점수가 다음 시퀀스의 첫 토큰을 예측하게 "
            "됩니다. 시퀀스마다 미십시오.",
        ),
        (
            lambda s, y: mean(s[:-1], y[1:]),
            "shifts the sequences, not the positions: axis 0 is the batch.",
            "위치가 아니라 시퀀스를 밀었습니다. 0번 축은 배치입니다.",
        ),
        (
            lambda s, y: mean(s[:, :-1], y[:, 1:]) * (y.shape[1] - 1) / y.shape[1],
            "divides by all positions. There is one prediction fewer in each sequence.",
            "모든 위치의 수로 나누었습니다. 예측은 시퀀스마다 하나 적습니다.",
        ),
    ]
    for count, length, classes in [(3, 6, 4), (2, 5, 5), (4, 2, 3)]:
        scores, tokens = draw(count, length, classes), draw_classes(classes, count, length)
        yours.expect(reference, slips, "scores", scores=scores, tokens=tokens)


@task
def fit_temperature(yours: Solution) -> None:
    """Check `fit_temperature(logits, target)`."""

    def best(logits: Tensor, target: Tensor) -> float:
        """Return where the slope of the cost over the inverse temperature, which rises, is 0."""
        low, high = 0.0, 20.0
        true = logits[range(len(target)), target]
        for _ in range(40):
            middle = (low + high) / 2
            expected = ((middle * logits).softmax(1) * logits).sum(1)
            low, high = (low, middle) if (expected - true).mean() > 0 else (middle, high)
        return 1 / high

    for classes, sharpness in [(3, 0.5), (5, 2.0), (4, 1.0)]:
        yours.cases += 1
        logits = draw(300, classes)
        noise = torch.rand(logits.shape, generator=torch.Generator().manual_seed(classes))
        target = (logits - (-noise.clamp(min=1e-6).log()).log()).argmax(1)  # as softmax draws
        logits = logits * sharpness
        right = best(logits, target)
        answer = yours.answer(logits=logits, target=target)
        number = float(as_tensors(answer, torch.tensor(right)).sum())
        shape = tuple(torch.as_tensor(answer).shape)
        if shape:
            raise Wrong(
                f"returns shape {shape}; the temperature is one number.",
                f"반환값의 형태가 {shape}입니다. 온도는 수 하나입니다.",
            )
        if abs(number - right) < 0.03 * right:
            continue
        if abs(number * right - 1) < 0.03:
            raise Wrong(
                "returns one over the temperature. Logits are divided by it, not multiplied.",
                "온도의 역수를 반환합니다. 로짓에는 온도를 곱하는 것이 아니라 나눕니다.",
            )
        if not number > 0:
            raise Wrong(
                f"returns {number:.4f}; a temperature is positive.",
                f"반환값이 {number:.4f}입니다. 온도는 양수입니다.",
            )
        costs = [F.cross_entropy(logits / t, target).item() for t in (number, right)]
        raise Wrong(
            f"with {classes} classes the temperature {number:.4f} costs {costs[0]:.4f}; {right:.4f} "
            f"costs {costs[1]:.4f}, and that is the least. Look at more temperatures, more finely.",
            f"클래스가 {classes}개일 때 온도 {number:.4f}의 비용은 {costs[0]:.4f}인데, {right:.4f}의 "
            f"비용이 {costs[1]:.4f}로 가장 작습니다. 더 넓고 촘촘하게 찾으십시오.",
        )


@task
def attend(yours: Solution) -> None:
    """Check `attend(q, k, v, mask)`."""

    def scores(q: Tensor, k: Tensor) -> Tensor:
        products: Tensor = q @ k.mT / q.shape[-1] ** 0.5
        return products

    def filled(q: Tensor, k: Tensor, v: Tensor, mask: Tensor, number: float = -math.inf) -> Tensor:
        answer: Tensor = scores(q, k).masked_fill(~mask, number).softmax(-1) @ v
        return answer

    slips: list[Slip] = [
        (
            lambda q, k, v, mask: F.scaled_dot_product_attention(q, k, v),
            "every key counts, the forbidden ones too. Put −∞ in place of their scores.",
            "금지된 키까지 모든 키를 계산에 넣습니다. 금지된 키의 점수를 −∞로 바꾸십시오.",
        ),
        (
            lambda q, k, v, mask: F.scaled_dot_product_attention(q, k, v, ~mask),
            "the mask is turned round: it is true where a query may look.",
            "마스크가 뒤집혔습니다. 쿼리가 볼 수 있는 곳이 참입니다.",
        ),
        (
            lambda q, k, v, mask: filled(q, k, v, ~mask),
            "the mask is turned round: it is true where a query may look. Fill where it is not: `~mask`.",
            "마스크가 뒤집혔습니다. 쿼리가 볼 수 있는 곳이 참입니다. 참이 아닌 곳 `~mask`를 채우십시오.",
        ),
        (
            lambda q, k, v, mask: F.scaled_dot_product_attention(q, k, v, mask, scale=1.0),
            "the scores are not divided. Divide them by the root of d, the last size of `q`.",
            "점수를 나누지 않았습니다. `q`의 마지막 크기인 d의 제곱근으로 나누십시오.",
        ),
        (
            lambda q, k, v, mask: F.scaled_dot_product_attention(
                q, k, v, mask, scale=1 / q.shape[-1]
            ),
            "the scores are divided by d. Divide them by its root.",
            "점수를 d로 나누었습니다. d의 제곱근으로 나누십시오.",
        ),
        (
            lambda q, k, v, mask: F.scaled_dot_product_attention(
                q, k, v, mask, scale=k.shape[-2] ** -0.5
            ),
            "the scores are divided by the root of the number of keys. Take the last size of `q`.",
            "점수를 키의 수의 제곱근으로 나누었습니다. `q`의 마지막 크기를 쓰십시오.",
        ),
        (
            lambda q, k, v, mask: (scores(q, k) * mask).softmax(-1) @ v,
            "the scores are multiplied by the mask, so a forbidden key has the score 0 and still "
            "counts. Put −∞ there.",
            "점수에 마스크를 곱해서, 금지된 키도 점수가 0일 뿐 계산에 들어갑니다. 그 자리를 −∞로 바꾸십시오.",
        ),
        (
            lambda q, k, v, mask: (scores(q, k) + mask).softmax(-1) @ v,
            "the mask is added as a number, so an allowed key gets a score higher by 1. Put −∞ in "
            "place of the others.",
            "마스크를 수로 더해서, 허용된 키의 점수가 1만큼 오릅니다. 나머지를 −∞로 바꾸십시오.",
        ),
        (
            lambda q, k, v, mask: (scores(q, k).softmax(-1) * mask) @ v,
            "the weights of forbidden keys are 0, but those of the others no longer sum to 1. Mask "
            "the scores, before softmax.",
            "금지된 키의 가중치는 0이지만 나머지의 합이 1이 아닙니다. 소프트맥스 앞에서 점수에 마스크를 쓰십시오.",
        ),
        (
            lambda q, k, v, mask: scores(q, k).masked_fill(~mask, -math.inf).softmax(-2) @ v,
            "the weights sum to 1 over the queries. Softmax runs over the keys: `dim=-1`.",
            "가중치를 쿼리에 대해 더해야 1입니다. 소프트맥스는 키에 대해 구합니다: `dim=-1`.",
        ),
        (
            filled,
            "a query that may look at no key gets nan. Its answer is 0.",
            "볼 수 있는 키가 없는 쿼리의 답이 nan입니다. 0이어야 합니다.",
        ),
        (
            lambda q, k, v, mask: filled(q, k, v, mask, -1e9),
            "a query that may look at no key gets the mean of all values. Its answer is 0.",
            "볼 수 있는 키가 없는 쿼리의 답이 모든 값의 평균입니다. 0이어야 합니다.",
        ),
    ]
    for has_empty, named in [(False, "q"), (True, "q"), (True, "k"), (True, "v")]:
        mask = draw(2, 3, 5) > 0
        mask[:, :, 0] = True
        mask[1, 1] = not has_empty
        q, k, v = draw(2, 3, 4), draw(2, 5, 4), draw(2, 5, 2)
        yours.expect(F.scaled_dot_product_attention, slips, named, q=q, k=k, v=v, mask=mask)


@task
def causal_mask(yours: Solution) -> None:
    """Check `causal_mask(queries, keys)`."""

    def shifted(by: int) -> Callable[[int, int], Tensor]:
        return lambda queries, keys: torch.ones(queries, keys).tril(by + keys - queries).bool()

    slips: list[Slip] = [
        (
            lambda queries, keys: torch.ones(queries, keys).tril().bool(),
            "the first query sees the first key only. The queries are the last positions, so move "
            "the diagonal by keys less queries.",
            "첫 쿼리가 첫 키만 봅니다. 쿼리는 마지막 위치들이므로 대각선을 키의 수에서 쿼리의 수를 뺀 만큼 "
            "옮기십시오.",
        ),
        (
            lambda queries, keys: torch.ones(queries, keys).tril(queries - keys).bool(),
            "the diagonal is moved to the wrong side. Move it by keys less queries.",
            "대각선을 반대쪽으로 옮겼습니다. 키의 수에서 쿼리의 수를 뺀 만큼 옮기십시오.",
        ),
        (
            shifted(1),
            "one too wide: each query sees the token after its own, which it has to predict.",
            "한 칸 넓습니다. 쿼리가 자신이 예측해야 할 다음 토큰을 봅니다.",
        ),
        (
            shifted(-1),
            "one too narrow: a query does not see its own position.",
            "한 칸 좁습니다. 쿼리가 자신의 위치를 보지 못합니다.",
        ),
        (
            lambda queries, keys: ~shifted(0)(queries, keys),
            "turned round: it must be true where a query may look.",
            "뒤집혔습니다. 쿼리가 볼 수 있는 곳이 참이어야 합니다.",
        ),
        (
            lambda queries, keys: torch.ones(queries, keys).triu(keys - queries).bool(),
            "`triu` keeps what comes later. Keep what came before, and the position itself.",
            "`triu`는 나중에 오는 것을 남깁니다. 앞선 위치와 자기 자신을 남기십시오.",
        ),
        (
            lambda queries, keys: torch.ones(queries, keys).bool(),
            "every query sees every key, the future too.",
            "모든 쿼리가 미래까지 모든 키를 봅니다.",
        ),
        (
            lambda queries, keys: torch.where(shifted(0)(queries, keys), 0.0, -math.inf),
            "this would be added to the scores. Return truth values: true where a query may look.",
            "점수에 더하는 마스크입니다. 쿼리가 볼 수 있는 곳이 참인 참과 거짓을 반환하십시오.",
        ),
    ]
    for queries, keys in [(4, 4), (2, 5), (1, 3)]:
        yours.cases += 1
        arguments = {"queries": queries, "keys": keys}
        answer = yours.answer(**arguments)
        if not isinstance(answer, Tensor):
            raise no_tensor(answer)
        yours.compare(answer.float(), shifted(0)(queries, keys).float(), slips, arguments)
        if answer.dtype != torch.bool:
            raise Wrong(
                "the places are right, but numbers would be added to the scores and forbid "
                "nothing. Return truth values: `.bool()`.",
                "자리는 맞지만, 수는 점수에 더해질 뿐 아무것도 금지하지 않습니다. `.bool()`로 참과 거짓을 "
                "반환하십시오.",
            )


@task
def conformal_limit(yours: Solution) -> None:
    """Check `conformal_limit(probability, target, alpha)`."""

    def doubts(probability: Tensor, target: Tensor) -> Tensor:
        """Return what the labels did not get, from the least to the most."""
        return (1 - probability[torch.arange(len(target)), target]).sort().values

    def at(place: int, ordered: Tensor) -> Tensor:
        return torch.ones(()) if place > len(ordered) else ordered[place - 1]

    def quantile(share: float, ordered: Tensor) -> Tensor:
        """Return what `torch.quantile` does, which the pages' own PyTorch lacks."""
        before = int(share * (len(ordered) - 1))
        part = share * (len(ordered) - 1) - before
        return (1 - part) * ordered[before] + part * ordered[before + 1]

    def limit(probability: Tensor, target: Tensor, alpha: float) -> Tensor:
        return at(math.ceil((len(target) + 1) * (1 - alpha)), doubts(probability, target))

    slips: list[Slip] = [
        (
            lambda p, y, alpha: doubts(p, y)[-1],
            "takes the largest number where there are too few rows. Then no row is at that place, every "
            "class is in the set, and the limit is 1.",
            "행이 모자랄 때 가장 큰 수를 고릅니다. 그 자리에는 행이 없으므로 모든 클래스가 집합에 들어가야 "
            "하고, 상한은 1입니다.",
        ),
        (
            lambda p, y, alpha: doubts(p, y)[math.ceil((len(y) + 1) * (1 - alpha))],
            "takes the number after the right one: the first place has the index 0.",
            "바른 자리의 다음 수를 고릅니다. 첫째 자리의 인덱스는 0입니다.",
        ),
        (
            lambda p, y, alpha: at(math.ceil(len(y) * (1 - alpha)), doubts(p, y)),
            "counts n places. With the new row there are n + 1.",
            "자리를 n개로 셉니다. 새 행까지 n + 1개입니다.",
        ),
        (
            lambda p, y, alpha: at(int((len(y) + 1) * (1 - alpha)), doubts(p, y)),
            "rounds the place down, and so promises too much. Round it up: `math.ceil`.",
            "자리를 내림해서 보장을 지키지 못합니다. `math.ceil`로 올림하십시오.",
        ),
        (
            lambda p, y, alpha: quantile(1 - alpha, doubts(p, y)),
            "is the 1 - alpha quantile of the rows that are there, between two of them. The guarantee "
            "needs one of them, counted among n + 1.",
            "있는 행의 1 - alpha 분위수이며, 두 행 사이의 값입니다. n + 1개 자리에서 센 행의 값이어야 "
            "보장이 지켜집니다.",
        ),
        (
            lambda p, y, alpha: doubts(p, y)[math.ceil((len(y) + 1) * (1 - alpha)) - 1],
            "asks for a place that so few rows do not have. Then every class is in the set: return 1.",
            "행이 모자라 없는 자리를 찾습니다. 그때는 모든 클래스가 집합에 들어갑니다. 1을 반환하십시오.",
        ),
        (
            lambda p, y, alpha: 1 - limit(p, y, alpha),
            "is the probability itself. The limit is one of 1 - p.",
            "확률 자체입니다. 상한은 1 - p 값입니다.",
        ),
        (
            lambda p, y, alpha: limit(p, p.argmax(1), alpha),
            "takes the largest probability of each row. Take that of its label, which may be another.",
            "행마다 가장 큰 확률을 씁니다. 레이블의 확률을 쓰십시오. 둘은 다를 수 있습니다.",
        ),
        (
            lambda p, y, alpha: limit(p, y, 1 - alpha),
            "leaves out 1 - alpha of the labels, instead of alpha.",
            "레이블의 alpha가 아니라 1 - alpha만큼을 빠뜨립니다.",
        ),
    ]
    for rows, alpha in [(23, 0.3), (20, 0.1), (9, 0.05), (7, 0.7)]:
        probability, target = draw(rows, 4).softmax(1), draw_classes(4, rows)
        yours.expect(limit, slips, probability=probability, target=target, alpha=alpha)
