"""Compares what pages say with what their programs give, or puts it right."""

import sys
from importlib import import_module
from pathlib import Path

from tests.claims.claims import ENGLISH_ONLY, Claims
from verify import ROOT


def claimed_pages() -> list[str]:
    """Return the names of all pages, and of the files beside them that readers rely on."""
    return [*sorted(path.stem for path in (ROOT / "docs/en").glob("*.md")), *ENGLISH_ONLY]


def claims_of(name: str) -> Claims:
    """Return what is claimed of a page: nothing where it has no module."""
    if not Path(__file__).with_name(f"{name}.py").exists():
        return Claims(name)
    page: Claims = import_module(f"tests.claims.{name}").page
    return page


def main() -> int:
    """Tell what is wrong; 0 when nothing is."""
    wrong = 0
    for name in claimed_pages():
        try:
            page = claims_of(name)
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
