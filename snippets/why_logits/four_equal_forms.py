import torch
import torch.nn.functional as F


def of_target(table, target):
    return table.gather(1, target[:, None]).squeeze(1)


def from_probability(logits, target):
    probability = logits.softmax(dim=1)
    return -of_target(probability, target).log().mean()


def from_log_probability(logits, target):
    return F.nll_loss(logits.log_softmax(dim=1), target)


def from_normaliser(logits, target):
    return (logits.logsumexp(dim=1) - of_target(logits, target)).mean()


logits = torch.tensor([[1.0, 2.0, 3.0]])
target = torch.tensor([2])

print(f"softmax, then log          {from_probability(logits, target):.6f}")
print(f"log_softmax, then nll_loss {from_log_probability(logits, target):.6f}")
print(f"logsumexp minus the score  {from_normaliser(logits, target):.6f}")
print(f"cross_entropy              {F.cross_entropy(logits, target):.6f}")
