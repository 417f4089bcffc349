"""Extensions of Python-Markdown; any site that is made with it can use them."""

from collections.abc import Callable

from markdown import Markdown
from markdown.postprocessors import Postprocessor


class Rewrite(Postprocessor):
    """Changes the finished HTML of a page by a function."""

    def __init__(self, md: Markdown, change: Callable[[str], str]) -> None:
        super().__init__(md)
        self.change = change

    def run(self, text: str) -> str:
        """Return the changed HTML."""
        return self.change(text)
