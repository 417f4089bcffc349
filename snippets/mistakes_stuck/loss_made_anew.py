import torch
import torch.nn.functional as F

x, target = torch.ones(2, 4), torch.tensor([2, 0])
weight = torch.zeros(3, 4, requires_grad=True)

loss = F.cross_entropy(F.linear(x, weight), target)
anew = torch.tensor(loss.item(), requires_grad=True)
anew.backward()
print("backward ran, gradient of the weight:", weight.grad)
