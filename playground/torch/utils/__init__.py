"""torch.utils: of it, only what loads rows."""

from . import data

__all__ = ["data"]
