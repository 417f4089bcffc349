import torch

for scores in [0.5, 1.8], [0.0, 1.3], [-1.3, 0.0], [1.8, 0.5]:
    z = torch.tensor(scores)
    p = torch.softmax(z, dim=-1)
    sigmoid = torch.sigmoid(z[1] - z[0])
    print(f"{scores}  softmax {p[1]:.4f}  sigmoid {sigmoid:.4f}")
