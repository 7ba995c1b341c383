#!/usr/bin/env bash
# The step of action.yml: judges the server, and tells GitHub. Inputs come as INPUT_*, the token as SSESPEC_TOKEN; nothing of them is ever
# taken as a command.
set -euo pipefail

version=${INPUT_VERSION:-$(node -p 'require(process.argv[1]).version' "$ACTION_PATH/package.json")}
ssespec() { npx --yes "ssespec@$version" "$@"; }

flags=(--out "$INPUT_OUT")
[ -z "${INPUT_CONFIG:-}" ] || flags+=(--config "$INPUT_CONFIG")
[ -z "${INPUT_PROFILE:-}" ] || flags+=(--profile "$INPUT_PROFILE")
[ -z "${INPUT_ONLY:-}" ] || flags+=(--only "$INPUT_ONLY")
[ -z "${INPUT_HEARTBEAT_INTERVAL:-}" ] || flags+=(--heartbeat-interval "$INPUT_HEARTBEAT_INTERVAL")
[ -z "${INPUT_BASELINE:-}" ] || flags+=(--baseline "$INPUT_BASELINE")
[ "${INPUT_QUICK:-}" != true ] || flags+=(--quick)
[ "${INPUT_STRICT:-}" != true ] || flags+=(--strict)
[ -z "${INPUT_URL:-}" ] || flags+=(-- "$INPUT_URL")

# What a server sends stands in the log too: while it is written, no line of it is a command to GitHub.
quiet="ssespec-$RANDOM$RANDOM$RANDOM$RANDOM"
echo "::stop-commands::$quiet"
status=0
ssespec check "${flags[@]}" || status=$?
echo "::$quiet::"

{
  echo "exit-code=$status"
  echo "bundle=$INPUT_OUT"
} >>"$GITHUB_OUTPUT"

# Where nothing could be judged, the message of ssespec above says why.
if ! [ -f "$INPUT_OUT/report.json" ]; then
  echo "conforms=false" >>"$GITHUB_OUTPUT"
  echo "::error title=ssespec::Nothing could be judged: the log of this step says why."
  exit "$status"
fi

echo "conforms=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).conforms' "$INPUT_OUT/report.json")" >>"$GITHUB_OUTPUT"
cat "$INPUT_OUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
ssespec report "$INPUT_OUT" --reporter github

# A bundle that cannot be signed is no failure of the server's; that it was not signed is said.
if [ "${INPUT_SIGN:-}" = true ]; then
  ssespec certify "$INPUT_OUT" --keyless || echo "::warning title=ssespec::The bundle was not signed: the log of this step says why."
fi

exit "$status"
