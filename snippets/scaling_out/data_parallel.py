# torchrun --standalone --nproc-per-node=2 data_parallel.py
import torch
import torch.distributed as dist
import torch.distributed.nn  # before the group, which its defaults would keep
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel

rows = [
    [1, 2, 1, 1],
    [2, 1, 3, 2],
    [3, 1, 3, 4],
    [4, 1, 5, 5],
    [1, 7, 5, 5],
    [1, 2, 5, 6],
    [1, 6, 6, 6],
    [1, 7, 7, 7],
]
x = torch.tensor(rows, dtype=torch.float32)
target = torch.tensor([2, 2, 2, 1, 1, 1, 0, 0])

dist.init_process_group("gloo")
rank, world = dist.get_rank(), dist.get_world_size()
x, target = x[rank::world], target[rank::world]

torch.manual_seed(1)
torch.rand(283)
model = DistributedDataParallel(nn.Linear(4, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

epochs = 1000
for epoch in range(epochs + 1):
    cost = F.cross_entropy(model(x), target)
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()
    if epoch % 100 == 0:
        mean = cost.detach()
        dist.all_reduce(mean, dist.ReduceOp.AVG)
        if rank == 0:
            print(f"Epoch : {epoch:4d}/{epochs} Cost : {mean:.6f}")
del model  # as it holds on to the group
dist.destroy_process_group()
