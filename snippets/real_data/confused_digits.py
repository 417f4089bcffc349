import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgba
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x, x_test, target, target_test = train_test_split(
    images / 16, labels, stratify=labels, random_state=0
)
model = LogisticRegression(tol=1e-8, max_iter=1000).fit(x, target)
count = confusion_matrix(target_test, model.predict(x_test))
right = count.diagonal()
print("right:", right.sum(), "of", count.sum())
for digit in (1, 8):
    of_class, said = count[digit].sum(), count[:, digit].sum()
    print(f"{digit}: found {right[digit]} of {of_class}, said {said} times")

color = np.zeros((10, 10, 4))
color[count > 0] = to_rgba("C1", 0.5)
color[np.eye(10, dtype=bool)] = to_rgba("C0", 0.3)
fig, ax = plt.subplots(figsize=(4.4, 4.2), layout="constrained")
ax.pcolormesh(np.arange(11) - 0.5, np.arange(11) - 0.5, color)
for row, column in np.argwhere(count):
    number = str(count[row, column])
    ax.text(column, row, number, ha="center", va="center")
ax.set(xlabel="the model said", ylabel="true digit", aspect="equal")
ax.set(xticks=range(10), yticks=range(10))
ax.invert_yaxis()
ax.spines[:].set_visible(True)
plt.show()
