import torch

logits = torch.tensor([[1.0, 2.0], [torch.nan, 0.0]], requires_grad=True)
rows = logits.isfinite().all(dim=1)
print("rows that are finite:", rows.tolist())
print("first bad row:", rows.tolist().index(False))
