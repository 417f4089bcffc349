import torch
import torch.nn.functional as F


def loss_and_gradient(score, target, loss_function):
    score = torch.tensor([score], requires_grad=True)
    loss = loss_function(score, torch.tensor([target]))
    loss.backward()
    return f"{loss.item():6.2f}  {score.grad.item():8.4f}"


def apart(score, target):
    return F.binary_cross_entropy(score.sigmoid(), target)


fused = F.binary_cross_entropy_with_logits

print("score  target   apart  gradient    fused  gradient")
for score, target in [(10.0, 0.0), (17.0, 0.0), (50.0, 0.0), (-50.0, 1.0)]:
    left = loss_and_gradient(score, target, apart)
    right = loss_and_gradient(score, target, fused)
    print(f"{score:5.0f}  {target:6.0f}  {left}   {right}")

print("sigmoid(17) is 1:", (torch.tensor(17.0).sigmoid() == 1).item())
