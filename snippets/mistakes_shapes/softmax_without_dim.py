import torch
import torch.nn.functional as F

logits = torch.zeros(2, 4, 3)

probability = F.softmax(logits)  # warns UserWarning
print("2 sequences of 4 tokens, 3 classes, all scores equal")
print("probability of each class:", probability[0, 0].tolist())
print("sum over the classes:", probability[0, 0].sum().item())
