#!/usr/bin/env bash
# Makes .venv and installs hash-pinned packages into it: `setup.sh runtime`, `screens` or `dev`.
# Needs only a Python with venv. What is there already is kept, so a second run takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '== %s\n' "$*"; }

# The first Python that runs and is new enough; python3 if it is.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Truceline needs Python 3.11 or newer. On Debian or Ubuntu:" >&2
    echo "    sudo apt-get install -y python3 python3-venv" >&2
    exit 1
}

make_venv() {
    local python package
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        package=python3-venv
        [ "$python" = python3 ] || package="$python-venv"
        echo "This Python cannot make environments yet. On Debian or Ubuntu:" >&2
        echo "    sudo apt-get install -y $package" >&2
        exit 1
    fi
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# pip's own progress bars break in logs; one line for each package does not. The pinned lists are
# complete, so nothing is resolved: older pips take an extra's newest release over the pinned one.
install() {
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off --no-deps "$@" |
        sed -nu -e 's/^Collecting \([^ ]*\).*/   \1/p' -e 's/^\(Installing collected packages\).*/   installing/p'
}

count() { grep -c '^[a-z]' "$1"; }

# Node.js from a package, where the screens must be built and the machine has none that can do it.
node_if_needed() {
    .venv/bin/python hatch_build.py needs-node || return 0
    say "Installing Node.js into .venv, to build the screens with (about 60 MB)"
    # Whether it can be had or not, hatch_build.py says what is missing, in one sentence.
    install -r requirements/node.txt || true
}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_venv
fi

case "${1:?runtime, screens or dev}" in
runtime)
    say "Installing $(count requirements/runtime.txt) pinned packages (about 100 MB the first time)"
    install -r requirements/build.txt -r requirements/runtime.txt
    node_if_needed
    say "Building the screens"
    .venv/bin/python hatch_build.py
    say "Installing truceline from this folder"
    install --no-build-isolation --editable .
    ;;
screens)
    node_if_needed
    .venv/bin/python hatch_build.py
    ;;
dev)
    say "Installing $(count requirements/dev.txt) pinned packages for development"
    # Compiling what is imported when it is imported takes half the time of compiling everything now.
    install --no-compile -r requirements/dev.txt
    ;;
*)
    echo "usage: setup.sh runtime|screens|dev" >&2
    exit 2
    ;;
esac
