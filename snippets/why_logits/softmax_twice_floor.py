import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F


def floor(classes):
    return math.log(1 + (classes - 1) / math.e)


def loss_of_sure_softmax(classes, target):
    probability = torch.zeros(1, classes, dtype=torch.float64)
    probability[0, 0] = 1
    return F.cross_entropy(probability, torch.tensor([target])).item()


print("classes  guessing   floor     right   wrong")
for classes in (2, 3, 4, 10, 100, 1000):
    print(
        f"{classes:7}  {math.log(classes):8.4f}  {floor(classes):6.4f}"
        f"  {loss_of_sure_softmax(classes, 0):8.4f}"
        f"  {loss_of_sure_softmax(classes, 1):6.4f}"
    )

numbers = [2 * 10 ** (step / 10) for step in range(38)]
guessing = [math.log(number) for number in numbers]
lowest = [floor(number) for number in numbers]
fig, ax = plt.subplots(figsize=(4.8, 3.5), layout="constrained")
ax.semilogx(numbers, guessing, "C0")
ax.semilogx(numbers, lowest, "C1")
ax.fill_between(numbers, lowest, color="C1", alpha=0.15, linewidth=0)
ax.text(50, 4.9, "guessing: ln K", color="C0", ha="right")
ax.text(110, 2.9, "floor: ln(1 + (K − 1)/e)", color="C1")
ax.text(110, 1.0, "out of reach\nafter softmax twice")
ax.set_xticks([2, 10, 100, 1000, 10000], ["2", "10", "100", "1000", "10000"])
ax.minorticks_off()
ax.set(xlabel="number of classes K", ylabel="loss", ylim=(0, 9.5))
plt.show()
