import torch


def softmax(z):
    return z.exp() / z.exp().sum()


def softmax_of_index(z):
    i = torch.arange(1, len(z) + 1)
    return i.exp() / i.exp().sum()


torch.set_printoptions(sci_mode=False)
for scores in [1.0, 2.0, 3.0], [3.0, 1.0, 2.0], [0.0, 9.0, 0.0]:
    z = torch.tensor(scores)
    print(f"scores {scores}")
    print("  e^score", softmax(z))
    print("  e^index", softmax_of_index(z))
