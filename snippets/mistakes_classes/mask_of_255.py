import torch
import torch.nn.functional as F

mask = torch.tensor([255.0, 0.0])  # a yes and a no, as an image holds them
logits = torch.zeros(2, requires_grad=True)

for _ in range(3):
    loss = F.binary_cross_entropy_with_logits(logits, mask)
    (grad,) = torch.autograd.grad(loss, logits)
    print(f"loss {loss:10.4f}, gradient of the yes {grad[0]:.4f}")
    logits = (logits - 0.1 * grad).detach().requires_grad_()
F.binary_cross_entropy(logits.sigmoid(), mask)  # raises RuntimeError
