import torch


# --8<-- [start:stub]
def find_start(stream, numbers):
    raise NotImplementedError


# --8<-- [end:stub]


# --8<-- [start:solution]
def find_start(stream, numbers):
    windows = stream.unfold(0, len(numbers), 1)
    (places,) = torch.where(((windows - numbers).abs() < 1e-4).all(dim=1))
    return places[0].item() if len(places) else None


# --8<-- [end:solution]
