"""Runs programs, each in a fresh process that knows nothing of the repository.

A fresh interpreter spends seconds on importing torch. Here one process, verify/server.py, imports
the large public packages once, and each program starts as a fork of it: as isolated, at a small
part of the cost. Every process has one thread; with more, forks on few cores stand in each other's
way.
"""

import os
import select
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from verify import Problem
from verify.process import Process
from verify.programs import Program

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


@dataclass(frozen=True)
class Result:
    """What one run gave: text and figure as they would be published, or what went wrong."""

    output: str = ""
    figure: str | None = None
    problems: list[Problem] = field(default_factory=list)


class Runner:
    """Runs programs side by side. One server serves all runners of a process."""

    def __init__(self, time_limit: float = TIME_LIMIT, jobs: int | None = None) -> None:
        """`time_limit` is in seconds per program; `jobs` is how many run at once (all cores)."""
        self.time_limit = time_limit
        self.jobs = jobs or os.cpu_count() or 1

    def run(self, programs: Iterable[Program]) -> Generator[tuple[Program, Result], None, None]:
        """Yield each program with its result as it ends; interrupted, leave no process behind."""
        waiting = deque(programs)
        text = "".join(program.source for program in waiting)
        preload = [name for word, names in PRELOAD.items() if word in text for name in names]
        active: list[Process] = []
        try:
            while waiting or active:
                while waiting and len(active) < self.jobs:
                    active.append(Process(waiting.popleft(), preload, self.time_limit))
                ready, _, _ = select.select([p.status for p in active], [], [], 0.05)
                for process in [p for p in active if p.has_ended(p.status in ready)]:
                    active.remove(process)
                    try:
                        result = Result(*process.outcome())
                    finally:
                        process.end()
                    yield process.program, result
        finally:
            for process in active:
                process.end()
