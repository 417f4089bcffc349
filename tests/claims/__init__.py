"""What pages say: a module a page, each of whose claims `claims.py` holds."""

from importlib import import_module
from pathlib import Path

from verify import ROOT

NAMES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if (ROOT / "docs/en" / f"{path.stem}.md").exists()
)
PAGES = [import_module(f"tests.claims.{name}").page for name in NAMES]
