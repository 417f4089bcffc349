import torch
from torch.distributions import Categorical, Normal

torch.manual_seed(0)
classes = Categorical(logits=torch.tensor([1.0, 2.0, 3.0]))
draws = classes.sample((1_000_000,))

for k in range(3):
    probability = classes.log_prob(torch.tensor(k)).exp()
    share = (draws == k).float().mean()
    print(f"P(class = {k}) = {probability:.4f}, drawn {share:.3f}")

length = Normal(0.0, 0.1)
print(f"density at 0: {length.log_prob(torch.tensor(0.0)).exp():.4f}")
for width in 0.1, 0.01, 0.001:
    ends = torch.tensor([-width / 2, width / 2])
    low, high = length.cdf(ends)
    print(f"P(within {width} around 0) = {high - low:.4f}")
