"""torch.utils: of it, only what loads rows."""

from ..refusal import absent
from . import data

__all__ = ["data"]
__getattr__ = absent("torch.utils", globals())
