# torchrun --standalone --nproc-per-node=2 loss_parallel.py
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.tensor import Replicate, Shard, distribute_tensor
from torch.distributed.tensor.parallel import loss_parallel

mesh = init_device_mesh("cpu", (2,))
torch.manual_seed(0)
x = torch.randn(6, 16)
weight = torch.randn(1000, 16, requires_grad=True)
target = torch.randint(1000, (6,))
alone = F.cross_entropy(x @ weight.T, target)
alone.backward()

same_x = distribute_tensor(x, mesh, [Replicate()])
part = distribute_tensor(weight.detach(), mesh, [Shard(0)]).requires_grad_()
with loss_parallel():
    logits = same_x @ part.T
    loss = F.cross_entropy(logits, target)
    loss.backward()

gradient = part.grad.full_tensor()
same = torch.allclose(gradient, weight.grad, atol=1e-6)
if dist.get_rank() == 0:
    print(f"one process    loss {alone:.4f}")
    print(f"two processes  loss {loss.to_local():.4f}")
    print("weight of one process:", tuple(part.to_local().shape))
    print("logits of one process:", tuple(logits.to_local().shape))
    print("same gradient of the weight:", same)
dist.barrier()  # the threads that send get time to end before Python does
dist.destroy_process_group()
