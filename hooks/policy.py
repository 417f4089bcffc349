"""Tells browsers what a page may load and run, and fails the build for what that would block."""

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from hooks.source import source_of

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",  # and the hashes of the theme's inline scripts
    "style-src": "'self'",
    # Figures and formulas carry their styles as attributes, which no hash can name.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",  # the theme's icons are data: in its stylesheet
    "font-src": "'self'",
    "connect-src": "'self'",  # the index of the search, and the next page
    "worker-src": "'self'",  # the search
    "base-uri": "'none'",
    "form-action": "'none'",
}
CHARSET = '<meta charset="utf-8">'
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script\b(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.S | re.I)
DATA = re.compile(r'type="application/json"')  # is not run, so it needs no hash
ARTICLE = re.compile(r"<article\b.*</article>", re.S)
HANDLER = re.compile(r"""<\w[^>]*?\s(on[a-z]+)\s*=\s*["']|href="(javascript:)""", re.I)
HEADERS = """\
# Read by Netlify, Cloudflare Pages and other hosts; the policy is that of each page's <meta>.
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
# The search runs WebAssembly in a worker, which has its own policy. Some hosts would add a second
# header and hold it to both; the line with ! makes them drop the first.
/pagefind/*
  ! Content-Security-Policy
  Content-Security-Policy: {search_policy}; frame-ancestors 'none'
"""


def digest(script: str) -> str:
    """Return the hash by which a policy allows an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def scripts(page: str) -> Iterator[str]:
    """Return the inline scripts of a page that a browser would run."""
    return (text for attributes, text in INLINE.findall(page) if not DATA.search(attributes))


def secure(output: str, name: str) -> str:
    """Put the policy first into the head. Only scripts of the templates are given a hash."""
    if (found := output.count(CHARSET)) != 1:
        message = f"{name}: the theme's markup changed: {CHARSET} is there {found} times, not once"
        raise PluginError(f"{message}; mend hooks/policy.py")
    hashes = sorted({digest(script) for script in scripts(ARTICLE.sub("", output))})
    policy = POLICY | {"script-src": " ".join([POLICY["script-src"], *hashes])}
    text = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{text}">'
    return output.replace(CHARSET, f"{CHARSET}\n      {meta}")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Secure a page."""
    return secure(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Secure the page shown for an unknown address."""
    return secure(output_content, template_name) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Read what was written: nothing is blocked, and one policy holds for all pages.

    Instant navigation runs the scripts of one page under the policy of another.
    """
    site = Path(config.site_dir)
    policies: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        output = path.read_text(encoding="utf-8")
        name = source_of(path, config)
        found = META.findall(output)
        if len(found) != 1:
            raise PluginError(f"{name}: has {len(found)} security policies, not one")
        for script in scripts(output):
            if digest(script) not in found[0]:
                start = " ".join(script.split())[:60]
                raise PluginError(f"{name}: inline script without a hash: {start}")
        if handler := HANDLER.search(output):
            what = handler[1] or handler[2]
            raise PluginError(f"{name}: {what} would be blocked; use a file in theme/assets")
        policies.setdefault(found[0], name)
    if len(policies) > 1:
        first, second = list(policies.values())[:2]
        raise PluginError(f"{second}: has other inline scripts than {first}; make them the same")
    policy = html.unescape("".join(policies))
    if config.theme["language"] == "en":
        search_policy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
        headers = HEADERS.format(policy=policy, search_policy=search_policy)
        (site / "_headers").write_text(headers, encoding="utf-8")
    elif (file := site.parent / "_headers").exists() and policy not in file.read_text():
        raise PluginError("has other inline scripts than the English pages; make them the same")
