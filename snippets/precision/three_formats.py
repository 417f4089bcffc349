import torch

print("type         least   largest   gap at 1  1000 steps of 0.001")
for dtype in (torch.float32, torch.bfloat16, torch.float16):
    limits = torch.finfo(dtype)
    least = limits.tiny * limits.eps
    print(f"{str(dtype).removeprefix('torch.'):8}", end="  ")
    print(f"{least:8.1e}  {limits.max:8.1e}  {limits.eps:.7f}", end="  ")
    weight = torch.tensor(1.0, dtype=dtype)
    for _ in range(1000):
        weight += 0.001
    print(f"{weight.item():.4f}")

# The weight in bfloat16, its steps taken by a copy in float32
copy = torch.tensor(1.0)
for _ in range(1000):
    copy += 0.001
    weight = copy.bfloat16()
print(f"bfloat16, by a copy in float32             {weight.item():.4f}")
