import torch
from scipy import stats
from sklearn.datasets import load_digits

x, target = map(torch.tensor, load_digits(return_X_y=True))
x, one_hot = x.float() / 16, torch.eye(10)[target]
torch.manual_seed(0)
splits = [torch.randperm(len(x)).split([600, 1197]) for _ in range(10)]
test = torch.stack([held for held, _ in splits])
eight = [rows[target[rows] == 8][:10] for _, rows in splits]
other = [rows[target[rows] != 8][:1050] for _, rows in splits]
learn = torch.hstack([torch.stack(eight), torch.stack(other)])


def train(name, steps=250):
    """Logits of the test rows from ten networks, one a split, side by side."""
    torch.manual_seed(0)
    shapes = (64, 50), (1, 50), (50, 10), (1, 10)
    drawn = [torch.rand(10, *s) * 2 - 1 for s in shapes]
    w, b, v, c = parameters = [(p / 7).requires_grad_() for p in drawn]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    for _ in range(steps):
        rows = learn.gather(1, torch.randint(1060, (10, 64)))
        pair = x[rows], one_hot[rows]
        if name == "mixup":
            u = torch.rand(10, 64, 1)
            pair = [u * rows + (1 - u) * rows.flip(1) for rows in pair]
        y = 0.9 * pair[1] + 0.1 / 10 if name == "smoothing" else pair[1]
        z = torch.relu(pair[0] @ w + b) @ v + c
        losses = -(y * z.log_softmax(dim=2)).sum(dim=2)
        if name == "focal":
            losses = (1 - torch.exp(-losses)) ** 2 * losses
        optimizer.zero_grad()
        losses.mean().backward()
        optimizer.step()
    return (torch.relu(x[test] @ w + b) @ v + c).detach()


print("           eights found  right        confidence   cost")
is_eight, runs, t = target[test] == 8, {}, stats.t.ppf(0.975, 9) / 10**0.5
for name in "labels", "smoothing", "mixup", "focal":
    log_p = train(name).log_softmax(dim=2)
    right = (log_p.argmax(dim=2) == target[test]).float()
    found = (right * is_eight).sum(dim=1) / is_eight.sum(dim=1)
    cost = -(one_hot[test] * log_p).sum(dim=2).mean(dim=1)
    runs[name] = found, right.mean(1), log_p.exp().amax(2).mean(1), cost
    cells = [f" {r.mean():.2f} ± {t * r.std():.2f}" for r in runs[name]]
    print(f"{name:10}", *cells)
