# Sourced by the install scripts: where they put things, and one install at a time.
cache=${SSESPEC_UPSTREAMS:-${XDG_CACHE_HOME:-$HOME/.cache}/ssespec/upstreams}

say() { echo "$*" >&2; }
fail() {
  say "$*"
  exit 69
}

# once FOLDER PIN COMMAND: fills FOLDER by COMMAND, unless that was done from the same PIN file. A second call waits for the first.
once() {
  local folder=$1 pin=$2 command=$3
  if cmp -s "$pin" "$folder/pinned"; then return; fi
  mkdir -p "$cache"
  exec 9>"$folder.lock"
  # A system without flock (macOS) must not install twice at once.
  if command -v flock >/dev/null; then flock 9; fi
  if cmp -s "$pin" "$folder/pinned"; then return; fi
  rm -rf "$folder"
  mkdir "$folder"
  "$command" "$folder"
  cp "$pin" "$folder/pinned"
}

# new_venv FOLDER: a Python environment of its own.
new_venv() {
  command -v python3 >/dev/null || fail 'python3 is not installed: install Python 3.11 or newer (Debian: apt-get install python3-venv).'
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed; this is $(python3 --version)."
  python3 -m venv "$1" >&2 || fail 'python3 makes no virtual environment: install its venv and pip (Debian: apt-get install python3-venv).'
}

# pip FOLDER ARGUMENTS…: installs wheels only, so that nothing is compiled.
pip() {
  local folder=$1
  shift
  "$folder/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --only-binary=:all: "$@" >&2
}
