import torch
import torch.nn.functional as F

target = torch.tensor([0, 0, 1, 2])


def losses(z):
    return {
        "cross_entropy(z)": F.cross_entropy(z, target),
        "nll_loss(log_softmax(z, 1))": F.nll_loss(z.log_softmax(1), target),
        "cross_entropy(softmax(z, 1))": F.cross_entropy(z.softmax(1), target),
        "nll_loss(softmax(z, 1))": F.nll_loss(z.softmax(1), target),
        "nll_loss(log_softmax(z, 0))": F.nll_loss(z.log_softmax(0), target),
    }


unsure = losses(torch.zeros(4, 3))
sure = losses(50.0 * F.one_hot(target, num_classes=3))
print(f"{'':28}   unsure     sure")
for name in unsure:
    print(f"{name:28} {unsure[name]:8.4f} {sure[name]:8.4f}")
