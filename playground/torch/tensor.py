"""The tensor: numbers in a NumPy array, their type, and the place in the graph of gradients."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from . import errors
from .autograd.graph import Node, node_of, recording
from .dtypes import FROM_NUMPY, dtype, rounded
from .errors import check, refuse, refuse_attribute
from .printing import tensor_text


class Size(tuple[int, ...]):
    """The shape of a tensor."""

    def __repr__(self) -> str:
        return f"torch.Size({[*self]})"

    def __getitem__(self, index: Any) -> Any:
        chosen = super().__getitem__(index)
        return Size(chosen) if isinstance(index, slice) else chosen


def device(name: Any = "cpu") -> str:
    """Where a tensor lives: on the CPU; nothing else is here."""
    if name not in (None, "cpu"):
        refuse(f"the device {str(name)!r}")
    return "cpu"


class Storage:
    """What a tensor and its views share: the count of changes, and whether there are views."""

    version, is_viewed = 0, False


class Tensor:
    """An array of numbers of one type. The modules of operations add most of its methods."""

    __array_priority__ = 1000  # an array on the left leaves `array * tensor` to the tensor

    array: Any
    dtype: dtype
    storage: Storage
    # Those that a tensor seldom changes stand on the class, so that making one stays cheap.
    grad_fn: Node | None = None
    _requires_grad = False
    _grad: Any = None
    _accumulator: Any = None

    if TYPE_CHECKING:  # the modules of operations define these
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = cast(Any, None)
        __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __matmul__ = cast(Any, None)
        __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __and__ = cast(Any, None)
        __neg__ = __abs__ = __invert__ = __getitem__ = __setitem__ = cast(Any, None)

    def __new__(cls, *_: Any, **__: Any) -> Any:
        """Nothing: functions make tensors."""
        refuse("torch.Tensor(...), which torch.tensor(...) replaces,")

    def __getattr__(self, name: str) -> Any:
        refuse_attribute(self, name)

    shape = property(lambda self: Size(self.array.shape))
    ndim = property(lambda self: self.array.ndim)
    device = property(lambda self: device())
    is_leaf = property(lambda self: self.grad_fn is None)

    # Numbers out of it

    def numpy(self) -> Any:
        """The array, which shares its memory with the tensor."""
        check(not self._requires_grad, errors.NUMPY)
        if self.dtype.name == "bfloat16":
            refuse("numpy() of bfloat16, which NumPy lacks,")
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return self.numpy() if dtype is None else self.numpy().astype(dtype, copy=False)

    def item(self) -> Any:
        """The Python number that the only element is."""
        return self._only(RuntimeError, errors.NOT_A_SCALAR, self.array.size)

    def _only(self, kind: type[Exception], message: str, *values: object) -> Any:
        check(self.array.size == 1, message, *values, kind=kind)
        return self.array.item()

    def __float__(self) -> float:
        return float(self._only(ValueError, errors.NOT_ONE_ELEMENT))

    def __int__(self) -> int:
        return int(self._only(ValueError, errors.NOT_ONE_ELEMENT))

    def __index__(self) -> int:
        return operator.index(self.item())

    def __bool__(self) -> bool:
        values = "more than one value is" if self.array.size else "no values is"
        return bool(self._only(RuntimeError, "Boolean value of Tensor with {} ambiguous", values))

    def __len__(self) -> int:
        check(self.array.ndim, "len() of a 0-d tensor", kind=TypeError)
        return len(self.array)

    def __iter__(self) -> Iterator[Tensor]:
        check(self.array.ndim, "iteration over a 0-d tensor", kind=TypeError)
        return iter(self.unbind(0))

    def __format__(self, spec: str) -> str:
        return object.__format__(self, spec) if self.array.ndim else format(self.item(), spec)

    __hash__, __repr__ = object.__hash__, tensor_text

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        if self.grad_fn is not None:
            refuse("a deep copy, or a file, of a tensor that is part of a graph")
        return rebuilt, (type(self), self.array, self.dtype, self._requires_grad)

    # Its place in the graph

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Itself, with operations on it recorded from here on."""
        check(requires_grad or self.grad_fn is None, errors.ONLY_LEAVES)
        check(not requires_grad or self.dtype.is_floating_point, errors.ONLY_FLOATS_FLAG)
        self._requires_grad = bool(requires_grad)
        return self

    # mypy wants a setter to return nothing; PyTorch's returns the tensor.
    requires_grad = property(lambda self: self._requires_grad, requires_grad_)  # type: ignore[arg-type]

    def detach(self) -> Tensor:
        """The same numbers in the same memory, outside the graph."""
        result = wrap(self.array, self.dtype)
        result.storage = self.storage
        return result

    def _set_data(self, new: Tensor) -> None:
        self.array, self.dtype, self.storage = new.array, new.dtype, new.storage
        self._accumulator = None  # its gradient is of this shape and type from here on

    data = property(detach, _set_data)

    def _get_grad(self) -> Any:
        if self.grad_fn is not None and self._grad is None:
            warnings.warn(errors.NOT_A_LEAF, stacklevel=2)
        return self._grad

    def _set_grad(self, gradient: Any) -> None:
        self._grad = gradient

    grad = property(_get_grad, _set_grad, doc="What `backward` has summed up so far, or None.")

    def register_hook(self, hook: Callable[[Tensor], Any]) -> None:
        """Call `hook` with the gradient of this tensor whenever there is one."""
        node_of(self).hooks.append(hook)

    def retain_grad(self) -> None:
        """Keep the gradient in `.grad` though this is no leaf."""
        if self.grad_fn is not None:
            self.register_hook(self._set_grad)


def rebuilt(kind: Any, array: Any, dtype: dtype, requires_grad: bool) -> Any:
    """A leaf of some kind, with these numbers."""
    tensor = wrap(array, dtype)
    tensor.__class__, tensor._requires_grad = kind, requires_grad
    return tensor


def wrap(array: Any, dtype: dtype | None = None) -> Tensor:
    """The tensor of an array, or of a NumPy number, which gets no dimension."""
    result = object.__new__(Tensor)
    result.array = array if type(array) is np.ndarray else np.asarray(array)
    result.dtype = dtype or FROM_NUMPY[result.array.dtype]
    result.storage = Storage()
    return result


def record(
    array: Any, to: dtype, label: str, values: dict[str, Any], **rules: Callable[..., Any]
) -> Tensor:
    """The result of an operation, with a node in the graph if one of its inputs needs a gradient.

    For each input there is a rule, by its name in `values`: it turns `g`, the gradient of the
    result, into the gradient of that input. What else it uses it names as its parameters: other
    values, and the result as `y`. They are saved, so that a later change cannot go unnoticed.
    """
    result = wrap(rounded(array, to), to)
    needing = [name for name in rules if getattr(values[name], "_requires_grad", False)]
    if needing and recording.is_on and to.is_floating_point:
        result._requires_grad = True
        node = result.grad_fn = Node(label, result.array.shape, to)
        known = values | {"y": result}
        for name in needing:
            code = rules[name].__code__
            used = [known[each] for each in code.co_varnames[1 : code.co_argcount]]
            node.add(node_of(values[name]), rules[name], used)
    return result


def relabel(result: Tensor, label: str) -> Tensor:
    """The result under the name that PyTorch has for its node."""
    if result.grad_fn is not None:
        result.grad_fn.label = label
    return result


def derived(of: Tensor, array: Any, label: str, rule: Callable[..., Any]) -> Tensor:
    """The result of an operation on one tensor `x`, in its type; a view if it has its memory."""
    result = record(array, of.dtype, label, {"x": of}, x=rule)
    if np.may_share_memory(result.array, of.array):
        result.storage = of.storage
        of.storage.is_viewed = True
    return result


def become(target: Tensor, compute: Callable[[], Tensor]) -> Tensor:
    """`target`, changed in place into the result of an operation on it."""
    is_leaf = target._requires_grad and target.grad_fn is None
    check(not (recording.is_on and is_leaf), errors.CHANGED_LEAF)
    result = compute()
    titles = result.dtype.title, target.dtype.title
    check(result.dtype.category <= target.dtype.category, errors.CAST_IN_PLACE, *titles)
    shapes = list(target.array.shape), list(result.array.shape)
    check(shapes[0] == shapes[1], errors.SHAPE_IN_PLACE, *shapes)
    if recording.is_on and (target._requires_grad or result._requires_grad):
        if target.storage.is_viewed or not result._requires_grad:
            refuse("this change in place of a tensor that is part of a graph")
        target.grad_fn, target._requires_grad = result.grad_fn, True
    overwrite(target, result.array)
    return target


def overwrite(target: Tensor, array: Any, where: Any = ...) -> None:
    """Put other numbers into the memory of a tensor."""
    target.array[where] = rounded(array, target.dtype)
    target.storage.version += 1
