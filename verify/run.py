"""Runs programs, each in a fresh process that knows nothing of the repository.

A fresh interpreter spends seconds on importing torch. Here one process, verify/server.py, imports
the large public packages once, and each program starts as a fork of it: as isolated, at a small
part of the cost. Every process has one thread; with more, forks on few cores stand in each other's
way.
"""

import atexit
import contextlib
import functools
import json
import os
import re
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

import psutil

from verify import ROOT, Problem
from verify.isolation import environment
from verify.outcome import Ended, Result
from verify.programs import Program
from verify.server import SHOW_WHERE

TIME_LIMIT = 60.0  # seconds; no program needs a tenth of it, but machines are shared

# What a program is likely to import, by a word that then stands in its source. torch.optim imports
# torch._dynamo late, which alone takes as long as torch.
PRELOAD = {
    "torch": ["torch"],
    "optim": ["torch._dynamo"],
    "torchrun": ["torch.distributed.run"],
    "numpy": ["numpy"],
    "matplotlib": ["matplotlib.pyplot", "matplotlib.backends.backend_svg"],
    "sklearn": ["sklearn.datasets", "sklearn.linear_model", "sklearn.model_selection"],
    "scipy": ["scipy.special", "scipy.stats"],
}
OUTPUT_LIMIT = 1_000_000  # bytes
BOOT = """import socket, sys
sys.path.insert(0, sys.argv[1])
from verify.server import serve
del sys.path[0]
serve(socket.socket(fileno=int(sys.argv[2])))"""
ASKING = threading.Lock()  # of the server, whose answers are in the order of requests


def run_programs(
    programs: Iterable[Program], time_limit: float = TIME_LIMIT, jobs: int | None = None
) -> Generator[tuple[Program, Result], None, None]:
    """Yield each program with its result as it ends; interrupted, leave no process behind.

    `time_limit` is in seconds per program; `jobs` is how many run at once, as many as there are
    cores if not given. One server serves all calls.
    """
    programs = list(programs)
    text = "".join(program.source for program in programs)
    preload = [name for word, names in PRELOAD.items() if word in text for name in names]
    interrupted = threading.Event()
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        try:
            runs = {pool.submit(_run, p, preload, time_limit, interrupted): p for p in programs}
            for done in as_completed(runs):
                yield runs[done], done.result()
        finally:
            interrupted.set()
            pool.shutdown(cancel_futures=True)


@functools.cache
def server() -> socket.socket:
    """The connection to the server, which is started once and ends with this process."""
    ours, its = socket.socketpair()
    command = [sys.executable, "-P", "-c", BOOT, str(ROOT), str(its.fileno())]
    started = subprocess.Popen(
        command,
        cwd="/",
        env=environment(),
        stdin=subprocess.DEVNULL,
        pass_fds=[its.fileno()],
        start_new_session=True,  # so that Ctrl-C is for this process alone
    )
    its.close()
    atexit.register(started.wait)
    atexit.register(ours.close)  # which ends it
    return ours


def _run(
    program: Program, preload: list[str], time_limit: float, interrupted: threading.Event
) -> Result:
    """What a program gives, alone in an empty directory; of what it starts, nothing is left."""
    with (
        TemporaryDirectory(prefix="verify-", ignore_cleanup_errors=True) as directory,
        TemporaryFile() as out,
        TemporaryFile() as err,
        TemporaryFile() as report,
    ):
        empty = Path(directory, "empty")
        empty.mkdir()
        (empty / program.file_name).write_text(program.source, encoding="utf-8")
        request = [program.name, program.source, directory, preload, int(time_limit) + 10]
        keeper, status = _start(request, [out, err, report])
        end = time.monotonic() + time_limit
        try:
            fault = ""
            while not fault:
                is_told, _, _ = select.select([status], [], [], 0.05)
                if interrupted.is_set():
                    return Result()
                if any(os.fstat(file.fileno()).st_size > OUTPUT_LIMIT for file in (out, err)):
                    fault = f"prints more than {OUTPUT_LIMIT:,} bytes"
                elif is_told:
                    break
                elif time.monotonic() > end:
                    fault = f"still runs after {time_limit:g} s"
            if fault:
                line = _current_line(program, keeper, err)
                return Result(problems=[program.at(line, f"{fault}; ended")])
            told = status.recv(64)
            select.select([status], [], [], 0.05)  # hung up at once, if no process is left
        finally:
            _end(keeper)
            status.close()
        left = {path.name for path in empty.iterdir()} - {program.file_name}
        code = int(told) if told else None
        ended = Ended(program, code, _written(out), _written(err), _written(report), left)
        return ended.result()


def _start(request: list[Any], files: list[IO[bytes]]) -> tuple[psutil.Process, socket.socket]:
    """The parent of the program's process, and what tells how that ended."""
    ours, its = socket.socketpair()
    descriptors = [*(file.fileno() for file in files), its.fileno()]
    answer = b""
    with its, ASKING, contextlib.suppress(ConnectionError):
        socket.send_fds(server(), [json.dumps(request).encode() + b"\n"], descriptors)
        answer = server().recv(64)
    if not answer:
        ours.close()
        message = "the process that starts programs has ended; what it said stands above"
        raise Problem("verify/server.py", None, message)
    keeper = psutil.Process(int(answer))
    ours.sendall(b"\n")  # it is known now, and may end
    return keeper, ours


def _written(file: IO[bytes]) -> bytes:
    return os.pread(file.fileno(), OUTPUT_LIMIT, 0)  # the program shares its place in the file


def _current_line(program: Program, keeper: psutil.Process, err: IO[bytes]) -> int | None:
    """The line the program is at, which Python itself writes when it gets the signal."""
    if program.launcher:
        return None
    with contextlib.suppress(psutil.Error):
        for process in keeper.children():
            process.send_signal(SHOW_WHERE)
    time.sleep(0.1)
    name = re.escape(program.file_name).encode()
    found = re.search(rb'%s", line (\d+)' % name, _written(err))
    return int(found[1]) if found else None


def _end(keeper: psutil.Process) -> None:
    """End all that a program started, wherever it went; its parent ends with the last of it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        while keeper.is_running():
            for process in keeper.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    process.kill()  # meanwhile it may have started another
            time.sleep(0.01)
