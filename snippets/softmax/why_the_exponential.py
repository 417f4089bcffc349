import torch

z = torch.tensor([-1.0, 0.0, 2.0])
candidates = {
    "z": lambda z: z,
    "z squared": torch.square,
    "softplus": torch.nn.functional.softplus,
    "e to the z": torch.exp,
    "2 to the z": torch.exp2,
}


def shares(weights):
    return [f"{share:7.4f}" for share in weights / weights.sum()]


for name, f in candidates.items():
    print(f"{name:10}  z    ", *shares(f(z)))
    print(f"{'':10}  z + 1", *shares(f(z + 1)))
