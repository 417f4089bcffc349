import torch

p = torch.tensor([0.6, 0.3, 0.1])
forecasts = {
    "honest": p,
    "too sure": torch.tensor([0.9, 0.08, 0.02]),
    "too modest": torch.tensor([0.4, 0.33, 0.27]),
    "only the likeliest": torch.tensor([1.0, 0.0, 0.0]),
}
outcomes = torch.eye(3)

print("expected loss         log  Brier  1 - q")
for name, q in forecasts.items():
    log = -(p * q.log()).sum()
    brier = p @ ((q - outcomes) ** 2).sum(dim=1)
    linear = p @ (1 - q)
    print(f"{name:18}  {log:5.3f}  {brier:5.3f}  {linear:.3f}")
