"""Checks and mends what the theme says about languages."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

SEARCH_DIALOG = '<div class="md-search" data-md-component="search" role="dialog">'
SEARCH = {"en": "Search", "ko": "검색"}


def mend(output: str, name: str, config: MkDocsConfig) -> str:
    """Name the search dialog; fail the build when the theme's markup is not the expected one."""
    expected = [
        (SEARCH_DIALOG, 1),
        ('class="md-select__link"', 2),
        ('<link rel="alternate"', 0),
        ("__md_set = ", 1),  # in theme/partials: one choice of the scheme for both languages
        ("document.body.dataset.mdColorScheme", 1),
    ]
    for markup, count in expected:
        if (found := output.count(markup)) != count:
            message = f"{name}: the theme's markup changed: {markup} is there {found} times"
            raise PluginError(f"{message}, not {count}; mend hooks/language.py")
    label = SEARCH[str(config.theme["language"])]
    return output.replace(SEARCH_DIALOG, f'{SEARCH_DIALOG[:-1]} aria-label="{label}">')


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend a page."""
    return mend(output, page.file.src_uri, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the page shown for an unknown address."""
    if template_name != "404.html":
        return output_content
    return mend(output_content, template_name, config)
