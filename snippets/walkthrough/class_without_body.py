first_block = "class SoftmaxClassification(nn.Module):\n"
second_block = "def __init__(self):\n    super().__init__()\n"

compile(second_block, "second block", "exec")
print("the second block alone compiles")
compile(first_block, "first block", "exec")  # raises IndentationError
