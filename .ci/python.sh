#!/usr/bin/env bash
# Makes .venv with the locked packages and this project in it; says kindly what the machine lacks.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c "$new_enough" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "Samskab needs Python 3.11 or later, and no such python3 was found on this machine." >&2
    echo "Debian and Ubuntu: apt install python3 python3-venv. macOS: brew install python." >&2
    echo "Is it somewhere else? Then: make setup PYTHON=/path/to/python3" >&2
    exit 1
}

make_environment() {
    local python=$1
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "This Python ($python) cannot make virtual environments: its venv module is missing." >&2
        echo "Debian and Ubuntu: apt install python3-venv, then run make again." >&2
        exit 1
    fi
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

if ! .venv/bin/python -c "$new_enough; import pip" >/dev/null 2>&1; then
    python=$(find_python)
    make_environment "$python"
fi
pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet)
echo "Installing the locked Python packages"
"${pip[@]}" install --require-hashes --no-deps -r requirements-dev.lock
"${pip[@]}" install --no-deps --no-build-isolation -e .
