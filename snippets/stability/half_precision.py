import torch
import torch.nn.functional as F

target = torch.tensor([0])
logits = torch.tensor([[0.0, 10.0, 10.0, 10.0]])
print(f"float32         {F.cross_entropy(logits, target).item():.4f}")
for dtype in torch.float16, torch.bfloat16:
    low = logits.to(dtype)
    loss = F.cross_entropy(low, target).item()
    late = F.cross_entropy(low.float(), target).item()
    print(f"{str(dtype)[6:]:9} loss  {loss:.4f}, in float32 {late:.4f}")

high = torch.tensor([[0.0, 70_000.0]]).to(torch.float16)
print("float16 logits ", high.tolist()[0])
print("float32 loss   ", F.cross_entropy(high.float(), target).item())
