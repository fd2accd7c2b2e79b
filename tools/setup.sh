#!/bin/sh
# Makes .venv from nothing but python3 and its venv module, then everything that is built and not committed.
set -eu
PYTHON=${PYTHON:-python3}
started=$(date +%s)

# A folder without pip was left half made: python3-venv was missing, or somebody interrupted.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$PYTHON" -c 'import sys; sys.exit("Firststop needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
    "$PYTHON" -m venv --clear .venv || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
fi
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/bin/uv sync --frozen --quiet --inexact
.venv/bin/python frontend/build.py --fetch
downloaded=$(date +%s)
.venv/bin/python frontend/build.py
.venv/bin/python -m tools.warm
echo "Ready: $((downloaded - started)) s for downloads, $(($(date +%s) - downloaded)) s for building."
