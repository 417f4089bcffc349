"""Extensions of Python-Markdown; any site that is made with it can use them."""
