"""Has the index of the search made from the built pages, and from what people type instead."""

import json
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import yaml

from builder.node import run_node
from builder.words import WORDS
from verify import Problem

FOLDER = "pagefind"
SYNONYMS = "docs/synonyms.yml"

Synonyms = dict[str, dict[str, list[str]]]  # what is typed, by language and words of its pages


def write_index(root: Path, site: Path) -> None:
    """Write the index of both languages into the site; `root` is where its sources are.

    Raises Problem for synonyms of what no page says, and a page without headings.
    """
    rmtree(site / FOLDER, ignore_errors=True)
    told = run_node("search.mjs", read_synonyms(root / SYNONYMS), str(site), str(site / FOLDER))
    for path, message in json.loads(told):
        raise Problem(path, None, message)


def read_synonyms(path: Path) -> Synonyms:
    """Return what is typed instead of words of the pages. Raises Problem for a wrong form."""
    if not path.exists():
        return {}
    with suppress(yaml.YAMLError, AttributeError, TypeError):
        told: Synonyms = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = [entry for table in told.values() for entry in table.items()]
        if set(told) == set(WORDS) and all(
            isinstance(typed, list) and all(isinstance(text, str) for text in (meant, *typed))
            for meant, typed in entries
        ):
            return told
    languages = " and ".join(WORDS)
    message = f"must hold, for {languages}, words of the pages with a list of texts below each"
    raise Problem(SYNONYMS, None, message)
