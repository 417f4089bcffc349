"""Compares what pages say with what their programs give, or puts it right."""

import sys
from importlib import import_module
from pathlib import Path

from tests.claims.claims import Claims
from verify import ROOT


def claimed_pages() -> list[str]:
    """Return the names of the pages that have a module of claims."""
    pages = sorted(path.stem for path in (ROOT / "docs/en").glob("*.md"))
    return [name for name in pages if Path(__file__).with_name(f"{name}.py").exists()]


def main() -> int:
    """Tell what is wrong; 0 when nothing is."""
    wrong = 0
    for name in claimed_pages():
        try:
            page: Claims = import_module(f"tests.claims.{name}").page
            updates = list(page.update()) if "--update" in sys.argv[1:] else []
            problems = list(page.problems())
        except LookupError as error:  # a claim looks for what is not there
            print(f"tests/claims/{name}.py: {error}", file=sys.stderr)
            wrong += 1
            continue
        for done in updates:
            print(done)
        for problem in problems:
            print(problem, file=sys.stderr)
            wrong += 1
    print(f"{wrong} sentences are not as they should be" if wrong else "all claimed sentences hold")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
