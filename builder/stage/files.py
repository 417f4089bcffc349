"""Publishes what pages link to and robots read: programs, figures, licences and lists of pages."""

import gzip
import re
import zipfile
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

from builder.edition import Edition, Source
from builder.node import WEB, kept_node
from playground.publish import licences
from verify.pages import LINK
from verify.programs import read_text

ARCHIVE = "programs.zip"
FOLDER = "programs"  # what unpacking makes
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a zip file's time: when it was made is not part of it
IMPORT = re.compile(r"^\s*(?:import|from) (\w+)", re.M)
MODULES = {"scikit-learn": "sklearn"}  # where a package has another name than its module
COMPANIONS = {"torch": "numpy"}  # without NumPy, PyTorch warns
NODE = WEB / "node_modules"
ICONS = "material/templates/.icons"
BUDGET = 12_000  # bytes of a figure, gzipped, so that a page with several of them stays light
ID = re.compile(r'\sid="([^"]*)"')


def publish_archive(edition: Edition) -> None:
    """Publish the programs as they are shown, with what they print, as one archive."""
    root, readme = edition.root, edition.words["programs"].format(site=edition.config.site_name)
    for source in edition.in_order:
        if (root / "snippets" / source.stem).is_dir():
            address = edition.address(source.name)
            readme += f"- `{source.stem}/`: {source.meta['title']}, <{address}>\n"
    contents = {
        "LICENSE": read_text(root / "LICENSE", root),
        "README.md": readme,
        "requirements.txt": "".join(f"{package}\n" for package in packages(root)),
    }
    contents |= {name: text for name, text in edition.programs.items() if text}  # some only draw
    edition.write(ARCHIVE, zipped(tuple(contents.items())))


def packages(root: Path) -> list[str]:
    """Return what the programs use, with versions: the first paragraph of requirements.txt."""
    first = read_text(root / "requirements.txt", root).partition("\n\n")[0]
    return [line for line in first.splitlines() if not line.startswith("#")]


def packages_for(code: str, root: Path) -> list[str]:
    """Return those of the packages that `code` imports."""
    modules = set(IMPORT.findall(code))
    modules |= {COMPANIONS[module] for module in modules & COMPANIONS.keys()}
    names = {line: line.partition("==")[0] for line in packages(root)}
    return [line for line, name in names.items() if MODULES.get(name, name) in modules]


@cache  # a rebuild that changes no program costs nothing
def zipped(contents: tuple[tuple[str, str], ...]) -> bytes:
    """Return a zip file of texts by name. The same contents give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in contents:
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", BEGINNING)
            entry.create_system = 3  # Unix, wherever the site is built
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()


def publish_figures(edition: Edition) -> None:
    """Publish the figures, as short as they can be.

    Raises Problem for one of a page that is too heavy, says nothing or repeats an id.
    """
    root = edition.root
    paths = sorted(root.glob("snippets/*/*.svg"))
    shortened = kept_node(root, "figures", "figures.mjs", [read_text(p, root) for p in paths])
    names = [path.relative_to(root).as_posix() for path in paths]
    figures: dict[str, str] = dict(zip(names, shortened, strict=True))
    for name, svg in figures.items():
        edition.write(name, svg)
    for source in edition.sources.values():
        check_figures(source, figures)


def check_figures(source: Source, figures: dict[str, str]) -> None:
    """Raise Problem for a figure of a page that breaks a rule."""
    ids: set[str] = set()
    for match in LINK.finditer(source.page.prose):
        is_image, alt, name = match.groups()
        if not is_image or name not in figures:
            continue  # MkDocs tells of what is not there
        message, size = "", len(gzip.compress(figures[name].encode()))
        if not alt.strip():
            message = "has no alternative text"
        elif size > BUDGET:
            message = f"weighs {size:,} bytes gzipped, more than {BUDGET:,}"
        elif twice := ids.intersection(ID.findall(figures[name])):
            message = f"repeats the id {min(twice)} of a figure on this page"
        if message:
            raise source.problem(name, f"figure {name} {message}")
        ids.update(ID.findall(figures[name]))


def publish_licences(edition: Edition) -> None:
    """Publish the licences of what others wrote and the site ships; docs/en/about.md lists them."""
    theme = distribution("mkdocs-material")
    edition.write("assets/licences/python.txt", licences())
    edition.write("assets/licences/material.txt", theme.read_text("licenses/LICENSE") or "")
    for name, source in {
        "icons": f"{ICONS}/material/LICENSE",
        "font-awesome": f"{ICONS}/fontawesome/LICENSE.txt",
        "nanum-gothic": f"{NODE}/@expo-google-fonts/nanum-gothic/LICENSE_FONT",
        "pagefind": f"{NODE}/pagefind/LICENSE/LICENSE",
        "workbox": f"{NODE}/workbox-core/LICENSE",
    }.items():
        content = Path(str(theme.locate_file(source))).read_bytes()
        edition.write(f"assets/licences/{name}.txt", content)


def publish_lists(edition: Edition) -> None:
    """Publish what robots read. Hosts have one robots.txt, that of the English site."""
    config, root_url = edition.config, edition.config.extra["root_url"]
    lines = [f"# {config.site_name}", "", f"> {config.site_description}", ""]
    lines += [edition.words["other_list"].format(root_url), "", "## Pages", ""]
    for source in edition.in_order:
        facts = f"]({config.site_url}{source.name}): {source.meta['description']}"
        lines.append(f"- [{source.meta['title']}{facts}")
    edition.write("llms.txt", "\n".join(lines) + "\n")
    if edition.language == "en":
        sitemaps = "".join(f"Sitemap: {root_url}{path}sitemap.xml\n" for path in ("", "ko/"))
        edition.write("robots.txt", f"User-agent: *\nAllow: /\n\n{sitemaps}")
