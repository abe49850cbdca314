# Everything here needs no more than Python >= 3.11, pip and make; `setup` fetches the rest. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup demo test gates pictures bench clean

BIN := .venv/bin
CODE := convert tests
DEMO := samples/kuwait/article.txt

help: ## say this
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 16

setup: ## make .venv ready, with .venv/bin/matbaa in it
	@.ci/setup.sh

demo: setup ## convert the sample article into every format, in out/
	@$(BIN)/matbaa $(DEMO) -t xml,pdf,epub,txt,html -d out --force

test: setup ## lint, types and the fast tests
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 --dist loadfile

gates: ## the slow tests: outside validators, printed pages, large editions
	@.ci/setup.sh gates
	@if grep -rqs 'mark\.gate' tests; then set -x; $(BIN)/pytest -q -m gate -n 2 --dist loadgroup; else echo 'no test is marked gate'; fi

pictures: setup ## paint the gallery anew: every style in six languages, pages of the sample papers
	$(BIN)/python -m tests.samples.gallery
	$(BIN)/python -m tests.samples.papers

bench: setup ## measure: every script of tests/bench, as ratios
	@for script in $(wildcard tests/bench/[a-z]*.py); do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

clean: ## remove everything that make made
	rm -rf .venv .tools out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +
