#!/usr/bin/env bash
# A node that is killed again and again loses no block and sends none twice: the demo's block builder publishes blocks
# of the smallest circuit to `prover serve` over HTTP and then over RabbitMQ, while the node is killed with SIGKILL at
# random moments and started again. In the end every block is final on L1, once, and the root is right.
#
#   tests/survive.sh [--blocks 20] [--kills 5] [--doors http,amqp] [--workers N] [--seed N]
#
# With --workers, the node behind the broker proves nothing itself: so many worker processes share its queue, and one of
# them is killed whenever the node is.
#
# Needs a build (./build.sh build), anvil from it and, for amqp, Debian's rabbitmq-server. Everything runs on loopback
# and is stopped by process id. The last line says what was survived.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
program="$root/artifacts/prover"
blocks=20
kills=5
doors=http,amqp
workers=0
seed=$$

# The second and third development accounts of anvil, known to everybody: the node's own, and nobody else's.
operator=0x70997970C51812dc3A010C7d01b50e0d17dc79C8
export SURVIVE_L1_KEY=59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d

say() { printf '%s\n' "$*" >&2; }

die() {
  say "survive.sh: $*"
  exit 1
}

while [ $# -gt 0 ]; do
  case "$1" in
    --blocks) blocks="$2" ;;
    --kills) kills="$2" ;;
    --doors) doors="$2" ;;
    --workers) workers="$2" ;;
    --seed) seed="$2" ;;
    *) die "unknown option $1 (see the head of the file)" ;;
  esac
  shift 2
done
RANDOM=$((seed % 32768))
say "seed $seed"

scratch="$(mktemp -d)"
declare -A running=()

# stop NAME [SIGNAL]: ends a process that this script started.
stop() {
  local pid="${running[$1]:-}"
  [ -n "$pid" ] || return 0
  unset "running[$1]"
  kill -s "${2:-KILL}" "$pid" 2> /dev/null || true
  wait "$pid" 2> /dev/null || true
}

finish() {
  local code=$? name
  for name in "${!running[@]}"; do
    stop "$name"
  done
  if [ "$code" -ne 0 ] && [ -f "$scratch/node.log" ]; then
    say "the node's last lines:"
    tail -n 30 "$scratch/node.log" >&2
  fi
  rm -rf "$scratch"
}
trap finish EXIT

# Below the ports that the system gives to connections.
free_port() {
  local port
  while :; do
    port=$((16000 + RANDOM % 16000))
    if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      printf '%s' "$port"
      return
    fi
  done
}

# wait_for WHAT SECONDS COMMAND…: until the command succeeds.
wait_for() {
  local what="$1" limit="$2" start=$SECONDS
  shift 2
  until "$@" > /dev/null 2>&1; do
    [ $((SECONDS - start)) -lt "$limit" ] || die "$what did not come within $limit s"
    sleep 0.1
  done
}

rpc() {
  curl -sS --max-time 10 -H 'content-type: application/json' \
    --data "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}" "http://127.0.0.1:$l1_port"
}

start_l1() {
  local anvil="$root/artifacts/npm/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"
  [ -x "$anvil" ] || die "there is no anvil: run ./build.sh build with node and npm installed"
  l1_port="$(free_port)"
  # Blocks come with transactions and once a second; those two below the head are final.
  "$anvil" --host 127.0.0.1 --port "$l1_port" --hardfork osaka --slots-in-an-epoch 1 \
    --block-time 1 --mixed-mining > "$scratch/anvil.log" 2>&1 &
  running[anvil]=$!
  wait_for "anvil" 30 rpc eth_chainId '[]'
  rpc anvil_setBalance '["0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266","0x204fce5e3e25026110000000"]' > /dev/null
}

start_broker() {
  local server names
  server="$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server 2> /dev/null | tail -n 1)"
  names="$(command -v epmd || true)"
  [ -n "$server" ] && [ -n "$names" ] || die "no RabbitMQ: apt-get install rabbitmq-server, or --doors http"
  broker_port="$(free_port)"
  local names_port cluster_port home="$scratch/rabbit"
  names_port="$(free_port)"
  cluster_port="$(free_port)"
  mkdir -p "$home"
  printf 'listeners.tcp.1 = 127.0.0.1:%s\nlog.console = false\nlog.file.level = warning\n' "$broker_port" \
    > "$home/rabbitmq.conf"
  printf '[].\n' > "$home/enabled_plugins"
  "$names" -port "$names_port" -address 127.0.0.1 > /dev/null 2>&1 &
  running[epmd]=$!
  HOME="$home" RUNNING_UNDER_SYSTEMD=true ERL_EPMD_PORT="$names_port" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME=survive@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$broker_port" \
    RABBITMQ_DIST_PORT="$cluster_port" RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" \
    RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$home/none" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$server" > "$scratch/rabbit.log" 2>&1 &
  running[rabbit]=$!
  through_broker=(--queue "amqp://guest@127.0.0.1:$broker_port/" --set Queue:PasswordVariable=SURVIVE_BROKER)
  wait_for "RabbitMQ" 120 bash -c \
    "exec 3<> /dev/tcp/127.0.0.1/$broker_port && printf 'GETS\0\0\0\0' >&3 && [ \"\$(head -c 4 <&3)\" = AMQP ]"
}

start_node() {
  local queue=()
  [ "$1" != amqp ] || queue=("${through_broker[@]}")
  [ "$1" != amqp ] || [ "$workers" -eq 0 ] || queue+=(--set Worker:Enabled=false)
  SURVIVE_BROKER=guest "$program" serve --urls "http://127.0.0.1:$node_port" --circuits rollup-block/tiny \
    --keys "$keys" --store "$scratch/store-$1" --l1 "http://127.0.0.1:$l1_port" --contract "$contract" \
    --set L1:KeyVariable=SURVIVE_L1_KEY --set L1:PollInterval=00:00:00.2 --set Jobs:LeaseTime=00:00:10 \
    --set Prover:WarmUp=false "${queue[@]}" >> "$scratch/node.log" 2>&1 &
  running[node]=$!
}

# start_worker N
start_worker() {
  SURVIVE_BROKER=guest "$program" serve --role worker --name "worker-$1" --urls "http://127.0.0.1:$(free_port)" \
    --circuits rollup-block/tiny --keys "$keys" "${through_broker[@]}" \
    --set Worker:PayloadsFrom="http://127.0.0.1:$node_port" --set Prover:WarmUp=false >> "$scratch/worker-$1.log" 2>&1 &
  running[worker-$1]=$!
}

is_ready() { curl -sSf --max-time 2 "http://127.0.0.1:$node_port/health/ready"; }

# survive DOOR: one rollup, one store, all blocks, all kills.
survive() {
  local door="$1" to report nonce killed=0 helpers=0 helper victim
  [ "$door" != amqp ] || helpers="$workers"
  say "--- $door: $blocks blocks, $kills kills"
  "$program" demo deploy --l1 "http://127.0.0.1:$l1_port" --preset tiny --operator "$operator" \
    --json "$scratch/deploy.json" >&2
  contract="$(sed -n 's/.*"contract": "\(0x[0-9a-f]*\)".*/\1/p' "$scratch/deploy.json")"
  nonce="$(nonce_of)"
  node_port="$(free_port)"
  mkdir -p "$scratch/store-$door"
  start_node "$door"
  wait_for "the node" 60 is_ready
  for ((helper = 1; helper <= helpers; helper++)); do
    start_worker "$helper"
  done
  to="http://127.0.0.1:$node_port"
  [ "$door" != amqp ] || to="amqp://guest:guest@127.0.0.1:$broker_port/"
  "$program" demo publish --l1 "http://127.0.0.1:$l1_port" --contract "$contract" --preset tiny --blocks "$blocks" \
    --to "$to" > "$scratch/publish.out" 2>> "$scratch/publish.log" &
  running[publish]=$!
  while [ "$killed" -lt "$kills" ] && kill -0 "${running[publish]}" 2> /dev/null; do
    sleep "$((RANDOM % 4)).$((RANDOM % 10))"
    kill -0 "${running[publish]}" 2> /dev/null || break
    stop node KILL
    if [ "$helpers" -gt 0 ]; then
      victim=$((1 + RANDOM % helpers))
      stop "worker-$victim" KILL
      start_worker "$victim"
    fi
    killed=$((killed + 1))
    say "killed $killed times"
    start_node "$door"
    wait_for "the node" 60 is_ready
  done
  [ "$killed" -eq "$kills" ] || die "all blocks were final after $killed kills: publish more blocks"
  if ! wait "${running[publish]}"; then
    tail -n 20 "$scratch/publish.log" "$scratch/publish.out" >&2
    die "$door: not all is right"
  fi
  unset "running[publish]"
  cat "$scratch/publish.out" >&2
  report=$(($(nonce_of) - nonce))
  [ "$report" -eq "$blocks" ] || die "$door: $report transactions were sent for $blocks blocks"
  stop node TERM
  for ((helper = 1; helper <= helpers; helper++)); do
    stop "worker-$helper" TERM
  done
  [ "$helpers" -eq 0 ] || say "proofs: $(proofs_by "$helpers")"
}

# proofs_by N: how many proofs came from each of N workers, as the node's log has it; fails if one made none.
proofs_by() {
  local helper made all=""
  for ((helper = 1; helper <= $1; helper++)); do
    made="$(grep -c "proved in prove by worker-$helper/" "$scratch/node.log" || true)"
    [ "$made" -gt 0 ] || die "worker-$helper made no proof"
    all="$all worker-$helper $made"
  done
  printf '%s' "${all# }"
}

nonce_of() {
  local answer
  answer="$(rpc eth_getTransactionCount "[\"$operator\",\"latest\"]")"
  printf '%d' "$(sed 's/.*"result":"\(0x[0-9a-f]*\)".*/\1/' <<< "$answer")"
}

[ -x "$program" ] || die "there is no $program: run ./build.sh build"
keys="${XDG_CACHE_HOME:-$HOME/.cache}/prover/keys"
start_l1
summary=""
for door in ${doors//,/ }; do
  [ "$door" != amqp ] || start_broker
  survive "$door"
  summary="${summary:+$summary and }$blocks blocks over $door through $kills kills"
  [ "$door" != amqp ] || [ "$workers" -eq 0 ] || summary="$summary of the node and of one of $workers workers each"
done
say ""
printf 'survived: %s; all final, once each, root on L1 right\n' "$summary"
