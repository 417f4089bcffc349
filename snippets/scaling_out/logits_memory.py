import matplotlib.pyplot as plt

cases = [
    ("the notes", 8, 4, 3),
    ("GPT-2, one sequence", 1024, 768, 50_257),
    ("Llama 3, one sequence", 8192, 4096, 128_256),
]
for name, rows, features, classes in cases:
    print(name)
    for what, width in ("input", features), ("logits", classes):
        size = rows * width * 4
        print(f"  {what:6} {rows:,} x {width:,} x 4 bytes = {size:,}")
    print(f"  ratio  {classes:,} / {features:,} = {classes / features:.2f}")
print(f"80 GB hold the logits of {80e9 / size:.0f} such sequences")

fig, ax = plt.subplots(layout="constrained")
places = [(0.8, "left"), (0.8, "left"), (10, "right")]
for (name, rows, _, k), (y, ha) in zip(cases, places, strict=True):
    ax.loglog([3, 300_000], [rows * 12, rows * 1_200_000], color="C0")
    ax.text(4e5, rows * 9e5, f"{rows:,} rows", color="C0")
    ax.plot(k, rows * k * 4, "o", color="C1")
    label = name.partition(",")[0]
    ax.text(k, rows * k * y, label, color="C1", ha=ha)
ax.axhline(80e9, color="C2", linestyle="--")
ax.text(3, 1.8e11, "80 GB, one large GPU", color="C2")
ax.set(xlabel="classes", ylabel="logits", xlim=(1, 8e6), ylim=(10, 1e12))
ax.set_xticks([10, 1000, 100_000], ["10", "1,000", "100,000"])
ax.set_yticks([1e3, 1e6, 1e9], ["1 kB", "1 MB", "1 GB"])
ax.minorticks_off()
plt.show()
