"""Holds README and CONTRIBUTING to the files, commands and programs that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

from verify import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
CODE = re.compile(r"```.*?```|`([^`\n]+)`", re.S)
NAME = re.compile(r"[\w./-]*(?:/|\.(?:py|yml|md|js|css|txt|toml|json|svg|out|html|webp))")
PATHS = ("", "docs/en/", "theme/assets/", "web/")  # where what is named without a folder stands


def missing(root: Path) -> Iterator[str]:
    """Yield what the documents below `root` name, but is not there."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.M))
    for document in DOCUMENTS:
        text = (root / document).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            where = f"{document}:{number}: there is no"
            for target in re.findall(r"\bmake ([a-z]+)\b(?=[`; ]* *(?:[`#;]|$))", line):
                if target not in targets:
                    yield f"{where} make {target}"
            for module in re.findall(r"python -m ([\w.]+)", line):
                name = module.replace(".", "/")
                if not any((root / f"{name}{end}").exists() for end in (".py", "/__main__.py")):
                    yield f"{where} module {module}"
            for program in re.findall(r"\.venv/bin/([\w-]+)", line):
                if not (ROOT / ".venv/bin" / program).exists():
                    yield f"{where} program {program}"
            for code in filter(None, CODE.findall(line)):
                for name in code.split():
                    is_name = NAME.fullmatch(name) and not name.startswith((".venv", ".txt"))
                    if is_name and not any((root / f"{at}{name}").exists() for at in PATHS):
                        yield f"{where} file {name}"
