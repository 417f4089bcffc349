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
whole = torch.randn(6, 1000, requires_grad=True)
target = torch.randint(1000, (6,))
alone = F.cross_entropy(whole, target)
alone.backward()

first = 500 * dist.get_rank()
half = slice(first, first + 500)
loss, gradient = loss_and_gradient(whole.detach()[:, half], target, first)
same = torch.allclose(gradient, whole.grad[:, half], atol=1e-7)
dist.all_reduce(same := torch.tensor(int(same)), dist.ReduceOp.MIN)
if first == 0:
    print(f"one process    loss {alone:.4f}  logits {tuple(whole.shape)}")
    print(f"two processes  loss {loss:.4f}  logits {tuple(gradient.shape)}")
    print("same gradient on both:", bool(same))
dist.barrier()  # the threads that send get time to end before Python does
dist.destroy_process_group()
