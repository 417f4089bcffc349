import torch


def softmax(z):
    weights = z.exp()
    return weights / weights.sum(dim=-1, keepdim=True)


def shifted_softmax(z):
    return softmax(z - z.amax(dim=-1, keepdim=True))


torch.set_printoptions(sci_mode=False)
z = torch.tensor([1.0, 2.0, 3.0])

print("z       ", softmax(z))
print("z + 10  ", softmax(z + 10))
print("z - 10  ", softmax(z - 10))
print("z * 10  ", softmax(z * 10))
print("z + 1000", softmax(z + 1000))
print("shifted ", shifted_softmax(z + 1000))
