import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgba
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
x, _, target, _ = train_test_split(
    images / 16, labels, stratify=labels, random_state=0
)
weight = LogisticRegression(tol=1e-8, max_iter=1000).fit(x, target).coef_
print("shape of the weight:", weight.shape)
print(f"smallest {weight.min():.3f}, largest {weight.max():.3f}")
blank, unused = (x == 0).all(axis=0), (weight == 0).all(axis=0)
print("pixels blank in every row:", blank.sum())
print("pixels with weight 0:", unused.sum())
total = abs(weight.sum(axis=0)).max()
print("the ten weights of a pixel sum to 0:", bool(total < 1e-9))

strength = abs(weight) / abs(weight).max()
plus, minus = to_rgba("C0"), to_rgba("C1")
color = np.where((weight > 0)[..., None], plus, minus)
color[..., 3] = np.where(strength < 0.06, 0, strength)

fig, axes = plt.subplots(2, 5, figsize=(4.75, 2.5), layout="constrained")
for digit, ax in enumerate(axes.flat):
    ax.pcolormesh(color[digit].reshape(8, 8, 4), clip_on=False)
    ax.set_title(str(digit))
    ax.set(aspect="equal", xticks=[], yticks=[])
    ax.invert_yaxis()
    ax.spines[:].set_visible(True)
plt.show()
