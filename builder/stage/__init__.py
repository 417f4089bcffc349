"""Writes what MkDocs makes the pages of a language from, with all that they link to."""

from dataclasses import dataclass

import yaml

from builder.edition import Edition
from builder.markdown import formulas
from builder.stage.archive import publish_archive
from builder.stage.counts import with_counts
from builder.stage.exercises import checks, with_outputs
from builder.stage.explorables import Texts, explorable_texts, publish_explorables, with_explorables
from builder.stage.figures import check_figures, publish_figures
from builder.stage.history import changed
from builder.stage.licences import publish_licences
from builder.stage.map import with_map
from builder.stage.metadata import as_markdown, publish_lists
from builder.stage.notebooks import publish_notebook
from builder.stage.programs import publish_programs, shown_programs
from builder.stage.sources import Source, read_sources
from builder.stage.versions import versions
from verify import Problem
from verify.guards import check_changelog, check_questions


@dataclass(frozen=True)
class Staged:
    """What the page of a source still needs when MkDocs has made it."""

    source: Source
    programs: dict[str, str]  # files by titles
    has_notebook: bool
    markdown: str


def stage(edition: Edition) -> list[Staged]:
    """Write the files. Raises Problem for what is wrong with a page."""
    sources = read_sources(edition)
    render_formulas(sources)
    figures = publish_figures(edition)
    publish_programs(edition)
    publish_explorables(edition)
    publish_licences(edition)
    if text := checks(edition):
        edition.write("checks.py", text)
    texts = explorable_texts(sources, edition)
    by_name = {source.name: source for source in sources}
    ordered = [by_name[name] for name in edition.order if name in by_name]
    publish_archive(edition, ordered)
    publish_lists(edition, ordered)
    return [stage_page(edition, source, figures, texts, ordered) for source in sources]


def render_formulas(sources: list[Source]) -> None:
    """Render the formulas of all pages with one call of Node. Raises Problem for a wrong one."""
    found = [
        (source, formula, (formula.text, formula.is_display))
        for source in sources
        for formula in source.page.formulas
    ]
    formulas.render([item for _, _, item in found])
    for source, formula, item in found:
        if error := formulas.rendered[item].get("error"):
            raise Problem(source.page.path, formula.line, f"formula {formula.text}: {error}")


def stage_page(
    edition: Edition, source: Source, figures: dict[str, str], texts: Texts, ordered: list[Source]
) -> Staged:
    """Write one page, with its notebook; `texts` are those of all explorables."""
    for problem in (*check_questions([source.page]), *check_changelog([source.page])):
        raise problem
    check_figures(source, figures)
    programs = shown_programs(source)
    text = with_counts(source, edition.root, len(ordered))
    if source.meta.get("notebook"):
        text = with_outputs(source, text, edition)
    has_notebook = publish_notebook(edition, source, text)
    markdown = as_markdown(edition, source, text)
    meta = {key: value for key, value in source.meta.items() if key != "explorables"}
    if edition.has_repository and (day := changed(source, edition.root)):
        meta["changed"] = day
    if said := versions(edition, programs, text):
        meta["versions"] = said
    head = yaml.safe_dump(meta, allow_unicode=True)
    body = with_explorables(source, with_map(source, text, edition, ordered), texts, edition)
    edition.write(source.name, f"---\n{head}---\n{body}")
    return Staged(source, programs, has_notebook, markdown)
