"""Makes an archive of modules that the interpreter of a page starts from; runs in that interpreter.

It holds compiled modules, since compiling them takes a reader's phone longer than unpacking, and of
them and their data only what a page can use. The same input gives the same bytes.
"""

import importlib.util
import io
import json
import marshal
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

BACKENDS = ("agg", "mixed", "svg")  # what drawing an SVG imports
FONTS = ("DejaVuSans.ttf",)
IMAGES = ("Bmp", "Gif", "Jpeg", "Png", "Ppm")  # what Matplotlib and Pillow import in any case
ENCODINGS = ("__init__", "aliases", "ascii", "cp437", "latin_1", "utf_16_be", "utf_8", "utf_8_sig")
DATA = (".so", ".ttf", ".json", "matplotlibrc")


def is_needed(name: str, left_out: tuple[str, ...]) -> bool:
    """Whether a page can use a file, given by its path below the directory of its package."""
    path = Path(name)
    if name.startswith(left_out) or "/tests/" in name or "dist-info" in name:
        return False
    if path.suffix not in (".py", ".so") and not name.endswith(DATA):
        return False
    if path.suffix == ".so":
        return "_tests." not in name
    if path.parent.name == "encodings":
        return path.stem in ENCODINGS
    if path.suffix == ".ttf":
        return path.name in FONTS
    if path.stem.endswith("ImagePlugin"):
        return path.stem.removesuffix("ImagePlugin") in IMAGES
    if path.stem.startswith("backend_") and path.parent.name == "backends":
        return path.stem.removeprefix("backend_") in BACKENDS
    return True


def read_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive with their names."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                yield name, archive.read(name)


def compiled(name: str, source: bytes) -> bytes:
    """Return a module as Python keeps it in a cache, without the date of its source."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    unchecked_hash = (1).to_bytes(4, "little") + bytes(8)
    return importlib.util.MAGIC_NUMBER + unchecked_hash + marshal.dumps(code)


def without_missing(fonts: bytes) -> bytes:
    """Return Matplotlib's list of fonts without those left out; it would look for all of them."""
    found = json.loads(fonts)
    found["ttflist"] = [font for font in found["ttflist"] if font["fname"].endswith(FONTS)]
    found["afmlist"] = []
    return json.dumps(found).encode()


def pack(sources: list[str], left_out: str) -> bytes:
    """Return one archive of what a page needs of other archives, but for what is to be left out."""
    prefixes = tuple(re.sub("#.*", "", left_out).split())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for source in sources:
            for name, data in sorted(read_zip(Path(source))):
                if not is_needed(name, prefixes):
                    continue
                entry, content = name, data
                if name.endswith(".py"):
                    entry, content = f"{name}c", compiled(name, data)
                elif name.endswith("fontlist.json"):
                    content = without_missing(data)
                info = zipfile.ZipInfo(entry, (2020, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
    return target.getvalue()
