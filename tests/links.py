"""Holds links to what they say: those within the site to headings, those elsewhere to titles.

`python -m tests.links` asks each address of docs/addresses.yml for its title and tells which have
another now; tests ask nobody.
"""

import html
import re
import sys
import urllib.request
from collections.abc import Iterator
from urllib.error import URLError

import yaml

from verify import ROOT, Problem
from verify.pages import HEADING, LINK, Page, anchor
from verify.questions import line_at

WORD = re.compile(r"[a-z0-9]+|[가-힣]+")
SMALL = set(re.split(" ", "a an the of in to is are and or it its why how that by on for with no"))
EXCUSED = yaml.safe_load((ROOT / "tests/links.yml").read_text(encoding="utf-8"))
# What hosts answer that show their pages to people alone: told, but no fault.
REFUSALS = ("HTTP Error 403: Forbidden", "HTTP Error 429: Too Many Requests")
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)


def words(text: str) -> set[str]:
    """Return the words of a text that say what it is about."""
    return set(WORD.findall(text.lower())) - SMALL


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike, as gradients and 기울기는 do."""
    least = 2 if one[0] >= "가" else min(5, max(3, len(one) - 1))
    return one == other or (min(len(one), len(other)) >= least and one[:least] == other[:least])


def shared(label: str, text: str) -> int:
    """Return how many words of a label stand in a text, in some form."""
    there = words(text)
    return sum(any(alike(word, other) for other in there) for word in words(label))


def fits(label: str, heading: str) -> bool:
    """Whether a label is a heading, in some form."""
    return (
        shared(label, heading) == len(words(label)) == shared(heading, label) == len(words(heading))
    )


def sections(page: Page) -> dict[str, tuple[str, str]]:
    """Return the heading and the text of each section of a page, by its anchor."""
    found = list(HEADING.finditer(page.prose))
    ends = [*(match.start() for match in found[1:]), len(page.prose)]
    return {
        anchor(match): (match[2], page.prose[match.start() : end])
        for match, end in zip(found, ends, strict=True)
    }


def says(label: str, target: str, names: dict[str, str]) -> bool:
    """Whether a label fits the name of its target as well as any other of `names`, and is no other.

    `names` are headings by what leads to them.
    """
    scores = {key: shared(label, f"{key} {name}") for key, name in names.items()}
    called = [key for key, name in names.items() if fits(label, name)]
    return 0 < scores[target] == max(scores.values()) and target in (called or [target])


def misleading(pages: dict[str, Page], excused: dict[str, dict[str, str]]) -> Iterator[Problem]:
    """Yield the links within the site, of pages by file name, that do not say what they lead to.

    A label shares words with the heading that it leads to, as many as with any other of that page,
    and is no other's; where it shares none with any, all of them stand in the section, or it is the
    title of the page. So it is with pages and their titles. `excused` names other targets of a
    page, each with its reason.
    """
    known = {name: sections(page) for name, page in pages.items()}
    titles = {name: next(iter(there.values()))[0] for name, there in known.items()}
    used: dict[str, set[str]] = {name: set() for name in excused}
    for name, page in pages.items():
        for match in LINK.finditer(page.prose):
            file, hash_, section = match[3].partition("#")
            if match[1] or (file or name) not in pages:
                continue
            label, there = " ".join(match[2].split()), known[file or name]
            if hash_ and section not in there:
                message = f"the link {label!r} leads to {match[3]}, which is no section"
                yield Problem(page.path, line_at(page.prose, match.start()), message)
                continue
            heading, text = there[section] if hash_ else (titles[file], "")
            names = {key: there[key][0] for key in list(there)[1:]} if hash_ else titles
            is_said = says(label, section or file, names | {section or file: heading})
            if hash_ and not any(shared(label, f"{key} {names[key]}") for key in names):
                is_said = shared(label, text) == len(words(label))
            if is_said or (hash_ and fits(label, titles[file or name])):
                continue
            if match[3] in excused.get(name, {}):
                used[name].add(match[3])
                continue
            message = (
                f"the link {label!r} leads to {match[3]}, {heading!r}; say so, or lead it elsewhere"
            )
            yield Problem(page.path, line_at(page.prose, match.start()), message)
    for name, targets in excused.items():
        for target in targets.keys() - used[name]:
            yield Problem("tests/links.yml", None, f"{name}: {target} needs no excuse; drop it")


def outside(pages: dict[str, Page]) -> set[str]:
    """Return the addresses elsewhere that pages link to."""
    return {link.text for page in pages.values() for link in page.links if "://" in link.text}


def addresses() -> dict[str, str]:
    """Return the title that each address elsewhere should show."""
    found: dict[str, str] = yaml.safe_load((ROOT / "docs/addresses.yml").read_text("utf-8"))
    return found


def title(address: str) -> str:
    """Return the title that an address shows, of a PDF its name.

    Raises URLError if it does not answer.
    """
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        if answer.headers.get_content_type() == "application/pdf":
            return address.rpartition("/")[2]
        text = answer.read().decode("utf-8", "replace")
    found = TITLE.search(text)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def main() -> int:
    """Tell which addresses do not show their title; 0 if all do."""
    wrong = 0
    for address, wanted in addresses().items():
        try:
            shown = title(address)
        except (URLError, TimeoutError) as error:
            shown = f"nothing: {error}"
        is_refused = shown.endswith(REFUSALS)
        if wanted.casefold() not in shown.casefold():
            wrong = max(wrong, int(not is_refused))
            print(f"docs/addresses.yml: {address} shows {shown!r}, not {wanted!r}", file=sys.stderr)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
