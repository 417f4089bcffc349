"""torch.nn: modules, their parameters and losses."""

from ..refusal import absent
from . import functional, modules

__all__ = ["functional"]
__getattr__ = absent("torch.nn", globals())

for _name, _each in vars(modules).items():
    if isinstance(_each, type) and issubclass(_each, modules.Module | modules.Parameter):
        globals()[_name] = _each
