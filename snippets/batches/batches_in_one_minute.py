import torch

torch.manual_seed(0)
rows = torch.arange(10)
for epoch in range(2):
    order = torch.randperm(len(rows))
    batches = [batch.tolist() for batch in rows[order].split(4)]
    print(f"epoch {epoch}, {len(batches)} steps: {batches}")
