#!/usr/bin/env bash
# The gazetteer beside SQLite's FTS5, tantivy and rapidfuzz: speed, what is right, and memory, on one core.
set -euo pipefail
cd "$(dirname "$0")"

export PEERS_PYTHON=$PWD/../../target/tools-peers/bin/python
if ! "$PEERS_PYTHON" -c 'import rapidfuzz' 2>/dev/null; then
    python3 -m venv ../../target/tools-peers
    "$PEERS_PYTHON" -m pip install --quiet --disable-pip-version-check 'rapidfuzz==3.*'
fi

# The page is not measured: two files stand in for it.
KHARITA_WEB_DIST=tests/fixtures/page cargo build --release --locked
one_core=()
if command -v taskset >/dev/null; then one_core=(taskset --cpu-list 0); fi
"${one_core[@]}" target/release/kharita-peers
