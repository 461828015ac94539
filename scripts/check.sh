#!/bin/sh
# What the house demands of every commit, cheapest first.
set -eu
export PATH=".venv/bin:$PATH"

DATA=$(mktemp -d)
export DATA
trap 'rm -rf "$DATA"' EXIT

ruff format --check --quiet .
ruff check --quiet .
lint-imports --no-logo
# The plain rooms; figures, planner, rulebook and duties join the list when they stand.
mypy gongjian/spans.py gongjian/storage gongjian/reading gongjian/layout gongjian/catalogue gongjian/rulebook gongjian/duties/advice gongjian/registry/matching gongjian/registry/listed
python manage.py check
python manage.py makemigrations --check --dry-run
