import numpy as np
from scipy import stats
from scipy.special import log_softmax
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

images, labels = load_digits(return_X_y=True)
x = images / 16
NAMES = "plain", "class weights", "drawn evenly", "shifted"


def compare(c, seed):
    """Five numbers for each of four models that learn from ten eights."""
    random = np.random.default_rng(seed)
    test, train = np.split(random.permutation(len(x)), [600])
    rows = np.setdiff1d(train, train[labels[train] == 8][10:])
    share = np.bincount(labels[rows]) / len(rows)
    chance = 1 / (10 * share * len(rows))[labels[rows]]
    eights = labels[test] == 8
    rare = np.where(eights, share[8] / eights.mean(), 1)

    def fit(rows, weights=None):
        model = LogisticRegression(C=c, class_weight=weights, max_iter=1000)
        return model.fit(x[rows], labels[rows]).decision_function(x[test])

    def judge(z):
        said, log_p = z.argmax(axis=1), log_softmax(z, axis=1)
        found, false = (said[eights] == 8).mean(), (said[~eights] == 8).mean()
        cost = -log_p[np.arange(len(test)), labels[test]]
        costs = cost.mean(), np.average(cost, weights=rare)
        return found, false, np.exp(log_p[:, 8]).mean(), *costs

    plain, weighted = fit(rows), fit(rows, "balanced")
    even = fit(random.choice(rows, len(rows), p=chance))
    return [judge(z) for z in (plain, weighted, even, plain - np.log(share))]


print(f"share of eights among all digits: {(labels == 8).mean():.3f}")
runs = {}
for C in 1, 100:
    runs[C] = np.array([compare(C, seed) for seed in range(10)])
    half = stats.t.ppf(0.975, 9) * stats.sem(runs[C])
    print(f"C = {C:<7}   found        false          p(8)", end="")
    print("         cost         cost, rare")
    for name, *row in zip(NAMES, runs[C].mean(axis=0), half, strict=True):
        cells = zip(*row, (2, 3, 2, 2, 2), strict=True)
        print(f"{name:13}", *(f" {m:.{d}f} ± {h:.{d}f}" for m, h, d in cells))
