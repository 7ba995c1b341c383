#!/usr/bin/env bash
# start.sh PORT DIR: Dendrite on 127.0.0.1:PORT with its data, its log and its shared secret for registration in DIR.
# SIGTERM stops it. Started again in the same DIR it goes on where it was.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../folder.sh"
dendrite=$(bash "$here/install.sh")

sed "s/@SECRET@/$secret/" "$here/dendrite.yaml" >dendrite.yaml
# What `generate-keys` writes: 32 random bytes, and a name for them.
if ! [ -s matrix_key.pem ]; then
  printf -- '-----BEGIN MATRIX PRIVATE KEY-----\nKey-ID: ed25519:ssespec\n\n%s\n-----END MATRIX PRIVATE KEY-----\n' \
    "$(head -c 32 /dev/urandom | base64)" >matrix_key.pem
fi
exec "$dendrite/dendrite" --config dendrite.yaml --http-bind-address "127.0.0.1:$port" \
  --really-enable-open-registration >>log 2>&1
