import torch
import torch.nn.functional as F
from torch import nn

rows = [[1, 2, 1, 1], [2, 1, 3, 2], [3, 1, 3, 4], [4, 1, 5, 5]]
rows += [[1, 7, 5, 5], [1, 2, 5, 6], [1, 6, 6, 6], [1, 7, 7, 7]]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

torch.manual_seed(1)
torch.rand(3, 5)
torch.randint(5, (3,))
notebook = nn.Linear(4, 3)

torch.manual_seed(1)
torch.rand(18)
eighteen = nn.Linear(4, 3)

torch.rand(283 - 18 - 15)
notes = nn.Linear(4, 3)

for name, model in [
    ("the notebook's cells", notebook),
    ("after 18 numbers", eighteen),
    ("after 283 numbers", notes),
]:
    print(f"{name:20}  first cost {F.cross_entropy(model(x), target):.6f}")
