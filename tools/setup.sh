#!/bin/sh
# Makes .venv from nothing but python3 and its venv module, then everything that is built and not committed.
set -eu
PYTHON=${PYTHON:-python3}
started=$(date +%s)

if [ ! -x .venv/bin/python ]; then
    "$PYTHON" -c 'import sys; sys.exit("Firststop needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
    "$PYTHON" -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
fi
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

# Optional parts are installed where this machine has a wheel for them; without them the same commands work.
.venv/bin/uv sync --frozen --quiet --inexact --extra semantic ||
    .venv/bin/uv sync --frozen --quiet --inexact
downloaded=$(date +%s)
.venv/bin/python frontend/build.py
# Compile the matching kernels once, so that nobody's first page waits for them.
.venv/bin/python -c "
import firststop.config.settings.base
from firststop.matching.engine.native import compiled
compiled()"
echo "Ready: $((downloaded - started)) s for downloads, $(($(date +%s) - downloaded)) s for building."
