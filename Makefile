# `make demo` and `make test` work from a clean clone: they need make and Python 3.11 to 3.13, nothing else.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell $(name) -c \
	'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && command -v $(name))))
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
READY := .venv/.ready
PEERS := textacy sayswho dateparser recognizers geonames

.DEFAULT_GOAL := help
.PHONY: help demo serve test browser lint format bench speed desk web schema clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do \
		printf 'make %-8s %s\n' "$$name" "$$what"; done

demo: $(READY)  ## Four example reports on a desk: one incident with three accounts, and what is contested
	@rm -rf .demo && mkdir .demo
	$(BIN)/reportedly add examples/desk --desk .demo/desk.db
	$(BIN)/reportedly incidents --desk .demo/desk.db
	$(BIN)/reportedly show "$$($(BIN)/reportedly incidents --desk .demo/desk.db --type airstrike --ids)" --desk .demo/desk.db

serve: demo  ## The demo's desk on the web, at http://127.0.0.1:8000
	$(BIN)/reportedly serve --desk .demo/desk.db

test: lint browser  ## Lint, check the types and run the tests
	$(BIN)/pytest

# The tests of the pages run in Debian's Chromium; root on Debian gets it here, elsewhere they are skipped where there is none.
browser:
	@command -v chromium >/dev/null 2>&1 || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null 2>&1 && { \
		apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium; } >/dev/null; } || \
		echo "no Chromium here: the tests of the pages in a browser are skipped (Debian: apt install chromium)" >&2

lint: $(READY)  ## Ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy --strict src

format: $(READY)  ## Sort imports and mend what Ruff can mend
	$(BIN)/ruff check --fix .

bench: $(READY) $(PEERS:%=.venv-bench/%/.ready)  ## Accuracy next to other tools, in one run (DATA=FOLDER [ONLY=times,places] [WRITE=1])
	@test -n "$(DATA)" || { echo "make bench DATA=FOLDER; benchmarks/README.md says what FOLDER holds" >&2; exit 1; }
	$(BIN)/python -m benchmarks "$(DATA)" $(if $(ONLY),--only "$(ONLY)") $(if $(WRITE),--write)

speed: $(READY)  ## Speed next to bare spaCy, start and memory ([REPORTS=FILE.jsonl] [WRITE=1])
	$(BIN)/python -m benchmarks.speed $(if $(REPORTS),"$(REPORTS)") $(if $(WRITE),--write)

desk: $(READY)  ## Linking, origins and growth of a desk of made-up reports ([INCIDENTS=4000] [CACHE=FOLDER] [WRITE=1])
	$(BIN)/python -m benchmarks.desk --processes 2 $(if $(INCIDENTS),--incidents $(INCIDENTS)) $(if $(CACHE),--cache "$(CACHE)") \
		$(if $(WRITE),--write)

web: $(READY)  ## Speed of the pages with 100,000 incidents and 8 clients ([INCIDENTS=100000] [DESK=FILE] [WRITE=1])
	$(BIN)/python -m benchmarks.web $(if $(INCIDENTS),--incidents $(INCIDENTS)) $(if $(DESK),--desk "$(DESK)") $(if $(WRITE),--write)

schema: $(READY)  ## Write the JSON Schemas in docs/ anew
	$(BIN)/reportedly schema dossier -o docs/dossier.schema.json
	$(BIN)/reportedly schema incident -o docs/incident.schema.json

clean:  ## Remove the virtual environment and all caches
	rm -rf .demo .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

# pip knows dependency groups from 25.1 on.
$(READY): pyproject.toml
ifneq ($(UV),)
	$(UV) venv --quiet --clear .venv
	$(UV) pip install --quiet --python $(BIN)/python --editable . --group dev
else
	@test -n "$(PYTHON)" || { echo "Reportedly needs Python 3.11, 3.12 or 3.13 on the PATH (or: make PYTHON=...)" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
endif
	@touch $@

# The tools that are measured beside Reportedly want different versions of the same packages: an environment for each.
# One that can't be installed stops nothing: the table says so.
.venv-bench/%/.ready: pyproject.toml | $(READY)
	@mkdir -p .venv-bench
	@{ $(INSTALL_PEER); } >.venv-bench/$*.log 2>&1 && touch $@ || echo "$*: not installed, .venv-bench/$*.log says why" >&2

ifneq ($(UV),)
INSTALL_PEER = $(UV) venv --quiet --clear --python $(BIN)/python .venv-bench/$* && \
	$(UV) pip install --quiet --python .venv-bench/$*/bin/python --group bench-$*
else
INSTALL_PEER = $(BIN)/python -m venv --clear .venv-bench/$* && \
	.venv-bench/$*/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
	.venv-bench/$*/bin/python -m pip install --quiet --disable-pip-version-check --group bench-$*
endif
