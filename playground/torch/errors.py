"""What is said of mistakes, in PyTorch's words, and of what is not here, by name."""

import difflib
import sys
from collections.abc import Callable, Iterable
from importlib.abc import MetaPathFinder
from typing import Any, NoReturn

# The braces are filled in where it is raised.
# Tensors and numbers
NOT_A_SCALAR = "a Tensor with {} elements cannot be converted to Scalar"
NOT_ONE_ELEMENT = "only one element tensors can be converted to Python scalars"
NUMPY = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
RAGGED = "expected sequence of length {} at dim {} (got {})"
NEGATIVE_DIMENSION = "Trying to create tensor with negative dimension {}: {}"
NO_DTYPE = "{}(): argument 'dtype' must be torch.dtype, not {}"
WRONG_ARGUMENT = "{}(): argument '{}' (position {}) must be {}, not {}"
MISSING_ARGUMENT = '{}() missing {} required positional arguments: "{}"'
NOT_IMPLEMENTED = "\"{}\" not implemented for '{}'"

# The graph
ONLY_FLOATS = "Only Tensors of floating point and complex dtype can require gradients"
ONLY_FLOATS_FLAG = "only Tensors of floating point dtype can require gradients"
ONLY_LEAVES = "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
NOT_A_LEAF = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information."
NO_GRAPH = "element {} of tensors does not require grad and does not have a grad_fn"
MISMATCH = "Mismatch in shape: grad_output[{}] has a shape of {} and output[{}] has a shape of {}."
UNTRACKED = "One of the differentiated Tensors does not require grad"
UNUSED = "The differentiated Tensor at index {} appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior."
FREED = "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward."
CHANGED = "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.{}Tensor {}]{} is at version {}; expected version {} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."

# In place
CHANGED_LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
LEAF_VIEW = "a view of a leaf Variable that requires grad is being used in an in-place operation."
CAST_IN_PLACE = "result type {} can't be cast to the desired output type {}"
SHAPE_IN_PLACE = "output with shape {} doesn't match the broadcast shape {}"

# Arithmetic
SIZES_DIFFER = (
    "The size of tensor a ({}) must match the size of tensor b ({}) at non-singleton dimension {}"
)
BOOL_MINUS = "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
BOOL_NEGATED = "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."
NOT_A_CONDITION = "where expected condition to be a boolean tensor, but got a tensor with dtype {}"
NOT_A_MASK = "masked_fill_ only supports boolean masks, but got mask with dtype {}"

# Dimensions and shapes
NO_DIMENSION = "Dimension out of range (expected to be in range of [{}, {}], but got {})"
MEAN_OF_INTEGERS = "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}"
VARIANCE_OF_INTEGERS = "std and var only support floating point and complex dtypes"
NO_MATRIX = "t() expects a tensor with <= 2 dimensions, but self is {}D"
RESHAPED = "shape '{}' is invalid for input of size {}"
NOT_A_VIEW = "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead."
SPLIT = "split_with_sizes expects split_sizes to sum exactly to {} (input tensor's size at dimension {}), but got split_sizes={}"
CAT_DIMENSIONS = "Tensors must have same number of dimensions: got {} and {}"
CAT_SIZES = "Sizes of tensors must match except in dimension {}. Expected size {} but got size {} for tensor number {} in the list."
STACK_SIZES = "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry {}"

# Places
INDEX_TYPE = "tensors used as indices must be long, int, byte or bool tensors"
INDEX_OF_SCALAR = "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
GATHER_RANGE = "index {} is out of bounds for dimension {} with size {}"

# Products
MV_SIZES = "size mismatch, got input ({0}), mat ({0}x{1}), vec ({2})"
NOT_MULTIPLIED = "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})"
MM_TYPES = "expected m1 and m2 to have the same dtype, but got: {} != {}"
LINEAR_TYPES = "mat1 and mat2 must have the same dtype, but got {} and {}"

# Chance
RANDOM_RANGE = "random_ expects 'from' to be less than 'to', but got from={} >= to={}"

# Losses
KL_MEAN = (
    "reduction: 'mean' divides the total loss by both the batch size and the support size."
    "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
    "'mean' will be changed to behave the same as 'batchmean' in the next major release."
)
IMPLICIT_DIM = "Implicit dimension choice for {} has been deprecated. Change the call to include dim=X as an argument."
ONE_ROW = "For 1D input, 1D target must have size 1, but got target size: {}"
MULTI_TARGET = "0D or 1D target tensor expected, multi-target not supported"
BATCH_SIZE = "Expected input batch_size ({}) to match target batch_size ({})."
SPATIAL = "only batches of spatial targets supported (3D tensors) but got targets of dimension: {}"
TARGET_TYPE = "expected target dtype to be Long or Byte, but got {}"
WEIGHT_SHAPE = "weight tensor should be defined either for all {} classes or no classes but got weight tensor of shape: {}"
SMOOTHING = "label_smoothing must be between 0.0 and 1.0. Got: {}"
SOFT_TARGET_TYPE = "Expected floating point type for target with class probabilities, got {}"
BCE_SIZE = "Using a target size ({}) that is different to the input size ({}) is deprecated. Please ensure they have the same size."
LOGITS_SIZE = "Target size ({}) must be the same as input size ({})"
BROADCAST_LOSS = "Using a target size ({}) that is different to the input size ({}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size."

MASKS = "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
MASK_TYPE = "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: {} and  query.dtype: {} instead."

# Modules and optimizers
NOT_A_PARAMETER = "cannot assign '{}' as parameter '{}' (torch.nn.Parameter or None expected)"
NO_FORWARD = 'Module [{}] is missing the required "forward" function'
NOT_LOADED = "Error(s) in loading state_dict for {}:\n\t{}"
LOADED_SIZE = "size mismatch for {}: copying a param with shape {} from checkpoint, the shape in current model is {}."
PARAMS = "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.{}Tensor"
NOT_OPTIMIZED = "optimizer can only optimize Tensors, but one of the params is {}"


def check(holds: Any, message: str, *values: Any, kind: type[Exception] = RuntimeError) -> None:
    """Raise `kind` with a message, filled in, unless something holds."""
    if not holds:
        raise kind(message.format(*values))


def lacking(what: str, hint: str = "") -> str:
    """The sentence that refuses `what`."""
    where = "is not in this page's small re-implementation of PyTorch"
    return f"{what} {where}; {hint}download the notebook and run it with PyTorch itself"


def refuse(what: str) -> NoReturn:
    """Raise for something that PyTorch could do and this cannot."""
    raise NotImplementedError(lacking(what))


def refuse_name(namespace: str, names: Iterable[str], name: str) -> NoReturn:
    """Raise for a name that a module or a class lacks, which may be a slip."""
    if name.startswith("__"):
        raise AttributeError(name)
    near = difflib.get_close_matches(name, names, 1, 0.75)
    hint = f"did you mean {near[0]}? Else " if near else ""
    raise AttributeError(lacking(f"{namespace}.{name}", hint))


def refuse_attribute(self: object, name: str) -> NoReturn:
    """The `__getattr__` of a class: it refuses what the class lacks."""
    refuse_name(type(self).__name__, dir(type(self)), name)


def no_gradient(operation: str) -> Callable[[object], NoReturn]:
    """A rule for an operation without a gradient; it raises when it is asked for one."""
    return lambda g: refuse(f"the gradient of {operation}")


class AbsentModules(MetaPathFinder):
    """Asked last for a module: what nobody has found, such as torch.fft, is not here."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raise ModuleNotFoundError for what belongs to this package."""
        if __package__ and fullname.startswith(f"{__package__}."):
            raise ModuleNotFoundError(lacking("torch" + fullname.removeprefix(__package__)))


sys.meta_path.append(AbsentModules())
