"""What PyTorch says of mistakes, in its own words; the braces are filled in where it is raised."""

# Tensors and numbers
AMBIGUOUS = "Boolean value of Tensor with {} ambiguous"
NO_LENGTH = "len() of a 0-d tensor"
NO_ITERATION = "iteration over a 0-d tensor"
NOT_A_SCALAR = "a Tensor with {} elements cannot be converted to Scalar"
NOT_ONE_ELEMENT = "only one element tensors can be converted to Python scalars"
NOT_AN_INDEX = "only integer tensors of a single element can be converted to an index"
NUMPY_OF_GRAPH = (
    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
)
RAGGED = "expected sequence of length {} at dim {} (got {})"
NO_SEQUENCE = "not a sequence"
TEXT = "new(): invalid data type 'str'"
NO_NUMBER = "Could not infer dtype of {}"
NO_DTYPE = "{}(): argument 'dtype' must be torch.dtype, not {}"
WRONG_ARGUMENT = "{}(): argument '{}' (position {}) must be {}, not {}"
MISSING_ARGUMENT = '{}() missing {} required positional arguments: "{}"'
NEGATIVE_DIMENSION = "Trying to create tensor with negative dimension {}: {}"
ZERO_STEP = "step must be nonzero"
STEP_SIGN = "upper bound and lower bound inconsistent with step sign"
NOT_IMPLEMENTED = "\"{}\" not implemented for '{}'"

# The graph
ONLY_FLOATS = "Only Tensors of floating point and complex dtype can require gradients"
ONLY_FLOATS_FLAG = "only Tensors of floating point dtype can require gradients"
ONLY_LEAVES = "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
NOT_A_LEAF = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information."
NO_GRAPH = "element {} of tensors does not require grad and does not have a grad_fn"
NOT_SCALAR_OUTPUT = "grad can be implicitly created only for scalar outputs"
GRADIENT_SHAPE = (
    "Mismatch in shape: grad_output[{}] has a shape of {} and output[{}] has a shape of {}."
)
UNTRACKED = "One of the differentiated Tensors does not require grad"
UNUSED = "The differentiated Tensor at index {} appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior."
FREED = "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward."
CHANGED = "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.{}Tensor {}]{} is at version {}; expected version {} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."

# In place
CHANGED_LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
CHANGED_VIEW_OF_LEAF = (
    "a view of a leaf Variable that requires grad is being used in an in-place operation."
)
CAST_IN_PLACE = "result type {} can't be cast to the desired output type {}"
SHAPE_IN_PLACE = "output with shape {} doesn't match the broadcast shape {}"
SHARED_MEMORY = "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation."
ASSIGNED = "can't assign a {} to a torch.{}Tensor"

# Arithmetic
SIZES_DIFFER = (
    "The size of tensor a ({}) must match the size of tensor b ({}) at non-singleton dimension {}"
)
BOOL_MINUS = "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
BOOL_NEGATED = "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."
ZERO_DIVISION = "ZeroDivisionError"
NEGATIVE_POWER = "Integers to negative integer powers are not allowed."
TYPES_DIFFER = "{} did not match {}"
NOT_A_CONDITION = "where expected condition to be a boolean tensor, but got a tensor with dtype {}"
NOT_A_MASK = "masked_fill_ only supports boolean masks, but got mask with dtype {}"

# Dimensions and shapes
NO_DIMENSION = "Dimension out of range (expected to be in range of [{}, {}], but got {})"
MEAN_OF_INTEGERS = "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}"
VARIANCE_OF_INTEGERS = "std and var only support floating point and complex dtypes"
NOTHING_TO_REDUCE = "{}(): Expected reduction dim to be specified for input.numel() == 0.{}"
REPEATED_DIMENSION = "dim {} appears multiple times in the list of dims"
PERMUTED = "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {} is not equal to len(dims) = {}"
NO_MATRIX = "t() expects a tensor with <= 2 dimensions, but self is {}D"
TOPK = "selected index k out of range"
RESHAPED = "shape '{}' is invalid for input of size {}"
NOT_A_VIEW = "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead."
EXPANDED = "The expanded size of the tensor ({}) must match the existing size ({}) at non-singleton dimension {}.  Target sizes: {}.  Tensor sizes: {}"
SPLIT = "split_with_sizes expects split_sizes to sum exactly to {} (input tensor's size at dimension {}), but got split_sizes={}"
NOTHING_TO_CAT = "torch.cat(): expected a non-empty list of Tensors"
NOTHING_TO_STACK = "stack expects a non-empty TensorList"
CAT_DIMENSIONS = "Tensors must have same number of dimensions: got {} and {}"
CAT_SCALAR = "zero-dimensional tensor (at position {}) cannot be concatenated"
CAT_SIZES = "Sizes of tensors must match except in dimension {}. Expected size {} but got size {} for tensor number {} in the list."
STACK_SIZES = "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry {}"

# Places
NO_INDEX = "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {})"
INDEX_TYPE = "tensors used as indices must be long, int, byte or bool tensors"
INDEX_OF_SCALAR = "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
TOO_MANY_INDICES = "too many indices for tensor of dimension {}"
MASK_SHAPE = "The shape of the mask {} at index {} does not match the shape of the indexed tensor {} at index {}"
NEGATIVE_STEP = "step must be greater than zero"
GATHER_RANGE = "index {} is out of bounds for dimension {} with size {}"

# Products
NOT_MULTIPLIED = "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})"
NO_TRIANGLE = "{}: input tensor must have at least 2 dimensions"
NO_FACTORS = "both arguments to matmul need to be at least 1D, but they are {}D and {}D"
DOT_SIZES = "inconsistent tensor size, expected tensor [{0}] and src [{1}] to have the same number of elements, but got {0} and {1} elements respectively"
MV_SIZES = "size mismatch, got input ({0}), mat ({0}x{1}), vec ({2})"
MM_TYPES = "expected m1 and m2 to have the same dtype, but got: {} != {}"
LINEAR_TYPES = "mat1 and mat2 must have the same dtype, but got {} and {}"

# Chance
RANDOM_RANGE = "random_ expects 'from' to be less than 'to', but got from={} >= to={}"

# Losses
WEIGHT_TYPE = "expected scalar type {} but found {}"
SOFT_TARGET_IGNORED = "ignore_index is not supported for floating point target"
REDUCTION = "{} is not a valid value for reduction"
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
TARGET_SIZE = "Expected target size {}, got {}"
IMAGE_SIZE = "size mismatch (got input: {} , target: {}"  # as PyTorch has it
TARGET_TYPE = "expected target dtype to be Long or Byte, but got {}"
OUT_OF_BOUNDS = "Target {} is out of bounds."
WEIGHT_SHAPE = "weight tensor should be defined either for all {} classes or no classes but got weight tensor of shape: {}"
SMOOTHING = "label_smoothing must be between 0.0 and 1.0. Got: {}"
SOFT_TARGET_TYPE = "Expected floating point type for target with class probabilities, got {}"
ONE_HOT_TYPE = "one_hot is only applicable to index tensor of type LongTensor."
ONE_HOT_NEGATIVE = "Class values must be non-negative."
ONE_HOT_LARGE = "Class values must be smaller than num_classes."
BCE_SIZE = "Using a target size ({}) that is different to the input size ({}) is deprecated. Please ensure they have the same size."
BCE_TYPE = "Found dtype {} but expected {}"
BCE_RANGE = "all elements of {} should be between 0 and 1"
LOGITS_SIZE = "Target size ({}) must be the same as input size ({})"
BROADCAST_LOSS = "Using a target size ({}) that is different to the input size ({}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size."

TWO_MASKS = (
    "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
)
MASK_TYPE = "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: {} and  query.dtype: {} instead."

# Modules and optimizers
TOO_EARLY = "cannot assign {} before Module.__init__() call"
NOT_A_PARAMETER = "cannot assign '{}' as parameter '{}' (torch.nn.Parameter or None expected)"
NO_FORWARD = 'Module [{}] is missing the required "forward" function'
NOT_LOADED = "Error(s) in loading state_dict for {}:\n\t{}"
MISSING_KEYS = "Missing key(s) in state_dict: {}. "
UNEXPECTED_KEYS = "Unexpected key(s) in state_dict: {}. "
LOADED_SIZE = "size mismatch for {}: copying a param with shape {} from checkpoint, the shape in current model is {}."
NOT_A_MODULE = "{} is not a Module subclass"
NO_MODULE_AT = "index {} is out of range"
PARAMS = "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.{}Tensor"
NO_PARAMETERS = "optimizer got an empty parameter list"
NOT_OPTIMIZED = "optimizer can only optimize Tensors, but one of the params is {}"
BETA = "Invalid beta parameter at index {}: {}"
NON_LEAF = "can't optimize a non-leaf Tensor"
NEGATIVE_OPTION = "Invalid {}: {}"


def check(
    holds: object, message: str, *values: object, kind: type[Exception] = RuntimeError
) -> None:
    """Raise `kind` with a message, filled in, unless something holds."""
    if not holds:
        raise kind(message.format(*values))
