"""What a reader cannot read of a page: what is cut off, broken, too small or printed over."""

import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import lacks
from tests.browser.reader import FRAMES

# Fonts differ in how wide and how high they are; these differ much.
WIDTHS = (320, 344, 360, 390, 600, 768, 1280, 1440)
FONTS = {  # and Debian's package of each
    "DejaVu Sans": "fonts-dejavu-core",  # the widest that is common
    "Inter": "fonts-inter",  # wide digits
    "Roboto": "fonts-roboto-unhinted",  # on Android
    "NanumSquareRound": "fonts-nanum",  # with Hangul of its own
}
FONTS_OF = {"en": ("DejaVu Sans", "Inter"), "ko": ("NanumSquareRound", "Roboto")}
FONT_ADDRESS = re.compile(r"/\d+\.font\?")
# Makes a font that of the page, and keeps what has been adopted before.
USE_FONT = """async ([family, ...weights]) => {
  await Promise.all(weights.map(async weight => {
    const address = new URL(`${weight}.font?${family}`, location.origin).href;
    const face = new FontFace(`test ${family}`, `url("${address}")`, { weight });
    document.fonts.add(await face.load());
  }));
  window.fontSheet ??= new CSSStyleSheet();
  fontSheet.replaceSync(`body { --md-text-font-family: "test ${family}", sans-serif !important }`);
  if (!document.adoptedStyleSheets.includes(fontSheet)) document.adoptedStyleSheets.push(fontSheet);
}"""
# https://www.w3.org/WAI/WCAG22/Understanding/text-spacing; a figure is a picture.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-block-end: 2em !important }
    :is(svg.figure, svg.figure *) { letter-spacing: 0 !important; word-spacing: 0 !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
# Puts all fields of all explorables at a share of their range, and tells whether there are any.
SHARES = (0.0, 0.37, 1.0)
SET = """share => {
  const elements = [...document.querySelectorAll(".explorable:defined")];
  for (const element of elements) {
    element.state = Object.fromEntries(Object.entries(element.fields).map(([name, field]) => [
      name,
      "among" in field ? field.among[Math.round(share * (field.among.length - 1))]
        : field.min + share * (field.max - field.min),
    ]));
  }
  return elements.length > 0;
}"""
# Tells what cannot be read: text that is cut off, or lies over other text or beside the window, and
# numbers that are broken. A line of text is as high as its ink, for a font may give it a much
# higher box. What may be scrolled to is not cut off.
UNREADABLE = """() => {
  const faults = new Set();
  const root = document.documentElement;
  const tell = (what, element) => {
    const name = element.dataset.value ?? element.getAttribute("class") ?? "";
    const text = element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    faults.add(`${what}: <${element.localName} ${name}> ${text}`);
  };
  const context = document.createElement("canvas").getContext("2d");
  const inked = (element, text, { top, bottom, left, right }) => {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const size = context.measureText(text);
    const above = size.fontBoundingBoxAscent - size.actualBoundingBoxAscent;
    const below = size.fontBoundingBoxDescent - size.actualBoundingBoxDescent;
    return { element, left, right, top: top + above, bottom: bottom - below };
  };
  const [hides, scrolls] = [["hidden", "clip"], ["auto", "scroll"]].map(
    kinds => value => kinds.includes(value));
  const limits = new Map([[root, { left: 0, right: root.clientWidth, top: -1e6, bottom: 1e6 }]]);
  const limit = element => {
    if (!element) return limits.get(root);
    if (!limits.has(element)) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const around = style.position === "fixed" ? root : element.parentElement;
      const { left, right, top, bottom } = limit(around);
      const own = { left, right, top, bottom };
      const isContained = /strict|content|paint/.test(style.contain);
      // Which shows that there is more, but the footer has room for all.
      const isShortened = style.textOverflow === "ellipsis" && !element.closest(".md-footer");
      if (scrolls(style.overflowX) || isShortened) Object.assign(own, { left: -1e6, right: 1e6 });
      else if (hides(style.overflowX) || isContained) {
        Object.assign(own, { left: Math.max(left, box.left), right: Math.min(right, box.right) });
      }
      if (scrolls(style.overflowY)) Object.assign(own, { top: -1e6, bottom: 1e6 });
      else if (hides(style.overflowY) || isContained) {
        Object.assign(own, { top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom) });
      }
      limits.set(element, own);
    }
    return limits.get(element);
  };

  const unseen = "script, style, title, math, option, dialog, .said, .heard, .md-skip:not(:focus)";
  // A program may be scrolled to its end, but not on paper.
  const mayScroll = element => element.matches(".highlight:not(.output) code")
    && scrolls(getComputedStyle(element).overflowX);
  const texts = node => [...node.childNodes].flatMap(child => {
    if (child instanceof Text) return child;
    const isRead = child instanceof Element && !child.matches(unseen) && !mayScroll(child);
    return isRead ? texts(child) : [];
  });
  const seen = new Map();
  const isSeen = element => {
    if (!seen.has(element)) {
      const how = { visibilityProperty: true, opacityProperty: true };
      seen.set(element, element.checkVisibility(how));
    }
    return seen.get(element);
  };
  const NUMBER = /^[-−+]?([\\d.,:]+(e[-−]?\\d+)?|inf|∞)$|^nan$/;
  const lines = [];
  for (const node of texts(document.body)) {
    const element = node.parentElement;
    const text = node.data.trim();
    if (!text || !isSeen(element)) continue;
    const { left, right, top, bottom } = limit(element);
    const isExplorable = element.closest(".explorable");
    // A word of prose may be divided.
    const isNumber = NUMBER.test(text) && (isExplorable || element.closest("td, .output"));
    const isFree = left < -1e5 && right > 1e5 && top < -1e5;
    if (isFree && !isExplorable && !isNumber) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0.5);
    const isDrawn = element instanceof SVGElement;
    for (const box of boxes) {
      const isWithin = box.left >= left - 1 && box.right <= right + 1
        && box.top >= top - 1 && box.bottom <= bottom + 1;
      if (isWithin && !isExplorable) continue; // as most are, and measuring takes time
      // Where white space is kept, that at the end of a line hangs out of it.
      const hanging = getComputedStyle(element).whiteSpace === "pre-wrap" ? 10 : 1;
      const isCut = box.left < left - 1 || box.right > right + hanging;
      if (isCut) tell("cut off at the side", element);
      if (top < -1e5 && !isExplorable) continue;
      const line = isDrawn ? { ...box.toJSON(), element } : inked(element, node.data, box);
      if (line.top < top - 1 || line.bottom > bottom + 1) tell("cut off above or below", element);
      if (isExplorable) lines.push(line);
    }
    if (isNumber && new Set(boxes.map(({ top }) => Math.round(top))).size > 1) {
      tell("a number on two lines", element);
    }
    if (isDrawn && isExplorable) {
      const own = element.getBoundingClientRect();
      const room = element.ownerSVGElement.getBoundingClientRect();
      const isInside = own.left >= room.left - 1 && own.right <= room.right + 1
        && own.top >= room.top - 2 && own.bottom <= room.bottom + 2;
      if (!isInside) tell("beyond its drawing", element);
    }
  }
  lines.forEach((one, i) => lines.slice(i + 1).forEach(other => {
    if (one.element.closest(".log") || other.element.closest(".log")) return;
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (across > 1 && down > 5) tell(`printed over ${other.element.textContent}`, one.element);
  }));

  for (const element of document.querySelectorAll(".explorable:defined, .explorable:defined *")) {
    if (!(element instanceof HTMLElement) || element.closest(".log, .said")) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const isOver = element.scrollHeight > element.clientHeight + 1
      || element.scrollWidth > element.clientWidth + 1;
    const canScroll = scrolls(overflowX) || scrolls(overflowY);
    if (isOver && canScroll) tell("scrolls inside itself", element);
  }
  if (root.scrollWidth > root.clientWidth) {
    const ends = element => limit(element.parentElement).right < 1e6
      && element.getBoundingClientRect().right >= root.scrollWidth - 0.5;
    const widest = [...document.querySelectorAll("body *")].filter(ends).slice(-2);
    const names = widest.map(({ localName, className }) => `<${localName} ${className}>`);
    faults.add(`the page is ${root.scrollWidth} px wide: ${names.join(", ")}`);
  }
  return [...faults];
}"""
# Each row that is broken into several lines, though it is no message.
BROKEN = """() => [...document.querySelectorAll(".output code")].flatMap(code => {
  const broken = [];
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (text.parentElement.closest(".message")) continue;
    for (const { 0: row, index } of text.data.matchAll(/.+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + row.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(row);
    }
  }
  return broken;
})"""
# Each message that does not end where the reader sees it.
CUT = """() => [...document.querySelectorAll(".output .message")]
  .filter(message => message.getBoundingClientRect().right > innerWidth)
  .map(message => message.textContent)"""
# What begins a line though it belongs to what is before it, Korean words, decimals, signs in code,
# names of files on two lines, what scrolls though all of it is seen, what a button lies on, tables
# that have no room, and the site's name if it is cut off.
TORN = """() => {
  const faults = [];
  const boxes = (node, end) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (end) range.setEnd(node, end);
    return [...range.getClientRects()].filter(({ width }) => width > 0.5);
  };
  for (const before of document.querySelectorAll("article :is(a, code, em, strong)")) {
    const { nextSibling: text } = before;
    const [mark] = text instanceof Text ? /^\u2060?[,.;:)가-힣]/.exec(text.data) ?? [] : [];
    const [end, start] = [boxes(before).at(-1), mark && boxes(text, mark.length).at(-1)];
    if (end && start && start.top > end.bottom) faults.push(`${before.textContent} / ${mark}`);
  }
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (text.parentElement.closest(".said, .heard")) continue;
    for (const { 0: word, index } of text.data.matchAll(/[가-힣]+|\\d+(\\.\\d+)+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) faults.push(word);
    }
  }
  for (const { firstChild } of document.querySelectorAll("article :is(.filename, .whole)")) {
    if (new Set(boxes(firstChild).map(({ top }) => top)).size > 1) faults.push(firstChild.data);
  }
  for (const code of document.querySelectorAll("article pre > code")) {
    const { right } = code.getBoundingClientRect();
    const isWide = code.scrollWidth > code.clientWidth + 1;
    const isIdle = isWide && boxes(code).every(box => box.right < right + 1);
    if (isIdle) faults.push(`scrolls: ${code.textContent}`);
    const button = code.parentElement.querySelector(".md-code__nav")?.getBoundingClientRect();
    const isBelow = box => box.right > button.left + 1 && box.left < button.right
      && box.bottom > button.top + 1 && box.top < button.bottom - 1;
    if (button && boxes(code).some(isBelow)) faults.push(`below its button: ${code.textContent}`);
  }
  for (const table of document.querySelectorAll("article table:not([class])")) {
    if (table.scrollWidth > table.clientWidth + 1) faults.push(`too wide: ${table.textContent}`);
  }
  const name = document.querySelector(".md-header .md-ellipsis");
  if (name.scrollWidth > name.clientWidth) faults.push(`cut off: ${name.textContent.trim()}`);
  return faults;
}"""
# Words of the labels of explorables that are on several lines, and programs that scroll.
CRAMPED = """() => [...document.querySelectorAll(".line > :first-child")].flatMap(label => {
  const { firstChild: text } = label.firstElementChild ?? label;
  return [...(text?.data ?? "").matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
  }).map(([word]) => word);
}).concat([...document.querySelectorAll(".language-python code")]
  .filter(code => code.scrollWidth > code.clientWidth + 1).map(code => code.textContent))"""
# Emphasis that looks as what is around it; that below a title is smaller, and questions are bold.
UNMARKED = """() => [...document.querySelectorAll("article em:not(legend em)")].filter(em => {
  const [own, around] = [em, em.parentElement].map(element => getComputedStyle(element));
  return ["fontStyle", "fontWeight", "fontSize"].every(name => own[name] === around[name]);
}).map(em => em.textContent)"""
# What scrolls sideways, and how it looks.
WIDE = """() => {
  const wide = element => element.scrollWidth > element.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll("article *")].filter(wide).map(element => {
    const { animationName, animationTimeline, maskImage } = getComputedStyle(element);
    return [element.outerHTML.slice(0, 80), `${animationName} ${animationTimeline} ${maskImage}`];
  });
}"""
# Text of figures that is small, leaves its figure, or lies on other text, in a font.
UNCLEAR = """([font, least]) => [...document.querySelectorAll("svg.figure")].flatMap(figure => {
  figure.style.fontFamily = font;
  const frame = figure.getBoundingClientRect();
  const scale = frame.width / figure.viewBox.baseVal.width;
  const texts = [...figure.querySelectorAll("text")];
  const boxes = texts.map(text => text.getBoundingClientRect());
  return texts.flatMap((text, index) => {
    const { left, top, right, bottom } = boxes[index];
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    const faults = size < least ? [`${text.textContent}: ${size} px`] : [];
    if (left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1
      || bottom > frame.bottom + 1) faults.push(`${text.textContent}: outside`);
    const other = boxes.slice(0, index).findIndex(box => box.left < right - 1
      && left < box.right - 1  // a line is higher than its letters
      && box.top < bottom - 3 && top < box.bottom - 3);
    if (other >= 0) faults.push(`${text.textContent}: on ${texts[other].textContent}`);
    return faults;
  });
})"""
# That of the page, and the widest of the usual.
FIGURE_FONTS = ("", "DejaVu Sans, Verdana, sans-serif")


@cache
def font_file(family: str, weight: int) -> Path:
    """Return where a font is; CI fails where it is not installed."""
    pattern = f"{family}:weight={ {400: 80, 700: 200}[weight] }:slant=0"
    command = ["fc-match", "--format=%{family}|%{file}", pattern]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        found = ""
    name, _, path = found.partition("|")
    if family not in name.split(","):
        lacks(f"no font {family}; get it: apt-get install fontconfig {FONTS[family]}")
    return Path(path)


def assert_readable(what: str, page: Page, widths: Sequence[int], turn: int = 0) -> None:
    """Fail with all that cannot be read at any of `widths`.

    Explorables are in another state at each, and begin with that whose number is `turn`.
    """
    faults: dict[str, str] = {}
    for number, width in enumerate(widths, turn):
        share = SHARES[number % len(SHARES)]
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(SET, share):
            page.evaluate(FRAMES)
        for fault in page.evaluate(UNREADABLE):
            faults.setdefault(fault, f"{width} px, explorables at {share:.0%}")
    told = [f"{what}, {where}: {fault}" for fault, where in faults.items()]
    assert not told, "\n".join(told)
