"""Publishes what runs the programs in a page: Python, its packages and PyTorch's stand-in."""

import hashlib
import io
import zipfile
from pathlib import Path

from builder.node import WEB, run_node
from builder.packages import CACHE, packages
from verify import ROOT
from verify.published import publish

FOLDER = "assets/playground"
STANDARD_LIBRARY = WEB / "node_modules/pyodide/python_stdlib.zip"
# What is not Pyodide's: the check's own way to run a program, and the stand-in.
OWN = [
    "playground/run.py",
    "playground/torch/**/*.py",
    *(f"verify/{name}.py" for name in ("__init__", "compare", "execution", "figures", "programs")),
]


def publish_playground(site: Path) -> None:
    """Write it into the directory of a site. Raises Problem if a package is not to be had."""
    numpy, figures = packages()
    own = CACHE / "own.zip"
    publish(own, own_modules())
    sources = {"standard": [STANDARD_LIBRARY], "numpy": numpy, "figures": figures, "site": [own]}
    pack = (ROOT / "playground/pack.py").read_text(encoding="utf-8")
    left_out = (ROOT / "playground/left_out.txt").read_text(encoding="utf-8")
    packs = {
        name: {"key": key([pack, left_out], files), "sources": [str(file) for file in files]}
        for name, files in sources.items()
    }
    data = {"target": str(site / FOLDER), "cache": str(CACHE), "packs": packs}
    run_node("pack.mjs", data | {"pack": pack, "leftOut": left_out})


def own_modules() -> bytes:
    """Return an archive of the project's own modules, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(file for pattern in OWN for file in ROOT.glob(pattern)):
            name = file.relative_to(ROOT).as_posix().removeprefix("playground/")
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes())
    return target.getvalue()


def key(texts: list[str], files: list[Path]) -> str:
    """Return a short hash of what an archive is made from."""
    digest = hashlib.sha256()
    for content in [*(text.encode() for text in texts), *(file.read_bytes() for file in files)]:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
