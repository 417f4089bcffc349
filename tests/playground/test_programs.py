"""The programs of the pages print and draw with the stand-in what is published."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from verify import ROOT
from verify.programs import Program, find_programs
from verify.published import changes
from verify.run import Result

# What the browser does not have: processes, scikit-learn, and the profiler of PyTorch.
ABSENT = ("sklearn", "torch.profiler")
# Programs that do not agree, each with its reason.
DIFFERING = {
    "reading_the_log/every_epoch": "its cost jumps for 200 steps, and every rounding grows: the "
    "printed text agrees, the curve leaves out other points",
}
PROCESSES = 2
TIME_LIMIT = 300  # seconds

PROGRAMS = [
    program
    for program in find_programs(ROOT)[0]
    if not program.launcher and not any(word in program.source for word in ABSENT)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where everything lies that the programs gave."""
    folder = tmp_path_factory.mktemp("programs")

    def run(programs: list[Program]) -> None:
        script = str(Path(__file__).with_name("run_programs.py"))
        names = [program.name for program in programs]
        command = [sys.executable, script, str(folder), *names]
        subprocess.run(
            command, check=True, env=os.environ | {"MPLBACKEND": "svg"}, timeout=TIME_LIMIT
        )

    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(run, [PROGRAMS[i::PROCESSES] for i in range(PROCESSES)]))
    return folder


def differences(program: Program, folder: Path) -> list[str]:
    """Return what a program says of itself, or which of its files are not as published."""
    run = folder / program.name
    report = json.loads((run / "report.json").read_text(encoding="utf-8"))
    if report["problems"]:
        return [str(problem) for problem in report["problems"]]
    svg = run / "figure.svg"
    figure = svg.read_text(encoding="utf-8") if svg.exists() else None
    result = Result((run / "out").read_text(encoding="utf-8"), figure)
    return [path for path, _, _ in changes(ROOT, program, result)]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_gives_what_is_published(program: Program, folder: Path) -> None:
    found = differences(program, folder)
    if program.name in DIFFERING:
        assert found, f"{program.name} agrees now; take it off the list"
    else:
        assert not found


def test_almost_all_programs_agree() -> None:
    assert len(PROGRAMS) - len(DIFFERING) >= 116
