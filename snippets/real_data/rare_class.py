import torch
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
split = train_test_split(images / 16, labels, stratify=labels, random_state=0)
x, x_test, target, target_test = map(torch.tensor, split)
eights = (target == 8).nonzero().flatten()
keep = torch.ones(len(x), dtype=torch.bool)
keep[eights[10:]] = False
x, target = x[keep], target[keep]
print(f"10 of {len(eights)} eights kept, {len(x)} rows to learn from")


def fit(weights):
    model = LogisticRegression(class_weight=weights, tol=1e-8, max_iter=1000)
    return torch.tensor(model.fit(x, target).decision_function(x_test))


balanced = len(x) / (10 * target.bincount().double())
print(f"class weights: {balanced[8]:.2f} for 8, {balanced[0]:.2f} for 0")
eights = target_test == 8
named = dict(enumerate(balanced.tolist()))
for name, weights in (("no weights", None), ("balanced", named)):
    probability = torch.softmax(fit(weights), dim=1)
    said = probability.argmax(dim=1)
    right = said == target_test
    print(f"{name}: right {int(right.sum())} of {len(said)},", end=" ")
    print(f"eights found {int(right[eights].sum())} of {int(eights.sum())},")
    print(f"  said 8 {int((said == 8).sum())} times,", end=" ")
    print(f"mean probability of 8 {probability[:, 8].mean():.3f}")
print(f"share of eights in the rows held back {eights.double().mean():.3f}")
