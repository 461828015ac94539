#!/bin/sh
# Measure one thing: sh scripts/bench.sh NAME. It prints its lines and exits 1 when a bound is missed.
set -eu
if [ -z "${1:-}" ] || [ ! -f "bench/$1.py" ]; then
    echo "make bench NAME=…，可选：$(cd bench && ls ./*.py | sed 's|./||; s|\.py$||' | tr '\n' ' ')" >&2
    exit 2
fi
exec .venv/bin/python -m "bench.$1"
