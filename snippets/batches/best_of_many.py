import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

images, labels = load_digits(return_X_y=True)
x = torch.tensor(images / 16)
target = torch.tensor(labels)
member = F.one_hot(target, 10).double()


def answers(train, pixels):
    """For each choice of pixels and row, the digit of the nearest mean."""
    seen = x[:, pixels].transpose(0, 1)
    total = member[train].T @ seen[:, train]
    means = total / member[train].sum(dim=0)[:, None]
    return torch.cdist(seen, means).argmin(dim=2)


def compare(count, held_out, splits=20):
    """How much better the best of `count` looks than it is, with 95 of 100."""
    gaps = torch.zeros(splits)
    for split in range(splits):
        torch.manual_seed(split)
        train, validation, test = torch.randperm(len(x)).split(
            [500, held_out, len(x) - 500 - held_out]
        )
        pixels = torch.stack([torch.randperm(64)[:16] for _ in range(count)])
        right = (answers(train, pixels) == target).double()
        looks = right[:, validation].mean(dim=1)
        best = looks.argmax()
        gaps[split] = looks[best] - right[best, test].mean()
    return gaps.mean(), 1.96 * gaps.std() / splits**0.5


print("validation rows, best of: looks better by")
for held_out in 100, 600:
    for count in 1, 50:
        gap, error = compare(count, held_out)
        print(f"{held_out}, {count:2}: {gap:+.3f} ± {error:.3f}")
