import torch

z = torch.tensor([4.0, 4.0, -4.0])
one_of_three = torch.softmax(z, dim=-1)
each_by_itself = torch.sigmoid(z)

for name, p in ("softmax", one_of_three), ("sigmoid", each_by_itself):
    shares = " ".join(f"{share:.4f}" for share in p)
    print(f"{name}  {shares}  sum {p.sum():.4f}")
