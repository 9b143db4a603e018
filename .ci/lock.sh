#!/usr/bin/env bash
# Makes the lock files anew: names, versions and hashes, but no address of any registry.
# Arguments go to uv: `make lock ARGS=--upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)
if [ ! -x "$uv" ]; then
    echo "make lock needs uv: .venv/bin/pip install uv" >&2
    exit 1
fi

lock() {
    local file=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
        --python-version 3.11 --output-file "$file" "$@" >/dev/null
}

lock requirements.lock --extra scale "$@" pyproject.toml
lock requirements-dev.lock --extra scale --group dev "$@" pyproject.toml
lock requirements-rivals.lock --group rivals --constraint requirements.lock "$@"
lock requirements-node.lock --group node "$@"

npm install --package-lock-only --ignore-scripts
# npm keeps the addresses of sponsors in its lock; it installs the same without them.
node --input-type=module --eval '
import { readFileSync, writeFileSync } from "node:fs";
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.funding;
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
'
