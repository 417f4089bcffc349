"""`python -m messages.versions`: what the programs print under other releases of PyTorch.

Each release is installed once, in .versions/, with the packages that programs use. There the engine
of `verify` runs them all; its comparison says which of them print other than what is published.
"""

import argparse
import json
import re
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

from verify import ROOT, Problem
from verify.outcome import Result
from verify.programs import Program, find_programs
from verify.published import changes, publish
from verify.run import run_programs

PATH = Path(__file__).with_name("versions.json")
INSTALLED = ROOT / ".versions"
NEWEST = "newest"
PACKAGES = ("torch", "numpy", "matplotlib", "scikit-learn", "scipy", "psutil")
PINNED = re.compile(r"^([\w-]+)==(\S+)", re.M)
MESSAGE = re.compile(r"\b\w+(?:Error|Warning): .+")
UNKEPT = re.compile(r"says `# (?:raises|warns) (\w+)` but does not")
TIME_LIMIT = 600.0  # seconds; no timing is of interest here

# Before 2.3, https://github.com/pytorch/pytorch/issues/107302, PyTorch was compiled for NumPy 1.
NUMPY_1 = "1.26.4"
FOR_NUMPY_2 = (2, 3)

Differences = dict[str, list[str]]  # by program, the messages that differ, or else the first line


def read_versions() -> dict[str, Differences]:
    """Return what differs by release, the oldest first."""
    found: dict[str, Differences] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def number(release: str) -> tuple[int, ...]:
    """Return what orders a release such as 2.13.0."""
    return tuple(map(int, release.split(".")))


def release(text: str) -> str:
    """Return a release, for a word of the command line. Raises ValueError if it is none."""
    return newest() if text == NEWEST else ".".join(map(str, number(text)))


def pinned() -> dict[str, str]:
    """Return the release of each package that requirements.txt names."""
    return dict(PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))


def newest() -> str:
    """Return the newest release of PyTorch that pip can install here."""
    command = [sys.executable, "-m", "pip", "index", "versions", "torch"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (found,) = re.findall(r"\A\S+ \(([\d.]+)", told)
    return str(found)


def interpreter(wanted: str) -> Path:
    """Return a Python that has a release of PyTorch; install it, where there is none.

    Raises Problem where pip cannot, after what pip says.
    """
    if wanted == version("torch").partition("+")[0]:
        return Path(sys.executable)
    python = INSTALLED / wanted / "bin/python"
    done = INSTALLED / wanted / "set-up"
    if not done.exists():
        releases = {name: pinned()[name] for name in PACKAGES} | {"torch": wanted}
        if number(wanted) < FOR_NUMPY_2:
            releases["numpy"] = NUMPY_1
        venv.create(INSTALLED / wanted, with_pip=True)
        packages = [f"{name}=={value}" for name, value in releases.items()]
        if subprocess.run([python, "-m", "pip", "install", "--quiet", *packages]).returncode:
            where = str(python.relative_to(ROOT))
            message = f"cannot have PyTorch {wanted}; pip says why above; name another release"
            raise Problem(where, None, message)
        done.touch()
    return python


def differences() -> Differences:
    """Run all programs with this Python; return what those say that do not agree."""
    programs, problems = find_programs(ROOT)
    for problem in problems:
        raise problem
    results = run_programs(programs, TIME_LIMIT)
    found = {program.name: said(program, result) for program, result in results}
    return {name: found[name] for name in sorted(found) if found[name]}


def said(program: Program, result: Result) -> list[str]:
    """Return what a program says otherwise than published: its messages, or else its first line."""
    if result.problems:
        return [stopped(result.problems[0].message)]
    lines: list[str] = []
    for _, published, actual in changes(ROOT, program, result):
        known = (published or "").splitlines()
        lines += [line for line in (actual or "").splitlines() if line not in known]
    return [line for line in lines if MESSAGE.match(line)] or lines[:1]


def stopped(problem: str) -> str:
    """Return what stopped a program: a message within the problem, else its last line of words."""
    if unkept := UNKEPT.match(problem):
        return f"no {unkept[1]}"
    first, _, rest = problem.partition("\n")
    told, is_stderr, _ = first.partition("; its stderr ends:")
    found: list[str] = MESSAGE.findall(rest if is_stderr else first)
    if not is_stderr:
        return found[0] if found else first
    last = rest.splitlines()[-1]
    return found[-1] if found else last if re.search(r"\w", last) else told


def main(arguments: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m messages.versions", description=__doc__)
    what = f"2.14.1, or {NEWEST}; all known ones and the newest, if none is named"
    parser.add_argument("releases", nargs="*", type=release, metavar="RELEASE", help=what)
    parser.add_argument("--here", action="store_true", help="print what differs with this Python")
    options = parser.parse_args(arguments)
    if options.here:
        print(json.dumps(differences()))
        return
    for wanted in sorted(set(options.releases or [*read_versions(), newest()]), key=number):
        command = [str(interpreter(wanted)), "-m", "messages.versions", "--here"]
        told = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout
        found = read_versions() | {wanted: json.loads(told)}
        print(f"PyTorch {wanted}: {len(found[wanted])} programs differ", flush=True)
        ordered = {name: found[name] for name in sorted(found, key=number)}
        publish(PATH, json.dumps(ordered, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        sys.exit(str(problem))
