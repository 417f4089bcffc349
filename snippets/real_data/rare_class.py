import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
split = train_test_split(images / 16, labels, stratify=labels, random_state=0)
x, x_test, target, target_test = map(torch.tensor, split)
eights = (target == 8).nonzero().flatten()
keep = torch.ones(len(x), dtype=torch.bool)
keep[eights[10:]] = False
x, target = x[keep], target[keep]
print(f"10 of {len(eights)} eights kept, {len(x)} rows to learn from")


def fit(class_weight):
    weight = torch.zeros(10, 64, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(10, dtype=torch.float64, requires_grad=True)
    stop = {"max_iter": 1000, "tolerance_grad": 1e-7, "tolerance_change": 0}
    optimizer = torch.optim.LBFGS(
        [weight, bias], history_size=100, line_search_fn="strong_wolfe", **stop
    )

    def closure():
        optimizer.zero_grad()
        logits = x @ weight.T + bias
        cost = F.cross_entropy(logits, target, weight=class_weight)
        objective = cost + (weight**2).sum() / (2 * len(x))
        objective.backward()
        return objective

    optimizer.step(closure)
    return (x_test @ weight.T + bias).detach()


balanced = len(x) / (10 * target.bincount().double())
print(f"class weights: {balanced[8]:.2f} for 8, {balanced[0]:.2f} for 0")
eights = target_test == 8
for name, class_weight in (("no weights", None), ("balanced", balanced)):
    probability = torch.softmax(fit(class_weight), dim=1)
    said = probability.argmax(dim=1)
    right = said == target_test
    print(f"{name}: right {int(right.sum())} of {len(said)},", end=" ")
    print(f"eights found {int(right[eights].sum())} of {int(eights.sum())},")
    print(f"  said 8 {int((said == 8).sum())} times,", end=" ")
    print(f"mean probability of 8 {probability[:, 8].mean():.3f}")
print(f"share of eights in the rows held back {eights.double().mean():.3f}")
