import json
import os
from functools import partial
from itertools import accumulate
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.profiler import profile
from torch.utils.checkpoint import checkpoint

os.environ["KINETO_LOG_LEVEL"] = "6"  # or the profiler reports its own steps
torch.manual_seed(0)
N, V = 1024, 4096
x, target = torch.randn(N, 16), torch.randint(V, (N,))
weight = torch.randn(V, 16, requires_grad=True)
chunks = list(zip(x.split(64), target.split(64), strict=True))


def total(x, target):
    return F.cross_entropy(x @ weight.T, target, reduction="sum")


def peak(loss):
    with profile(profile_memory=True) as run:
        loss().backward()
    run.export_chrome_trace("trace.json")  # writes trace.json
    events = json.loads(Path("trace.json").read_text())["traceEvents"]
    memory = [event for event in events if event["name"] == "[memory]"]
    memory.sort(key=lambda event: event["ts"])
    return max(accumulate(event["args"]["Bytes"] for event in memory))


again = partial(checkpoint, total, use_reentrant=False)
fused = partial(F.linear_cross_entropy, x, weight, target)
options = torch.nn.LinearCrossEntropyOptions(batch_chunk_size=64)
losses = {
    "all rows at once": lambda: total(x, target) / N,
    "16 chunks": lambda: sum(total(*rows) for rows in chunks) / N,
    "16 chunks, recomputed": lambda: sum(again(*rows) for rows in chunks) / N,
    "linear_cross_entropy": fused,
    "  with options": partial(fused, options=options),
}
print(f"logits: {N} x {V} x 4 bytes = {N * V * 4:,}")
for name, loss in losses.items():
    weight.grad = None
    print(f"{name:22} peak {peak(loss) / (N * V * 4):.1f} x logits", end="")
    print(f"  loss {loss():.4f}  gradient {weight.grad.norm():.4f}")
