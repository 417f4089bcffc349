"""Checks what the theme says about languages."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page


def check(output: str, name: str) -> None:
    """Fail the build when the theme's markup is not the expected one."""
    expected = [
        ('class="md-select__link"', 2),
        ('<link rel="alternate"', 0),
        ("__md_set = ", 1),  # in theme/partials: one choice of the scheme for both languages
        ("document.body.dataset.mdColorScheme", 1),
    ]
    for markup, count in expected:
        if (found := output.count(markup)) != count:
            message = f"{name}: the theme's markup changed: {markup} is there {found} times"
            raise PluginError(f"{message}, not {count}; mend hooks/language.py")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Check a page."""
    check(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> None:
    """Check the page shown for an unknown address."""
    if template_name == "404.html":
        check(output_content, template_name)
