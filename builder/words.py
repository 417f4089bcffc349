"""What the builder itself writes into the site, by language and name; words.yml holds it."""

from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
)
