# Sourced by the start scripts, with their arguments PORT DIR: goes into DIR, and keeps a secret there.
if [ $# -ne 2 ]; then
  echo "usage: $0 PORT DIR" >&2
  exit 64
fi
port=$1
umask 077
mkdir -p "$2"
cd "$2"

# Who knows this secret registers users by POST /_synapse/admin/v1/register.
if ! [ -s registration_shared_secret ]; then
  printf %s "${SSESPEC_SHARED_SECRET:-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')}" >registration_shared_secret
fi
secret=$(cat registration_shared_secret)
if ! [[ $secret =~ ^[A-Za-z0-9_-]+$ ]]; then
  echo "a shared secret is made of letters, digits, - and _" >&2
  exit 64
fi
