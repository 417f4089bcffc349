import torch


def ring_all_reduce(blocks):
    n, sent = len(blocks), 0
    for step in range(n - 1):
        moving = [blocks[i][(i - step) % n].clone() for i in range(n)]
        for i in range(n):
            blocks[(i + 1) % n][(i - step) % n] += moving[i]
        sent += len(moving[0])
    for step in range(n - 1):
        moving = [blocks[i][(i + 1 - step) % n].clone() for i in range(n)]
        for i in range(n):
            blocks[(i + 1) % n][(i + 1 - step) % n] = moving[i]
        sent += len(moving[0])
    return sent


torch.manual_seed(0)
for n in 2, 4, 8, 16:
    gradients = torch.randn(n, 240)
    total = gradients.sum(dim=0)
    blocks = [list(g.clone().chunk(n)) for g in gradients]
    sent = ring_all_reduce(blocks)
    same = all(torch.allclose(torch.cat(b), total, atol=1e-5) for b in blocks)
    share = f"{sent} = {sent / 240:.3f} x 240"
    print(f"{n:2} processes, each sends {share}, all hold the sum: {same}")
