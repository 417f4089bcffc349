import numpy as np
from scipy.stats import binomtest
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

images, labels = load_digits(return_X_y=True)
x, x_test, target, target_test = train_test_split(
    images / 16, labels, stratify=labels, random_state=0
)
right = {}
for name, model in {
    "softmax": LogisticRegression(tol=1e-6, max_iter=1000),
    "nearest": KNeighborsClassifier(),
}.items():
    right[name] = model.fit(x, target).predict(x_test) == target_test
    found = binomtest(right[name].sum(), len(x_test))
    low, high = found.proportion_ci(method="wilson")
    print(f"{name}: right {found.k} of {found.n},", end=" ")
    print(f"95 of 100: {low:.3f} to {high:.3f}")

one, other = right.values()
gain = other.astype(int) - one
random = np.random.default_rng(0)
again = random.integers(0, len(gain), (10_000, len(gain)))
for name, gains in {
    "same rows": gain[again].mean(axis=1),
    "other rows": other[again].mean(axis=1) - one[again[::-1]].mean(axis=1),
}.items():
    low, high = np.quantile(gains, [0.025, 0.975])
    print(f"difference, {name}: {low:+.3f} to {high:+.3f}")

only_one, only_other = (gain == -1).sum(), (gain == 1).sum()
p = binomtest(only_one, only_one + only_other).pvalue
print(f"only softmax right: {only_one}, only nearest right: {only_other}")
print(f"as lopsided by chance alone: {p:.2f}")
