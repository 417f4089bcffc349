import torch

for scores in [0.5, 1.8], [0.0, 1.3], [-1.3, 0.0], [1.8, 0.5]:
    z = torch.tensor(scores)
    p = torch.softmax(z, dim=-1)
    print(f"scores {scores}", end="  ")
    print(f"softmax {p[0]:.4f} {p[1]:.4f}", end="  ")
    print(f"sigmoid of the difference {torch.sigmoid(z[1] - z[0]):.4f}")
