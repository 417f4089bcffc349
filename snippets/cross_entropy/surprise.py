import torch


def surprise(probability):
    return -torch.log(probability)


for p in (0.99, 0.5, 0.25, 0.125, 0.001, 0.0):
    print(f"p = {p:<5}  surprise {surprise(torch.tensor(p)):.4f} nats")

rain, heads = torch.tensor(0.2), torch.tensor(0.5)
print(f"rain          {surprise(rain):.4f}")
print(f"heads         {surprise(heads):.4f}")
print(f"rain + heads  {surprise(rain) + surprise(heads):.4f}")
print(f"both happen   {surprise(rain * heads):.4f}")
