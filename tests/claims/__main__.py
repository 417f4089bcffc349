"""Compares what pages say with what their programs give, or puts it right."""

import sys
from importlib import import_module
from pathlib import Path

from tests.claims.claims import Claims
from verify import ROOT


def main() -> int:
    """Tell what is wrong; 0 when nothing is."""
    pages = sorted(path.stem for path in (ROOT / "docs/en").glob("*.md"))
    wrong = 0
    for name in pages:
        if not Path(__file__).with_name(f"{name}.py").exists():
            continue
        try:
            page: Claims = import_module(f"tests.claims.{name}").page
        except LookupError as error:  # an output has not what a claim looks for there
            print(f"tests/claims/{name}.py: {error}", file=sys.stderr)
            wrong += 1
            continue
        if "--update" in sys.argv[1:]:
            for done in page.update():
                print(done)
        for problem in page.problems():
            print(problem, file=sys.stderr)
            wrong += 1
    print(f"{wrong} sentences are not as they should be" if wrong else "all claimed sentences hold")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
