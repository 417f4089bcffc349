"""Publishes all programs, with what they printed, as one zip file whose bytes repeat."""

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from builder.edition import Edition
from builder.stage.sources import Source

NAME = "programs.zip"
FOLDER = "programs"  # what unpacking makes
IMPORT = re.compile(r"^\s*(?:import|from) (\w+)", re.M)
MODULES = {"scikit-learn": "sklearn"}  # where a package has another name than its module
COMPANIONS = {"torch": "numpy"}  # without NumPy, PyTorch warns
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a zip file's time: when it was made is not part of it
README = {
    "en": """# The programs of {site}

Each file is a complete program; beside it, in the file of the same name that ends in `.out`,
stands what it printed. Here is how to install what the programs need, and to run one:

```
pip install -r requirements.txt
python walkthrough/training.py
```

Some begin with a comment that holds a command, `# torchrun ...`: run that command in their folder.
A line that ends in `# raises ...` is meant to fail, and `.out` then ends with its message.

Each folder belongs to a page:

""",
    "ko": """# {site}의 프로그램

파일마다 완결된 프로그램이 하나씩 들어 있고, 그 옆의 이름이 같고 `.out`으로 끝나는 파일에 그 출력이
있습니다. 필요한 패키지를 설치하고 프로그램을 실행하려면 이렇게 합니다.

```
pip install -r requirements.txt
python walkthrough/training.py
```

첫 줄 주석에 `# torchrun ...` 같은 명령이 있는 프로그램은 그 폴더에서 그 명령으로 실행합니다.
`# raises ...`로 끝나는 줄은 일부러 실패하게 한 줄이며, 그때 `.out`은 오류 메시지로 끝납니다.

폴더마다 해당하는 페이지가 있습니다.

""",
}


def publish_archive(edition: Edition, sources: list[Source]) -> None:
    """Publish the zip file."""
    root = edition.root
    readme = README[edition.language].format(site=edition.name)
    for source in sources:
        if (root / "snippets" / source.stem).is_dir():
            address = edition.address(source.name)
            readme += f"- `{source.stem}/`: {source.meta['title']}, <{address}>\n"
    contents = {
        "LICENSE": (root / "LICENSE").read_text(encoding="utf-8"),
        "README.md": readme,
        "requirements.txt": "".join(f"{package}\n" for package in packages(root)),
    }
    for program in sorted(edition.staged.glob("snippets/*/*.py")):  # as it is published
        path = program.relative_to(edition.staged)
        name = path.relative_to("snippets")
        contents[name.as_posix()] = program.read_text(encoding="utf-8")
        if (output := (root / path).with_suffix(".out")).exists():
            contents[name.with_suffix(".out").as_posix()] = output.read_text(encoding="utf-8")
    edition.write(NAME, zipped(tuple(contents.items())))


def packages(root: Path) -> list[str]:
    """Return what the programs use, with versions: the first paragraph of requirements.txt."""
    first = (root / "requirements.txt").read_text(encoding="utf-8").partition("\n\n")[0]
    return [line for line in first.splitlines() if not line.startswith("#")]


def packages_for(code: str, root: Path) -> list[str]:
    """Return those of the packages that `code` imports."""
    modules = set(IMPORT.findall(code))
    modules |= {COMPANIONS[module] for module in modules & COMPANIONS.keys()}
    return [
        line
        for line in packages(root)
        if MODULES.get(name := line.partition("==")[0], name) in modules
    ]


@cache  # a rebuild that changes no program costs nothing
def zipped(contents: tuple[tuple[str, str], ...]) -> bytes:
    """Return a zip file of texts by name. The same contents give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in contents:
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", BEGINNING)
            entry.create_system = 3  # Unix, wherever the site is built
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()
