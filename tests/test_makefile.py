import re
from itertools import product

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


def test_each_test_belongs_to_one_command_and_ci_runs_all_but_the_weekly() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    chosen = {"test": re.findall(r"^addopts = .* -m '(.+)'\"$", settings, re.M)}
    for name in ("sweep", "weekly"):
        chosen[name] = re.findall(rf'^{name}: .*\n.* -m "?([\w ]+?)"? --num', MAKEFILE, re.M)
    assert [len(found) for found in chosen.values()] == [1, 1, 1]
    for sweep, weekly in product([True, False], repeat=2):
        marks = {"sweep": sweep, "weekly": weekly}
        asks = [name for name, (found,) in chosen.items() if eval(found, {}, marks)]
        assert asks == ["weekly" if weekly else "sweep" if sweep else "test"]
    run = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"^ +make (\w+)$", run, re.M) == ["test", "sweep"]
