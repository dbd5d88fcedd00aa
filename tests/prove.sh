#!/usr/bin/env bash
# The long proofs, with their figures: fifty kills of an import, a million broken reports, areas of 50,000 places, one
# sentence of 100 MB, and a million rows from file to map.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== kill -9 at 50 random moments of an import"
KHARITA_PROVE=1 cargo test --release --locked --test it kill -- --nocapture

echo "== a million broken reports"
KHARITA_FUZZ=1000000 cargo test --release --locked --test it fuzz -- --nocapture

echo "== areas of 50,000 places, in every shape, as shapely sees them"
KHARITA_PROVE=1 cargo test --release --locked --test it coverage -- --nocapture

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --locked
kharita=target/release/kharita

# GNU time where it is installed, for the largest memory; the shell's own clock otherwise.
measured() {
    if [[ -x /usr/bin/time ]]; then
        /usr/bin/time -f '   %e s wall, %U s user, %S s system, %M KB at most' "$@"
    else
        time "$@"
    fi
}

echo "== one sentence of 100 MB, as a file and as a line of JSON, and one of 16 MB, the longest text that is read"
sentence() { yes 'Warplanes bombed a market in Saraqib on Tuesday and' | tr '\n' ' ' | head -c "$1" || true; }
sentence 100000000 >"$folder/sentence.txt"
sentence 16000000 >"$folder/longest.txt"
{ printf '{"published":"2019-05-22","text":"'; cat "$folder/sentence.txt"; printf '"}\n'; } >"$folder/sentence.jsonl"
# 1: ended, with problems.
measured "$kharita" extract "$folder/sentence.txt" --published 2019-05-22 || [[ $? -eq 1 ]]
measured "$kharita" extract --jsonl <"$folder/sentence.jsonl" || [[ $? -eq 1 ]]
measured "$kharita" extract "$folder/longest.txt" --published 2019-05-22 >/dev/null || [[ $? -eq 1 ]]

for rows in 10000 100000 1000000; do
    echo "== import of $rows generated rows, then the same again"
    cargo run --quiet --release --locked --example generate -- "$rows" >"$folder/generated.csv"
    rm -f "$folder"/theatre.gpkg*
    measured "$kharita" import "$folder/generated.csv" --into "$folder/theatre.gpkg"
    measured "$kharita" import "$folder/generated.csv" --into "$folder/theatre.gpkg"
    du -k "$folder/generated.csv" "$folder/theatre.gpkg" | sed 's/^/   KB /; s#\t.*/#  #'
done

echo "== the million as a map: loaded, and one layer written"
measured "$kharita" export "$folder/theatre.gpkg" strikes --format csv -o "$folder/strikes.csv"
