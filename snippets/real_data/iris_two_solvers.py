import torch
import torch.nn.functional as F
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

flowers, species = load_iris(return_X_y=True)
split = train_test_split(flowers, species, stratify=species, random_state=0)
x, x_test, target, target_test = map(torch.tensor, split)
print(f"{len(x)} rows to learn from, {len(x_test)} held back")

weight = torch.zeros(3, 4, dtype=torch.float64, requires_grad=True)
bias = torch.zeros(3, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.LBFGS(
    [weight, bias],
    max_iter=1000,
    tolerance_grad=1e-8,
    tolerance_change=0,
    line_search_fn="strong_wolfe",
)


def closure():
    optimizer.zero_grad()
    cost = F.cross_entropy(x @ weight.T + bias, target)
    objective = cost + (weight**2).sum() / (2 * len(x))
    objective.backward()
    return objective


optimizer.step(closure)
logits = x_test @ weight.T + bias
right = int((logits.argmax(dim=1) == target_test).sum())
print(f"objective {closure():.6f}, right {right}/{len(x_test)}")

other = LogisticRegression(tol=1e-8, max_iter=1000).fit(x, target)
theirs = torch.tensor(other.predict_proba(x_test))
difference = (torch.softmax(logits, dim=1) - theirs).abs().max()
print("largest difference of a probability < 1e-5:", bool(difference < 1e-5))
