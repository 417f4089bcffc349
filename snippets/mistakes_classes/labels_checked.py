import torch


def check_labels(target, classes, ignored=-100):
    """Raise for labels that no class has, wherever they are stored."""
    target = target.long()  # in a byte, -100 would be 156
    counted = target[target != ignored]
    strange = counted[(counted < 0) | (counted >= classes)].unique().tolist()
    if strange:
        raise ValueError(f"labels {strange}, but {classes} classes")


check_labels(torch.tensor([2, -100, 0]), classes=3)
print("the first batch is sound")
check_labels(torch.tensor([2, 3, -1]), classes=3)  # raises ValueError
