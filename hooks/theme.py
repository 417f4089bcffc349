"""Mends and lightens what the theme ships; the build fails where its files are not as expected."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

# HTML allows the attribute on no checkbox and no radio button. Each occurs at least once a page.
AUTOCOMPLETE = re.compile(r'(<input [^>]*type="(?:checkbox|radio)"[^>]*) autocomplete="off"')

SCRIPT = {  # what stands in the theme's script, and what is put in its place
    # It would wrap each table, which moves what is below; a table scrolls without that.
    r'"table:not\(\[class\]\)"': '"table.wrapped"',
    # It would style the whole page anew, twice to be without transitions where the scheme changes,
    # and once more for a <meta> of the scheme; site.css tells the browser that.
    r'(\w+)=>\{if\((document\.body\.setAttribute\("data-md-color-switching",""\))': (
        r"\1=>{if(document.body.dataset.mdColorScheme!==\1.color.scheme&&\2"
    ),
    r'(let \w+=)\w+\("meta",\{name:"color-scheme"\}\);document\.head\.appendChild\(\w+\)': r"\1{}",
    # It would give each stylesheet its own address anew, in full, to tell those of two pages apart,
    # and the browser would take each as another one.
    r"(\w+)\[(\w+)\]=\1\[\2\];break": r'\1.rel==="stylesheet"?\1.full=\1[\2]:\1[\2]=\1[\2];break',
    r"\.set\((\w+)\.outerHTML,\1\)": r".set(\1.full??\1.outerHTML,\1)",
}

STYLES = {  # the same of the theme's stylesheet
    # With these, a change of any class styles all that is below anew. No cell has paragraphs.
    r"[^{}]*\[class\]\) th>:first-child\{margin-top:0\}": "",
    r"[^{}]*\[class\]\) th>:last-child\{margin-bottom:0\}": "",
}

STYLESHEETS = ("main", "palette")
SEARCH = (
    "md-search"  # the theme's script names it, but would use it only with the theme's own search
)
NAME = re.compile(r"[\w-]+")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
COLOUR = re.compile(r'\[(data-md-color-\w+)="?([\w-]+)"?\]')
CONDITION = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)|\[[^]]*\]")
PROPERTY = re.compile(r"(?:^|(?<=;))(--[\w-]+):(?:\"[^\"]*\"|\((?:[^()\"]|\"[^\"]*\")*\)|[^;])*;?")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend a page."""
    return mend(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the page shown for an unknown address."""
    return mend(output_content, "404.html") if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Lighten the theme's script and stylesheets."""
    site = Path(config.site_dir)
    script = mend_file(the_file(site, "assets/javascripts/bundle.*.min.js"), SCRIPT)
    mend_file(the_file(site, "assets/stylesheets/main.*.min.css"), STYLES)
    pages = [path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))]
    own = [path.read_text(encoding="utf-8") for path in sorted(site.glob("assets/*.*s"))]
    known = set(NAME.findall("".join([script, *own, *pages])))
    known = {name for name in known if not name.startswith(SEARCH)}
    colours = {
        match for page in pages for match in re.findall(r'(data-md-color-\w+)="(.*?)"', page)
    }
    for name in STYLESHEETS:
        path = the_file(site, f"assets/stylesheets/{name}.*.min.css")
        path.write_text(
            "".join(used_rules(path.read_text(encoding="utf-8"), known, colours)), encoding="utf-8"
        )
    drop_unused_properties(site, "".join([script, *own, *pages]))


def mend_file(path: Path, mends: dict[str, str]) -> str:
    """Replace what each pattern matches, and return the new text."""
    text = path.read_text(encoding="utf-8")
    for old, new in mends.items():
        text, count = re.subn(old, new, text)
        if count != 1:
            raise changed(path.name, f"{old} is there {count} times, not 1")
    path.write_text(text, encoding="utf-8")
    return text


def mend(output: str, name: str) -> str:
    """Drop the attribute that HTML does not allow."""
    mended, count = AUTOCOMPLETE.subn(r"\1", output)
    if not count:
        raise changed(name, 'autocomplete="off" is on no checkbox')
    return mended


def changed(name: str, what: str) -> PluginError:
    """Return the error for a theme that is not the expected one."""
    return PluginError(f"{name}: the theme changed: {what}; mend hooks/theme.py")


def the_file(site: Path, pattern: str) -> Path:
    """Return the only file that `pattern` matches."""
    found = list(site.glob(pattern))
    if len(found) != 1:
        raise changed(pattern, f"{len(found)} such files, not 1")
    return found[0]


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule of a minified stylesheet: what stands before its braces, and in them."""
    position = 0
    while head := re.compile(r'(?:"[^"]*"|[^{};"])+').match(css, position):
        position = head.end()
        if css[position : position + 1] != "{":
            position += 1
            yield head[0], None  # @charset and the like
            continue
        depth, start = 0, position + 1
        for token in re.compile(r'"[^"]*"|[{}]').finditer(css, position):
            depth += {"{": 1, "}": -1}.get(token[0], 0)
            if not depth:
                position = token.end()
                break
        yield head[0], css[start : position - 1]
    if css[position:].strip():
        raise changed("its stylesheets", f"no rule begins at {css[position : position + 40]!r}")


def used_rules(css: str, known: set[str], colours: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the rules without those that can match nothing, in any state of any page.

    These are rules for a class that no page and no script names, for a colour that no page can
    choose and for text that runs from right to left.
    """
    for head, body in rules(css):
        if body is None:
            yield head + ";"
        elif head.startswith(("@media", "@supports")):
            if inner := "".join(used_rules(body, known, colours)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif kept := [one for one in selectors(head) if can_match(one, known, colours)]:
            yield f"{','.join(kept)}{{{body}}}"


def selectors(head: str) -> list[str]:
    """Return the selectors of a list, whose commas may also stand in parentheses and brackets."""
    return [match[0] for match in re.finditer(r"(?:\((?:[^()]|\([^()]*\))*\)|[^,(])+", head)]


def can_match(selector: str, known: set[str], colours: set[tuple[str, str]]) -> bool:
    """Tell whether `selector` could match anything."""
    if "[dir=rtl]" in selector or not colours.issuperset(COLOUR.findall(selector)):
        return False
    classes = CLASS.findall(CONDITION.sub("", selector))
    # The script makes names such as md-source__fact--stars from md-source__fact-- and a word.
    return all(name in known or f"{name.partition('--')[0]}--" in known for name in classes)


def drop_unused_properties(site: Path, others: str) -> None:
    """Drop the custom properties, most of them icons, that nothing reads."""
    paths = [the_file(site, f"assets/stylesheets/{name}.*.min.css") for name in STYLESHEETS]
    while True:  # a property may be read by one that is dropped
        texts = [path.read_text(encoding="utf-8") for path in paths]
        read = set(re.findall(r"--[\w-]+(?=[,)\"'`])", "".join([others, *texts])))
        lighter = ["".join(without_properties(text, read)) for text in texts]
        if lighter == texts:
            return
        for path, text in zip(paths, lighter, strict=True):
            path.write_text(text, encoding="utf-8")


def without_properties(css: str, read: set[str]) -> Iterator[str]:
    """Yield the rules of `css` without the custom properties that are not among `read`."""
    for head, body in rules(css):
        if body is None:
            yield head + ";"
            continue
        if head.startswith(("@media", "@supports")):
            body = "".join(without_properties(body, read))
        elif not head.startswith("@"):
            body = PROPERTY.sub(lambda match: match[0] if match[1] in read else "", body)
        if body:
            yield f"{head}{{{body.removesuffix(';')}}}"
