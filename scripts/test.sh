#!/bin/sh
# The whole suite: fast on SQLite, the same on PostgreSQL, then the browser and the load suites.
# It stops at the first suite that fails, so the last line is always pytest's own.
set -eu

run() {
    said=$1
    shift
    echo "== $said"
    "$@"
}

# A suite that cannot run here is named; with CI=true that is a failure.
without() {
    echo "== Skipped: $1"
    if [ "${CI:-}" = true ]; then
        echo "With CI=true nothing may be skipped." >&2
        exit 1
    fi
}

there() { ls "$1"/test_*.py >/dev/null 2>&1; }
pytest() { .venv/bin/pytest --durations=20 "$@"; }
# What takes long by nature carries the mark `load`, wherever it stands.
fast() { "$@" --durations=20 -n "${PROCESSES:-2}" --ignore=tests/browser --ignore=tests/load -m "not load"; }
load() { "$@" --durations=20 -m load tests; }
postgres=yes
sh scripts/needs.sh postgres || postgres=no
browser=yes
sh scripts/needs.sh browser || browser=no
unset DATABASE_URL
# Only the build machine gets what merely checks the syntax of deploy/; elsewhere those two tests are skipped.
if [ "${CI:-}" = true ]; then
    sh scripts/needs.sh deploy || without "the syntax of deploy/"
fi

[ $postgres = yes ] || without "everything on PostgreSQL"
[ $browser = yes ] || ! there tests/browser || without "the browser suite"

run "Fast suite on SQLite" fast .venv/bin/pytest
if [ $postgres = yes ]; then
    run "Fast suite on PostgreSQL" fast sh scripts/postgres.sh .venv/bin/pytest
fi
if [ $browser = yes ] && there tests/browser; then
    run "Browser suite" pytest tests/browser
fi
run "Load suite on SQLite" load .venv/bin/pytest
if [ $postgres = yes ]; then
    run "Load suite on PostgreSQL" load sh scripts/postgres.sh .venv/bin/pytest
fi
