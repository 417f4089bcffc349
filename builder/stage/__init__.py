"""Writes what MkDocs makes the pages of a language from, with all that they link to."""

import re

import yaml

from builder.edition import Edition, Source
from builder.history import day_changed
from builder.markdown import formulas
from builder.node import kept_node
from builder.stage.exercises import checks, with_outputs
from builder.stage.explorables import (
    Texts,
    explorable_texts,
    publish_explorables,
    with_explorables,
)
from builder.stage.files import publish_archive, publish_figures, publish_licences, publish_lists
from builder.stage.finder import publish_rules, with_finder
from builder.stage.notebooks import publish_notebook
from builder.stage.pagemap import with_map
from builder.stage.releases import with_releases
from builder.stage.versions import versions
from verify import Problem
from verify.guards import check_changelog, check_questions
from verify.pages import expand

PROGRAM = re.compile(r"(snippets/[^:]+/([^:]+\.py))(?::.*)?")
# Code is matched first, so that a count's name inside it is left alone.
FENCE = r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,}).*?^(?P=indent)(?P=fence)[ ]*$"
CODE_OR_COUNT = re.compile(rf"{FENCE}|`[^`\n]+`|\{{\{{ (?P<name>\w+) \}}\}}", re.M | re.S)
MARK = re.compile(r'^( *`{3,}python [^\n]*?)mark="([^"\n]*)"', re.M)
CLOSING = re.compile(r"\n+(\n *`{3,}$)", re.M)  # an included file leaves an empty line before it


def stage(edition: Edition) -> None:
    """Write the files. Raises Problem for what is wrong with a page."""
    render_formulas(edition)
    publish_figures(edition)
    publish_archive(edition)
    publish_explorables(edition)
    publish_licences(edition)
    publish_lists(edition)
    publish_rules(edition)
    if text := checks(edition):
        edition.write("checks.py", text)
    texts = explorable_texts(edition)
    for source in edition.sources.values():
        stage_page(edition, source, texts)


def render_formulas(edition: Edition) -> None:
    """Render the formulas of all pages with one call of Node. Raises Problem for a wrong one."""
    found = [
        (source.page.path, formula.line, (formula.text, formula.is_display))
        for source in edition.sources.values()
        for formula in source.page.formulas
    ]
    items = list(dict.fromkeys(item for _, _, item in found))
    name = f"formulas-{edition.language}"
    rendered = kept_node(edition.root, name, "math.mjs", items)
    formulas.rendered.update(zip(items, rendered, strict=True))
    for path, line, item in found:
        if error := formulas.rendered[item].get("error"):
            raise Problem(path, line, f"formula {item[0]}: {error}")


def stage_page(edition: Edition, source: Source, texts: Texts) -> None:
    """Write one page, with its notebook; `texts` are those of all explorables."""
    for problem in (*check_questions([source.page]), *check_changelog([source.page])):
        raise problem
    source.programs = shown_programs(source)
    text = with_releases(source, with_marks(source, with_counts(edition, source)), edition)
    if source.meta.get("notebook"):
        text = with_outputs(source, text, edition)
    source.has_notebook = publish_notebook(edition, source, text)
    source.markdown = as_markdown(edition, source, text)
    meta = {key: value for key, value in source.meta.items() if key != "explorables"}
    if edition.config.repo_url and (day := day_changed(source, edition.root)):
        meta["changed"] = day
    if said := versions(edition, source.programs, text):
        meta["versions"] = said
    text = with_finder(source, with_map(source, text, edition), edition)
    text = with_explorables(source, text, texts, edition)
    edition.write(source.name, f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n{text}")


def shown_programs(source: Source) -> dict[str, str]:
    """Return the files of the programs that a page shows, by the titles of their blocks.

    Raises Problem for a program without its title, and two of one name.
    """
    programs: dict[str, str] = {}
    for fence in source.page.fences:
        for match in filter(None, map(PROGRAM.fullmatch, fence.includes)):
            path, name = match.groups()
            if programs.setdefault(name, path) != path:
                message = f"{path} has the name of {programs[name]}, shown on this page too"
                raise source.problem(path, f"{message}; rename one")
            if fence.options.get("title") != name:
                message = f"{path} is shown without the title {name}, which links to its file"
                raise source.problem(path, message)
    return programs


def with_counts(edition: Edition, source: Source) -> str:
    """Return the text of a page with its counts. Raises Problem for an unknown name."""

    def count(match: re.Match[str]) -> str:
        if not (name := match["name"]):
            return match[0]
        if name not in edition.counts:
            message = f"unknown count {match[0]}; known are {', '.join(edition.counts)}"
            raise source.problem(match[0], message)
        return str(edition.counts[name])

    return CODE_OR_COUNT.sub(count, source.body)


def with_marks(source: Source, text: str) -> str:
    """Return the text of a page with the numbers of lines that its programs mark by their words.

    Raises Problem for words that no line of a program has.
    """
    fences = (fence for fence in source.page.fences if "mark" in fence.options)

    def numbers(match: re.Match[str]) -> str:
        fence = next(fences)
        lines = list(enumerate(fence.source.splitlines(), 1))
        marked = set()
        for words in match[2].split(" | "):
            if not (found := {number for number, line in lines if words in line}):
                message = f"{fence.options['title']} has no line with {words}; mend what is marked"
                raise source.problem(match[0].strip(), message)
            marked |= found
        return f'{match[1]}hl_lines="{" ".join(map(str, sorted(marked)))}"'

    return MARK.sub(numbers, text)


def as_markdown(edition: Edition, source: Source, text: str) -> str:
    """Return a page as Markdown with all that it includes."""
    facts = {key: source.meta[key] for key in ("title", "description")}
    facts["url"] = edition.address(source.name)
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    body = CLOSING.sub(r"\1", expand(text, edition.root).strip("\n") + "\n")
    return f"---\n{head}---\n\n{body}"
