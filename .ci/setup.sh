#!/bin/sh
# Makes .venv ready: `setup.sh` for work and the fast tests, `setup.sh gates` for what the slow gates need too.
#
# A bare Debian refuses `python3 -m venv` (it has no ensurepip) and `pip install` (PEP 668), but it lets pip
# fill a folder. So pip puts uv into .tools/, and uv makes .venv/ hold what requirements.txt says, no more.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
UV_VERSION=0.13.9
UV=.tools/bin/uv

# What the type setting loads from the system, and the Debian packages that have it.
LIBRARIES="libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 libfribidi.so.0"
LIBRARY_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfribidi0"

# What the gates run besides, each with the Debian package that has it.
PROGRAMS="java:default-jre-headless pdftotext:poppler-utils node:nodejs npm:npm chromium:chromium"

# What the gates take from npm: pdf.js, which reads PDFs in Firefox (the last version made for Node 20; it runs on
# the 18 of Debian 12 too), Ace, which checks accessibility, and two readers of EPUB with their browser's remote control.
NODE_PACKAGES="pdfjs-dist@5.6.205 @daisy/ace@1.4.6 epubjs@0.3.93 foliate-js@1.0.1 puppeteer-core@24.43.1"

# Debian has the browser; nobody fetches another one.
export PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1

# uv takes nothing but the Python that is here, and trusts the certificates that pip trusts.
export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=true

say() { echo "  setup    $1" >&2; }
stop() { echo "setup: $1" >&2; exit "$2"; }

# need PACKAGES WHAT: install the packages as root; tell everybody else which line to type.
need() {
    if ! command -v apt-get >/dev/null; then
        stop "missing: $2; install what your system calls $1" 3
    elif [ "$(id -u)" != 0 ]; then
        stop "missing: $2; type: sudo apt-get install --no-install-recommends $1" 3
    fi
    say "apt-get install $1"
    mkdir -p .tools
    # shellcheck disable=SC2086  # the packages are several words
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=120 $1; } </dev/null >.tools/apt.log 2>&1 ||
        { cat .tools/apt.log >&2; stop "apt-get could not install $1" 3; }
}

missing_libraries() {
    "$PYTHON" - $LIBRARIES <<'PYTHON'
import ctypes, sys

missing = []
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        missing.append(name)
print(*missing)
PYTHON
}

set_up() {
    command -v "$PYTHON" >/dev/null || stop "there is no $PYTHON; matbaa needs Python 3.11 or newer" 3
    here="$(pwd -P) $("$PYTHON" -V)"
    want="$here $(cat requirements.txt pyproject.toml .ci/setup.sh | cksum)"
    have=$(cat .venv/.stamp 2>/dev/null || true)
    if [ "$have" = "$want" ] && [ -x .venv/bin/python ] && [ -x .venv/bin/matbaa ]; then
        return
    fi
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "matbaa needs Python 3.11 or newer, \
and $PYTHON is $("$PYTHON" -V 2>&1); with a newer one beside it: make setup PYTHON=python3.12" 3

    missing=$(missing_libraries)
    [ -z "$missing" ] || need "$LIBRARY_PACKAGES" "$missing"

    if [ "$("$UV" self version --short 2>/dev/null | cut -d' ' -f1)" != "$UV_VERSION" ]; then
        "$PYTHON" -m pip --version >/dev/null 2>&1 || stop "$PYTHON has no pip; type: sudo apt-get install python3-pip" 3
        say "uv $UV_VERSION into .tools"
        PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$PYTHON" -m pip install -q --disable-pip-version-check --no-input \
            --root-user-action=ignore --upgrade --target .tools "uv==$UV_VERSION" || stop "pip could not fetch uv" 3
    fi

    say "requirements.txt and matbaa into .venv"
    case $have in
    "$here "*) rm .venv/.stamp ;;
    *) "$UV" venv -q --clear --python "$PYTHON" .venv ;;
    esac
    "$UV" pip sync -q --python .venv/bin/python requirements.txt
    "$UV" pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
    echo "$want" >.venv/.stamp
}

set_up_gates() {
    packages="" programs=""
    for pair in $PROGRAMS; do
        command -v "${pair%%:*}" >/dev/null || { programs="$programs${pair%%:*} " packages="$packages${pair#*:} "; }
    done
    [ -z "$packages" ] || need "${packages% }" "${programs% }"
    set_up_node_packages
}

set_up_node_packages() {
    [ "$(cat .tools/npm/.stamp 2>/dev/null || true)" != "$NODE_PACKAGES" ] || return 0
    say "$NODE_PACKAGES into .tools/npm"
    mkdir -p .tools/npm
    # shellcheck disable=SC2086  # the packages are several words
    npm install --prefix .tools/npm --silent --no-audit --no-fund --no-save --no-package-lock --ignore-scripts \
        --omit=optional $NODE_PACKAGES || stop "npm could not fetch $NODE_PACKAGES" 3
    echo "$NODE_PACKAGES" >.tools/npm/.stamp
}

set_up
[ "${1:-}" != gates ] || set_up_gates
