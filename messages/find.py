"""Finds the messages in PyTorch's own files: what its Python sources raise and its libraries hold.

Both are read, never run. A source in C++ is not shipped, but its compiled code is: a check that
fails loads the pieces of its message, then the name of its file, then that of its function, and an
instruction that loads a string names it by its distance. So the pieces of each file are found by
the strings that are loaded before it is.
"""

import ast
import re
import struct
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

PACKAGE = Path(torch.__file__).parent
LIBRARIES = ("libtorch_cpu.so", "libtorch_python.so")
BUILD = re.compile(r"^/.*?/(?=(?:aten|torch|c10)/(?:src|csrc|core|util)/)")
# A failed assertion of PyTorch about itself is no message about a mistake.
INTERNAL = re.compile("INTERNAL ASSERT|please report a bug")
IS_NAME = re.compile(r"[\w:]+(\(\))?")
HAS_WORDS = re.compile(r"[A-Za-z]{2}")
NEAR = 600  # bytes of code in which a check loads all of its strings

Pieces = dict[str, set[str]]  # by function, the pieces of what it says, without what is filled in


def find_pieces(source: str) -> Pieces:
    """Return what a source says, by function.

    `source` is a path below PyTorch's package, or that of a C++ file in its repository. Raises
    LookupError where this PyTorch has no such source.
    """
    if source.endswith(".py"):
        path = PACKAGE.parent / source
        if not path.exists():
            raise LookupError(f"{source}: PyTorch {torch.__version__} has no such file")
        return pieces_of_python(path.read_text(encoding="utf-8"))
    pieces = compiled_pieces().get(source)
    if pieces is None:
        raise LookupError(f"{source}: nothing in PyTorch {torch.__version__} names this file")
    return pieces


def pieces_of_python(source: str) -> Pieces:
    """Return the literal parts of what each function raises or warns of."""
    pieces: defaultdict[str, set[str]] = defaultdict(set)
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        raised = [node.exc for node in nodes if isinstance(node, ast.Raise) and node.exc]
        warned = [n for n in nodes if isinstance(n, ast.Call) and "warn" in ast.unparse(n.func)]
        said: list[ast.AST] = [*raised, *warned]
        names = {n.id for node in said for n in ast.walk(node) if isinstance(n, ast.Name)}
        said += [
            node.value
            for node in nodes
            if isinstance(node, ast.Assign) and names & {ast.unparse(to) for to in node.targets}
        ]
        pieces[function.name] |= _literals(said)
    return dict(pieces)


def _literals(nodes: Iterable[ast.AST]) -> set[str]:
    parts = (p.value for node in nodes for p in ast.walk(node) if isinstance(p, ast.Constant))
    # str.format and % fill in what an f-string has between its parts.
    texts = [t for p in parts if isinstance(p, str) for t in re.split(r"\{[^}]*\}|%[sdr]", p)]
    return {text for text in texts if HAS_WORDS.search(text) and not IS_NAME.fullmatch(text)}


@cache
def compiled_pieces() -> dict[str, Pieces]:
    """Return the pieces that the checks in the compiled libraries load, by file and function."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for library in LIBRARIES:
        loads = loaded_strings(library)
        before: list[tuple[int, str]] = []
        for (place, text), (_, function) in pairwise([*loads, (0, "")]):
            if not BUILD.match(text):
                before.append((place, text))
                continue
            said = {t for where, t in before if place - where < NEAR}
            pieces = {t for t in said if not IS_NAME.fullmatch(t) and not INTERNAL.search(t)}
            found[BUILD.sub("", text)][function] |= {t for t in pieces if HAS_WORDS.search(t)}
            before = []
    return {source: dict(functions) for source, functions in found.items()}


@cache
def _texts() -> bytes:
    """All strings of the libraries, those too that no check loads itself."""
    return b"".join(
        data[at : at + size].tobytes()
        for data in (_mapped(library) for library in LIBRARIES)
        for _, at, size in [_section(data, ".rodata")]
    )


def is_compiled_in(text: str) -> bool:
    """Tell whether a library holds a text."""
    return text.encode() in _texts()


def _mapped(library: str) -> np.ndarray:
    return np.memmap(PACKAGE / "lib" / library, dtype=np.uint8, mode="r")


def loaded_strings(library: str) -> list[tuple[int, str]]:
    """Return the strings that the code of an x86-64 library loads, and where, in its order."""
    data = _mapped(library)
    code_start, code_at, code_size = _section(data, ".text")
    text_start, text_at, text_size = _section(data, ".rodata")
    code = data[code_at : code_at + code_size]
    text = data[text_at : text_at + text_size].tobytes()
    # `lea register, [rip + distance]`: a prefix, 8d, a byte that names the register, the distance.
    at = np.flatnonzero(code[:-5] == 0x8D)
    at = at[((code[at + 1] & 0xC7) == 5) & ((code[at - 1] & 0xF8) == 0x48)]
    distance = sum(code[at + 2 + byte].astype(np.uint32) << (8 * byte) for byte in range(4))
    target = code_start + at + 6 + np.asarray(distance, np.uint32).view(np.int32).astype(np.int64)
    is_text = (target >= text_start) & (target < text_start + text_size)
    addresses, which = np.unique(target[is_text] - text_start, return_inverse=True)
    known = [_string(text[start : text.find(b"\0", start)]) for start in addresses.tolist()]
    loads = zip(at[is_text].tolist(), which.tolist(), strict=True)
    return [(place, known[string]) for place, string in loads if known[string]]


def _string(data: bytes) -> str:
    return (
        data.decode() if data.isascii() and data.replace(b"\n", b"").decode().isprintable() else ""
    )


def _section(data: np.ndarray, name: str) -> tuple[int, int, int]:
    """Return the address, the place in the file and the size of a section of an ELF file."""
    header = data.data
    (table,) = struct.unpack_from("<Q", header, 0x28)
    size, count, names = struct.unpack_from("<HHH", header, 0x3A)
    sections = [struct.unpack_from("<IIQQQQ", header, table + i * size) for i in range(count)]
    for section in sections:
        start = sections[names][4] + section[0]
        if data[start : start + len(name) + 1].tobytes() == name.encode() + b"\0":
            return section[3], section[4], section[5]
    raise LookupError(f"the library has no section {name}")
