"""Says which versions of Python and its packages the outputs of a page come from."""

import platform
import re
from functools import cache
from importlib.metadata import version

from builder.edition import Edition
from builder.markdown.linebreaks import NO_BREAK_SPACE, WORD_JOINER

PACKAGES = {
    "torch": ("PyTorch", "torch"),
    "numpy": ("NumPy", "numpy"),
    "sklearn": (f"scikit-{WORD_JOINER}learn", "scikit-learn"),
    "matplotlib": ("Matplotlib", "matplotlib"),
}
IMPORTED = re.compile(r"^(?:import|from) (\w+)", re.M)
installed = cache(version)  # a package's version is read from its files


def versions(edition: Edition, programs: dict[str, str], text: str) -> str:
    """Return the line for a page of these programs, or of cells; nothing if it runs none."""
    sources = [(edition.root / uri).read_text(encoding="utf-8") for uri in programs.values()]
    imported = {name for source in [*sources, text] for name in IMPORTED.findall(source)}
    if not sources and "torch" not in imported:
        return ""
    named = [f"Python{NO_BREAK_SPACE}{platform.python_version()}"]
    for module, (name, package) in PACKAGES.items():
        if module in imported:
            named.append(f"{name}{NO_BREAK_SPACE}{installed(package).partition('+')[0]}")
    return str(edition.words["versions"]).format(", ".join(named))
