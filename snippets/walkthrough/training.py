# --8<-- [start:data]
import torch
import torch.nn.functional as F
from torch import nn

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
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])
# --8<-- [end:data]


# --8<-- [start:model]
class SoftmaxClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 3)

    def forward(self, x):
        return self.linear(x)
        # --8<-- [end:model]


# --8<-- [start:seed]
torch.manual_seed(1)
torch.rand(283)  # drawn by something else before the model
model = SoftmaxClassifier()
# --8<-- [end:seed]
# --8<-- [start:optimizer]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
# --8<-- [end:optimizer]

# --8<-- [start:loop]
epochs = 1000
for epoch in range(epochs + 1):
    logits = model(x)
    cost = F.cross_entropy(logits, target)

    optimizer.zero_grad()
    cost.backward()
    optimizer.step()

    if epoch % 100 == 0:
        print(f"Epoch : {epoch:4d}/{epochs} Cost : {cost.item():.6f}")
# --8<-- [end:loop]
