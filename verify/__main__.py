"""`python -m verify`: run the programs and hold what is published to what they print and draw."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from verify import ROOT, Problem

try:
    from verify.guards import check_pages
    from verify.programs import find_programs, select
    from verify.published import changes, disagreement, publish, tolerated
    from verify.run import run_programs
except ModuleNotFoundError as error:
    sys.exit(f"{error}; run it as .venv/bin/python -m verify, which make setup makes")


MOST_TOLERATED = 5  # lines; on one other machine it was one, and more may be edits by hand


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; 0 when all agrees (or is updated), 1 when not, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m verify",
        description="Run the programs of snippets/ and compare what they print and draw with what "
        "is published beside them; check the pages as well.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="softmax/temperature, or softmax")
    parser.add_argument("--update", action="store_true", help="publish what really changed")
    options = parser.parse_args(arguments)
    programs, problems = find_programs(root)
    if options.names:
        try:
            programs = select(programs, options.names)
        except LookupError as error:
            if problems:  # what is asked for may be what cannot be read
                print(*problems, sep="\n", file=sys.stderr)
                return 1
            parser.error(str(error.args[0]))
    noise: list[tuple[str, int]] = []
    started = time.monotonic()
    for done, (program, result) in enumerate(run_programs(programs), 1):
        show_progress(f"[{done}/{len(programs)}] {program.name}")
        problems += result.problems
        if result.problems:
            continue  # what a failing program left is not to be compared, still less published
        try:
            for path, published, actual in changes(root, program, result):
                if options.update:
                    publish(root / path, actual)
                    show_progress("")
                    print(f"{'removed' if actual is None else 'updated'} {path}", flush=True)
                else:
                    problems.append(disagreement(program, path, published, actual))
            noise += tolerated(root, program, result)
        except Problem as unreadable:
            problems.append(unreadable)
    show_progress("")
    problems += check_pages(root)
    for path, line in noise:
        print(f"{path}:{line}: agrees by the tolerance alone")
    if len(noise) > MOST_TOLERATED:
        message = f"{len(noise)} lines agree by the tolerance alone, more than {MOST_TOLERATED}; "
        advice = "see that none was changed by hand, delete these files and make update"
        problems.append(Problem(*noise[0], message + advice))
    for problem in problems:
        print(problem, file=sys.stderr)
    checked = f"{len(programs)} program{'s' * (len(programs) != 1)} and all pages"
    seconds = f"({time.monotonic() - started:.1f} s)"
    if problems:
        print(f"{len(problems)} of the checks failed on {checked} {seconds}", file=sys.stderr)
        return 1
    print(f"{checked}: what is published is what they give {seconds}")
    return 0


def show_progress(text: str) -> None:
    """Rewrite the progress line, if somebody watches."""
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
        print(f"\r\x1b[K{text[:width]}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = main()
    except KeyboardInterrupt:
        show_progress("")
        print("interrupted; every published file is whole, old or new", file=sys.stderr)
        status = 130
    except Problem as problem:
        sys.exit(str(problem))
    sys.exit(status)
