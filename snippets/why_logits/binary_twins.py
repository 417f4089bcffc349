import torch
import torch.nn.functional as F

score = torch.tensor([1.3])
yes = torch.tensor([1.0])
pair = torch.tensor([[0.0, 1.3]])
mirrored = torch.tensor([[-1.3, 1.3]])
class_one = torch.tensor([1])

print("two classes, one score 1.3")
loss = F.binary_cross_entropy(score.sigmoid(), yes)
print(f"  from the probability  {loss:.6f}")
loss = F.binary_cross_entropy_with_logits(score, yes)
print(f"  from the logit        {loss:.6f}")

print("two classes, two scores (0, 1.3)")
loss = F.nll_loss(pair.softmax(dim=1).log(), class_one)
print(f"  from the probability  {loss:.6f}")
loss = F.cross_entropy(pair, class_one)
print(f"  from the logits       {loss:.6f}")

print("two classes, two scores (-1.3, 1.3)")
loss = F.cross_entropy(mirrored, class_one)
print(f"  from the logits       {loss:.6f}")
loss = F.binary_cross_entropy_with_logits(2 * score, yes)
print(f"  one score 2.6         {loss:.6f}")
