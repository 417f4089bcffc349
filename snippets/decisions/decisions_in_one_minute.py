import torch

logits = torch.tensor([5.0, 0.0])  # edible, poisonous
costs = torch.tensor([[0.0, 1.0], [100.0, 0.0]])  # of eating, of leaving it
for temperature in 1.0, 2.0:
    p = torch.softmax(logits / temperature, dim=0)
    expected = p @ costs
    action = ["eat it", "leave it"][expected.argmin()]
    print(
        f"T = {temperature:.0f}: edible {p[0]:.3f}, {action}, costs", end=" "
    )
    print(" ".join(f"{cost:.2f}" for cost in expected))
