import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
labels = [2, 2, 2, 1, 1, 1, 0, 0]


def train(linear, rows, labels, lr, epochs):
    x = torch.tensor(rows, dtype=torch.float32)
    target = torch.tensor(labels)
    optimizer = torch.optim.SGD(linear.parameters(), lr=lr)
    costs = []
    for _ in range(epochs + 1):
        cost = F.cross_entropy(linear(x), target)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs


torch.manual_seed(1)
linear = nn.Linear(4, 3)
start = {name: t.tolist() for name, t in linear.state_dict().items()}
recipe = {"rows": rows, "labels": labels, "lr": 0.1, "epochs": 200}
costs = train(linear, **recipe)
run = {"torch": torch.__version__, "seed": 1, "start": start}
run |= {"recipe": recipe, "costs": costs}
Path("run.json").write_text(json.dumps(run))  # writes run.json

found = json.loads(Path("run.json").read_text())
linear = nn.Linear(4, 3)
start = {name: torch.tensor(t) for name, t in found["start"].items()}
linear.load_state_dict(start)
again = torch.tensor(train(linear, **found["recipe"]))
gap = (again - torch.tensor(found["costs"])).abs().max()
print("recorded:", ", ".join(found))
print(f"{len(again)} costs, all within 1e-6 of the record: {gap < 1e-6}")
