import torch
import torch.nn.functional as F

torch.manual_seed(0)
x, target = torch.randn(4096, 64), torch.randint(1000, (4096,))
weight = (torch.randn(1000, 64) / 4).requires_grad_()
rows = {"reduction": "none"}  # a loss for each row
exact = F.cross_entropy(x @ weight.T, target, **rows)
options = torch.nn.LinearCrossEntropyOptions(batch_chunk_size=512)

with torch.autocast("cpu", dtype=torch.bfloat16):
    logits = F.linear(x, weight)
    logs = logits.log_softmax(dim=1)
    losses = {
        "log_softmax, gather": -logs.gather(1, target[:, None])[:, 0],
        "log_softmax, nll_loss": F.nll_loss(logs, target, **rows),
        "cross_entropy": F.cross_entropy(logits, target, **rows),
        "linear_cross_entropy": F.linear_cross_entropy(
            x, weight, target, options=options, **rows
        ),
    }
losses["cross_entropy"].mean().backward()

for name, tensor in {
    "weight": weight,
    "its gradient": weight.grad,
    "logits": logits,
    "log_softmax": logs,
}.items():
    print(f"{name:22} {tensor.dtype}")
print("losses")
for name, loss in losses.items():
    error = (loss - exact).abs().mean()
    print(f"{name:22} {loss.dtype!s:15} off by {error:.4f}")
