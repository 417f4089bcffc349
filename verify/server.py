"""The interpreter that every program is a fork of, and what happens in such a fork.

It has imported the large public packages, which takes seconds, and has done nothing else. A fork
runs its program and then leaves `serve`, so that all that an interpreter does until its exit
happens: the functions of `atexit`, the end of threads, the exit status.

The engine reads what a program prints, its errors and its report from files that have no name. The
exit status is the kernel's, told by its parent, which does nothing else: a program that fails
cannot pass for one that does not. Out of reach is one that means to mislead: one that looks for the
engine within its own process may keep a promise, such as `# warns`, in the report alone, or print
something else when it finds one; and what it hides from its own stderr is hidden from readers too.
"""

import atexit
import contextlib
import ctypes
import faulthandler
import gc
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NoReturn

from verify.execution import Execution
from verify.isolation import contain
from verify.programs import Program

SHOW_WHERE = signal.SIGUSR1  # asks a program that takes too long for the line it is at
EXIT_STATUS: list[int] = []  # of the program, once that is over
SUBREAPER = 36  # Linux's prctl(2), PR_SET_CHILD_SUBREAPER: take in what loses its parent


def serve(control: socket.socket) -> None:
    """Start what the engine asks for, until it hangs up; in a program's process, run that.

    A request is a line of JSON: name, source and directory of a program, the modules to import, and
    the seconds after which it ends in any case; with it come the descriptors for output, errors,
    report and exit status. The answer is the process that the program is a child of.
    """
    atexit.register(_end)  # first, so that it comes last
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that end are not waited for
    while received := _receive(control):
        (name, source, directory, preload, alarm), (out, err, report, status) = received
        for module in preload:
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
        gc.freeze()  # what all have is looked through by none
        keeper = os.fork()
        if not keeper:
            control.close()
            _keep_apart(status, alarm)
            _become(Path(directory), out, err)
            return _run(Program(name, "", source, ()), report)
        for descriptor in (out, err, report, status):
            os.close(descriptor)
        control.sendall(b"%d\n" % keeper)


def _receive(control: socket.socket) -> tuple[list[Any], list[int]] | None:
    data, descriptors, _, _ = socket.recv_fds(control, 65536, 4)
    while data and not data.endswith(b"\n"):
        data += control.recv(65536)
    return (json.loads(data), descriptors) if data else None


def _keep_apart(status: int, alarm: int) -> None:
    """Return in a child; its parent tells its exit status, and ends after all that it leaves."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1)
    if not (program := os.fork()):
        os.close(status)
        return

    def end(*_: object) -> NoReturn:
        with contextlib.suppress(OSError):
            os.killpg(program, signal.SIGKILL)
        os._exit(1)

    signal.signal(signal.SIGALRM, end)
    signal.alarm(alarm)  # should the engine be killed, the program still ends
    code = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
    os.write(status, b"%d" % code)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    os.read(status, 1)  # by now the engine knows this process
    os._exit(0)


def _become(directory: Path, out: int, err: int) -> None:
    """Make this process what a shell starts: alone in a directory, with its own descriptors."""
    os.setsid()  # one group to end, whatever the program starts
    for number, descriptor in enumerate((out, err), 1):
        os.dup2(descriptor, number)
        os.close(descriptor)
    # Both stay open as long as the program runs.
    sys.stdout = open(1, "w", 1, "utf-8", "strict", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("XDG_CACHE_HOME", None)
    contain(str(directory))
    os.environ.update(HOME=str(directory), TMPDIR=str(directory))
    tempfile.tempdir = None
    os.chdir(directory / "empty")
    sys.path.insert(0, str(Path.cwd()))


def _run(program: Program, report: int) -> None:
    """Run a program, and end as it does: return, or raise SystemExit."""
    if program.launcher:
        os.close(report)
        _launch(program.launcher)
    figures: list[str] = []
    process = os.getpid()
    with os.fdopen(report, "w", encoding="utf-8") as told, os.fdopen(os.dup(2), "w") as where:
        faulthandler.register(SHOW_WHERE, where, all_threads=False)
        execution = Execution(program, figures.append)
        problems = execution.execute()
        faulthandler.unregister(SHOW_WHERE)
        if os.getpid() == process:  # and no fork of the program's own
            told.write(f"{(problems, figures)!r}")
    error, execution.error = execution.error, None  # which holds all that the program has
    code = error.code if isinstance(error, SystemExit) else int(error is not None)
    EXIT_STATUS.append(int(code or 0) & 0xFF if isinstance(code, int | None) else 1)
    if isinstance(error, Exception) and (problems or sys.excepthook is not sys.__excepthook__):
        sys.excepthook(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
    del error
    sys.exit(code)


def _end() -> None:
    """End a program as an interpreter does, but leave the packages be.

    To take them apart takes as long as to import them, and nobody sees it.
    """
    if EXIT_STATUS:
        sys.modules.pop("__main__", None)
        gc.collect()  # for the sake of __del__
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError, AttributeError):  # a program may close its own
                stream.flush()
        os._exit(EXIT_STATUS[0])


def _launch(command: list[str]) -> NoReturn:
    """Do what the shell would, but without a new interpreter where the command is a Python one."""
    bin_directory = str(Path(sys.executable).parent)
    os.environ["PATH"] = bin_directory + os.pathsep + os.environ.get("PATH", os.defpath)
    for script in entry_points(group="console_scripts", name=command[0]):
        sys.argv[:] = command
        sys.exit(script.load()())
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"cannot start {command[0]}: {error.strerror}")
