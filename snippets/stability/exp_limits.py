import math

import torch

print("dtype     largest number  its log    exp above  exp below")
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    largest = torch.finfo(dtype).max
    limit = math.log(largest)
    above = torch.tensor(limit + 1, dtype=dtype).exp()
    below = torch.tensor(limit - 1, dtype=dtype).exp()
    result = "finite" if below.isfinite() else "inf"
    name = str(dtype).removeprefix("torch.")
    print(f"{name:8}  {largest:14.4e}  {limit:8.4f}  {above:9}  {result:>9}")

print("float32 exp(-150):", torch.tensor(-150.0).exp().item())
