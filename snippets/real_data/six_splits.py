import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)

for seed in reversed(range(6)):
    x, x_test, target, target_test = train_test_split(
        images / 16, labels, stratify=labels, random_state=seed
    )
    print(f"split {seed}:", end="")
    for C in (1, 100):
        model = LogisticRegression(C=C, tol=1e-6, max_iter=2000).fit(x, target)
        probability = model.predict_proba(x_test)
        correct = probability.argmax(axis=1) == target_test
        cost = -np.log(probability[range(450), target_test]).mean()
        print(f"  C = {C}: {(~correct).sum()} wrong, cost {cost:.3f}", end="")
    print()

confidence = probability.max(axis=1)
bins = np.eye(10)[(confidence * 10).astype(int)]
honest = np.random.default_rng(0).random((10_000, 450)) < confidence
errors = abs((honest - confidence) @ bins).sum(axis=1) / 450
print(f"honest: error {errors.mean():.3f}, 95 of 100", end=" ")
print(f"below {np.quantile(errors, 0.95):.3f}")
