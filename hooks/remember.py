"""Remembers what follows from a text alone, so that a rebuild works out only what has changed."""

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from pymdownx import highlight as blocks

highlighted: dict[tuple[object, ...], str] = {}
compiled: dict[str, CodeType] = {}

highlight = blocks.highlight


def highlight_once(source: str, lexer: Any, formatter: Any) -> str:
    """Return what Pygments makes of a block of code."""
    options = [repr(sorted(part.options.items())) for part in (lexer, formatter)]
    key = (source, type(lexer), type(formatter), *options)
    if key not in highlighted:
        highlighted[key] = highlight(source, lexer, formatter)
    return highlighted[key]


class Compiled(BytecodeCache):
    """The templates of the theme, which MkDocs otherwise compiles again for each build."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name: what is compiled does not depend on where a template lies."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled from the same source."""
        bucket.code = compiled.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        if bucket.code:
            compiled[bucket.key + bucket.checksum] = bucket.code


def on_config(config: MkDocsConfig) -> None:
    """Put the remembering function in place of the forgetful one."""
    blocks.highlight = highlight_once


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the templates be compiled once."""
    env.bytecode_cache = Compiled()
