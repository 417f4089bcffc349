import torch
import torch.nn.functional as F

logits = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
target = torch.tensor(0)

loss = F.cross_entropy(logits, target)
loss.backward()

probability = torch.softmax(logits.detach(), dim=0)
one_hot = F.one_hot(target, num_classes=3)
print("probability p:", probability)
print("one-hot y:    ", one_hot)
print("p - y:        ", probability - one_hot)
print("autograd:     ", logits.grad)
