#!/bin/sh
# Scores what is read in reports against gold made by hand: places by span and location, events by kind, place and date.
# REPORTS and GOLD name other folders than those of the five articles; KHARITA_SHARED says where the shared data is.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${KHARITA_SHARED:-$root/../shared}
reports=${REPORTS:-$shared/seeds}
gold=${GOLD:-$shared/score/gold}
if [ ! -d "$reports" ] || [ ! -d "$gold" ]; then
    echo "make score needs reports in $reports and gold in $gold; set KHARITA_SHARED, or REPORTS and GOLD" >&2
    exit 1
fi
kharita=${KHARITA:-$root/target/release/kharita}
out=$root/target/score
mkdir -p "$out"
rm -rf "$out/syria.gaz" "$out/read"
data=$shared/data
"$kharita" gazetteer build --wof "$data/gazetteer/whosonfirst_sy.tsv" --ocha "$data/gazetteer/ocha_communities_sy.json" \
    --boundaries "$data/boundaries" --ourairports "$data/gazetteer/ourairports_sy.csv" -o "$out/syria.gaz" >/dev/null 2>&1 || [ $? -eq 1 ] # 1: built, with rows that could not be used
python3 "$here/predict.py" "$kharita" "$out/syria.gaz" "$reports" "$out/read"
python3 "$here/score.py" "$gold" "$out/read" "$@"
