"""The packages of the Python in the page: where they come from, and what of them is published."""

import gzip
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from playground import publish
from playground.pack import pack
from verify import Problem


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has fetched nothing yet; returns a directory to set as the source."""
    source = tmp_path / "source"
    shutil.copytree(publish.CACHE / "wheels", source)
    monkeypatch.setattr(publish, "CACHE", tmp_path / "cache")
    monkeypatch.setenv(publish.SETTING, str(source))
    return source


def test_packages_come_from_the_directory_that_is_set(empty_cache: Path) -> None:
    numpy, figures = publish.packages()
    assert [file.name.partition("-")[0] for file in numpy] == ["numpy"]
    assert {"matplotlib", "pillow"} < {file.name.partition("-")[0] for file in figures}
    assert all(file.is_relative_to(publish.CACHE) for file in numpy + figures)


def test_packages_come_from_the_address_that_is_set(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(publish.SETTING, empty_cache.as_uri() + "/")
    assert publish.packages()[0]


def test_another_file_than_pyodide_lists_is_refused(empty_cache: Path) -> None:
    (wheel,) = empty_cache.glob("numpy-*")
    wheel.write_bytes(b"something else")
    with pytest.raises(Problem) as told:
        publish.packages()
    assert f"{wheel.name} is not the file that Pyodide lists" in str(told.value)
    assert not list((publish.CACHE / "wheels").glob("numpy-*"))


def test_a_package_that_is_not_to_be_had_is_named(empty_cache: Path) -> None:
    (wheel,) = empty_cache.glob("numpy-*")
    wheel.unlink()
    with pytest.raises(Problem, match=f"{wheel.name} is not to be had: .*; set PYODIDE_PACKAGES"):
        publish.packages()


def archive(path: Path, files: dict[str, str]) -> str:
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return str(path)


def test_an_archive_has_what_a_page_needs_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    files = {"a/b.py": "x = 1", "a/tests/c.py": "", "a/d.pyi": "", "left/e.py": "", "a/f.so": "f"}
    one = pack([archive(tmp_path / "one.zip", files)], "# a comment\nleft/ other")
    again = dict(reversed(files.items()))
    assert pack([archive(tmp_path / "two.zip", again)], "left/") == one
    assert zipfile.ZipFile(io.BytesIO(one)).namelist() == ["a/b.pyc", "a/f.so"]


def test_the_first_run_sends_at_most_eight_megabytes(built_site: Path) -> None:
    folder = built_site / "assets/playground"
    figures = list(folder.glob("figures-*.zip"))
    scripts = [folder / "worker.js", folder / "page.js", *folder.glob("*/pyodide*")]
    first = [*scripts, *(file for file in folder.glob("*.zip") if file not in figures)]
    assert [file.suffix for file in first].count(".zip") == 3
    assert [file.suffix for file in first].count(".wasm") == 1
    sizes = {file.name: len(gzip.compress(file.read_bytes())) for file in first}
    assert sum(sizes.values()) <= 8_000_000, sizes
    assert sum(len(gzip.compress(file.read_bytes())) for file in figures) <= 4_000_000
