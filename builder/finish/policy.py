"""Tells browsers what a page may load and run; what that would block fails the build."""

import base64
import hashlib
import re
from pathlib import Path

from verify import Problem

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",  # and the hashes of the theme's inline scripts
    "style-src": "'self'",
    # Figures and formulas carry their styles as attributes, which no hash can name.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",  # the theme's icons are data: in its stylesheet
    "font-src": "'self'",
    "connect-src": "'self'",  # the index of the search, the next page, and Python
    "worker-src": "'self'",  # the search, Python, and what keeps pages
    "base-uri": "'none'",
    "form-action": "'none'",
}
PLACE = "<!-- policy -->"  # in theme/main.html
ARTICLE = re.compile(r"<article\b.*</article>", re.S)
# Data is not run, so it needs no hash.
INLINE = re.compile(
    r"<script\b(?![^>]*(?:\ssrc=|application/json))[^>]*>(.*?)</script>", re.S | re.I
)
# Within a tag, what is quoted is skipped, for a text of an explorable may look like anything.
BLOCKED = re.compile(
    r"<(?P<tag>base|embed|iframe|link|meta|object|style)\b"
    r"""|<\w(?:[^>"']|"[^"]*"|'[^']*')*?(?:[\s/"'](?P<attribute>on[a-z]+|ping|action|formaction)\s*="""
    r"""|\s(?:src|poster)\s*=["'\s]*(?P<address>(?:https?:)?//)"""
    r"""|\shref\s*=["'\s]*(?P<script>javascript:))""",
    re.I,
)
HEADERS = Path(__file__).with_name("headers.txt").read_text(encoding="utf-8")


def secure(site: Path, is_served: bool = False) -> None:
    """Give all pages of a site one policy, which allows the inline scripts of its templates.

    One, because instant navigation runs the scripts of one page under the policy of another.
    A site that is served as it is edited allows any, for that of MkDocs is always another.
    Raises Problem for a page whose own text holds what the policy blocks.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    scripts: set[str] = set()
    for path, page in pages.items():
        name = source_of(path.relative_to(site))
        if PLACE not in page:
            raise Problem(name, None, f"has no place for the policy, {PLACE}; see theme/main.html")
        scripts |= set(INLINE.findall(ARTICLE.sub("", page)))
        for article in ARTICLE.findall(page):
            if what := blocked(article):
                raise Problem(name, None, f"{what} would be blocked; use a file in theme/assets")
    hashes = ["'unsafe-inline'"] if is_served else sorted(map(digest, scripts))
    allowed = POLICY | {"script-src": " ".join([POLICY["script-src"], *hashes])}
    policy = "; ".join(f"{name} {sources}" for name, sources in allowed.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    for path, page in pages.items():
        path.write_text(page.replace(PLACE, meta, 1), encoding="utf-8")
    worker_policy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    headers = HEADERS.format(policy=policy, worker_policy=worker_policy)
    (site / "_headers").write_text(headers, encoding="utf-8")


def blocked(article: str) -> str | None:
    """Return what in the HTML of a page's own text the policy blocks, or no policy could."""
    if script := INLINE.search(article):
        return f"inline script {' '.join(script[1].split())[:60]}"
    if found := BLOCKED.search(article):
        return next(what for what in found.groups() if what)
    return None


def digest(script: str) -> str:
    """Return the hash by which a policy allows an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def source_of(path: Path) -> str:
    """Return the name of the source of a built page, given its path in the site.

    The page for an unknown address has none, and keeps its own.
    """
    if path.name != "index.html":
        return path.as_posix()
    language, *folders = path.parent.parts if path.parts[0] == "ko" else ("en", *path.parent.parts)
    return f"docs/{language}/{folders[0] if folders else 'index'}.md"
