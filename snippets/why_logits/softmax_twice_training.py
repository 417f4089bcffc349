import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

x_train = torch.tensor(
    [
        [1.0, 2.0, 1.0, 1.0],
        [2.0, 1.0, 3.0, 2.0],
        [3.0, 1.0, 3.0, 4.0],
        [4.0, 1.0, 5.0, 5.0],
        [1.0, 7.0, 5.0, 5.0],
        [1.0, 2.0, 5.0, 6.0],
        [1.0, 6.0, 6.0, 6.0],
        [1.0, 7.0, 7.0, 7.0],
    ]
)
y_train = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

fig, ax = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
for name, colour in [("logits", "C0"), ("softmax twice", "C1")]:
    torch.manual_seed(1)
    torch.rand(283)
    model = nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses, true_losses = [], []
    print(f"{name}\n epoch    loss  true loss  correct")
    for epoch in range(1001):
        logits = model(x_train)
        scores = logits if name == "logits" else logits.softmax(dim=1)
        loss = F.cross_entropy(scores, y_train)
        true_loss = F.cross_entropy(logits, y_train)
        losses.append(loss.item())
        true_losses.append(true_loss.item())
        if epoch % 200 == 0:
            correct = (logits.argmax(dim=1) == y_train).sum()
            print(f"{epoch:6}  {loss:.4f}     {true_loss:.4f}  {correct}/8")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    ax.plot(range(0, 1001, 20), losses[::20], colour)
ax.plot(range(0, 1001, 20), true_losses[::20], "C1--")
ax.text(1000, 4.2, "softmax twice, true loss", color="C1", ha="right")
ax.text(1000, 1.0, "softmax twice, reported loss", color="C1", ha="right")
ax.text(100, 0.2, "logits", color="C0")
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 5.3))
plt.show()
