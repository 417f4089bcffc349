import torch

p = torch.tensor([0.0, 0.5, 1.0], requires_grad=True)

safe = torch.where(p > 0, p, 1.0)
terms = torch.where(p > 0, safe * safe.log(), 0.0)
terms.sum().backward()
print("terms:", [round(term, 4) for term in terms.tolist()])
print("gradient:", [round(g, 4) for g in p.grad.tolist()])

(of_xlogy,) = torch.autograd.grad(torch.xlogy(p, p).sum(), p)
print("gradient of xlogy(p, p):", [round(g, 4) for g in of_xlogy.tolist()])
