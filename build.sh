#!/usr/bin/env bash
# The one command of this repository:
#
#   ./build.sh build            builds native/, the solution and artifacts/prover
#   ./build.sh test [--all] …   builds, then runs the tests; last line: N passed, N failed, N skipped
#   ./build.sh demo …           builds, then runs the whole road against a local Ethereum node (prover demo …)
#   ./build.sh bench …          builds, then runs the kernel benches
#   ./build.sh clean            removes everything that was built
#
# What follows the verb goes to the program. FullRegistry=true in the environment, or -p:FullRegistry=true after the
# verb, uses the packages that not every mirror carries as well (src/README.md, "Packages"). Missing Debian/Ubuntu
# packages are installed where that is possible without a question (root or password-less sudo); otherwise one line
# says what to install.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$root"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"

configuration=Release
artifacts="$root/artifacts"
results="$artifacts/test-results"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "build.sh: $*"
  exit 1
}

usage() {
  sed -n '2,14s/^# \{0,1\}//p' "$root/build.sh"
}

# --- what the machine must have ------------------------------------------------------------------------------------

apt_prefix=""
apt_ready=0

# Succeeds where packages can be installed without asking anybody.
may_install() {
  command -v apt-get > /dev/null || return 1
  if [ "$(id -u)" -eq 0 ]; then
    apt_prefix=""
  elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    apt_prefix="sudo -n"
  else
    return 1
  fi
}

apt_install() {
  if [ "$apt_ready" -eq 0 ]; then
    $apt_prefix env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || return 1
    apt_ready=1
  fi
  say "installing $*"
  $apt_prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_sdk() {
  local dir
  for dir in "" "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    [ -z "$dir" ] || [ -x "$dir/dotnet" ] || continue
    if PATH="${dir:+$dir:}$PATH" dotnet --list-sdks 2> /dev/null | grep -q '^10\.'; then
      [ -z "$dir" ] || export PATH="$dir:$PATH" DOTNET_ROOT="$dir"
      return 0
    fi
  done
  return 1
}

need_sdk() {
  find_sdk && return
  if may_install && apt_install dotnet-sdk-10.0 && find_sdk; then
    return
  fi
  die "the .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download" \
    "(or: apt-get install dotnet-sdk-10.0)"
}

# need_tool COMMAND PACKAGE…: installs the packages when the command is missing.
need_tool() {
  local tool="$1"
  shift
  command -v "$tool" > /dev/null && return
  if may_install && apt_install "$@" && command -v "$tool" > /dev/null; then
    return
  fi
  die "$tool is missing: install it (Debian, Ubuntu: apt-get install $*)"
}

need_compiler() {
  if ! command -v "${CXX:-c++}" > /dev/null && command -v g++ > /dev/null; then
    export CXX=g++
  fi
  need_tool "${CXX:-c++}" g++
  need_tool make make
  need_tool cmake cmake
}

# Node and npm bring the Ethereum node (anvil) and the Solidity compiler; a build without them still works.
restore_npm() {
  local tool
  for tool in node npm; do
    if ! command -v "$tool" > /dev/null; then
      if ! { may_install && apt_install nodejs npm; }; then
        say "node and npm are missing (Debian, Ubuntu: apt-get install nodejs npm): no local Ethereum node;" \
          "the tests that need it are skipped and the demo needs --l1 URL"
        return 0
      fi
    fi
  done
  node src/Prover.Contracts/npm/restore.mjs >&2
}

# The status page is opened in a real browser; without one its tests are skipped.
want_browser() {
  command -v chromium > /dev/null && return
  if ! { may_install && apt_install chromium; }; then
    say "chromium is missing (Debian: apt-get install chromium): the tests of the status page are skipped"
  fi
}

# The tests of the queue start a RabbitMQ broker of their own; without one they are skipped. The package brings a
# service that systemd would start now and at every boot, so it is not installed unasked where systemd runs.
want_broker() {
  [ "$(uname -s)" = Linux ] || return 0
  ls /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server > /dev/null 2>&1 && return
  if [ ! -d /run/systemd/system ] && may_install && apt_install rabbitmq-server; then
    return
  fi
  say "RabbitMQ is missing (Debian, Ubuntu: apt-get install rabbitmq-server; its service need not run):" \
    "the tests that need a broker are skipped"
}

# --- the packages that not every mirror carries ---------------------------------------------------------------------

# MSBuild reads the property from the environment; -p:FullRegistry=… among the arguments is put there. Fills rest.
take_switch() {
  local word
  rest=()
  for word in "$@"; do
    case "$word" in
      -p:FullRegistry=* | --property:FullRegistry=*) export FullRegistry="${word#*=}" ;;
      *) rest+=("$word") ;;
    esac
  done
}

is_full() {
  case "${FullRegistry:-}" in
    [Tt]rue | TRUE) return 0 ;;
    *) return 1 ;;
  esac
}

# --- verbs ---------------------------------------------------------------------------------------------------------

build_native() {
  if [ ! -f native/CMakeLists.txt ]; then
    say "native/CMakeLists.txt is missing: the managed device takes over"
    return
  fi
  need_compiler
  cmake -S native -B "$artifacts/native" -DCMAKE_BUILD_TYPE="$configuration" > "$artifacts/native-configure.log" 2>&1 \
    || { cat "$artifacts/native-configure.log" >&2; die "cmake could not configure native/"; }
  cmake --build "$artifacts/native" --parallel 2 >&2
}

build_solution() {
  if is_full; then
    # The lock files of the switch lie under artifacts/ and are nobody's promise: restore writes them anew.
    dotnet restore Prover.sln --force-evaluate --verbosity quiet >&2 \
      || die "restore failed; FullRegistry=true needs a package source that has what src/README.md names for it"
  else
    dotnet restore Prover.sln --locked-mode --verbosity quiet >&2 \
      || die "restore failed; after a change of packages run 'dotnet restore Prover.sln' and commit packages.lock.json"
  fi
  dotnet build Prover.sln --configuration "$configuration" --no-restore --verbosity quiet -clp:NoSummary >&2
}

# artifacts/prover runs the program from any folder, also when the SDK is not on the PATH of the caller.
write_launcher() {
  cat > "$artifacts/prover.new" << 'LAUNCHER'
#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
for dotnet in "${DOTNET_ROOT:-/nonexistent}/dotnet" "$(command -v dotnet)" @DOTNET@; do
  if [ -x "$dotnet" ]; then
    exec "$dotnet" "$here/bin/Prover.Host/release/prover.dll" "$@"
  fi
done
echo "prover: the .NET runtime 10 is missing: install it from https://dotnet.microsoft.com/download" >&2
exit 1
LAUNCHER
  sed -i "s|@DOTNET@|$(command -v dotnet)|" "$artifacts/prover.new"
  chmod +x "$artifacts/prover.new"
  mv -f "$artifacts/prover.new" "$artifacts/prover"
}

build() {
  mkdir -p "$artifacts"
  need_sdk
  build_native
  build_solution
  restore_npm
  write_launcher
}

# Sums what the test projects wrote (TRX) and what CTest wrote (JUnit). Prints skipped tests with their reason, and as
# the last line: N passed, N failed, N skipped. Fails when a test failed, when nothing ran, or when fewer than $1 test
# projects came to their end.
summarize() {
  find "$results" -type f \( -name '*.trx' -o -name 'ctest.xml' \) -print0 | sort -z \
    | xargs -0 -r cat | awk -v expected="$1" -f "$root/tests/summary.awk"
}

run_ctest() {
  [ -f "$artifacts/native/CTestTestfile.cmake" ] || return 0
  ctest --test-dir "$artifacts/native" --output-on-failure --output-junit "$results/ctest.xml" >&2
}

run_tests() {
  local all=0 filter=1 ok=0 projects=0
  local -a args=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --all) all=1 ;;
      --filter | --filter=*) filter=0; args+=("$1") ;;
      *) args+=("$1") ;;
    esac
    shift
  done
  if [ "$all" -eq 0 ] && [ "$filter" -eq 1 ]; then
    args+=(--filter "Tier!=long")
  fi
  if [ "$filter" -eq 1 ]; then
    projects="$(grep -l '<IsTestProject>true' tests/*/*.csproj | wc -l)"
  fi
  build
  want_browser
  want_broker
  rm -rf "$results"
  mkdir -p "$results"
  run_ctest || ok=1
  dotnet test Prover.sln --configuration "$configuration" --no-build --nologo -m:1 \
    --logger "console;verbosity=minimal" --logger "trx;LogFilePrefix=run" --results-directory "$results" \
    ${args[@]+"${args[@]}"} >&2 || ok=1
  summarize "$projects" || ok=1
  return "$ok"
}

verb="${1:-help}"
[ $# -eq 0 ] || shift
take_switch "$@"
set -- ${rest[@]+"${rest[@]}"}
case "$verb" in
  build)
    build
    ;;
  test)
    run_tests "$@"
    ;;
  demo)
    build
    exec "$artifacts/prover" demo "$@"
    ;;
  bench)
    build
    exec dotnet run --project bench/Prover.Bench --configuration "$configuration" --no-build -- "$@"
    ;;
  clean)
    rm -rf "$artifacts" native/build
    ;;
  help | -h | --help)
    usage
    ;;
  *)
    usage >&2
    die "unknown verb '$verb'"
    ;;
esac
