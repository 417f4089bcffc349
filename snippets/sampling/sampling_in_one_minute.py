import torch

torch.manual_seed(0)
z = torch.tensor([3.0, 2.0, 1.0])
print("greedy: ", z.argmax().item())
for T in 0.5, 1.0, 2.0:
    p = torch.softmax(z / T, dim=0)
    draws = torch.multinomial(p, 20, replacement=True)
    print(f"T = {T}:", *draws.tolist())
