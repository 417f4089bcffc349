"""The tensor: numbers in a NumPy array, their type, and the place in the graph of gradients."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .autograd import backward
from .autograd.graph import Mode, Node, Rule, node_of
from .dtypes import FROM_NUMPY, dtype, rounded
from .printing import tensor_text
from .refusal import lacking, refuse

NOT_A_LEAF = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
    "attribute won't be populated during autograd.backward(). If you indeed want the .grad field "
    "to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you "
    "access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
    "github.com/pytorch/pytorch/pull/30531 for more informations."
)


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
    base: Tensor | None = None  # the tensor that this is a view of
    _requires_grad = False
    _grad: Any = None
    _accumulator: Any = None
    _retains_grad = False

    def __init__(self, *_: object, **__: object) -> None:
        refuse("torch.Tensor(...), which torch.tensor(...) replaces,")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute {name!r}")
        raise AttributeError(lacking(f"{type(self).__name__}.{name}"))

    # What it is

    @property
    def shape(self) -> Size:
        """The number of elements along each dimension."""
        return Size(self.array.shape)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return int(self.array.ndim)

    @property
    def device(self) -> device:
        """Always the CPU."""
        return device()

    @property
    def itemsize(self) -> int:
        """The bytes of one number."""
        return self.dtype.itemsize

    @property
    def nbytes(self) -> int:
        """The bytes of all numbers."""
        return int(self.array.size) * self.dtype.itemsize

    @property
    def is_leaf(self) -> bool:
        """Whether no recorded operation made it."""
        return self.grad_fn is None

    @property
    def requires_grad(self) -> bool:
        """Whether operations on it are recorded."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        if not wanted and self.grad_fn is not None:
            raise RuntimeError(
                "you can only change requires_grad flags of leaf variables. If you want to use a "
                "computed variable in a subgraph that doesn't require differentiation use "
                "var_no_grad = var.detach()."
            )
        if wanted and not self.dtype.is_floating_point:
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        self._requires_grad = bool(wanted)

    @property
    def grad(self) -> Any:
        """The gradient that `backward` has summed up so far, or None."""
        if self.grad_fn is not None and not self._retains_grad:
            warnings.warn(NOT_A_LEAF, stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, gradient: Tensor | None) -> None:
        if gradient is not None and gradient.array.shape != self.array.shape:
            raise RuntimeError("assigned grad has data of a different size")
        self._grad = gradient

    @property
    def data(self) -> Tensor:
        """The same numbers, outside the graph."""
        return self.detach()

    @data.setter
    def data(self, new: Tensor) -> None:
        self.array, self.dtype, self.storage = new.array, new.dtype, new.storage

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the length of one dimension."""
        return self.shape if dim is None else self.array.shape[dimension(self, dim)]

    def dim(self) -> int:
        """The number of dimensions."""
        return int(self.array.ndim)

    def numel(self) -> int:
        """The number of elements."""
        return int(self.array.size)

    nelement = numel

    def element_size(self) -> int:
        """The bytes of one number."""
        return self.dtype.itemsize

    def is_floating_point(self) -> bool:
        """Whether its numbers are floating-point numbers."""
        return self.dtype.is_floating_point

    def is_contiguous(self) -> bool:
        """Whether its numbers lie in memory in the order of reading."""
        return bool(self.array.flags.c_contiguous)

    def cpu(self) -> Tensor:
        """Itself."""
        return self

    # Numbers out of it

    def item(self) -> Any:
        """The Python number that the only element is."""
        if self.array.size != 1:
            raise RuntimeError(
                f"a Tensor with {self.array.size} elements cannot be converted to Scalar"
            )
        return self.array.item()

    def tolist(self) -> Any:
        """The numbers in nested lists."""
        return self.array.tolist()

    def numpy(self) -> Any:
        """The array, which shares its memory with the tensor."""
        if self._requires_grad:
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. "
                "Use tensor.detach().numpy() instead."
            )
        if self.dtype.name == "bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        array = self.numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

    def _number(self) -> Any:
        if self.array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.array.item()

    def __float__(self) -> float:
        return float(self._number())

    def __int__(self) -> int:
        return int(self._number())

    def __index__(self) -> int:
        if self.dtype.is_floating_point or self.array.size != 1:
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self.array.item())

    def __bool__(self) -> bool:
        if self.array.size != 1:
            values = "no values is" if self.array.size == 0 else "more than one value is"
            raise RuntimeError(f"Boolean value of Tensor with {values} ambiguous")
        return bool(self.array.item())

    def __len__(self) -> int:
        if self.array.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return len(self.array)

    def __iter__(self) -> Iterator[Tensor]:
        if self.array.ndim == 0:
            raise TypeError("iteration over a 0-d tensor")
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
        return _rebuilt, (self.array, self.dtype, self._requires_grad)

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if self.grad_fn is not None:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
                "protocol at the moment.  If you were attempting to deepcopy a module, this may be "
                "because of a torch.nn.utils.weight_norm usage, see "
                "https://github.com/pytorch/pytorch/pull/103001"
            )
        copy = _rebuilt(self.array.copy(), self.dtype, self._requires_grad)
        copy.__class__, copy._grad = self.__class__, self._grad and self._grad.clone()
        memo[id(self)] = copy
        return copy

    # Its place in the graph

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Itself, with operations on it recorded from here on."""
        self.requires_grad = requires_grad
        return self

    def detach(self) -> Tensor:
        """The same numbers in the same memory, outside the graph."""
        result = wrap(self.array, self.dtype)
        result.storage = self.storage
        return result

    def backward(
        self,
        gradient: Tensor | None = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Any = None,
    ) -> None:
        """Add the gradient of this to `.grad` of the leaves that it depends on."""
        backward(self, gradient, retain_graph, create_graph, inputs)

    def register_hook(self, hook: Rule) -> None:
        """Call `hook` with the gradient of this tensor whenever there is one."""
        if not self._requires_grad:
            raise RuntimeError(
                "cannot register a hook on a tensor that doesn't require gradient"
            )
        node_of(self).hooks.append(hook)

    def retain_grad(self) -> None:
        """Keep the gradient in `.grad` though this is no leaf."""
        if self.grad_fn is not None and not self._retains_grad:
            self._retains_grad = True

            def keep(gradient: Tensor) -> None:
                self._grad = gradient if self._grad is None else self._grad + gradient

            self.register_hook(keep)


def _rebuilt(array: Any, dtype: dtype, requires_grad: bool) -> Tensor:
    return wrap(array, dtype).requires_grad_(requires_grad)


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


def view(of: Tensor, array: Any, label: str, rule: Rule) -> Tensor:
    """The result of an operation that shares its memory with its input."""
    result = record(array, of.dtype, label, (of, rule))
    result.storage, result.base = of.storage, of if of.base is None else of.base
    of.storage.is_viewed = True
    return result


def become(target: Tensor, compute: Callable[[], Tensor]) -> Tensor:
    """`target`, changed in place into the result of an operation on it."""
    is_recorded = Mode.enabled
    if is_recorded and target._requires_grad and target.grad_fn is None:
        raise RuntimeError(
            "a leaf Variable that requires grad is being used in an in-place operation."
        )
    if is_recorded and target.base is not None and target.base._requires_grad:
        if target.base.grad_fn is None:
            raise RuntimeError(
                "a view of a leaf Variable that requires grad is being used in an in-place "
                "operation."
            )
        refuse("changing a view in place whose base is part of a graph")
    result = compute()
    if result.dtype.category > target.dtype.category:
        raise RuntimeError(
            f"result type {result.dtype.title} can't be cast to the desired output type "
            f"{target.dtype.title}"
        )
    if result.array.shape != target.array.shape:
        raise RuntimeError(
            f"output with shape {list(target.array.shape)} doesn't match the broadcast shape "
            f"{list(result.array.shape)}"
        )
    if result._requires_grad and target.storage.is_viewed:
        refuse("changing a tensor in place that has views, within a graph,")
    overwrite(target, result.array)
    if is_recorded:
        if target._requires_grad and not result._requires_grad:
            refuse("overwriting a tensor that is part of a graph")
        if result._requires_grad:
            target.grad_fn, target._requires_grad = result.grad_fn, True
    return target


def overwrite(target: Tensor, array: Any) -> None:
    """Put other numbers into the memory of a tensor."""
    if not target.array.flags.writeable:
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )
    target.array[...] = rounded(np.asarray(array), target.dtype)
    target.storage.version += 1


def dimension(tensor: Tensor, dim: Any) -> int:
    """A dimension counted from the front. Raises IndexError if there is none such."""
    count = max(tensor.array.ndim, 1)
    if not isinstance(dim, int):
        dim = dim.__index__()
    if not -count <= dim < count:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-count}, {count - 1}], "
            f"but got {dim})"
        )
    return int(dim % count)
