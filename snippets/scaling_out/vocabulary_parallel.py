# torchrun --standalone --nproc-per-node=2 vocabulary_parallel.py
import torch
import torch.distributed as dist
import torch.nn.functional as F


def loss_and_gradient(logits, target, first):
    largest = logits.amax(dim=1)
    dist.all_reduce(largest, dist.ReduceOp.MAX)
    exp = (logits - largest[:, None]).exp()
    total = exp.sum(dim=1)
    dist.all_reduce(total)
    hit = torch.arange(first, first + logits.shape[1]) == target[:, None]
    chosen = torch.where(hit, logits, 0).sum(dim=1)
    dist.all_reduce(chosen)
    loss = (largest + total.log() - chosen).mean()
    return loss, (exp / total[:, None] - hit.float()) / len(target)


dist.init_process_group("gloo")
torch.manual_seed(0)
x = torch.randn(6, 16, requires_grad=True)
weight = torch.randn(1000, 16, requires_grad=True)
target = torch.randint(1000, (6,))
alone = F.cross_entropy(x @ weight.T, target)
alone.backward()

first = 500 * dist.get_rank()
part = weight.detach()[first : first + 500]
logits = x.detach() @ part.T
loss, push = loss_and_gradient(logits, target, first)
mine, partial = push.T @ x.detach(), push @ part
whole = partial.clone()
dist.all_reduce(whole)
same = torch.tensor(torch.allclose(mine, weight.grad[first : first + 500]))
dist.all_reduce(same := same.int(), dist.ReduceOp.MIN)
if first == 0:
    print(f"one process    loss {alone:.4f}, 1000 classes")
    print(f"two processes  loss {loss:.4f}, {logits.shape[1]} each")
    print("gradient of the own weights is right:", bool(same))
    near = [torch.allclose(g, x.grad, atol=1e-6) for g in (partial, whole)]
    print("gradient of x, alone and after all-reduce:", *near)
dist.destroy_process_group()
