from decimal import Decimal

import matplotlib.pyplot as plt

published, unit = Decimal("0.703490"), Decimal("0.000001")
two_machines = [Decimal("0.70349044"), Decimal("0.70349056")]


def place(value):
    return float((value - published) / unit)


fig, ax = plt.subplots(figsize=(4.6, 2.6), layout="constrained")
ax.hlines(0, -2.5, 2.5, linewidth=0.8)
for steps in range(-2, 3):
    printed = published + steps * unit
    agrees = abs(printed - published) <= unit
    colour, verdict = ("C2", "agrees") if agrees else ("C3", "differs")
    ax.plot(steps, 0, "o", color=colour)
    ax.text(steps, -0.4, printed, color=colour, ha="center")
    ax.text(steps, -0.7, verdict, color=colour, ha="center")
for value in two_machines:
    printed = round(value, 6)
    print(f"computed {value}, printed {printed}")
    way = [place(value), place(printed)]
    ax.plot(way[0], 1, ".", color="C0")
    style = {"arrowstyle": "->", "color": "C0"}
    ax.annotate("", (way[1], 0.1), (way[0], 0.95), arrowprops=style)
ax.text(0.5, 1.15, "computed on two machines", color="C0", ha="center")
ax.text(0, -1, "published", ha="center")
ax.set(xlim=(-2.6, 2.6), ylim=(-1.15, 1.4))
ax.set_axis_off()
plt.show()
