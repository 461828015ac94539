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
# The plain rooms; figures and planner join the list when they stand.
mypy gongjian/spans.py gongjian/storage gongjian/reading gongjian/layout gongjian/catalogue gongjian/rulebook gongjian/duties/advice gongjian/registry/matching gongjian/registry/listed
# Duties stand on records, which are not typed: only what is wrong in duties themselves is told.
mypy --follow-imports=silent gongjian/duties
python manage.py check
python manage.py makemigrations --check --dry-run
