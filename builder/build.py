"""Builds the site: English into its directory, Korean into ko/ below it."""

import logging
import os
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material reads it on import

from mkdocs.commands.build import build as build_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from builder.converted import KeepConverted
from builder.edition import Edition
from builder.finish import finish, search
from builder.finish.policy import secure
from builder.history import git
from builder.node import run_node
from builder.stage import stage
from builder.stage.finder import RULES
from playground.publish import FOLDER as PLAYGROUND
from playground.publish import publish_playground
from verify import Problem

ROOT = Path(__file__).parent.parent
CONFIGS = {"en": "mkdocs.yml", "ko": "mkdocs.ko.yml"}  # English first: it cleans the directory
PATHS = {"en": "", "ko": "ko/"}  # where a language's pages stand in the site
SHARED = (
    *CONFIGS.values(),
    "snippets",
    "exercises",
    "playground/not_here.yml",
    "theme",
    "builder",
    "web/explorables",
    "web/figures.mjs",
    "web/math.mjs",
    "web/search.mjs",
    "requirements.txt",  # notebooks and programs.zip say what programs need
    "LICENSE",
    "tests/mutants/score.txt",
    "messages/versions.json",
)


class BuildFailed(Exception):
    """The site could not be built; what is wrong has been logged."""


class Formatter(logging.Formatter):
    """Says which language a message of MkDocs is about; a problem has its own path."""

    language = ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message."""
        message = super().format(record)
        return message if isinstance(record.msg, Problem) else f"docs/{self.language}: {message}"


@contextmanager
def told() -> Iterator[None]:
    """Log what a step finds wrong."""
    try:
        yield
    except Abort as error:  # MkDocs has logged the page and the fault
        raise BuildFailed from error
    except (MkDocsException, Problem) as error:
        logging.error(error)
        raise BuildFailed from error


def build_language(root: Path, language: str, site: Path, root_url: str) -> None:
    """Build the pages of one language into the directory `site`."""
    Formatter.language = language
    with TemporaryDirectory() as staged:
        config = load_config(
            str(root / CONFIGS[language]),
            site_dir=str(site),
            site_url=root_url + PATHS[language],
            docs_dir=staged,
        )
        config.extra["root_url"] = root_url
        root_path = urlsplit(root_url).path.rstrip("/")
        config.extra["root_path"] = root_path
        config.extra["scope"] = f"{root_path}/"  # of the theme's script, the same on all pages
        if not config.repo_url:  # else pages would offer to edit them
            config.edit_uri = config.edit_uri_template = None
        groups = config.extra.get("groups", {})
        config.nav = [
            entry if isinstance(entry, str) else {groups.get(key, key): entry[key] for key in entry}
            for entry in config.nav or []
        ]
        settings = "".join((root / name).read_text(encoding="utf-8") for name in CONFIGS.values())
        converted = config.plugins["converted"] = KeepConverted(root, language, settings)
        edition = Edition(root, language, config)
        stage(edition)
        build_mkdocs(config)
        converted.save()
        finish(site, edition)


def build(
    root: Path,
    site: Path,
    site_url: str,
    languages: Collection[str] = PATHS,
    is_finished: bool = True,
    is_served: bool = False,
) -> None:
    """Build `languages` into `site`, which stays as it was when that fails.

    A finished site has the index of the search, which needs both languages, what runs programs,
    and light files; one that is served allows the script that shows changes. Raises BuildFailed.
    """
    if site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").exists():
        logging.error(f"{site} holds other files than a site; choose another directory")
        raise BuildFailed
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time())  # MkDocs takes it for today
    site.parent.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix=".site-", dir=site.parent) as temporary,
        ThreadPoolExecutor() as pool,  # Node works meanwhile
        told(),
    ):
        new, extra = Path(temporary, "new"), Path(temporary, "extra")
        playground = pool.submit(publish_playground, extra) if is_finished else None
        for language in languages:
            build_language(root, language, new / PATHS[language], site_url)
        secure(new, is_served)
        if playground:
            jobs: list[Future[Any]] = [playground]
            jobs.append(pool.submit(run_node, "cards.mjs", None, str(new)))
            if len(languages) == len(PATHS):
                jobs.append(pool.submit(search.write_index, root, new))
            run_node("finish.mjs", None, str(new))
            for job in jobs:
                job.result()
            (extra / PLAYGROUND).rename(new / PLAYGROUND)
        if "en" not in languages:
            new, site = new / "ko", site / "ko"
        elif "ko" not in languages and (site / "ko").exists():
            (site / "ko").rename(new / "ko")
        if site.exists():
            site.rename(Path(temporary, "old"))
        new.rename(site)


def inputs(root: Path, language: str) -> dict[Path, int]:
    """Return the files that the pages of a language are made of, and when each was changed."""
    paths = [root / name for name in (f"docs/{language}", RULES, search.SYNONYMS, *SHARED)]
    found: dict[Path, int] = {}
    for file in (file for path in paths for file in (path, *path.rglob("*"))):
        with suppress(FileNotFoundError):  # an editor puts files aside while it saves
            if file.is_file():
                found[file] = file.stat().st_mtime_ns
    return found


def commit_time() -> str:
    """Return when the current commit was made, in seconds, so that a build repeats exactly."""
    return git(ROOT, "log", "-1", "--format=%ct") or "0"
