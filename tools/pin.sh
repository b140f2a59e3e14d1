#!/usr/bin/env bash
# Pins every dependency with its hashes and without any address; needs uv on the PATH or in .venv.
# Versions already pinned are kept; pass --upgrade to take newer ones.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

pin() {
    local out=$1
    shift
    uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
        --python-version 3.11 --custom-compile-command "make requirements" --output-file "$out" "$@"
    echo "$out: $(grep -c '^[a-z]' "$out") packages"
}

pin requirements/runtime.txt pyproject.toml "$@"
pin requirements/build.txt --constraint requirements/runtime.txt requirements/build.in "$@"
pin requirements/node.txt requirements/node.in "$@"
pin requirements/dev.txt --group dev --constraint requirements/runtime.txt \
    --constraint requirements/build.txt "$@"
