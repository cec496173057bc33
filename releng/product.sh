# Functions for the scripts beside it: the headless product, built when it is missing or outdated.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
product=$root/releng/headless/org.ovxai.headless.product/target
stamp=$product/product.stamp

launcher() {
  find "$product/products" -name 'org.eclipse.equinox.launcher_*.jar' 2> /dev/null | head -n 1
}

up_to_date() {
  [[ -f $stamp && -n $(launcher) ]] || return 1
  local changed
  changed=$(cd "$root" && find pom.xml bundles features releng/*/ \
    \( -name target -o -name native -o -name '.?*' -o -name '*.md' -o -path '*/src/test' \
    -o -path bundles/org.ovxai.osgi.tests \) -prune \
    -o \( -type f -o -path '*/src/*' \) -newer "$stamp" -print | head -n 1)
  [[ -z $changed ]]
}

build() {
  local log=$root/target/run-workflow.log start=$root/target/run-workflow.start
  mkdir -p "$root/target"
  # One build at a time: the lock lasts as long as this shell has file 9 open.
  exec 9> "$root/target/run-workflow.lock"
  python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || {
    echo "python3 is needed to build the product" >&2
    exit 1
  }
  if ! up_to_date; then
    if [[ -f $stamp ]]; then
      echo "Building (the sources have changed)…" >&2
    else
      echo "Building (first use, a few minutes)…" >&2
    fi
    touch "$start"
    if ! (cd "$root" && ./mvnw --batch-mode package -DskipTests) > "$log" 2>&1 9>&-; then
      grep -m 5 -E '^(\[ERROR\]|mvnw:)' "$log" >&2 || true
      echo "the build failed; all its messages are in $log" >&2
      exit 1
    fi
    touch -r "$start" "$stamp"
  fi
  exec 9>&-
}

# Builds what is missing, and sets $java.
prepare() {
  up_to_date || build
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" > /dev/null || {
    echo "no Java found ($java); install JDK 17, or point JAVA_HOME to one" >&2
    exit 1
  }
  # The names of files and the text on the console are UTF-8.
  [[ $(locale charmap 2> /dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}

# launch APPLICATION JVM_OPTION... -- ARGUMENT...: becomes the application.
launch() {
  local application=$1 jvm=()
  shift
  while [[ $1 != -- ]]; do
    jvm+=("$1")
    shift
  done
  shift
  # Equinox writes to these folders. The workflow host deletes them at its end; this shell's child
  # does so when Java is ended before the host runs, or killed.
  : "${scratch:=$(mktemp -d "${TMPDIR:-/tmp}/ovxai-XXXXXXXX")}"
  (
    trap '' INT TERM HUP
    while kill -0 $$ && [[ -d $scratch ]]; do sleep 0.5; done
    rm -rf -- "$scratch"
  ) > /dev/null 2>&1 < /dev/null &
  exec "$java" -Djava.awt.headless=true -Dfile.encoding=UTF-8 "-Dovxai.scratch=$scratch" \
    ${jvm[@]+"${jvm[@]}"} -jar "$(launcher)" -nosplash -application "$application" \
    -configuration "$scratch/configuration" -data "$scratch/workspace" "$@"
}
