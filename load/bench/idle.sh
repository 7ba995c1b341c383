#!/usr/bin/env bash
# Memory of idle streams above k6's own, over several k6 processes and as many bare servers (a process has 20,000 files here).
# Each stream receives an event every five seconds.
#   CONNECTIONS=50000 PROCESSES=4 load/bench/idle.sh
set -euo pipefail
cd "$(dirname "$0")"
connections=${CONNECTIONS:-50000} processes=${PROCESSES:-4}
k6=$(../k6/build.sh)
scratch=$(mktemp -d)
go build -o "$scratch" ./server
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; rm -rf "$scratch"' EXIT
hold() { # hold NUMBER CONNECTIONS: streams of the server with this number
  "$k6" run --quiet --no-usage-report --address '' -e URL="http://127.0.0.1:$((8110 + $1))/events" -e CONNECTIONS="$2" \
    -e RAMP=20s -e DURATION=20s -e RESULT="$scratch/$1.json" ../k6/scripts/streams.js >/dev/null
}
for n in $(seq 0 "$processes"); do
  "$scratch/server" -listen "127.0.0.1:$((8110 + n))" -rate 0.2 -payload 100 >/dev/null &
  running+=($!)
done
sleep 0.5
# The last process holds one stream, to measure k6's own memory.
hold "$processes" 1 &
holding=($!)
for n in $(seq 0 $((processes - 1))); do
  hold "$n" $((connections / processes)) &
  holding+=($!)
done
for one in "${holding[@]}"; do wait "$one"; done
node measured.mjs idle "$scratch/$processes.json" $(for n in $(seq 0 $((processes - 1))); do echo "$scratch/$n.json"; done)
