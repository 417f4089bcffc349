import torch
import torch.nn.functional as F

target = torch.tensor([1])


def push_on_the_target(gap, twice):
    logits = torch.tensor([[gap, 0.0, 0.0]], requires_grad=True)
    scores = logits.softmax(dim=1) if twice else logits
    F.cross_entropy(scores, target).backward()
    return -logits.grad[0, 1].item()


print("class 0 leads by  logits  softmax twice")
for gap in (0.0, 1.0, 2.0, 4.0, 6.0, 8.0):
    once = push_on_the_target(gap, twice=False)
    twice = push_on_the_target(gap, twice=True)
    print(f"{gap:16.0f}  {once:6.4f}  {twice:13.4f}")
