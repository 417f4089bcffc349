# --8<-- [start:stub]
def calibration_error(probability, target, bins):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def calibration_error(probability, target, bins):
    confidence, answer = probability.max(dim=1)
    correct = (answer == target).float()
    place = (confidence * bins).long().clamp(max=bins - 1)
    error = 0.0
    for b in place.unique():
        rows = place == b
        gap = confidence[rows].mean() - correct[rows].mean()
        error += rows.float().mean() * gap.abs()
    return error


# --8<-- [end:solution]
