import torch
import torch.nn.functional as F

K, target = 10, torch.tensor([8])
print("smoothing  gap of the logits  cost")
for smoothing in 0.01, 0.1, 0.3:
    z = torch.zeros(1, K, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([z], lr=0.1)
    for _ in range(500):
        optimizer.zero_grad()
        cost = F.cross_entropy(z, target, label_smoothing=smoothing)
        cost.backward()
        optimizer.step()
    gap = (z[0, 8] - z[0, 0]).item()
    print(f"{smoothing:9}  {gap:17.3f}  {cost.item():.3f}")

torch.manual_seed(0)
x, share = torch.rand(2, 64), 0.7
model = torch.nn.Linear(64, K)
logits = model(share * x[:1] + (1 - share) * x[1:])
three, eight = torch.tensor([3]), torch.tensor([8])
mixed = share * F.one_hot(three, K) + (1 - share) * F.one_hot(eight, K)
two = F.cross_entropy(logits, three), F.cross_entropy(logits, eight)
print(f"two losses mixed: {share * two[0] + (1 - share) * two[1]:.4f}")
print(f"one mixed target: {F.cross_entropy(logits, mixed):.4f}")
