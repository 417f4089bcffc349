import torch

rows = [
    [1, 2, 1, 1],
    [2, 1, 3, 2],
    [3, 1, 3, 4],
    [4, 1, 5, 5],
    [1, 7, 5, 5],
    [1, 2, 5, 6],
    [1, 6, 6, 6],
    [1, 7, 7, 7],
]
x = torch.tensor([[*row, 1] for row in rows], dtype=torch.float64)
curvature = torch.linalg.eigvalsh(x.T @ x / 8).max()
print(f"the notes: every step descends below a rate of {4 / curvature:.4f}")
for n in 1, 10, 1000:
    print(f"  {n:,} x 8 rows = {8 * n:,} a step, linear rule {0.1 * n:.1f}")

print("ImageNet, 256 GPUs")
print(f"  256 x 32 images = {256 * 32} a step")
print(f"  linear rule 0.1 x {256 * 32} / 256 = {0.1 * 256 * 32 / 256:.1f}")

tokens = 1000 * 8192
print("language model, 1,000 processes, one sequence each")
print(f"  1,000 x 8,192 tokens = {tokens:,} a step")
print(f"  15 x 10^12 tokens are {15 * 10**12 // tokens:,} steps")
