"""What the engine saves and how it scales, as ratios measured in one run.

`python -m benchmarks.engine` times `python -m verify` over all programs against one fresh
interpreter per program, and over 1, 4 and 16 times as many programs. The set-up (starting the
engine and importing the packages once) is told apart from the cost of each further program.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from verify import ROOT
from verify.isolation import ENVIRONMENT
from verify.programs import Program, find_programs

ENVIRON = os.environ | ENVIRONMENT
JOBS = os.cpu_count() or 1


def seconds_of_engine(root: Path) -> float:
    """Wall time of `python -m verify` over the programs below `root`, without its pages."""
    pages = sorted(path.name for path in (root / "snippets").iterdir())
    start = time.perf_counter()
    command = [sys.executable, "-m", "verify", *pages]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the programs do not agree with what is published:\n{done.stderr}")
    return time.perf_counter() - start


def seconds_of_interpreters(programs: list[Program]) -> float:
    """Wall time of a fresh interpreter per program, as many at once as the engine runs."""

    def run(program: Program) -> None:
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, program.file_name).write_text(program.source, encoding="utf-8")
            command = program.launcher or [sys.executable, program.file_name]
            subprocess.run(command, cwd=directory, env=ENVIRON, capture_output=True)

    start = time.perf_counter()
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(run, programs))
    return time.perf_counter() - start


def copy_of_repository(directory: Path, programs: list[Program], times: int) -> Path:
    """A repository with `programs`, each `times` times under different names."""
    shutil.copytree(ROOT / "verify", directory / "verify")
    for program in programs:
        page, _, name = program.name.partition("/")
        for i in range(times):
            source = program.source.replace(program.file_name, f"{name}_{i}.py")
            copy = directory / "snippets" / page / f"{name}_{i}.py"
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(source, encoding="utf-8")
            for suffix in (".out", ".svg"):
                published = (ROOT / program.path).with_suffix(suffix)
                if published.exists():
                    text = published.read_text(encoding="utf-8")
                    text = text.replace(f"{page}-{name}-", f"{page}-{name}_{i}-")
                    copy.with_suffix(suffix).write_text(text, encoding="utf-8")
    return directory


def main() -> None:
    """Measure and print a table."""
    programs, problems = find_programs(ROOT)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    plain = [program for program in programs if not program.launcher]
    print(f"{len(programs)} programs, {JOBS} at once; wall seconds")

    fresh = seconds_of_interpreters(plain)
    totals: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for times in (1, 4, 16):
            root = copy_of_repository(Path(temporary, str(times)), plain, times)
            totals[times] = seconds_of_engine(root)
    count = len(plain)
    slope = (totals[16] - totals[1]) / (15 * count)
    set_up = totals[1] - slope * count
    print(f"fresh interpreters, {count:5} programs  {fresh:7.2f}  {fresh / count:.3f} each")
    for times, seconds in totals.items():
        each = (seconds - set_up) / (times * count)
        print(f"engine,             {times * count:5} programs  {seconds:7.2f}  {each:.3f} each")
    print(f"set-up of the engine, once         {set_up:7.2f}")
    print(f"a further program: 1/{fresh / count / slope:.1f} of a fresh interpreter")
    print(f"the whole check:   1/{fresh / totals[1]:.1f} of fresh interpreters")

    launched = [program for program in programs if program.launcher]
    if launched:
        start = time.perf_counter()
        names = [program.name for program in launched]
        subprocess.run([sys.executable, "-m", "verify", *names], cwd=ROOT, check=True)
        seconds = time.perf_counter() - start
        print(f"with their own launcher, {len(launched):4} programs  {seconds:7.2f}")
    kibibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process {kibibytes / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
