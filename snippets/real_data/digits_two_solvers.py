import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
split = train_test_split(images / 16, labels, stratify=labels, random_state=0)
x, x_test, target, target_test = map(torch.tensor, split)
print(f"{len(x)} rows to learn from, {len(x_test)} held back")


def objective(weight, bias):
    cost = F.cross_entropy(x @ weight.T + bias, target)
    return cost + (weight**2).sum() / (2 * len(x))


def closure():
    optimizer.zero_grad()
    value = objective(weight, bias)
    value.backward()
    return value


def report(name, weight, bias):
    probability = torch.softmax(x_test @ weight.T + bias, dim=1)
    right = int((probability.argmax(dim=1) == target_test).sum())
    value = objective(weight, bias)
    print(f"{name} {value:.6f}, right {right}/{len(x_test)}")
    return probability


weight = torch.zeros(10, 64, dtype=torch.float64, requires_grad=True)
bias = torch.zeros(10, dtype=torch.float64, requires_grad=True)
stop = {"max_iter": 1000, "tolerance_grad": 1e-8, "tolerance_change": 0}
optimizer = torch.optim.LBFGS(
    [weight, bias], history_size=100, line_search_fn="strong_wolfe", **stop
)
report("zeros:       ", weight, bias)
optimizer.step(closure)
ours = report("PyTorch:     ", weight, bias)

other = LogisticRegression(tol=1e-8, max_iter=1000).fit(x, target)
fitted = torch.tensor(other.coef_), torch.tensor(other.intercept_)
theirs = report("scikit-learn:", *fitted)
difference = (ours - theirs).abs().max()
print("largest difference of a probability < 1e-5:", bool(difference < 1e-5))
