"""Draws the site's mark, as favicon too, and its card for social networks: both are a softmax."""

import math
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from io import BytesIO

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from PIL import Image, ImageDraw, ImageFont

SCORES = (0.0, 1.0, 2.0)
FONT = distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")
TEAL, WHITE, ORANGE, PALE = "#0b6a72", "#ffffff", "#ffbe94", "#c9dfe1"
SHARP = 4  # the card is drawn larger and made smaller, which smooths its edges


def softmax(scores: tuple[float, ...], temperature: float = 1.0) -> list[float]:
    """Return the probabilities of `scores`."""
    weights = [math.exp(score / temperature) for score in scores]
    return [weight / sum(weights) for weight in weights]


def bars() -> Iterator[tuple[float, float, float, str]]:
    """Yield the left, the top, the height and the colour of the mark's bars, on 24 × 24 units."""
    for index, probability in enumerate(softmax(SCORES)):
        height = round(21 * probability, 2)
        fill = WHITE if index < len(SCORES) - 1 else ORANGE
        yield round(4.8 + 5.2 * index, 2), round(19.5 - height, 2), height, fill


def mark() -> str:
    """Return the mark as SVG: the probabilities of three scores, the likeliest in orange."""
    paths = "".join(f'<path fill="{fill}" d="M{x} {y}h4v{h}h-4z"/>' for x, y, h, fill in bars())
    frame = f'<rect width="24" height="24" rx="5" fill="{TEAL}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{frame}{paths}</svg>\n'


@cache
def icon() -> bytes:
    """Return the mark as PNG, for a phone's home screen, which rounds the corners itself."""
    unit = 180 * SHARP / 24
    image = Image.new("RGB", (180 * SHARP, 180 * SHARP), TEAL)
    draw = ImageDraw.Draw(image)
    for x, y, height, fill in bars():
        draw.rectangle([(x * unit, y * unit), ((x + 4) * unit, (y + height) * unit)], fill=fill)
    buffer = BytesIO()
    image.resize((180, 180), Image.Resampling.BOX).quantize(16).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@cache
def card() -> bytes:
    """Return the card as PNG: the same five scores at three temperatures."""
    image = Image.new("RGB", (1200 * SHARP, 630 * SHARP), TEAL)
    draw = ImageDraw.Draw(image)

    def text(x: float, y: float, words: str, size: int, fill: str) -> None:
        font = ImageFont.truetype(str(FONT), size * SHARP, layout_engine=ImageFont.Layout.BASIC)
        draw.text((x * SHARP, y * SHARP), words, font=font, fill=fill, anchor="ls")

    text(80, 130, "Softmax classification", 84, WHITE)
    text(80, 200, "softmax(𝑧/𝑇) = exp(𝑧/𝑇) / ∑ exp(𝑧/𝑇)", 48, PALE)
    for group, temperature in enumerate((0.5, 1.0, 2.0)):
        left = 80 + 370 * group
        for index, probability in enumerate(softmax((0.0, 1.5, 0.6, 2.0, 0.3), temperature)):
            x, height = left + 60 * index, 370 * probability
            fill = ORANGE if index == 3 else WHITE
            corners = [(x * SHARP, (540 - height) * SHARP), ((x + 46) * SHARP, 540 * SHARP)]
            draw.rectangle(corners, fill=fill)
        text(left, 590, f"𝑇 = {temperature:g}", 36, PALE)
    buffer = BytesIO()
    image.resize((1200, 630), Image.Resampling.BOX).quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish what is drawn; the card once, for both languages."""
    files.append(File.generated(config, "assets/logo.svg", content=mark()))
    files.append(File.generated(config, "assets/icon.png", content=icon()))
    if config.theme["language"] == "en":
        files.append(File.generated(config, "assets/card.png", content=card()))
