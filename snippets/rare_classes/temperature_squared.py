import torch
import torch.nn.functional as F

teacher = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
print("T  gradient of cross-entropy  times T squared")
for T in 1, 2, 4, 8:
    student = torch.zeros_like(teacher, requires_grad=True)
    soft = torch.softmax(teacher / T, dim=0)
    F.cross_entropy(student / T, soft).backward()
    norm = student.grad.norm().item()
    print(f"{T}  {norm:25.4f}  {T**2 * norm:15.4f}")
apart = teacher - teacher.mean()
print(f"logits apart, over K: {(apart / len(apart)).norm():.4f}")
