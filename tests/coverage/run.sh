#!/usr/bin/env bash
# The mesh of control beside shapely (GEOS) and PostGIS: the same places and sides, CPU time of one core.
# KHARITA_SHARED names the folder with the shared data; PostGIS is asked where Debian's postgresql-15-postgis-3 is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."

python=$PWD/target/tools/bin/python
if ! "$python" -c 'import shapely' 2>/dev/null; then
    python3 -m venv target/tools
    target/tools/bin/pip install --quiet --disable-pip-version-check shapely==2.1.2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
one_core=()
if command -v taskset >/dev/null; then one_core=(taskset --cpu-list 0); fi

# The page is not measured: two files stand in for it.
export KHARITA_WEB_DIST=tests/fixtures/page
cargo bench --locked --no-run --bench mesh
"${one_core[@]}" cargo bench --locked --bench mesh -- --peers "$folder"

# A server of its own, in the folder, on no port, gone at the end.
postgis() {
    local programs as_owner=()
    programs=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | tail -n 1)")
    if ((EUID == 0)); then
        # PostgreSQL refuses to run as root.
        chown -R postgres "$folder"
        as_owner=(runuser -u postgres --)
    fi
    (
        cd "$folder"
        "${as_owner[@]}" "$programs/initdb" --pgdata="$folder/data" --auth=trust --no-sync --locale=C.UTF-8 >"$folder/initdb.log"
        "${as_owner[@]}" "${one_core[@]}" "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait \
            --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c autovacuum=off" start >/dev/null
        trap '"${as_owner[@]}" "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null' EXIT
        for places in "$folder"/*.places.csv; do
            "${as_owner[@]}" psql --no-psqlrc --host="$folder" --dbname=postgres --set=ON_ERROR_STOP=1 --set=folder="$folder" \
                --set=places="$(basename "$places" .places.csv)" --file="$OLDPWD/tests/coverage/postgis.sql"
        done
    ) >"$folder/postgis.csv.part"
    mv "$folder/postgis.csv.part" "$folder/postgis.csv"
}
if compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null; then
    "$python" tests/coverage/peers.py "$folder" --prepare >/dev/null
    postgis
else
    echo "PostGIS is not measured: install Debian's postgresql-15-postgis-3 for that"
fi
"${one_core[@]}" "$python" tests/coverage/peers.py "$folder"
