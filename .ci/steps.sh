# What .ci/run and .ci/long share: named steps that say how long they took, and environments.
# shellcheck shell=bash
names=()
pids=()

say() { printf '\n== %s\n' "$*"; }

# Runs a command and says how long it took: name, command …
step() {
  local name=$1 start=$SECONDS
  shift
  say "$name"
  "$@"
  printf -- '-- %s: %d s\n' "$name" $((SECONDS - start))
}

# The same beside others: what it prints is shown by await_all when it is done.
begin() {
  local name=$1 log="$work/step-${#pids[@]}"
  (set -euo pipefail; step "$@") >"$log" 2>&1 &
  names+=("$name")
  pids+=($!)
}

# Waits for all that was begun, shows what each printed, and fails if any failed.
await_all() {
  local place failed=()
  for place in "${!pids[@]}"; do
    wait "${pids[$place]}" || failed+=("${names[$place]}")
    cat "$work/step-$place"
  done
  names=() pids=()
  [ ${#failed[@]} -eq 0 ] && return
  printf 'FAILED: %s\n' "${failed[@]}" >&2
  return 1
}

say_total() { say "all passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"; }

# Prints what the lock says of one package: its pin and its hashes.
print_pin() { awk -v pin="^$1==" '$0 ~ pin {found = 1} found {print; if ($0 !~ /\\$/) exit}' requirements.lock; }

# Makes a virtual environment, into which the lock's uv will install: folder.
make_environment() {
  python3 -m venv "$1"
  print_pin uv >"$work/uv.lock"
  "$1/bin/python" -m pip install --quiet --require-hashes -r "$work/uv.lock"
  PATH="$1/bin:$PATH"
  export VIRTUAL_ENV="$1"
}

# The same with the lock's releases, and this program.
install_lock() {
  make_environment "$work/lock"
  uv pip install --quiet --require-hashes -r requirements.lock
  # Its own requirements clash: only its table of settlements is wanted, not what its program needs.
  uv pip install --quiet --require-hashes --no-deps -r .ci/no-deps.lock
  uv pip install --quiet --no-deps --no-build-isolation -e .
}

install_packages() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

# The browser of the browser tests (without windows, where there is one: it takes a quarter less time
# for a page), the programs by which exported files are opened, and the
# package manager of the one that reads the scripts' types.
install_programs() {
  local packages=() quick=chromium-headless-shell
  command -v chromium-headless-shell >/dev/null || packages+=("$(name_browser)")
  command -v pdftotext >/dev/null || packages+=(poppler-utils)
  command -v ffprobe >/dev/null || packages+=(ffmpeg)
  command -v soffice >/dev/null || packages+=(libreoffice-impress)
  command -v npm >/dev/null || packages+=(nodejs npm)
  command -v nginx >/dev/null || packages+=(nginx-light)
  if [ ${#packages[@]} -gt 0 ]; then
    echo "Debian's ${packages[*]}"
    apt-get update -q >/dev/null
    install_packages "${packages[@]}"
  fi
  command -v $quick >/dev/null || install_packages $quick 2>/dev/null || echo "without $quick"
}
