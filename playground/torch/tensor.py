"""The tensor: numbers in a NumPy array, their type, and the place in the graph of gradients."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from . import errors
from .autograd import backward
from .autograd.graph import Mode, Node, Rule, node_of
from .dtypes import FROM_NUMPY, dtype, rounded
from .printing import tensor_text
from .refusal import absent, refuse


class Size(tuple[int, ...]):
    """The shape of a tensor."""

    def numel(self) -> int:
        """The number of elements of such a tensor."""
        return int(np.prod(self, dtype="i8"))

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def __getitem__(self, index: Any) -> Any:
        chosen = super().__getitem__(index)
        return Size(chosen) if isinstance(index, slice) else chosen


class device:
    """Where a tensor lives: on the CPU; nothing else is here."""

    type, index = "cpu", None

    def __init__(self, name: Any = "cpu") -> None:
        if not (name is None or isinstance(name, device) or name == "cpu"):
            refuse(f"the device {str(name)!r}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device)

    def __hash__(self) -> int:
        return hash("cpu")

    def __str__(self) -> str:
        return "cpu"

    def __repr__(self) -> str:
        return "device(type='cpu')"


class Storage:
    """What a tensor and its views share: the count of changes, and whether there are views."""

    __slots__ = ("is_viewed", "version")

    def __init__(self) -> None:
        self.version, self.is_viewed = 0, False


class Tensor:
    """An array of numbers of one type. The modules of operations add most of its methods."""

    __array_priority__ = 1000  # an array on the left leaves `array * tensor` to the tensor

    array: Any
    dtype: dtype
    storage: Storage
    # Those that a tensor seldom changes stand on the class, so that making one stays cheap.
    grad_fn: Node | None = None
    is_view = False
    _requires_grad = False
    _grad: Any = None
    _accumulator: Any = None
    _retains_grad = False

    if TYPE_CHECKING:  # the modules of operations define these
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = cast(Any, None)
        __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __matmul__ = cast(Any, None)
        __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __and__ = cast(Any, None)
        __neg__ = __pos__ = __abs__ = __invert__ = cast(Any, None)
        __getitem__ = __setitem__ = cast(Any, None)

    def __init__(self, *_: object, **__: object) -> None:
        refuse("torch.Tensor(...), which torch.tensor(...) replaces,")

    def __getattr__(self, name: str) -> Any:
        absent(type(self).__name__, dir(type(self)))(name)

    # What it is

    shape = property(lambda self: Size(self.array.shape))
    ndim = property(lambda self: self.array.ndim)
    device = property(lambda self: device())
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.array.size * self.dtype.itemsize)
    is_leaf = property(lambda self: self.grad_fn is None)

    def dim(self) -> Any:
        """The number of dimensions."""
        return self.array.ndim

    def numel(self) -> Any:
        """The number of elements."""
        return self.array.size

    def element_size(self) -> int:
        """The bytes of one number."""
        return self.dtype.itemsize

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the length of one dimension."""
        return self.shape if dim is None else self.array.shape[dimension(self, dim)]

    def is_floating_point(self) -> bool:
        """Whether its numbers are floating-point numbers."""
        return self.dtype.is_floating_point

    # Numbers out of it

    def item(self) -> Any:
        """The Python number that the only element is."""
        if self.array.size != 1:
            raise RuntimeError(errors.NOT_A_SCALAR.format(self.array.size))
        return self.array.item()

    def tolist(self) -> Any:
        """The numbers in nested lists."""
        return self.array.tolist()

    def numpy(self) -> Any:
        """The array, which shares its memory with the tensor."""
        if self._requires_grad:
            raise RuntimeError(errors.NUMPY_OF_GRAPH)
        if self.dtype.name == "bfloat16":
            raise TypeError(errors.BFLOAT16)
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        array = self.numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

    def __float__(self) -> float:
        return float(self._only_element(ValueError(errors.NOT_ONE_ELEMENT)))

    def __int__(self) -> int:
        return int(self._only_element(ValueError(errors.NOT_ONE_ELEMENT)))

    def __index__(self) -> int:
        error = TypeError(errors.NOT_AN_INDEX)
        if self.dtype.is_floating_point:
            raise error
        return int(self._only_element(error))

    def __bool__(self) -> bool:
        values = "more than one value is" if self.array.size else "no values is"
        return bool(self._only_element(RuntimeError(errors.AMBIGUOUS.format(values))))

    def _only_element(self, otherwise: Exception) -> Any:
        if self.array.size != 1:
            raise otherwise
        return self.array.item()

    def __len__(self) -> int:
        if self.array.ndim == 0:
            raise TypeError(errors.NO_LENGTH)
        return len(self.array)

    def __iter__(self) -> Iterator[Tensor]:
        if self.array.ndim == 0:
            raise TypeError(errors.NO_ITERATION)
        return iter(self.unbind(0))

    def __contains__(self, element: Any) -> bool:
        return bool((self == element).any())

    def __hash__(self) -> int:
        return id(self)

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if self.ndim == 0 else object.__format__(self, spec)

    def __repr__(self) -> str:
        return tensor_text(self)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return rebuilt, (type(self), self.array, self.dtype, self._requires_grad)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        if self.grad_fn is not None:
            refuse("deepcopy() of a tensor that is part of a graph")
        return rebuilt(type(self), self.array.copy(), self.dtype, self._requires_grad)

    # Its place in the graph

    def _set_requires_grad(self, wanted: bool) -> None:
        if not wanted and self.grad_fn is not None:
            raise RuntimeError(errors.ONLY_LEAVES)
        if wanted and not self.dtype.is_floating_point:
            raise RuntimeError(errors.ONLY_FLOATS_FLAG)
        self._requires_grad = bool(wanted)

    requires_grad = property(lambda self: self._requires_grad, _set_requires_grad)

    def _set_data(self, new: Tensor) -> None:
        self.array, self.dtype, self.storage = new.array, new.dtype, new.storage
        if self._accumulator is not None:
            self._accumulator.shape, self._accumulator.dtype = new.array.shape, new.dtype

    data = property(lambda self: self.detach(), _set_data)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Itself, with operations on it recorded from here on."""
        self.requires_grad = requires_grad
        return self

    def _get_grad(self) -> Any:
        if self.grad_fn is not None and not self._retains_grad:
            warnings.warn(errors.NOT_A_LEAF, stacklevel=2)
        return self._grad

    def _set_grad(self, gradient: Any) -> None:
        self._grad = gradient

    grad = property(_get_grad, _set_grad, doc="What `backward` has summed up so far, or None.")

    def detach(self) -> Tensor:
        """The same numbers in the same memory, outside the graph."""
        result = wrap(self.array, self.dtype)
        result.storage = self.storage
        return result

    def backward(
        self, gradient: Any = None, retain_graph: Any = None, create_graph: bool = False
    ) -> None:
        """Add the gradient of this to `.grad` of the leaves that it depends on."""
        backward(self, gradient, retain_graph, create_graph)

    def register_hook(self, hook: Rule) -> None:
        """Call `hook` with the gradient of this tensor whenever there is one."""
        if not self._requires_grad:
            raise RuntimeError(errors.NO_HOOK)
        node_of(self).hooks.append(hook)

    def retain_grad(self) -> None:
        """Keep the gradient in `.grad` though this is no leaf."""
        if self.grad_fn is not None and not self._retains_grad:
            self._retains_grad = True
            self.register_hook(self._keep)

    def _keep(self, gradient: Tensor) -> None:
        self._grad = gradient if self._grad is None else self._grad + gradient


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


def record(array: Any, dtype: dtype, label: str, *inputs: tuple[Any, ...]) -> Tensor:
    """The result of an operation, with a node in the graph if one of its inputs needs a gradient.

    An input is the tensor, its rule, and the tensors whose values the rule uses.
    """
    result = wrap(array, dtype)
    if Mode.enabled and dtype.is_floating_point:
        needing = [each for each in inputs if each[0]._requires_grad]
        if needing:
            edges = [(node_of(tensor), rule) for tensor, rule, *_ in needing]
            node = result.grad_fn = Node(label, edges, result.array.shape, dtype)
            result._requires_grad = True
            for _, _, *saved in needing:
                for tensor in saved:
                    node.save(tensor)
    return result


def save_output(result: Tensor) -> Tensor:
    """Note that the rules of a result use its own values."""
    if result.grad_fn is not None:
        result.grad_fn.save(result, is_output=True)
    return result


def relabel(result: Tensor, label: str) -> Tensor:
    """The result under the name that PyTorch has for its node."""
    if result.grad_fn is not None:
        result.grad_fn.label = label
    return result


def view(of: Tensor, array: Any, label: str, rule: Rule) -> Tensor:
    """The result of an operation that shares its memory with its input."""
    result = record(array, of.dtype, label, (of, rule))
    result.storage, result.is_view = of.storage, True
    of.storage.is_viewed = True
    return result


def become(target: Tensor, compute: Callable[[], Tensor]) -> Tensor:
    """`target`, changed in place into the result of an operation on it."""
    if Mode.enabled and target._requires_grad and target.grad_fn is None:
        raise RuntimeError(errors.CHANGED_LEAF)
    result = compute()
    if result.dtype.category > target.dtype.category:
        titles = result.dtype.title, target.dtype.title
        raise RuntimeError(errors.CAST_IN_PLACE.format(*titles))
    if result.array.shape != target.array.shape:
        shapes = list(target.array.shape), list(result.array.shape)
        raise RuntimeError(errors.SHAPE_IN_PLACE.format(*shapes))
    if Mode.enabled and (target._requires_grad or result._requires_grad):
        if target.storage.is_viewed or not result._requires_grad:
            refuse("this change in place of a tensor that is part of a graph")
        target.grad_fn, target._requires_grad = result.grad_fn, True
    overwrite(target, result.array)
    return target


def overwrite(target: Tensor, array: Any) -> None:
    """Put other numbers into the memory of a tensor."""
    if not target.array.flags.writeable:
        raise RuntimeError(errors.SHARED_MEMORY)
    target.array[...] = rounded(np.asarray(array), target.dtype)
    target.storage.version += 1


def dimension(tensor: Tensor, dim: Any, count: int | None = None) -> int:
    """A dimension counted from the front, of as many as the tensor has or of `count`."""
    count = max(tensor.array.ndim, 1) if count is None else count
    dim = operator.index(dim)
    if not -count <= dim < count:
        raise IndexError(errors.NO_DIMENSION.format(-count, count - 1, dim))
    return int(dim % count)
