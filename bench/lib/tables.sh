# For scripts of bench that source it. They set root, the checkout, and work, a folder that is there.

# Builds what is not built.
build() {
  "$root/bin/gconv" --version >/dev/null
  [ -d "$root/jobs/target/spark-home/jars" ] || "$root/bin/gconv" --master 'local[1]' -- extract \
    --input "$root/data-samples/textures" --pipeline se2 --output "$work/none" --dry-run >/dev/null
}

# Runs Tables.java; "tables" alone lists what it can do.
tables() {
  local jars="$root/jobs/target/spark-home/jars/*" jar
  jar="$(ls -t "$root"/jobs/target/gconv-jobs-*.jar | head -n 1)"
  # shellcheck disable=SC2046
  java $(java -cp "$jar:$jars" "$root/bench/lib/Tables.java" options) -Xmx"${TABLES_HEAP:-2g}" \
    -Dlog4j2.configurationFile="file:$root/conf/log4j2.properties" -cp "$jar:$jars" \
    "$root/bench/lib/Tables.java" "$@" 2>"$work/log" || { tail -n 5 "$work/log" >&2; return 1; }
}

# Runs a command; sets peak to the MiB that its process had in memory at most.
measured() {
  local pid kib=0 line
  "$@" &
  pid=$!
  while kill -0 $pid 2>/dev/null; do
    line="$(awk '/^VmHWM:/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)"
    [ -z "$line" ] || kib=$line
    sleep 0.2
  done
  peak=$((kib / 1024))
  wait $pid
}
