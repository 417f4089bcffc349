"""The settings that must not become looser unnoticed, each by the line that sets it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

STRICT = {
    "mkdocs.yml": """
        strict: true
        omitted_files: warn
        not_found: warn
        absolute_links: warn
        not_found: warn
        anchors: warn
        absolute_links: warn
        unrecognized_links: warn
        check_paths: true
        restrict_base_path: true
    """,
    "pyproject.toml": """
        strict = true
        filterwarnings = ["error"]
    """,
    "web/tsconfig.json": """
        "checkJs": true,
        "strict": true,
    """,
    "Makefile": """
        $(BIN)/ruff check .
        $(BIN)/ruff format --check .
        $(BIN)/mypy
        cd web && ../$(BIN)/npm run --silent check
        $(BIN)/actionlint
        $(BIN)/codespell $(MARKDOWN)
        $(BIN)/python -m verify
        $(BIN)/python -m tests.claims
        $(BIN)/python -m pytest -q -p verify.fences --markdown-docs --markdown-docs-syntax=superfences $(MARKDOWN)
        $(BIN)/python -m pytest -q -rs --numprocesses $(WORKERS) --dist loadfile tests
    """,  # noqa: E501
    "builder/finish/policy.py": """
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    """,
    "builder/finish/headers.txt": """
        Content-Security-Policy: {policy}; frame-ancestors 'none'
        Content-Security-Policy: {worker_policy}; frame-ancestors 'none'
        Content-Security-Policy: {worker_policy}; frame-ancestors 'none'
        Referrer-Policy: no-referrer
        X-Content-Type-Options: nosniff
    """,
    "theme/main.html": """
        <!-- policy -->
        <meta name="referrer" content="no-referrer">
    """,
}


def loosened(root: Path) -> Iterator[str]:
    """Yield what is wrong with each file below `root` that lacks one of its lines."""
    for path, wanted in STRICT.items():
        text = (root / path).read_text(encoding="utf-8")
        lines = Counter(line.partition("  #")[0].strip() for line in text.splitlines())
        for line in Counter(map(str.strip, wanted.strip().splitlines())) - lines:
            yield f"{path}: lacks {line}; if it may be looser, say so in tests/settings.py"
