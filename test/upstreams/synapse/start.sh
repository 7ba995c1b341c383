#!/usr/bin/env bash
# start.sh PORT DIR: Synapse on 127.0.0.1:PORT with its data, its log and its shared secret for registration in DIR.
# SIGTERM stops it. Started again in the same DIR it goes on where it was.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../folder.sh"
synapse=$(bash "$here/install.sh")

cat >port.yaml <<YAML
listeners: [{ type: http, port: $port, bind_addresses: [127.0.0.1], tls: false, resources: [{ names: [client] }] }]
log_config: "$here/log.yaml"
YAML
exec "$synapse/bin/python" -m synapse.app.homeserver --config-path "$here/homeserver.yaml" --config-path port.yaml >>log 2>&1
