"""The published files beside a program: its output (.out) and its figure (.svg)."""

import os
from collections.abc import Iterator
from pathlib import Path

from verify import Problem
from verify.compare import Agree, difference, figure_lines_agree, lines_agree, merge
from verify.outcome import Result
from verify.programs import Program, read_text


def changes(
    root: Path, program: Program, result: Result
) -> Iterator[tuple[str, str | None, str | None]]:
    """Each file that is not as it should be: its path, its text and the text it should have.

    None stands for no file. Lines that agree within the tolerance keep their published bytes.
    """
    for path, published, actual, agree in _files(root, program, result):
        if published is not None and actual is not None:
            actual = merge(published, actual, agree)
        if published != actual:
            yield path, published, actual


def tolerated(root: Path, program: Program, result: Result) -> Iterator[tuple[str, int]]:
    """Each line, by path and number, that is published otherwise and agrees by tolerance alone."""
    for path, published, actual, agree in _files(root, program, result):
        if published and actual and published != actual:
            kept = merge(published, actual, agree).splitlines()
            for number, (ours, now) in enumerate(zip(kept, actual.splitlines(), strict=True), 1):
                if ours != now:
                    yield path, number


def _files(
    root: Path, program: Program, result: Result
) -> Iterator[tuple[str, str | None, str | None, Agree]]:
    stem = program.path.removesuffix(".py")
    for path, actual, agree in (
        (f"{stem}.out", result.output or None, lines_agree),
        (f"{stem}.svg", result.figure, figure_lines_agree),
    ):
        published = read_text(root / path, root) if (root / path).exists() else None
        yield path, published, actual, agree


def disagreement(program: Program, path: str, published: str | None, actual: str | None) -> Problem:
    """The problem that a file is not what its program gives, with a diff and the remedy."""
    accept = f"accept with: .venv/bin/python -m verify {program.name} --update"
    if published is None:
        return Problem(path, None, f"is missing; {accept}")
    if actual is None:
        return Problem(path, None, f"is no longer made by {program.path}; {accept}")
    line, diff = difference(published, actual)
    return Problem(path, line, f"differs from what the program gives now\n{diff}\n{accept}")


def publish(path: Path, content: str | bytes | None) -> None:
    """Replace the file in one step, so that it is whole, old or new, whatever happens meanwhile."""
    if content is None:
        path.unlink()
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content if isinstance(content, bytes) else content.encode())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
