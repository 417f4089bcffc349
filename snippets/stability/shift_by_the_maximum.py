import torch


def plain_softmax(logits):
    powers = logits.exp()
    return powers / powers.sum(dim=-1, keepdim=True)


def shifted(logits):
    return logits - logits.amax(dim=-1, keepdim=True)


def softmax(logits):
    return plain_softmax(shifted(logits))


def log_softmax(logits):
    scores = shifted(logits)
    return scores - scores.exp().sum(dim=-1, keepdim=True).log()


for first in (1.0, 1000.0, -1000.0):
    logits = torch.tensor([first, first + 1, first + 2])
    print(f"logits      {logits.tolist()}")
    print("  plain     ", plain_softmax(logits))
    print("  shifted   ", softmax(logits))
    print("  its log   ", log_softmax(logits))
