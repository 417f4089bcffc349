import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x, x_test, target, target_test = train_test_split(
    images / 16, labels, stratify=labels, random_state=0
)
model = LogisticRegression(C=100, tol=1e-8, max_iter=2000).fit(x, target)
probability = model.predict_proba(x_test)
confidence = probability.max(axis=1)
correct = probability.argmax(axis=1) == target_test


def calibration_error(correct, bins):
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gap = np.bincount(place, correct - confidence, minlength=bins)
    return abs(gap).sum() / len(confidence)


for bins in 5, 10, 20, 50:
    print(f"{bins:2} bins: error {calibration_error(correct, bins):.3f}")

rng = np.random.default_rng(0)
honest = rng.random((10_000, len(confidence))) < confidence
errors = [calibration_error(answers, bins=10) for answers in honest]
print(f"honest model, 10 bins: mean error {np.mean(errors):.3f},", end=" ")
print(f"95 of 100 below {np.quantile(errors, 0.95):.3f}")
