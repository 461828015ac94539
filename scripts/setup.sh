#!/bin/sh
# Install a lock file into .venv and mark it done: sh scripts/setup.sh LOCK STAMP …
set -eu
lock=$1
shift

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))'; then
    echo "需要 Python 3.11 或 3.12，这里是 $("$python" --version)。用 PYTHON=python3.12 make … 指定。" >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    "$python" -c 'import ensurepip' 2>/dev/null || sh scripts/needs.sh venv
    "$python" -m venv .venv
fi

if [ -d wheelhouse ] && [ "$lock" = requirements.txt ]; then
    .venv/bin/python -m pip install --quiet --no-index --find-links wheelhouse --require-hashes -r "$lock"
elif command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
touch "$@"
