import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

weight = [
    [0.147539079, -0.161070108, -0.245348096, -0.436076522],
    [0.420723438, -0.0947200656, 0.100927532, 0.0184955597],
    [-0.318633556, 0.2815907, 0.280209363, 0.0251799822],
]
bias = [-0.284144461, -0.212453306, 0.00688552856]
linear = nn.Linear(4, 3)
linear.load_state_dict(
    {"weight": torch.tensor(weight), "bias": torch.tensor(bias)}
)

torch.manual_seed(1)
torch.rand(283)
drawn = nn.Linear(4, 3)
print("same weight:", torch.equal(drawn.weight, linear.weight))
print("same bias:", torch.equal(drawn.bias, linear.bias))

optimizer = torch.optim.SGD(linear.parameters(), lr=0.1)
for epoch in range(1001):
    cost = F.cross_entropy(linear(x), target)
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(f"Epoch : {epoch:4d}/1000 Cost : {cost.item():.6f}")
