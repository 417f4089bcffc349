"""Keeps every request on this site; a file that would send one elsewhere fails the build."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.source import source_of

BUNDLE = re.compile(r"assets/javascripts/bundle\.\w+\.min\.js")
# Where the theme's script would go for features that this site does not use.
ELSEWHERE = ("https://unpkg.com/", "https://api.github.com/", "https://${e}/api/v4/")
NOWHERE = "about:invalid#"
UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/images/favicon.png",
)

EXTERNAL = re.compile(r'<a (?=[^>]*href="https?://)(?![^>]*\srel=)')
URL = r"""(?:https?:)?//[^\s"'`)<>]+"""
LOADING = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object|use|image|input|track|link)\b[^>]*>",
    re.I,
)
ADDRESS = re.compile(rf"""\s(?:src|href|xlink:href|srcset|data|poster)\s*=\s*["']?\s*({URL})""")
NOT_LOADED = re.compile(r'rel="(?:canonical|prev|next)"')
IN_STYLE = re.compile(rf"""(?:url\(|@import)\s*["']?\s*({URL})""", re.I)
IN_SCRIPT = re.compile(r"""https?://[^\s"'`)<>]+""")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.S | re.M)
NAMES = ("http://www.w3.org/",)  # XML vocabularies; nothing is loaded there


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Take the foreign addresses out of the theme's script, and leave out what nothing uses."""
    bundles = [file for file in files if BUNDLE.fullmatch(file.src_uri)]
    if len(bundles) != 1:
        raise PluginError(
            f"the theme's script is there {len(bundles)} times; mend hooks/foreign.py"
        )
    text = bundles[0].content_string
    for address in ELSEWHERE:
        if address not in text:
            message = f"{bundles[0].src_uri}: the theme's script changed: {address} is gone"
            raise PluginError(f"{message}; mend hooks/foreign.py")
        text = text.replace(address, NOWHERE)
    bundles[0].content_string = text
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep a linked site from reaching back to the page."""
    return EXTERNAL.sub('<a rel="noopener" ', content)


def on_post_build(config: MkDocsConfig) -> None:
    """Fail for the first file that would load something from elsewhere."""
    for path in sorted(Path(config.site_dir).rglob("*")):
        if path.suffix in {".html", ".css", ".js", ".mjs", ".svg"}:
            for address in addresses(path.read_text(encoding="utf-8"), path.suffix):
                if not address.startswith((str(config.site_url), *NAMES)):
                    name = source_of(path, config)
                    raise PluginError(f"{name}: would load {address} from elsewhere")


def addresses(text: str, suffix: str) -> list[str]:
    """Return the absolute addresses that a file of a kind makes a browser load."""
    if suffix in {".js", ".mjs"}:
        return IN_SCRIPT.findall(COMMENT.sub("", text))
    found = IN_STYLE.findall(COMMENT.sub("", text) if suffix == ".css" else text)
    for tag in LOADING.findall(text) if suffix != ".css" else []:
        if not NOT_LOADED.search(tag):
            found += ADDRESS.findall(tag)
    return found
