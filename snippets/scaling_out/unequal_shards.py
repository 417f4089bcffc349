# torchrun --standalone --nproc-per-node=2 unequal_shards.py
import torch
import torch.distributed as dist
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
torch.manual_seed(1)
torch.rand(283)
alone = nn.Linear(4, 3)
model = DistributedDataParallel(alone)


def report(name, cost, factor):
    alone.zero_grad()
    (cost * factor).backward()
    dist.all_reduce(mean := cost.detach() * factor, dist.ReduceOp.AVG)
    if rank == 0:
        gradient = " ".join(f"{g:7.4f}" for g in alone.bias.grad)
        print(f"{name}  cost {mean:.4f}  bias gradient {gradient}")


report("one process  ", F.cross_entropy(alone(x), target), 1)

shard = slice(0, 6) if rank == 0 else slice(6, 8)
cost = F.cross_entropy(model(x[shard]), target[shard])
report("mean of means", cost, 1)
cost = F.cross_entropy(model(x[shard]), target[shard])
report("weighted     ", cost, world * len(target[shard]) / len(target))
dist.barrier()
dist.destroy_process_group()
