import random

import torch
import torch.nn.functional as F

WORDS = """the the a | old old old small small wise | cat cat cat dog dog
owl fox bat hen | sees sees likes | the a | moon sea sky | now"""
parts = [part.split() for part in WORDS.split("|")]
random.seed(0)
lines = [" ".join(map(random.choice, parts)) + "\n" for _ in range(200)]
text = "".join(lines)
chars = sorted(set(WORDS) - {"|"})
V = len(chars)
print(f"{len(text)} characters, {V} different ones, beginning with")
print(*lines[:2], sep="", end="")

index = torch.tensor([chars.index(c) for c in text])
windows = torch.eye(V)[index].unfold(0, 6, 1)
x, y = windows[:, :, :5].flatten(1), windows[:, :, 5]
W = torch.zeros(5 * V, V)
for step in range(151):
    p = torch.softmax(x @ W, dim=1)
    if step % 50 == 0:
        cost = F.cross_entropy(x @ W, y)
        print(f"step {step:3}: cost {cost:.3f}")
    W -= 25 * x.T @ (p - y) / len(x)


def write(noise, length):
    written = index[-5:]
    for _ in range(length):
        z = torch.eye(V)[written[-5:]].T.flatten() @ W
        gumbel = -(-torch.rand(V).log()).log()
        best = (z + noise * gumbel).argmax()
        written = torch.cat([written, best[None]])
    return "".join(chars[i] for i in written[5:])


torch.manual_seed(0)
print("greedy:", write(0, 53), sep="\n")
print("sampled:", write(1, 146), sep="\n")
