"""All programs as one zip file."""

import zipfile
from pathlib import Path

import pytest

from builder.stage.files import ARCHIVE, FOLDER, packages
from tests.site.tiny import TinySite
from verify import ROOT
from verify.programs import find_programs


@pytest.mark.parametrize("language", ["", "ko/"])
def test_it_holds_every_program_with_its_output(built_site: Path, language: str) -> None:
    with zipfile.ZipFile(built_site / language / ARCHIVE) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    expected = {}
    for program in find_programs(ROOT)[0]:
        expected[f"{FOLDER}/{program.name}.py"] = program.source
        output = (ROOT / program.path).with_suffix(".out")
        if output.exists():
            expected[f"{FOLDER}/{program.name}.out"] = output.read_text(encoding="utf-8")
    text = {f"{FOLDER}/{name}" for name in ("LICENSE", "README.md", "requirements.txt")}
    assert {name: held[name] for name in held.keys() - text} == expected
    assert text <= held.keys()
    readme = held[f"{FOLDER}/README.md"]
    for folder in {program.name.partition("/")[0] for program in find_programs(ROOT)[0]}:
        assert f"`{folder}/`: " in readme
    assert held[f"{FOLDER}/requirements.txt"].splitlines() == packages(ROOT)


def test_it_says_nothing_of_when_and_where_it_was_made(site: TinySite) -> None:
    site.build("en")
    with zipfile.ZipFile(site.site / ARCHIVE) as archive:
        names = ("LICENSE", "README.md", "requirements.txt", "other/bars.py", "other/bars.out")
        assert archive.namelist() == [f"{FOLDER}/{name}" for name in names]
        for entry in archive.infolist():
            made = (entry.date_time, entry.create_system, entry.external_attr >> 16)
            assert made == ((1980, 1, 1, 0, 0, 0), 3, 0o644)
        readme = archive.read(f"{FOLDER}/README.md").decode()
    assert "`other/`: Title of other, <https://example.org/softmax/other/>" in readme
