"""Compares what pages say with what their programs give, or puts it right."""

import sys

from tests.claims import PAGES

if __name__ == "__main__":
    if "--update" in sys.argv[1:]:
        for page in PAGES:
            for done in page.update():
                print(done)
    problems = [problem for page in PAGES for problem in page.problems()]
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(bool(problems))
