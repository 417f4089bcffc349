import torch
import torch.nn.functional as F

torch.manual_seed(0)
centre = torch.tensor([[-1.5, 0.0], [1.5, 0.0], [0.0, 2.0]])
target = torch.arange(90) % 3
x = (centre[target] + torch.randn(90, 2)).double()
x = torch.cat([x, torch.ones(90, 1).double()], dim=1)
y = F.one_hot(target, 3).double()


def cost(weight):
    return F.cross_entropy(x @ weight.T, target)


weight = torch.zeros(3, 3, dtype=torch.float64)
for step in range(1001):
    p = torch.softmax(x @ weight.T, dim=1)
    likelihood = p[range(90), target].prod()
    if step in (0, 10, 1000):
        print(f"step {step:4d}  likelihood {likelihood:.3e}", end="  ")
        print(f"exp(-90 cost) {torch.exp(-90 * cost(weight)):.3e}")
    weight = weight - 0.5 * (p - y).T @ x / 90

print("sums over the rows of x1, x2 and 1, by class")
for name, share in ("labels", y), ("model", p):
    sums = (share.T @ x).flatten()
    print(f"{name:6}", *[f"{s:6.1f}" for s in sums])

moves = 0.1 * torch.randn(1000, 3, 3).double()
better = sum(cost(weight + move) < cost(weight) for move in moves)
print("of 1000 random moves, likelier:", int(better))
