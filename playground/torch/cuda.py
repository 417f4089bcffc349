"""torch.cuda: there is no GPU here."""

from .refusal import absent

__getattr__ = absent("torch.cuda")


def is_available() -> bool:
    """Whether there is a GPU: never."""
    return False
