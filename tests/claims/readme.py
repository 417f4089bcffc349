from tests.claims.claims import Claims, found
from tests.claims.walkthrough import eight

page = Claims("readme")

oldest = found("Makefile", r"version_info < \((\d+, \d+)\)")[0].replace(", ", ".")
page.says(
    "A training of {eight} rows runs in the page: its cost falls",
    eight=eight,
)
page.says("Python {oldest} or newer and `make` are all a machine needs", oldest=oldest)
page.says(
    "under CC BY {version}.",
    version=found("docs/en/about.md", r"licenses/by/([\d.]+)/\)")[0],
)
page.states(
    "installs itself into `.venv` and `web/node_modules` in two to four minutes, once.",
    because="measured on two machines; timings are not tested",
)
for sentence in (
    "The CPU build is enough.",
    "the browser tests hold what it prints to what is published",
    "nothing of it loads before a reader opens it.",
    "a finished site, which still asks the network first.",
):
    page.states(sentence, because="tests/browser and tests/site hold it")
