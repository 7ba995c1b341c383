#!/usr/bin/env bash
# Builds k6 with the extension into the user's cache, once per state of the sources, and prints its path as the last line.
set -euo pipefail
cd "$(dirname "$0")"

if [ -n "${K6_BINARY:-}" ]; then
  echo "$K6_BINARY"
  exit
fi
digest=$({ cat go.mod go.sum; find . -name '*.go' ! -name '*_test.go' -print0 | LC_ALL=C sort -z | xargs -0 cat; } | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-16)
built="${XDG_CACHE_HOME:-$HOME/.cache}/ssespec/k6/$digest/k6"
if [ ! -x "$built" ]; then
  if ! command -v go >/dev/null; then
    echo "k6 is built here by Go: install Go 1.25 or newer from https://go.dev/dl, or set K6_BINARY to a k6 with k6/x/eventsource" >&2
    exit 1
  fi
  mkdir -p "$(dirname "$built")"
  # One build at a time: a second process waits, and finds it built. A system without flock (macOS) builds twice.
  exec 9>"$built.lock"
  if command -v flock >/dev/null; then flock 9; fi
fi
if [ ! -x "$built" ]; then
  part="$built.$$"
  trap 'rm -f "$part"' EXIT
  echo "building k6 with k6/x/eventsource: one to three minutes, once" >&2
  CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$part" .
  mv "$part" "$built"
fi
echo "$built"
