#!/usr/bin/env bash
# The long proofs, with their figures: fifty kills of an import, and a million rows from file to map.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== kill -9 at 50 random moments of an import"
KHARITA_PROVE=1 cargo test --release --locked --test it kill -- --nocapture

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
