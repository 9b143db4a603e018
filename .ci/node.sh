#!/usr/bin/env bash
# Sees to it that node 20 or later and npm are there: the machine's own, or from PyPI into .venv.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

new_enough='process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'

if ! { node -e "$new_enough" && npm --version; } >/dev/null 2>&1; then
    echo "No node 20 or later on this machine: installing node from PyPI into .venv"
    .venv/bin/python -m pip --disable-pip-version-check --quiet install \
        --require-hashes --no-deps -r requirements-node.lock
fi
