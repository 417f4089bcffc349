"""Runs programs with the stand-in as `torch`: `run_programs.py FOLDER NAME...`, each as a fork.

What a program gives lies in FOLDER/<its name> afterwards, as the engine leaves it there.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALARM = 60  # seconds

sys.path[:0] = [str(ROOT / "playground"), str(ROOT)]

import torch  # noqa: E402

from verify.child import main  # noqa: E402
from verify.programs import find_programs, select  # noqa: E402

assert torch.__version__.endswith("+numpy")
folder = Path(sys.argv[1])
programs, _ = find_programs(ROOT)
for program in select(programs, sys.argv[2:]):
    directory = folder / program.name
    (directory / "empty").mkdir(parents=True)
    if (child := os.fork()) == 0:
        try:
            main(program, str(directory), {}, ALARM)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
