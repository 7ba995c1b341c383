#!/usr/bin/env bash
# The step of action.yml: checks the server and reports to GitHub. Inputs are in INPUT_*, the token is in SSESPEC_TOKEN; none of them is ever
# run as a command.
set -euo pipefail

refuse() {
  echo "::error title=ssespec::$1"
  exit 2
}

# A line break in a value would add lines of its own to the outputs.
for name in SSESPEC_TOKEN $(compgen -v INPUT_); do
  case "${!name:-}" in
    *$'\n'* | *$'\r'*) refuse "$name has a line break. Give it as one line." ;;
  esac
done

out="${INPUT_OUT%/}"
[ -n "$out" ] || refuse "The input out is empty. Name a folder, such as ssespec-report."
# The upload would read these as a pattern, and look elsewhere.
case "$out" in *[*?[]*) refuse "The input out has one of * ? [. Name a folder without them." ;; esac
! [ -L "$out" ] || refuse "The folder of the input out is a link, and links are not followed. Name another folder."

# Only the commands that need them get the token, GitHub's files and the identity to sign with: not the build, the server or a hook.
token="${SSESPEC_TOKEN:-}"
outputs="$GITHUB_OUTPUT"
summary="$GITHUB_STEP_SUMMARY"
identity_url="${ACTIONS_ID_TOKEN_REQUEST_URL:-}"
identity_token="${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}"
unset SSESPEC_TOKEN GITHUB_OUTPUT GITHUB_STEP_SUMMARY GITHUB_ENV GITHUB_PATH GITHUB_STATE
unset ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_ID_TOKEN_REQUEST_TOKEN

# What is in the folder already, from the repository or an earlier run, is not a result of this run.
own=(report.json report.html junit.xml summary.md badge.svg badge.json observations.json recording.ndjson recording.ndjson.gz
  attestation.dsse.json attestation.sigstore.json)
for name in "${own[@]}"; do
  rm -f -- "$out/$name" || refuse "$name in the folder of the input out could not be removed. Name another folder."
done

# Run the action's own code, built once in its own folder: nothing is fetched by the name ssespec, and no dependency runs an install script.
main="$ACTION_PATH/dist/cli/main.js"
if ! [ -f "$main" ]; then
  echo "::group::Build ssespec"
  (cd "$ACTION_PATH" && npm ci --include=dev --ignore-scripts --no-audit --no-fund && npm run build)
  echo "::endgroup::"
fi

flags=(--out="$out")
[ -z "${INPUT_CONFIG:-}" ] || flags+=(--config="$INPUT_CONFIG")
[ -z "${INPUT_PROFILE:-}" ] || flags+=(--profile="$INPUT_PROFILE")
[ -z "${INPUT_ONLY:-}" ] || flags+=(--only="$INPUT_ONLY")
[ -z "${INPUT_HEARTBEAT_INTERVAL:-}" ] || flags+=(--heartbeat-interval="$INPUT_HEARTBEAT_INTERVAL")
[ -z "${INPUT_BASELINE:-}" ] || flags+=(--baseline="$INPUT_BASELINE")
[ "${INPUT_QUICK:-}" != true ] || flags+=(--quick)
[ "${INPUT_STRICT:-}" != true ] || flags+=(--strict)
[ -z "${INPUT_URL:-}" ] || flags+=(-- "$INPUT_URL")

# The log contains text from the server, so stop GitHub from reading its lines as workflow commands.
quiet="ssespec-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$quiet"
status=0
SSESPEC_TOKEN="$token" node "$main" check "${flags[@]}" || status=$?
echo "::$quiet::"

wrote=false
! [ -f "$out/report.json" ] || wrote=true

conforms=false
if [ "$wrote" = true ] && { [ "$status" = 0 ] || [ "$status" = 1 ]; }; then
  conforms="$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).conforms === true' "$out/report.json")"
fi
{
  echo "exit-code=$status"
  echo "conforms=$conforms"
  [ "$wrote" = false ] || echo "bundle=$out"
} >>"$outputs"

# Other exit codes are no verdict: nothing is shown as one, and nothing is signed. The message of ssespec above says why.
if [ "$wrote" = false ]; then
  echo "::error title=ssespec::Nothing could be judged. See the log of this step."
  exit "$status"
fi
if [ "$status" != 0 ] && [ "$status" != 1 ]; then
  echo "::error title=ssespec::The result is inconclusive. See the log of this step, and the bundle."
  exit "$status"
fi

cat "$out/summary.md" >>"$summary"
node "$main" report "$out" --reporter github

# A bundle that cannot be signed does not fail the server, so only warn.
if [ "${INPUT_SIGN:-}" = true ]; then
  ACTIONS_ID_TOKEN_REQUEST_URL="$identity_url" ACTIONS_ID_TOKEN_REQUEST_TOKEN="$identity_token" node "$main" certify "$out" --keyless ||
    echo "::warning title=ssespec::The bundle was not signed. See the log of this step."
fi

exit "$status"
