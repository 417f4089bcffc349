import math

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def in_bins(confidence, bins):
    place = (confidence * bins).long().clamp(max=bins - 1)
    return F.one_hot(place, bins).double()


print("calibration error of a model that is honest in every row")
print("  rows  bins  drawn   law")
for rows in 100, 400, 1600, 6400:
    confidence = 1 - 0.6 * torch.rand(rows, dtype=torch.float64) ** 2
    for bins in 5, 20:
        place = in_bins(confidence, bins)
        right = torch.rand(100, rows, dtype=torch.float64) < confidence
        gaps = (right.double() - confidence) @ place
        drawn = gaps.abs().sum(dim=1) / rows
        variance = (confidence * (1 - confidence)) @ place
        law = math.sqrt(2 / math.pi) * variance.sqrt().sum() / rows
        print(f"{rows:6}  {bins:4}  {drawn.mean():.3f}  {law:.3f}")
