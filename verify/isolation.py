"""What programs are told of the machine, and what they may do to it."""

import os
import socket
import sys
from collections.abc import Iterator
from os.path import realpath
from pathlib import Path
from typing import Any

from verify import ROOT

ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "MATPLOTLIBRC": os.devnull,  # else there may be one in the home directory
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME")  # where things are

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Python's audit events, https://docs.python.org/3/library/audit_events.html, of which each
# argument that is a path is changed, and those that name another machine in the argument given.
CHANGES = {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
CHANGES |= {"os.symlink", "os.truncate", "os.utime", "shutil.move", "shutil.rmtree"}
CONNECTIONS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
CONNECTIONS |= {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}
LOOPBACK = ("localhost", "127.", "::1")


def environment() -> dict[str, str]:
    """What a program is told of the machine: nothing of how its user has set it up."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | ENVIRONMENT


def contain(own: str) -> None:
    """Have this process write below `own` alone, read nothing private, and connect to itself alone.

    What it does otherwise is refused with a PermissionError. The home directory and the repository
    are private, but for Python. Out of reach is what passes by Python: C code, such as what ctypes
    calls, and the processes that it starts.
    """
    private = [realpath(folder) for folder in {str(ROOT), os.environ.get("HOME", "/")} - {"/"}]
    python = [realpath(folder) for folder in (sys.prefix, sys.base_prefix)]
    own = realpath(own)

    def refuse(what: str, name: object) -> None:
        raise PermissionError(f"{what} ({name}); a program keeps to its own folder and machine")

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or path is None:
                return
            path = realpath(os.fsdecode(path))
            if below(path, [own]):
                return
            if flags & WRITING and path != os.devnull:
                refuse("writes a file elsewhere", path)
            if below(path, private) and not below(path, python):
                refuse("reads a private file", path)
            if path.startswith("/proc/") and path.endswith("/environ"):
                refuse("reads the environment of a process", path)
        elif event in CHANGES:
            for path in paths(arguments):
                if not below(path, [own]):
                    refuse("changes a file elsewhere", path)
        elif event in CONNECTIONS:
            address = arguments[CONNECTIONS[event]]
            host = address[0] if isinstance(address, tuple) else address
            is_local = not host or str(host).startswith(LOOPBACK)
            if isinstance(arguments[0], socket.socket) and arguments[0].family == socket.AF_UNIX:
                is_local = below(realpath(os.fsdecode(address)), [own])
            if not is_local:
                refuse("connects to another machine", host)

    sys.addaudithook(audit)


def below(path: str, folders: list[str]) -> bool:
    """Whether a real path is one of the folders or stands in one."""
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def paths(arguments: tuple[Any, ...]) -> Iterator[str]:
    """The real paths among the arguments of an event; what a link leads to is not followed."""
    for argument in arguments:
        if isinstance(argument, (str, bytes, os.PathLike)):
            path = Path(os.fsdecode(argument)).absolute()
            yield str(path.parent.resolve() / path.name)
