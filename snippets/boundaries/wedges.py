import matplotlib.pyplot as plt
import torch

weight = torch.tensor([[-2.0, -1.0], [2.0, -1.0], [0.0, 2.0]])
bias = torch.tensor([0.0, 0.0, -3.0])

for i, j in (0, 1), (0, 2), (1, 2):
    (a, b), c = weight[i] - weight[j], bias[i] - bias[j]
    print(f"{i} against {j}: {a:+.0f} x1 {b:+.0f} x2 {c:+.0f} = 0")
meet = torch.tensor([0.0, 1.0])
z = weight @ meet + bias
print("where they meet:", z.tolist(), z.softmax(dim=0))

cut = torch.linspace(-4, 4, 17)
along = torch.stack([cut, torch.full((17,), 2.0)], dim=1) @ weight.T + bias
x1, x2 = torch.meshgrid(cut, torch.linspace(-3, 4, 8), indexing="xy")
z = torch.stack([x1, x2], dim=2) @ weight.T + bias
lead = 2 * z - z.topk(2, dim=2).values.sum(dim=2, keepdim=True)

fig, (top, plane) = plt.subplots(
    2,
    figsize=(4.8, 6.7),
    sharex=True,
    height_ratios=[4, 7],
    layout="constrained",
)
for k, place in enumerate([(-2.6, -0.5), (2.2, -0.5), (0, 3)]):
    top.plot(cut, along[:, k], f"C{k}--", linewidth=1)
    first = along[:, k] == along.amax(dim=1)
    top.plot(cut[first], along[first, k], f"C{k}", linewidth=3)
    zone = lead[..., k], [0, 99]
    plane.contourf(x1, x2, *zone, colors=f"C{k}", alpha=0.3)
    plane.text(*place, f"class {k}", color=f"C{k}", ha="center")
    plane.arrow(0, 1, *(weight[k] / 2).tolist(), color=f"C{k}", width=0.04)
plane.axhline(2, color="gray", linestyle=":")
top.set(
    ylabel="score where x2 = 2", yticks=[0], ylim=(-8, 8), box_aspect=1 / 2
)
plane.set(xlabel="x1", ylabel="x2", box_aspect=7 / 8)
plt.show()
