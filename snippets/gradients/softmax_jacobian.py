import torch
from torch.autograd import functional


def jacobian(probability):
    return probability.diag() - torch.outer(probability, probability)


logits = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
by_hand = jacobian(torch.softmax(logits, dim=0))
by_autograd = functional.jacobian(torch.nn.Softmax(dim=0), logits)

for row in by_hand:
    print("  ".join(f"{value:+.4f}" for value in row))
print("same as autograd:", torch.allclose(by_hand, by_autograd))
print("each row sums to 0:", bool((by_hand.sum(dim=1).abs() < 1e-12).all()))

smallest, *others = torch.linalg.eigvalsh(by_hand)
print("smallest eigenvalue is 0:", bool(smallest.abs() < 1e-12))
print("the others:", "  ".join(f"{value:.4f}" for value in others))
