# The commands of the project. Each sets up .venv by itself on a fresh clone.
PYTHON ?= python3
# Nearly all tests work rather than wait; one more than two cores fills the gaps of those that start a process.
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test quick check bench fuzz lint types floors model measure measure-drafts measure-mail screenshots snapshots clean

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("rejtui needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (once, about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/rejtui demo

# Under a minute: what needs no app and no other process: the rules, reading, drafting, the settings, the file as one process sees it.
QUICK := tests/data tests/domain tests/mail tests/reading tests/importing tests/drafting tests/test_config.py tests/test_floors.py \
	$(addprefix tests/storage/test_,store.py documents.py undo.py bad_files.py migrations.py modes.py)

quick: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(QUICK)

test: $(STAMP)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

floors: $(STAMP)
	$(BIN)/lint-imports --no-cache

check: lint types floors
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
	$(BIN)/python screenshots/make.py --check

bench: $(STAMP)
	@$(BIN)/python -m tests.benchmarks

# Hours: 200 monkeys of 400 steps each at the keyboard, and every generated test with many more examples.
fuzz: $(STAMP)
	@REJTUI_FUZZ=long $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests/fuzz tests/storage tests/domain tests/mail tests/reading tests/importing tests/export tests/drafting tests/services

# What learns from data/; the program and the tests need none of it.
MODEL_STAMP := $(VENV)/.installed-model

$(MODEL_STAMP): $(STAMP)
	@echo "Adding what the training needs to $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,model]'
	@touch $(MODEL_STAMP)

model: $(MODEL_STAMP)
	@OMP_NUM_THREADS=1 $(BIN)/python -m data.train $(TRAIN)
	@OMP_NUM_THREADS=1 $(BIN)/python -m data.drafts_model
	@OMP_NUM_THREADS=1 $(BIN)/python -m data.sent_model train

# The checks of drafts: with FILES the shipped model, without them each writer left out of the training.
measure-drafts: $(MODEL_STAMP)
	@OMP_NUM_THREADS=1 $(BIN)/python -m data.drafts_measure $(FILES)

measure: $(STAMP)
	@$(if $(FILES),$(BIN)/python -m data.measure $(FILES),echo 'Name labelled letters: make measure FILES="letters.jsonl more.jsonl"'; exit 2)

# What is read of files as mail programs write them: FILES names a folder with cases/ and expected.jsonl.
measure-mail: $(STAMP)
	@$(if $(FILES),$(BIN)/python -m data.mailfiles_measure $(FILES) --misses,echo 'Name the folder: make measure-mail FILES=folder'; exit 2)

screenshots: $(STAMP)
	$(BIN)/python screenshots/make.py

snapshots: $(STAMP)
	$(BIN)/python -m pytest -n $(WORKERS) tests/tui --snapshot-update

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis
