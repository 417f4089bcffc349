"""Keeps what programs gave, so that the checks which follow each other run none twice."""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from verify import ROOT
from verify.programs import Program
from verify.published import publish
from verify.run import Result

FOLDER = ROOT / ".verify_cache"


@cache
def _surroundings() -> str:
    """What results depend on besides the programs: Python, the packages and the engine."""
    files = [ROOT / "requirements.txt", *sorted((ROOT / "verify").glob("*.*"))]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    return "\0".join([sys.version, *texts])


def _file(program: Program) -> Path:
    parts = [_surroundings(), program.file_name, program.source.rstrip("\n")]
    return FOLDER / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.json"


def keep(program: Program, result: Result) -> None:
    """Keep a result without problems."""
    if not result.problems:
        FOLDER.mkdir(exist_ok=True)
        publish(_file(program), json.dumps([result.output, result.figure]))


def forget_others(programs: list[Program]) -> None:
    """Delete what is kept of other programs than these, and of these in other surroundings."""
    names = {_file(program).name for program in programs}
    for file in FOLDER.glob("*.json"):
        if file.name not in names:
            file.unlink(missing_ok=True)


def kept(program: Program) -> Result | None:
    """Return the result of the same program in the same surroundings, if it has been kept."""
    file = _file(program)
    if not file.exists():
        return None
    output, figure = json.loads(file.read_text(encoding="utf-8"))
    return Result(output, figure)
