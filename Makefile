# Everything a person runs here. Variables: PORT, HOST, DATA, DATABASE_URL, DEMO=0, SIZE, NAME, CI=true.
BIN := .venv/bin
export PORT ?= 8000

.PHONY: run setup test check bench demo bundle describe help
.SILENT:

run: .venv/.run
	exec $(BIN)/python manage.py serve $(if $(filter 0,$(DEMO)),,--demo)

setup: .venv/.dev

test: .venv/.dev
	sh scripts/test.sh

check: .venv/.dev
	sh scripts/check.sh

bench: .venv/.dev
	sh scripts/bench.sh $(NAME)

demo: .venv/.run
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py demo $(if $(SIZE),--size $(SIZE))

describe: .venv/.run
	$(BIN)/python manage.py describe

# For a network without a package index: copy the folder along, make run installs from it.
bundle: .venv/.run
	$(BIN)/python -m pip download --quiet --only-binary :all: --require-hashes -r requirements.txt -d wheelhouse
	echo "wheelhouse/ 已备好：连同源代码一起拷到内网机器，在那里运行 make run。"

help:
	grep -E '^[a-z]+:' Makefile | cut -d: -f1

.venv/.run: requirements.txt
	sh scripts/setup.sh requirements.txt $@

.venv/.dev: requirements-dev.txt
	sh scripts/setup.sh requirements-dev.txt $@ .venv/.run
