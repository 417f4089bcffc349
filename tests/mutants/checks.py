"""Runs the cheapest check that could see a fault against a copy of the repository that has it.

What is planted stands in the copy alone, and all checks run in this process but for the programs.
"""

import contextlib
import functools
import importlib
import inspect
import re
import shutil
import sys
import types
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import yaml

from builder.finish.policy import blocked
from builder.stage.explorables import problems as explorable_problems
from builder.words import WORDS
from tests.claims import claims
from tests.documents import missing
from tests.exercises import notebooks
from tests.links import EXCUSED, misleading
from tests.mutants.faults import FRONT, Fault, read
from tests.settings import loosened
from verify import ROOT, Problem, guards
from verify.agreement import check_languages_agree
from verify.outcome import Result
from verify.pages import LANGUAGES, Page, read_page, read_pages
from verify.programs import Program, find_programs
from verify.published import changes
from verify.run import run_programs

LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", "node_modules", ".hypothesis")
BUILT = (".venv", "web/node_modules", ".playground_cache")


@contextlib.contextmanager
def copy() -> Generator[Path, None, None]:
    """Yield a copy of the repository, in which faults are planted."""
    with TemporaryDirectory() as directory:
        root = Path(directory, "repository")
        shutil.copytree(ROOT, root, ignore=left_out)
        for name in BUILT:
            (root / name).symlink_to((ROOT / name).resolve())
        yield root


def left_out(folder: str, names: list[str]) -> set[str]:
    """Return what of a folder is not copied."""
    built = ("site",) if Path(folder) == ROOT else ()
    return shutil.ignore_patterns(*LEFT_OUT, *built)(folder, names)


class Checks:
    """What tells of the faults planted in the copy of the repository at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.programs = {program.path: program for program in find_programs(ROOT)[0]}
        self.results: dict[str, Result] = {}  # by the source of a program
        self.pages = {language: read_pages(ROOT, language)[0] for language in LANGUAGES}

    def tell(self, fault: Fault) -> bool:
        """Whether any check tells of a fault, which is planted meanwhile."""
        texts = fault.planted()
        try:
            for path, text in texts.items():
                (self.root / path).write_text(text, encoding="utf-8")
            return any(
                found(self, fault) for found in CHECKS.get(fault.kind) or CHECKS[fault.group]
            )
        finally:
            for path in texts:
                (self.root / path).write_text(read(path), encoding="utf-8")

    def run_programs(self, faults: Iterable[Fault]) -> None:
        """Run at once all programs that tell of faults, for they share what they import."""
        needed = {self.program(fault).source: self.program(fault) for fault in faults}
        self.results |= {
            program.source: result for program, result in run_programs(needed.values())
        }

    def program(self, fault: Fault) -> Program:
        """Return the program of a fault: with it, or as it is beside what it prints and draws."""
        path = str(Path(fault.edits[0].path).with_suffix(".py"))
        program = self.programs[path]
        return replace(program, source=fault.planted().get(path, program.source))

    def program_tells(self, fault: Fault) -> bool:
        """Whether what a program gives differs from what is published."""
        program = self.program(fault)
        if program.source not in self.results:
            self.run_programs([fault])
        result = self.results[program.source]
        return bool(result.problems) or any(changes(self.root, program, result))

    def planted_pages(self, fault: Fault) -> dict[str, dict[str, Page]]:
        """Return all pages, those with the fault among them. Raises Problem for what cannot be."""
        pages = {language: dict(self.pages[language]) for language in LANGUAGES}
        for edit in fault.edits:
            _, language, name = edit.path.split("/")
            pages[language][name] = read_page(self.root / edit.path, self.root)
        return pages

    def guards_tell(self, fault: Fault) -> bool:
        """Whether a guard tells of a page."""
        names = {edit.path.rpartition("/")[2] for edit in fault.edits}
        try:
            pages = self.planted_pages(fault)
        except Problem:
            return True
        changed = {language: {n: pages[language][n] for n in names} for language in LANGUAGES}
        alone = [page for language in LANGUAGES for page in changed[language].values()]
        return any(
            (
                *guards.check_fences(alone),
                *guards.check_numbers(alone),
                *guards.check_questions(alone),
                *guards.check_changelog(alone),
                *guards.check_titles(alone),
                *check_languages_agree(changed),
            )
        )

    def claims_tell(self, fault: Fault) -> bool:
        """Whether a claim of a page tells."""
        names = {Path(edit.path).stem.lower() for edit in fault.edits}
        found = [
            importlib.import_module(f"tests.claims.{name}").page
            for name in sorted(names)
            if (ROOT / f"tests/claims/{name}.py").exists()
        ]
        with mock.patch.object(claims, "ROOT", self.root):
            return any(any(page.problems()) for page in found)

    def texts_tell(self, fault: Fault) -> bool:
        """Whether the builder tells of the texts of explorables."""
        scripts = {p.stem: p.read_text("utf-8") for p in ROOT.glob("web/explorables/*.js")}
        for edit in fault.edits:
            text = (self.root / edit.path).read_text(encoding="utf-8")
            front = FRONT.match(text)
            assert front
            given = yaml.safe_load(front[1]).get("explorables") or {}
            shared = WORDS[edit.path.split("/")[1]]["explorables"]
            if any(explorable_problems(text[front.end() :], given, shared, scripts)):
                return True
        return False

    def exercises_tell(self, fault: Fault) -> bool:
        """Whether a test of the exercise that a fault is about fails."""
        path = fault.edits[0].path
        module = types.ModuleType("checks")
        source = (self.root / "exercises/checks.py").read_text(encoding="utf-8")
        exec(compile(source, "checks.py", "exec"), module.__dict__)
        task = Path(path).stem
        if task == "checks":
            before = source[: fault.edits[0].start]
            task = re.findall(r"^@task\ndef (\w+)", before, re.M)[-1]
        with (
            mock.patch.object(notebooks, "checks", module),
            mock.patch.dict(sys.modules, {"checks": module}),
            mock.patch.object(notebooks, "ROOT", self.root),
        ):
            return any(map(fails, tests_of(task)))

    def hints_tell(self, fault: Fault) -> bool:
        """Whether the code of a hint has a name that is not known."""
        paths = [edit.path for edit in fault.edits if edit.path.endswith(".md")]
        pages = [read_page(self.root / path, self.root) for path in paths]
        return any(any(notebooks.unknown_names(page)) for page in pages)

    def settings_tell(self, fault: Fault) -> bool:
        """Whether a setting is told that is looser than it must be."""
        return any(loosened(self.root))

    def policy_tells(self, fault: Fault) -> bool:
        """Whether the build would tell of HTML of a page that the policy blocks."""
        (path,) = (edit.path for edit in fault.edits)
        text = (self.root / path).read_text(encoding="utf-8")
        return path.endswith(".md") and blocked(text) is not None

    def links_tell(self, fault: Fault) -> bool:
        """Whether a link is told that does not say what it leads to."""
        return any(
            problem.path in {edit.path for edit in fault.edits}
            for pages in self.planted_pages(fault).values()
            for problem in misleading(pages, EXCUSED)
        )

    def documents_tell(self, fault: Fault) -> bool:
        """Whether README and CONTRIBUTING name what is not there."""
        return any(missing(self.root))


def tests_of(task: str) -> Iterator[Callable[[], None]]:
    """Yield the tests of an exercise, of all exercises for one that is about them."""
    for path in sorted(ROOT.glob("tests/exercises/test_*.py")):
        module = importlib.import_module(f"tests.exercises.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            given = list(inspect.signature(function).parameters)
            if not name.startswith("test_") or function.__module__ != module.__name__:
                continue
            if given == ["task"]:
                yield functools.partial(function, task)
            elif not given and f'"{task}"' in inspect.getsource(function):
                yield function


def fails(test: Callable[[], None]) -> bool:
    """Whether a test fails."""
    try:
        test()
    except Exception:
        return True
    return False


RUN = ("programs", "outputs", "figures")  # groups whose faults running a program tells of
Check = Callable[[Checks, Fault], bool]
ON_PAGES: list[Check] = [Checks.guards_tell, Checks.claims_tell]
CHECKS: dict[str, list[Check]] = {  # by group, or by kind where one of a group needs others
    "programs": [Checks.program_tells],
    "outputs": [Checks.program_tells],
    "figures": [Checks.program_tells],
    "quizzes": ON_PAGES,
    "links": [*ON_PAGES, Checks.links_tell],
    "front matter": [*ON_PAGES, Checks.texts_tell],
    "exercises": [Checks.exercises_tell],
    "hint": [*ON_PAGES, Checks.hints_tell],
    "configuration": [Checks.settings_tell, Checks.policy_tells],
    "README and CONTRIBUTING": [Checks.documents_tell, Checks.claims_tell],
}
