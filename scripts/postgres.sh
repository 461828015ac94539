#!/bin/sh
# Run a command against a throw-away PostgreSQL: sh scripts/postgres.sh COMMAND …
# It listens on a socket in its own folder alone, so it needs no port and troubles no other server.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed: apt-get install postgresql" >&2
    exit 3
fi

# The server refuses to run as root, and so does initdb.
plain() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    plain() { runuser -u "$owner" -- "$@"; }
fi

folder=$(cd / && plain mktemp -d /tmp/gongjian-postgres-XXXXXX)
finish() {
    (cd / && plain "$bin/pg_ctl" -D "$folder/rows" -m immediate -s stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(
    cd /
    plain "$bin/initdb" -D "$folder/rows" -U gongjian -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 \
        || { cat "$folder.log" >&2; exit 1; }
    rm -f "$folder.log"
    plain "$bin/pg_ctl" -D "$folder/rows" -l "$folder/log" -s -w start -o "-c listen_addresses='' \
        -k $folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    plain "$bin/createdb" -h "$folder" -U gongjian gongjian
)
DATABASE_URL="postgres://gongjian@/gongjian?host=$folder" "$@"
