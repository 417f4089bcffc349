import torch
import torch.nn.functional as F

target = torch.tensor([0])

for gap in (2.0, 20.0, 95.0, 200.0):
    print(f"the wrong class leads by {gap:.0f}")

    logits = torch.tensor([[0.0, gap]], requires_grad=True)
    loss = F.nll_loss(logits.softmax(dim=1).log(), target)
    loss.backward()
    print(
        f"  apart: loss {loss:.4f}, gradient {logits.grad.tolist()[0][0]:.4f}"
    )

    logits = torch.tensor([[0.0, gap]], requires_grad=True)
    loss = F.cross_entropy(logits, target)
    loss.backward()
    print(
        f"  fused: loss {loss:.4f}, gradient {logits.grad.tolist()[0][0]:.4f}"
    )
