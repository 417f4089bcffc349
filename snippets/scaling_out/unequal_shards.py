# torchrun --standalone --nproc-per-node=2 unequal_shards.py
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn

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
torch.manual_seed(1)
torch.rand(283)
model = nn.Linear(4, 3)


def report(name, cost):
    (gradient,) = torch.autograd.grad(cost, model.bias)
    mean = cost.detach()
    dist.all_reduce(mean, dist.ReduceOp.AVG)
    dist.all_reduce(gradient, dist.ReduceOp.AVG)
    if rank == 0:
        numbers = " ".join(f"{g:7.4f}" for g in gradient)
        print(f"{name}  cost {mean:.4f}  bias gradient {numbers}")


report("one process  ", F.cross_entropy(model(x), target))

shard = slice(0, 6) if rank == 0 else slice(6, 8)
share = len(target[shard]) / len(target)
report("mean of means", F.cross_entropy(model(x[shard]), target[shard]))
cost = F.cross_entropy(model(x[shard]), target[shard])
report("weighted     ", world * share * cost)
dist.destroy_process_group()
