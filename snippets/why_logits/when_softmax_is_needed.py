import torch

logits = torch.tensor([2.0, 1.0, 0.1])
probability = logits.softmax(dim=0)
print("probability", probability)

same = logits.argmax() == probability.argmax()
print("argmax of logits is argmax of probability:", same.item())

price = torch.tensor([[0.0, 1.0, 10.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
expected = price @ probability
print("expected price", expected)
print(f"likeliest class {logits.argmax()}, cheapest {expected.argmin()}")

models = torch.tensor([[8.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 3.0, 0.0]])
print(f"mean of logits says class {models.mean(dim=0).argmax()}")
mean = models.softmax(dim=1).mean(dim=0)
print(f"mean of probabilities says class {mean.argmax()}")

torch.manual_seed(0)
draws = torch.distributions.Categorical(logits=logits).sample((10_000,))
print("shares drawn from logits", draws.bincount() / len(draws))
