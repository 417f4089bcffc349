import torch
from scipy import stats
from sklearn.datasets import load_digits

x, target = map(torch.tensor, load_digits(return_X_y=True))
x = x.float() / 16
torch.manual_seed(0)
splits = [torch.randperm(len(x)).split([600, 1197]) for _ in range(10)]
test = torch.stack([held for held, _ in splits])
every = torch.stack([rows for _, rows in splits])
no_eight = torch.stack([rows[target[rows] != 8][:1050] for rows in every])


def train(learn, hidden, goal, temperature=1, steps=250):
    """Logits of all rows from ten networks, one a split, side by side."""
    torch.manual_seed(0)
    shapes = (64, hidden), (1, hidden), (hidden, 10), (1, 10)
    drawn = [torch.rand(10, *s) * 2 - 1 for s in shapes]
    w, b, v, c = parameters = [(p / 7).requires_grad_() for p in drawn]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    for _ in range(steps):
        rows = learn.gather(1, torch.randint(learn.shape[1], (10, 64)))
        z = torch.relu(x[rows] @ w + b) @ v + c
        soft = goal[torch.arange(10)[:, None], rows]
        losses = -(soft * (z / temperature).log_softmax(dim=2)).sum(dim=2)
        optimizer.zero_grad()
        (temperature**2 * losses.mean()).backward()
        optimizer.step()
    return (torch.relu(x @ w + b) @ v + c).detach()


labels = torch.eye(10)[target].expand(10, -1, -1)
teacher = train(every, 50, labels)
scores = {"teacher": teacher, "labels": train(no_eight, 20, labels)}
for T in 1, 2, 4, 8:
    soft = torch.softmax(teacher / T, dim=2)
    scores[f"T = {T}"] = train(no_eight, 20, soft, T)

print("         eights found  right")
is_eight, t = target[test] == 8, stats.t.ppf(0.975, 9) / 10**0.5
for name, z in scores.items():
    right = (z.argmax(dim=2).gather(1, test) == target[test]).float()
    runs = (right * is_eight).sum(1) / is_eight.sum(1), right.mean(1)
    cells = [f"{r.mean():.2f} ± {t * r.std():.2f}" for r in runs]
    print(f"{name:8}", "   ".join(cells))
