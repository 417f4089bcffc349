import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)

print("split  wrong, C = 1  C = 100  cost, C = 1  C = 100")
for seed in range(6):
    x, x_test, target, target_test = train_test_split(
        images / 16, labels, stratify=labels, random_state=seed
    )
    wrong, costs = [], []
    for C in (1, 100):
        model = LogisticRegression(C=C, tol=1e-6, max_iter=2000).fit(x, target)
        probability = model.predict_proba(x_test)
        wrong.append((probability.argmax(axis=1) != target_test).sum())
        right = probability[range(len(x_test)), target_test]
        costs.append(-np.log(right).mean())
    print(
        f"{seed:5}  {wrong[0]:12}  {wrong[1]:7}"
        f"  {costs[0]:11.3f}  {costs[1]:7.3f}"
    )
