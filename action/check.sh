#!/usr/bin/env bash
# The step of action.yml: checks the server and reports to GitHub. Inputs are in INPUT_*, the token is in SSESPEC_TOKEN; none of them is ever
# run as a command.
set -euo pipefail

# Run the action's own code, built once in its own folder: nothing is fetched by the name ssespec, and no dependency runs an install script.
main="$ACTION_PATH/dist/cli/main.js"
if ! [ -f "$main" ]; then
  echo "::group::Build ssespec"
  (cd "$ACTION_PATH" && npm ci --include=dev --ignore-scripts --no-audit --no-fund && npm run build)
  echo "::endgroup::"
fi
ssespec() { node "$main" "$@"; }

flags=(--out "$INPUT_OUT")
[ -z "${INPUT_CONFIG:-}" ] || flags+=(--config "$INPUT_CONFIG")
[ -z "${INPUT_PROFILE:-}" ] || flags+=(--profile "$INPUT_PROFILE")
[ -z "${INPUT_ONLY:-}" ] || flags+=(--only "$INPUT_ONLY")
[ -z "${INPUT_HEARTBEAT_INTERVAL:-}" ] || flags+=(--heartbeat-interval "$INPUT_HEARTBEAT_INTERVAL")
[ -z "${INPUT_BASELINE:-}" ] || flags+=(--baseline "$INPUT_BASELINE")
[ "${INPUT_QUICK:-}" != true ] || flags+=(--quick)
[ "${INPUT_STRICT:-}" != true ] || flags+=(--strict)
[ -z "${INPUT_URL:-}" ] || flags+=(-- "$INPUT_URL")

# The log contains text from the server, so stop GitHub from reading its lines as workflow commands.
quiet="ssespec-$RANDOM$RANDOM$RANDOM$RANDOM"
echo "::stop-commands::$quiet"
status=0
ssespec check "${flags[@]}" || status=$?
echo "::$quiet::"

{
  echo "exit-code=$status"
  echo "bundle=$INPUT_OUT"
} >>"$GITHUB_OUTPUT"

# Without a report, the message of ssespec above says why.
if ! [ -f "$INPUT_OUT/report.json" ]; then
  echo "conforms=false" >>"$GITHUB_OUTPUT"
  echo "::error title=ssespec::Nothing could be judged. See the log of this step."
  exit "$status"
fi

echo "conforms=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).conforms' "$INPUT_OUT/report.json")" >>"$GITHUB_OUTPUT"
cat "$INPUT_OUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
ssespec report "$INPUT_OUT" --reporter github

# A bundle that cannot be signed does not fail the server, so only warn.
if [ "${INPUT_SIGN:-}" = true ]; then
  ssespec certify "$INPUT_OUT" --keyless || echo "::warning title=ssespec::The bundle was not signed. See the log of this step."
fi

exit "$status"
