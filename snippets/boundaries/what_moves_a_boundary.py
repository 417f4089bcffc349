import torch

weight = torch.tensor([[-2.0, -1.0], [2.0, -1.0], [0.0, 2.0]])
bias = torch.tensor([0.0, 0.0, -3.0])
one = torch.tensor([0.0, 0.0, 1.0])
turn = torch.tensor([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
shift = torch.tensor([4.0, -3.0])


def crossing(weight, bias, i, j, x2=2.0):
    (a, b), c = weight[i] - weight[j], bias[i] - bias[j]
    return -(b * x2 + c) / a


changes = {
    "as it is": (weight, bias),
    "bias of class 2 plus 1": (weight, bias + one),
    "weight of class 2 turned": (weight + turn, bias),
    "all times 3": (3 * weight, 3 * bias),
    "the same added to each class": (weight + shift, bias + 7),
}
print("class 2 on the line x2 = 2      from    to    p at (-1, 2)")
for name, (w, b) in changes.items():
    ends = crossing(w, b, 0, 2), crossing(w, b, 2, 1)
    p = torch.softmax(w @ torch.tensor([-1.0, 2.0]) + b, dim=0)
    print(f"{name:28} {ends[0]:7.2f} {ends[1]:5.2f}    {p[2]:.4f}")
