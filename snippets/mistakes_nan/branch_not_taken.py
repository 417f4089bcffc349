import torch

p = torch.tensor([0.0, 0.5, 1.0], requires_grad=True)

terms = torch.where(p > 0, p * p.log(), 0.0)
print("terms:", [round(term, 4) for term in terms.tolist()])
terms.sum().backward()
print("gradient:", [round(g, 4) for g in p.grad.tolist()])
