# README.md lists the commands. Each sets up what it needs, once.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MARKDOWN := README.md CONTRIBUTING.md docs
# One more than cores, for a worker often waits for its browser.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: serve site update test sweep weekly mutants versions benchmark clean

serve: setup ## build both languages, serve them, reload on every change
	@$(BIN)/python -m builder --serve --port $(PORT)

site: setup ## build both languages into site/
	@$(BIN)/python -m builder

update: setup ## rerun the programs, rewrite the outputs and the numbers in prose that really changed
	@$(BIN)/python -m verify --update
	@$(BIN)/python -m tests.claims --update

# The quick checks first, so that a slip is told within seconds.
test: setup ## all kinds of checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd web && ../$(BIN)/npm run --silent check
	$(BIN)/actionlint
	$(BIN)/codespell $(MARKDOWN)
	$(BIN)/python -m verify
	$(BIN)/python -m tests.claims
	$(BIN)/python -m pytest -q -p verify.fences --markdown-docs --markdown-docs-syntax=superfences $(MARKDOWN)
	$(BIN)/python -m pytest -q -rs --numprocesses $(WORKERS) --dist loadfile tests

sweep: setup ## what is slow, of all further pages, programs and browsers
	$(BIN)/python -m pytest -q -rs -m "sweep and not weekly" --numprocesses auto --dist loadfile tests

weekly: setup ## the same pages in further browsers and settings, too slow for each change
	$(BIN)/python -m pytest -q -rs -m weekly --numprocesses auto --dist loadfile tests

mutants: setup ## plant faults all over, one at a time, and count those that a check tells of
	@$(BIN)/python -m tests.mutants

versions: setup ## run the programs under other releases of PyTorch, write down what they print there
	@$(BIN)/python -m messages.versions

benchmark: setup benchmarks/node_modules/set-up ## what engine and site save; Lighthouse; frame rates; programs in the page
	@cd benchmarks && ../$(BIN)/npm run --silent check
	@$(BIN)/python -m benchmarks.engine
	@$(BIN)/python -m benchmarks.site --compare
	@$(BIN)/python -m benchmarks.site
	@$(BIN)/python -m benchmarks.explorables
	@$(BIN)/python -m benchmarks.playground

clean:
	rm -rf .venv .versions web/node_modules benchmarks/node_modules site .mypy_cache .ruff_cache .pytest_cache .build_cache .card_cache .notebook_cache .playground_cache .results_cache .hypothesis

# Each half of the set-up is done again only when its manifest changed.
.PHONY: setup
setup: .venv/set-up web/node_modules/set-up .playground_cache/set-up ## install what all of these need

.venv/set-up: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, $(PYTHON) is not; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "$(PYTHON) has no venv; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the Python packages (some minutes, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt || { \
	  echo "The Python packages could not be installed; pip says why above. If it names a version, mend requirements.txt;" \
	       "if it could not reach a host, run this again with a network." >&2; exit 1; }
	@touch $@

.playground_cache/set-up: web/node_modules/set-up playground/publish.py
	@$(BIN)/python -m playground.publish
	@touch $@

%/node_modules/set-up: %/package-lock.json .venv/set-up
	@echo "Installing the Node packages of $* (some seconds, once)"
	@cd $* && ../$(BIN)/npm ci --loglevel=error --no-audit --no-fund >/dev/null || { \
	  echo "The Node packages could not be installed; npm says why above. If it names a version, mend $*/package.json;" \
	       "if it could not reach a host, run this again with a network." >&2; exit 1; }
	@touch $@
