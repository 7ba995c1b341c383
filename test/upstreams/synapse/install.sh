#!/usr/bin/env bash
# Installs the Synapse that requirements.txt pins, once, and prints its folder. SSESPEC_UPSTREAMS names another cache.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cache.sh"

pin=$here/requirements.txt
version=$(sed -n 's/^matrix-synapse==//p' "$pin")
folder=$cache/synapse-$version

install() {
  say "Installing Synapse $version into $1 (about 20 s, 250 MB)"
  new_venv "$1"
  pip "$1" --requirement "$pin" || fail "Synapse $version could not be installed: see pip's words above."
}

once "$folder" "$pin" install
echo "$folder"
