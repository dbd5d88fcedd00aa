#!/usr/bin/env bash
# Reading reports: how time and memory grow with their number, and Kharita beside flashgeotext and geotext on the same texts.
#
# CPU time, user and system together, of the whole process for Kharita (so that cores do not count) and of the reading
# alone, without loading, for the other two. How it is measured: measure.py. What is found: the five articles with gold
# made by hand, scored as `make score` does. KHARITA_SHARED names the folder with the shared data.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
root=$(cd ../.. && pwd)
shared=${KHARITA_SHARED:-$root/../shared}
if [[ ! -f $shared/data/reports/fa_kes_syria.csv ]]; then
    echo "reading reports is not measured: there is no data/reports/fa_kes_syria.csv in $shared; set KHARITA_SHARED"
    exit 0
fi

python=$root/target/tools-readers/bin/python
if ! "$python" -c 'import flashgeotext, geotext' 2>/dev/null; then
    python3 -m venv "$root/target/tools-readers"
    "$python" -m pip install --quiet --disable-pip-version-check 'flashgeotext==0.5.*' 'geotext==0.4.*'
fi

# The page is not measured: two files stand in for it.
if [[ -z ${KHARITA:-} ]]; then
    KHARITA_WEB_DIST=tests/fixtures/page cargo build --release --locked
fi
kharita=${KHARITA:-$root/target/release/kharita}
echo "== what Kharita finds on five articles"
KHARITA_SHARED=$shared KHARITA=$kharita "$root/tests/score/run.sh" | grep '^places'
for peer in flashgeotext geotext; do
    echo "== what $peer finds on them; it gives no coordinates, so that no location is right"
    rm -rf "$root/target/readers/$peer"
    "$python" peers.py "$peer" articles "$shared/seeds" "$root/target/readers/$peer"
    python3 "$root/tests/score/score.py" "$shared/score/gold" "$root/target/readers/$peer" | grep '^places'
done
echo "== reports of 3 KB, made of the sentences of 784 reports"
python3 measure.py "$kharita" "$root/target/score/syria.gaz" "$python" "$shared/data/reports/fa_kes_syria.csv" "$@"
