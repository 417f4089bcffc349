import json
from fractions import Fraction

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
split = train_test_split(images / 16, labels, stratify=labels, random_state=0)
x, x_test, target, target_test = map(torch.tensor, split)


def reliability(logits, target, bins=10):
    confidence, answer = torch.softmax(logits, dim=1).max(dim=1)
    correct = (answer == target).double()
    place = (confidence * bins).long().clamp(max=bins - 1)
    rows = torch.bincount(place, minlength=bins)
    said = torch.bincount(place, confidence, minlength=bins)
    right = torch.bincount(place, correct, minlength=bins)
    return rows, said, right


scores = {}
for C in ("1/100", "1/10", "1", "10", "100"):
    model = LogisticRegression(
        C=float(Fraction(C)), solver="newton-cholesky", tol=1e-8
    )
    scores[C] = torch.tensor(model.fit(x, target).decision_function(x_test))
    for temperature in range(1, 21):
        logits = 10 * scores[C] / temperature
        rows, said, right = reliability(logits, target_test)
        cost = F.cross_entropy(logits, target_test).item()
        confidence = (said.sum() / rows.sum()).item()
        error = ((said - right).abs().sum() / rows.sum()).item()
        points = [
            [int(n), int(r), round((s / n).item(), 2)]
            for n, r, s in zip(rows, right, said, strict=True)
            if n
        ]
        numbers = round(confidence, 4), round(error, 3), round(cost, 3)
        row = [C, temperature / 10, *numbers, points]
        print(json.dumps(row, separators=(",", ":")))
