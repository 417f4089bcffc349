"""Runs notebooks with nbclient, each in a fresh kernel that starts warm.

A kernel that starts cold spends seconds on importing what most notebooks need. Here each is a fork
of the server from which the engine forks its programs, and everything else is nbclient's own way.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from jupyter_client.provisioning import local_provisioner
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from verify.isolation import ENVIRONMENT
from verify.run import PRELOAD

INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel draws with
CONTEXT = multiprocessing.get_context("forkserver")


def start(arguments: list[str], cwd: str, environment: dict[str, str], grouped: Connection) -> None:
    """Be a kernel."""
    from ipykernel.kernelapp import launch_new_instance

    os.setsid()
    grouped.send(True)
    os.chdir(cwd)
    os.environ.update(environment)
    if matplotlib := sys.modules.get("matplotlib"):  # which has read the environment long ago
        matplotlib.rcdefaults()
        matplotlib.rcParams["backend"] = INLINE
    # So that it ends when the server does, which ends with the tests.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    launch_new_instance(argv=[*arguments, parent])


class Kernel:
    """The process of a kernel, with what jupyter_client wants of a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], cwd: str, env: dict[str, str], **_: Any) -> None:
        arguments = command[command.index("-f") :]
        is_grouped, grouped = CONTEXT.Pipe(duplex=False)
        self.process = CONTEXT.Process(
            target=start, args=(arguments, cwd, env, grouped), daemon=True
        )
        self.process.start()
        grouped.close()  # the process has its own; should it die, recv() raises
        self.pid = self.process.pid
        is_grouped.recv()  # for signals are sent to its group, which until now is that of the tests

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid and self.process.is_alive():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _run(notebook: NotebookNode) -> str:
    with TemporaryDirectory() as directory:
        empty = Path(directory, "empty")
        empty.mkdir()
        # Sockets of the file system, for a port may be taken before the kernel has it.
        sockets = {"transport": "ipc", "connection_file": f"{directory}/kernel.json"}
        client = NotebookClient(
            notebook,
            config=Config(KernelManager=sockets),
            resources={"metadata": {"path": str(empty)}},
            timeout=600,
        )
        try:
            asyncio.run(client.async_execute())
        except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
            return str(error)
        return ""


def run(notebooks: Mapping[str, NotebookNode]) -> dict[str, str]:
    """Run notebooks, each in an empty directory, and write their outputs into them.

    Returns what went wrong, by the name of the notebook; "" where nothing did.
    """
    modules = [name for names in PRELOAD.values() for name in names]
    with (
        TemporaryDirectory() as settings,
        mock.patch.dict(os.environ, ENVIRONMENT | {"MPLBACKEND": INLINE, "IPYTHONDIR": settings}),
        mock.patch.object(local_provisioner, "launch_kernel", Kernel),
        # Threads of their own, for that of the tests may already have a loop of events.
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        CONTEXT.set_forkserver_preload(["ipykernel.kernelapp", *modules])
        return dict(zip(notebooks, pool.map(_run, notebooks.values()), strict=True))
