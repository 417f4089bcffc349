import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import binom, norm
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

images, labels = load_digits(return_X_y=True)
softmax = LogisticRegression(tol=1e-6, max_iter=1000)
folds = KFold(4, shuffle=True, random_state=0)
one, other = (
    cross_val_predict(model, images / 16, labels, cv=folds) == labels
    for model in (softmax, KNeighborsClassifier())
)
print(f"right {one.sum()} and {other.sum()} of {len(labels)}")


def mcnemar(gain):
    """Chance of counts as lopsided, if each model is as likely to win."""
    wins, losses = (gain == 1).sum(axis=-1), (gain == -1).sum(axis=-1)
    tail = binom.cdf(np.minimum(wins, losses), wins + losses, 0.5)
    return np.minimum(1, 2 * tail)


gain = other.astype(int) - one
apart, lead = abs(gain).mean(), gain.mean()
print(f"apart on {apart:.4f} of the rows, lead {lead:.4f}")
z = norm.ppf(0.975) + norm.ppf(0.8)
print(f"rows for 80 of 100: {z**2 * (apart - lead**2) / lead**2:.0f}")

random = np.random.default_rng(0)
sizes = [100, 200, 450, 900, 1800, 3600]
ahead, told = [], []
for size in sizes:
    samples = random.choice(gain, (2000, size))
    ahead.append((samples.sum(axis=1) > 0).mean())
    told.append((mcnemar(samples) < 0.05).mean())
    print(f"{size:4} rows: ahead in {ahead[-1]:.2f}, told in {told[-1]:.2f}")

fig, ax = plt.subplots(figsize=(4.8, 3), layout="constrained")
ax.plot(sizes, ahead, "o-", clip_on=False, label="the better model is ahead")
ax.plot(sizes, told, "o-", clip_on=False, label="the test tells (p < 0.05)")
ax.set(xscale="log", xlabel="test rows", ylabel="share of test sets")
ax.set(ylim=0, xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.legend()
plt.show()
