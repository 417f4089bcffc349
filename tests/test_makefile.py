import re

from verify import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_the_commands_of_the_makefile() -> None:
    commands = re.findall(r"^(\w+):.* ## ", MAKEFILE, re.M)
    assert sorted(re.findall(r"^make (\w+) +# ", README, re.M)) == sorted(commands)


def test_the_readme_has_the_numbers_and_files_of_the_repository() -> None:
    major, minor = re.findall(r"version_info < \((\d+), (\d+)\)", MAKEFILE)[0]
    assert re.findall(r"Python (\d[\d.]*) or newer", README) == [f"{major}.{minor}"]
    assert re.findall(r"127\.0\.0\.1:(\d+)", README) == re.findall(r"PORT \?= (\d+)", MAKEFILE)
    files = re.findall(r"\]\(([^:)]+)\)", README) + re.findall(r"`([\w./]+/[\w.]+)`", README)
    assert [name for name in files if not (ROOT / name).exists()] == []
    assert README.index("download.pytorch.org/whl/cpu") < README.index("make setup")
