/**
 * gconv beside what a user would run instead: libtorch and ONNX Runtime, with the expanded kernels as plain conv2d.
 *
 * <pre>
 *   bench/side-by-side --workloads W1,W2 --threads 1 --rounds 20 --json FILE --markdown FILE
 * </pre>
 *
 * A {@link io.gconv.bench.sidebyside.Workload} is built once, as layers of gconv and as {@link
 * io.gconv.bench.sidebyside.PlainNetwork}s for the peers. Each of them becomes a {@link
 * io.gconv.bench.sidebyside.Candidate}; the outputs are compared, and a {@link io.gconv.bench.sidebyside.Race} times
 * the candidates in turns, in one JVM.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.bench.sidebyside;
