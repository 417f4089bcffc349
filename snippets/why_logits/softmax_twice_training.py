import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

fig, ax = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
for name, colour in [("logits", "C0"), ("softmax twice", "C1")]:
    torch.manual_seed(1)
    torch.rand(283)
    model = nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses, true_losses = [], []
    print(f"{name}\n epoch    loss  true loss  correct  sure, last two rows")
    for epoch in range(1001):
        logits = model(x)
        scores = logits if name == "logits" else logits.softmax(dim=1)
        loss = F.cross_entropy(scores, target)
        true_loss = F.cross_entropy(logits, target)
        losses.append(loss.item())
        true_losses.append(true_loss.item())
        if epoch % 200 == 0:
            correct = (logits.argmax(dim=1) == target).sum()
            sure = logits.softmax(dim=1)[6:].amax(dim=1).tolist()
            print(f"{epoch:6}  {loss:.4f}     {true_loss:.4f}", end="  ")
            print(f"{correct}/8      {sure[0]:.5f}  {sure[1]:.5f}")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    ax.plot(losses, colour, linewidth=0.8)
ax.plot(true_losses, "C1--")
ax.text(1000, 4.2, "softmax twice, true loss", color="C1", ha="right")
ax.text(1000, 1.0, "softmax twice, reported loss", color="C1", ha="right")
ax.text(100, 0.2, "logits", color="C0")
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 5.3))
plt.show()
