"""The process of one program, as the engine sees it: what comes out of it, and how it ends."""

import ast
import atexit
import contextlib
import functools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from verify import ROOT, Problem
from verify.isolation import environment
from verify.programs import Program, unshowable
from verify.server import SHOW_WHERE

OUTPUT_LIMIT = 1_000_000  # bytes
BOOT = """import socket, sys
sys.path.insert(0, sys.argv[1])
from verify.server import serve
del sys.path[0]
serve(socket.socket(fileno=int(sys.argv[2])))"""


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


class Process:
    """The process of one program, its directory, and what it gives."""

    def __init__(self, program: Program, preload: list[str], time_limit: float) -> None:
        self.program = program
        self.time_limit = time_limit
        self.directory = Path(tempfile.mkdtemp(prefix="verify-"))
        self.stopped: Problem | None = None
        empty = self.directory / "empty"
        empty.mkdir()
        (empty / program.file_name).write_text(program.source, encoding="utf-8")
        pipes = [os.pipe() for _ in range(4)]
        self.received = {end: bytearray() for end, _ in pipes}
        self.out, self.err, self.report, self.status = self.received
        for end in self.received:
            os.set_blocking(end, False)
        self._start(preload, [end for _, end in pipes])
        self.started = time.monotonic()

    def _start(self, preload: list[str], ends: list[int]) -> None:
        request = {
            "name": self.program.name,
            "source": self.program.source,
            "directory": str(self.directory),
            "preload": preload,
            "alarm": int(self.time_limit) + 10,
        }
        signals = {signal.SIGINT, signal.SIGTERM}  # these wait, for half a start leaves a process
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        try:
            connection, answer = server(), b""
            with contextlib.suppress(ConnectionError):
                socket.send_fds(connection, [json.dumps(request).encode() + b"\n"], ends)
                answer = connection.recv(64)
            if not answer:
                message = "the process that starts programs has ended; what it said stands above"
                raise Problem("verify/server.py", None, message)
            self.keeper = psutil.Process(int(answer))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            for end in ends:
                os.close(end)

    def has_ended(self, is_told: bool) -> bool:
        """Whether the program is over, as its status may tell.

        One that takes too long or prints too much is ended here.
        """
        self._receive()
        if is_told:  # else it would be read here before the end of what it is about
            self.received[self.status] += os.read(self.status, 64)
        for end in (self.out, self.err):
            if len(self.received[end]) > OUTPUT_LIMIT:
                self._stop(f"prints more than {OUTPUT_LIMIT:,} bytes")
        if not is_told and time.monotonic() - self.started > self.time_limit:
            self._stop(f"still runs after {self.time_limit:g} s")
        return is_told or self.stopped is not None

    def _receive(self) -> None:
        for end in (self.out, self.err, self.report):
            data = self.received[end]
            with contextlib.suppress(BlockingIOError):
                while len(data) <= OUTPUT_LIMIT and (piece := os.read(end, 65536)):
                    data += piece

    def _text(self, end: int) -> str:
        return self.received[end].decode("utf-8", errors="replace")

    def _stop(self, message: str) -> None:
        self.stopped = self.stopped or self.program.at(self._current_line(), f"{message}; ended")

    def _current_line(self) -> int | None:
        """The line the program is at, which Python itself writes when it gets the signal."""
        if self.program.launcher:
            return None
        with contextlib.suppress(psutil.Error):
            for process in self.keeper.children():
                process.send_signal(SHOW_WHERE)
        time.sleep(0.1)
        self._receive()
        found = re.findall(
            rf'{re.escape(self.program.file_name)}", line (\d+)', self._text(self.err)
        )
        return int(found[0]) if found else None

    def end(self) -> None:
        """End all that the program started, wherever it went, and delete what is left."""
        told = self._text(self.status)
        with contextlib.suppress(psutil.Error):
            while (not told or json.loads(told)[1]) and (alive := self._descendants()):
                for process in alive:  # one that is being killed may have started another
                    with contextlib.suppress(psutil.Error):
                        process.kill()
                time.sleep(0.01)
            self.keeper.kill()
            self.keeper.wait(1)
        for end in self.received:
            os.close(end)
        self.received.clear()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _descendants(self) -> list[psutil.Process]:
        found = []
        for process in self.keeper.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def outcome(self) -> tuple[str, str | None, list[Problem]]:
        """What the run gave: output, figure and problems."""
        problems = [self.stopped] if self.stopped else self._problems()
        output = ""
        out = bytes(self.received[self.out]) if not self.stopped else b""
        try:
            output = out.decode("utf-8")
        except UnicodeDecodeError as error:
            line = out.count(b"\n", 0, error.start) + 1
            problems.append(self.program.at(None, f"line {line} of its output is not UTF-8"))
        output = output.expandtabs()  # as a terminal shows it; a page has no tabs
        if not problems and output:
            if output[-1] != "\n" or output[0] == "\n" or output.endswith("\n\n"):
                advice = "a page shows no empty line there; print one line end last, and none first"
                problems.append(self.program.at(None, f"its output begins or ends oddly: {advice}"))
            elif fault := unshowable(output):
                problems.append(self.program.at(None, "line {} of its output {}".format(*fault)))
        _, figures = self._report() or ([], [])
        if len(figures) > 1:
            message = f"shows {len(figures)} figures; a program shows one"
            problems.append(self.program.at(None, message))
        return output, figures[-1] if figures else None, problems

    def _report(self) -> tuple[list[tuple[int | None, str]], list[str]] | None:
        """What the program's own process says: problems and figures; None if it says nothing."""
        try:
            found: tuple[list[tuple[int | None, str]], list[str]]
            found = ast.literal_eval(self._text(self.report))
        except (SyntaxError, ValueError):
            return None
        return found

    def _problems(self) -> list[Problem]:
        stderr = self._text(self.err).strip()
        tail = f"; its stderr ends:\n{stderr[-2000:]}" if stderr else ""
        report, told = self._report(), self._text(self.status)
        code = json.loads(told)[0] if told else None
        must_fail = any(d.kind == "raises" for d in self.program.declarations)
        problems = [self.program.at(line, message) for line, message in (report or ([],))[0]]
        if code is not None and code < 0:
            problems.append(self.program.at(None, f"ended by {signal.Signals(-code).name}{tail}"))
        elif not problems and (code != must_fail or (not report and not self.program.launcher)):
            problems.append(self.program.at(None, f"exits with status {code}{tail}"))
        elif stderr and not problems:
            where = re.search(rf"\b{re.escape(self.program.file_name)}:(\d+)", stderr)
            line = int(where[1]) if where else None
            first = stderr.splitlines()[0][:300]
            problems.append(self.program.at(line, f"writes to stderr: {first}"))
        return problems + self._leftovers()

    def _leftovers(self) -> list[Problem]:
        promised = {d.what: d.line for d in self.program.declarations if d.kind == "writes"}
        left = {p.name for p in (self.directory / "empty").iterdir()}
        left.discard(self.program.file_name)
        return [
            self.program.at(
                None, f"leaves the file {name} behind; say `# writes {name}` on its line"
            )
            for name in sorted(left - promised.keys())
        ] + [
            self.program.at(line, f"says `# writes {name}` but leaves no such file")
            for name, line in promised.items()
            if name not in left
        ]
