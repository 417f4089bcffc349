from math import log2

import matplotlib.pyplot as plt

BANDWIDTH = 50e9  # bytes a second, a link of 400 Gbit/s
LATENCY = 5e-6  # seconds a message


def transfer(n, size):
    return 2 * (n - 1) / n * size / BANDWIDTH


def ring(n, size):
    return transfer(n, size) + 2 * (n - 1) * LATENCY


def tree(n, size):
    return transfer(n, size) + 2 * log2(n) * LATENCY


large, small = 8_000_000_000 * 2, 15 * 4
print("milliseconds machines transfer  + ring  + tree")
cases = ("16 GB", large), ("16 GB / 8", large / 8), ("60 bytes", small)
for name, size in cases:
    for n in 2, 64, 1000:
        times = transfer(n, size), ring(n, size), tree(n, size)
        print(f"{name:12} {n:8,}", *(f"{1000 * t:8.3f}" for t in times))
state = 2 + 2 + 4 + 4 + 4  # weight, gradient, master copy, Adam's two means
print(f"8 billion parameters x {state} bytes = {8 * state} GB")

machines = [2 ** (k / 2) for k in range(2, 29)]
fig, ax = plt.subplots(layout="constrained")
ax.loglog(machines, [ring(n, large) for n in machines], "C0")
ax.loglog(machines, [ring(n, small) for n in machines], "C1")
ax.loglog(machines, [tree(n, small) for n in machines], "C1--")
ax.text(8, 1, "16 GB, ring", color="C0")
ax.text(150, 4e-3, "60 bytes, ring", color="C1", ha="right")
ax.text(300, 3e-5, "60 bytes, tree", color="C1")
ax.set(xlabel="machines", ylabel="one all-reduce", ylim=(4e-6, 4))
ax.set_xticks([10, 100, 1000, 10_000], ["10", "100", "1,000", "10,000"])
ax.set_yticks([1e-5, 1e-3, 0.1], ["10 µs", "1 ms", "100 ms"])
ax.minorticks_off()
plt.show()
