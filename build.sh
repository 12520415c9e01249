#!/usr/bin/env bash
# The build: ./build.sh --help
# It asks the package feed once, compiles build/ when something in it has changed, and runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NUKE_TELEMETRY_OPTOUT=1

temp=.nuke/temp
program=build/bin/Release/_build.dll
stamp=$temp/bootstrap

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: ${*:2}"
  exit "$1"
}

# Everything that the compiled build depends on, except what lies in the package folders.
inputs() {
  find build src Directory.Build.props Directory.Packages.props global.json nuget.config .editorconfig .nuke/packages.props \
    "${DOTNET_CLI_HOME:-${HOME:-}}/.nuget/NuGet/NuGet.Config" \
    \( -name bin -o -name obj \) -prune -o -type f "$@" -print 2>/dev/null || true
}

# What the time of a file does not tell: files that came and went, and the environment.
facts() {
  inputs | LC_ALL=C sort
  printf '%s\n' "${RestoreSources:-}" "${RestoreAdditionalProjectSources:-}" "${RestoreConfigFile:-}" "${CI:-}" "$(command -v dotnet)"
}

is_fresh() {
  [[ -f $stamp && -f $program && -f $temp/feed/packages.json ]] &&
    [[ "$(facts)" == "$(cat "$stamp")" ]] && [[ -z "$(inputs -newer "$stamp")" ]]
}

bootstrap() {
  dotnet --version >/dev/null 2>&1 ||
    fail 3 ".NET SDK $wanted or a later feature band is needed (global.json); installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)"

  facts >"$stamp.new" # before the work, so that a change during it is seen next time
  dotnet msbuild build/feed/AskTheFeed.proj -nologo -v:minimal -clp:NoSummary -nodeReuse:false >&2 9>&- || exit 3

  say "building the build…" # 9>&-: the compiler's server stays and must not keep the lock
  if ! dotnet build build/_build.csproj -c Release -nologo -v:quiet -clp:NoSummary -nodeReuse:false \
    >$temp/bootstrap.log 2>&1 9>&-; then
    cat $temp/bootstrap.log >&2
    # NuGet's errors: a package or the feed. All others: the sources.
    if grep -q 'error NU1' $temp/bootstrap.log; then fail 3 "the packages of the build cannot be restored"; fi
    fail 2 "the build does not compile"
  fi
  mv "$stamp.new" "$stamp"
}

wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)
command -v dotnet >/dev/null ||
  fail 3 ".NET SDK $wanted is needed (global.json), and there is no dotnet on the PATH; see https://dotnet.microsoft.com/download"

if ! is_fresh; then
  mkdir -p $temp
  if command -v flock >/dev/null; then exec 9>"$stamp.lock" && flock 9; fi # two builds at once: one of them bootstraps
  is_fresh || bootstrap
  exec 9>&-
fi

exec dotnet "$program" "$@"
