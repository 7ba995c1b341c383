#!/bin/sh
# Starts nginx with nchan in the foreground, on port 8090 or the one named; its files are in a temporary folder.
# Needs Debian's nginx-light and libnginx-mod-nchan.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=$(mktemp -d)
mkdir "$prefix/temp"
# Started by root, nginx works as another user.
chmod 755 "$prefix" && chmod 777 "$prefix/temp"
sed "s/127.0.0.1:8090/127.0.0.1:${1:-8090}/" "$here/nginx.conf" > "$prefix/nginx.conf"
exec nginx -p "$prefix" -e stderr -c nginx.conf
