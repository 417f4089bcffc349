"""Reads the list of messages, provokes them, and compares it with what PyTorch's files hold."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
import torch.nn.functional as F
import yaml
from torch import nn, optim

from messages.find import HAS_WORDS, find_pieces, is_compiled_in

PATH = Path(__file__).with_name("messages.yml")
HOLE = "{}"
LONG = 30  # characters of a piece that tell which it is, so that the list need not quote all of it


@dataclass(frozen=True)
class Group:
    """What some functions of PyTorch can say.

    `sources` are the files that say it, each with the functions that count, all where none is
    named. `provoked` maps each text, with {} for what is filled in, to code that gets it;
    `unreachable` maps a reason to the texts that no code gets on this machine.
    """

    about: str
    sources: dict[str, list[str]]
    provoked: dict[str, str]
    unreachable: dict[str, list[str]]

    @property
    def texts(self) -> list[str]:
        """All texts, whether they are provoked or not."""
        return [*self.provoked, *(text for texts in self.unreachable.values() for text in texts)]


@cache
def read_groups() -> list[Group]:
    """Return what is listed in messages.yml."""
    groups = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return [Group(**{"unreachable": {}} | group) for group in groups]


def provoke(code: str) -> list[str]:
    """Run code; return what it warned of and, last, what it raised.

    It knows `torch`, `F`, `nn` and `optim`; `logits` (2, 3) with their `target` (2,), `p` (2, 3),
    their softmax without a gradient, and `w`, a parameter of three numbers with its gradient.
    """
    w = nn.Parameter(torch.ones(3))
    w.grad = torch.ones(3)
    logits = torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]], requires_grad=True)
    known = {"torch": torch, "F": F, "nn": nn, "optim": optim, "w": w, "logits": logits}
    known |= {"target": torch.tensor([2, 0]), "p": logits.detach().softmax(dim=1)}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        always = torch.is_warn_always_enabled()
        torch.set_warn_always(True)
        try:
            exec(code, known)
            raised = []
        except Exception as error:
            raised = [str(error)]
        finally:
            torch.set_warn_always(always)
    return [*(str(warning.message) for warning in caught), *raised]


def is_said(text: str, said: list[str]) -> bool:
    """Tell whether one of the messages is `text` with its holes filled."""
    pattern = ".*".join(re.escape(part.strip()) for part in text.split(HOLE))
    return any(re.fullmatch(pattern, message.strip(), re.S) for message in said)


def parts(text: str) -> list[str]:
    """Return what stands between the holes of a text, where it has words."""
    return [part for part in text.split(HOLE) if HAS_WORDS.search(part)]


def pieces_of(group: Group) -> Iterator[tuple[str, str]]:
    """Yield each piece that the sources of a group hold, with the file and function that says it.

    Raises LookupError where PyTorch has no such file, or the file no such function.
    """
    for source, functions in group.sources.items():
        found = find_pieces(source)
        for missing in set(functions) - found.keys():
            raise LookupError(f"{source}: no function {missing} says anything")
        for function in functions or found:
            yield from ((piece, f"{source}: {function}") for piece in sorted(found[function]))


def new_pieces(group: Group) -> Iterator[str]:
    """Yield what PyTorch can say and the list lacks."""
    listed = [part for text in group.texts for part in parts(text)]
    told = set()
    for piece, where in pieces_of(group):
        is_listed = any(piece in text for text in group.texts) or any(
            part in piece and len(part) >= LONG for part in listed
        )
        if not is_listed and piece not in told:
            told.add(piece)
            yield f"{where} says {piece!r}, which messages.yml lacks; provoke it, or say why not"


def lost_parts(group: Group) -> Iterator[str]:
    """Yield what the list has and PyTorch's files hold no more."""
    found = {piece for piece, _ in pieces_of(group)}
    for text in group.texts:
        for part in parts(text):
            in_sources = any(part in piece or piece in part for piece in found)
            if not in_sources and not is_compiled_in(part):
                yield f"{group.about}: nothing in PyTorch says {part!r} any more; drop {text!r}"


def other_words(group: Group) -> Iterator[str]:
    """Yield what provoked another message than the list says."""
    for text, code in group.provoked.items():
        if not is_said(text, said := provoke(code)):
            yield f"{group.about}: {code} says {said}, not {text!r}"


def differences() -> Iterator[str]:
    """Yield all in which the list and this PyTorch differ."""
    for group in read_groups():
        try:
            yield from new_pieces(group)
            yield from lost_parts(group)
        except LookupError as gone:
            yield f"{gone}; mend the sources of {group.about!r} in messages.yml"
        yield from other_words(group)
