"""Programs with their own launcher: what they start must end with them, whatever happens."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.verify.conftest import Scratch, processes_of_runs
from verify import ROOT
from verify.outcome import Result
from verify.programs import Program
from verify.run import run_programs

pytestmark = pytest.mark.usefixtures("marked")

TORCHRUN = "# torchrun --standalone --nproc-per-node=2 launched.py\n"
# The processes themselves need no torch, which saves seconds; torchrun starts them all the same.
RANK = "import os, signal, time\nrank = os.environ['RANK']\n"
SUM_OF_RANKS = """\
import torch
import torch.distributed as dist
dist.init_process_group('gloo')
total = torch.tensor(dist.get_rank() + 1)
dist.all_reduce(total)
if dist.get_rank() == 0:
    print(total.item())
dist.destroy_process_group()
"""
Run = Callable[..., Result]


@pytest.fixture
def run_launched(run: Run) -> Run:
    """Run one program with torchrun in two processes."""

    def run_one(source: str, time_limit: float = 60) -> Result:
        return run(TORCHRUN + source, name="page/launched", time_limit=time_limit)

    return run_one


@pytest.fixture
def busy_port() -> Iterator[None]:
    """Hold port 29500, PyTorch's default, unless somebody else holds it already."""
    with socket.socket() as holder:
        with contextlib.suppress(OSError):
            holder.bind(("", 29500))
            holder.listen()
        yield


def test_a_killed_rank_is_one_message_and_leaves_no_process_behind(run_launched: Run) -> None:
    result = run_launched(
        RANK + "if rank == '1':\n    os.kill(os.getpid(), signal.SIGKILL)\ntime.sleep(300)\n"
    )
    assert processes_of_runs() == []
    (problem,) = result.problems
    assert problem.message.startswith("exits with status 1; its stderr ends:")
    assert "Signal 9 (SIGKILL)" in problem.message


@pytest.mark.sweep
def test_a_rank_that_hangs_is_ended_though_the_other_is_done(run_launched: Run) -> None:
    result = run_launched(
        RANK + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "if rank == '1':\n    time.sleep(300)\n",
        time_limit=6,
    )
    assert processes_of_runs() == []
    (problem,) = result.problems
    assert str(problem) == "snippets/page/launched.py: still runs after 6 s; ended"


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A directory for temporary files, with a path short enough for the sockets in it."""
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)


def test_an_interrupted_check_leaves_no_process_and_no_directory_behind(
    scratch: Scratch, temporary: Path
) -> None:
    root = scratch(
        {"snippets/page/launched.py": TORCHRUN + RANK + "open('at' + rank, 'x')\ntime.sleep(300)\n"}
    )
    shutil.copytree(ROOT / "verify", root / "verify")
    check = subprocess.Popen(
        [sys.executable, "-m", "verify", "page/launched"],
        cwd=root,
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        end = time.monotonic() + 60
        while len(list(temporary.glob("verify-*/empty/at*"))) < 2:
            assert check.poll() is None and time.monotonic() < end
            time.sleep(0.05)
        started = psutil.Process(check.pid).children(recursive=True)
        assert sum("launched.py" in p.cmdline() for p in started) == 2  # torchrun's processes
        check.send_signal(signal.SIGINT)
        _, error = check.communicate(timeout=20)
    finally:
        check.kill()
    assert check.returncode == 130
    assert error == "interrupted; every published file is whole, old or new\n"
    _, alive = psutil.wait_procs(started, timeout=5)
    assert alive == []
    assert list(temporary.glob("verify-*")) == []


def test_a_busy_default_port_does_not_disturb_a_check(run_launched: Run, busy_port: None) -> None:
    assert run_launched(SUM_OF_RANKS) == Result("3\n", None, [])


@pytest.mark.sweep
def test_two_checks_at_once_do_not_disturb_each_other() -> None:
    quick = Program("page/quick", "snippets/page/quick.py", "print(1)\n", (1,))
    source = TORCHRUN + SUM_OF_RANKS
    lines = tuple(range(1, source.count("\n") + 1))
    sums = Program("page/launched", "snippets/page/launched.py", source, lines)
    first = run_programs([sums, quick], jobs=2)
    assert next(first)[0] is quick  # and the sums run on
    ((_, second),) = run_programs([sums])
    ((_, result),) = first
    assert result == second == Result("3\n", None, [])
    assert processes_of_runs() == []


def test_processes_that_keep_starting_processes_end_with_an_interrupted_run() -> None:
    starter = (
        "import subprocess, sys, time\n"
        "for _ in range(2000):\n"  # should this test be ended before its own end, it ends, too
        "    sleep = [sys.executable, '-S', '-c', 'import time; time.sleep(30)']\n"
        "    subprocess.Popen(sleep, start_new_session=True)\n"
        "    time.sleep(0.01)\n"
    )
    source = (
        "import subprocess, sys, time\n"
        "for _ in range(2):\n"
        f"    subprocess.Popen([sys.executable, '-c', {starter!r}], start_new_session=True)\n"
        "time.sleep(300)\n"
    )
    starts = Program("page/starts", "snippets/page/starts.py", source, (1, 2, 3, 4))
    quick = Program("page/quick", "snippets/page/quick.py", "print(1)\n", (1,))
    results = run_programs([starts, quick], jobs=2)
    assert next(results)[0] is quick
    time.sleep(1.5)
    assert len(processes_of_runs()) > 5
    results.close()
    time.sleep(0.2)
    left = processes_of_runs()
    for process in left:
        process.kill()
    assert left == []
