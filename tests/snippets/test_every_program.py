"""What holds for every program, whatever it shows."""

import re

import pytest

from verify import ROOT
from verify.programs import Program, find_programs

PROGRAMS, _ = find_programs(ROOT)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_fits_on_a_board(program: Program) -> None:
    lines = program.source.splitlines()
    assert len(lines) <= 48  # about forty; a table of data may take some more
    wide = [
        str(program.at(number, f"{len(line)} columns, at most 79; break the line"))
        for number, line in enumerate(lines, 1)
        if len(line) > 79
    ]
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_uses_no_outdated_api(program: Program) -> None:
    tensors = r"FloatTensor|LongTensor|autograd\.Variable|(?<!torch\.utils)\.data\b"
    assert not re.search(rf"{tensors}|np\.random\.seed|size_average", program.source)
