#!/usr/bin/env bash
# CPU per event: the bare reader and k6, alternating, on the streams of one bare server.
#   CONNECTIONS=10000 RATE=5 SECONDS_EACH=15 ROUNDS=3 load/bench/events.sh
set -euo pipefail
cd "$(dirname "$0")"
connections=${CONNECTIONS:-10000} rate=${RATE:-5} seconds=${SECONDS_EACH:-15} rounds=${ROUNDS:-3}
k6=$(../k6/build.sh)
scratch=$(mktemp -d)
go build -o "$scratch" ./server ./reader
"$scratch/server" -listen 127.0.0.1:8098 -rate "$rate" -payload 430 >/dev/null &
server=$!
trap 'kill $server; rm -rf "$scratch"' EXIT
sleep 0.5
for round in $(seq "$rounds"); do
  echo "round $round"
  echo "  bare reader $("$scratch/reader" -address 127.0.0.1:8098 -connections "$connections" -duration "${seconds}s")"
  "$k6" run --quiet --no-usage-report --address '' -e URL=http://127.0.0.1:8098/events -e CONNECTIONS="$connections" -e SETTLE=1s \
    -e DURATION="$((seconds + 2))s" -e DRAIN=1s -e RESULT="$scratch/k6.json" ../k6/scripts/streams.js >/dev/null
  echo "  k6          $(node measured.mjs events "$scratch/k6.json" "$seconds")"
done
