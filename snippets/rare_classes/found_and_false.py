import matplotlib.pyplot as plt
import numpy as np
from scipy import stats
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_curve

images, labels = load_digits(return_X_y=True)
x, eight = images / 16, labels == 8
grid = np.linspace(0, 0.05, 101)


def curves(seed):
    """Found eights at each share of false ones, without and with weights."""
    random = np.random.default_rng(seed)
    test, train = np.split(random.permutation(len(x)), [600])
    rows = np.setdiff1d(train, train[eight[train]][10:])
    found = []
    for weights in None, "balanced":
        model = LogisticRegression(class_weight=weights, max_iter=1000)
        z = model.fit(x[rows], labels[rows]).decision_function(x[test])
        lead = z[:, 8] - np.delete(z, 8, axis=1).max(axis=1)
        false_at, found_at, _ = roc_curve(eight[test], lead)
        found.append(np.interp(grid, false_at, found_at))
        at_0 = (lead[~eight[test]] > 0).mean(), (lead[eight[test]] > 0).mean()
        found[-1] = np.append(found[-1], at_0)
    return found


runs = np.array([curves(seed) for seed in range(10)])
for false in 0.005, 0.01, 0.02:
    plain, weighted = runs[:, :, np.searchsorted(grid, false)].T
    half = stats.t.ppf(0.975, 9) * stats.sem(weighted - plain)
    print(f"false {false}: found {plain.mean():.2f}, with weights", end=" ")
    print(f"{(weighted - plain).mean():+.3f} ± {half:.3f}")

fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
mean = runs.mean(axis=0)
for curve, name in zip(mean, ("plain", "class weights"), strict=True):
    (line,) = ax.plot(grid, curve[:-2], label=name)
    ax.plot(*curve[-2:], "o", color=line.get_color())
ax.set(xlabel="share of the other digits called 8", ylabel="eights found")
ax.set(ylim=(0, 1))
ax.legend()
plt.show()
