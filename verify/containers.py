"""Finds what stands inside `!!!`, `???` and `===` blocks, which CommonMark takes for code."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_CONTAINER = re.compile(r'( *)(!!!|\?\?\?\+?|===[!+]?) (?=\S)[^"]*(?:"(.*)")?')
_FENCE = re.compile(r" *(`{3,}|~{3,})[^`]*$")


def dedent_containers(lines: list[str]) -> list[tuple[int, int, str, str]]:
    """Dedent the bodies of the blocks in the lines of a page.

    Returns of each block where it begins and ends, its marks, and its title.
    """
    containers = []
    fence = ""
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif line.strip().startswith(fence) and set(line.strip()) == set(fence):
                fence = ""
        if fence or not (match := _CONTAINER.match(line)):
            continue
        body = match[1] + "    "
        lines[number] = ""
        end = number + 1
        while end < len(lines) and (lines[end].startswith(body) or not lines[end].strip()):
            lines[end] = lines[end][4:]
            end += 1
        containers.append((number, end, match[2], match[3] or ""))
    return containers


def parser() -> MarkdownIt:
    """A Markdown parser that sees the fences which the site shows, wherever they stand."""

    def containers(state: StateCore) -> None:
        lines = state.src.split("\n")
        dedent_containers(lines)
        state.src = "\n".join(lines)

    markdown_it = MarkdownIt("commonmark")
    markdown_it.core.ruler.before("block", "containers", containers)
    return markdown_it
