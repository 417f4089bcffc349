import torch
import torch.nn.functional as F

P = torch.tensor([0.1, 0.6, 0.3])
entropy = torch.special.entr(P).sum()
logits = torch.tensor([0.6, 0.2, 0.2]).log().requires_grad_()
optimizer = torch.optim.SGD([logits], lr=1.0)

for step in range(21):
    loss = F.cross_entropy(logits, P)
    if step % 5 == 0:
        Q = ", ".join(f"{q:.3f}" for q in logits.softmax(dim=0))
        kl = loss - entropy
        print(f"step {step:2}  loss {loss:.4f}  KL {kl:.4f}  Q = ({Q})")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print(f"H(P) = {entropy:.4f}")
