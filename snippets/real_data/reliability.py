import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x, x_test, target, target_test = train_test_split(
    images / 16, labels, stratify=labels, random_state=0
)


def reliability(probability, target, bins=10):
    confidence = probability.max(axis=1)
    correct = probability.argmax(axis=1) == target
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    members = [place == b for b in np.unique(place)]
    rows = np.array([m.sum() for m in members])
    said = np.array([confidence[m].mean() for m in members])
    true = np.array([correct[m].mean() for m in members])
    return rows, said, true


fig, axes = plt.subplots(
    1, 2, figsize=(4.8, 3), sharey=True, layout="constrained"
)
for C, ax, color in zip((1, 100), axes, ("C0", "C1"), strict=True):
    model = LogisticRegression(C=C, tol=1e-8, max_iter=2000).fit(x, target)
    probability = model.predict_proba(x_test)
    rows, said, true = reliability(probability, target_test)
    share = rows / rows.sum()
    cost = -np.log(probability[range(len(x_test)), target_test]).mean()
    error = (share * abs(said - true)).sum()
    print(f"C = {C}: confidence {(share * said).sum():.4f},", end=" ")
    print(f"accuracy {(share * true).sum():.4f}")
    print(f"  calibration error {error:.3f}, cost {cost:.3f}")
    ax.plot([0.3, 1], [0.3, 1], color="C3", linestyle="--", linewidth=1)
    ax.scatter(said, true, s=12 + rows / 2, color=color, alpha=0.7)
    ax.set(title=f"C = {C}", xlabel="mean confidence")
    ax.set(xticks=[0.4, 0.6, 0.8, 1], yticks=[0, 0.5, 1])
axes[0].set_ylabel("share of right answers")
plt.show()
