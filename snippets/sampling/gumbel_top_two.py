import torch

torch.manual_seed(0)
z = torch.tensor([3.0, 2.0, 1.0])
p = torch.softmax(z, dim=0)
N = 200_000
gumbel = -(-torch.rand(N, 3).log()).log()
first, second = (z + gumbel).topk(2, dim=1).indices.T
print("first second  drawn   law")
for i in range(3):
    for j in range(3):
        if i != j:
            drawn = ((first == i) & (second == j)).float().mean()
            law = p[i] * p[j] / (1 - p[i])
            print(f"{i:5} {j:6}  {drawn:.3f}  {law:.3f}")
