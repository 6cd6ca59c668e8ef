/**
 * Programs that make the tables and pictures in {@code docs/}, and benchmarks. From the repository's root:
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests package
 *   java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar equivariance    docs/equivariance.md
 *   java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar relative-poses  docs/images/relative-poses.png
 *   java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar lifting         docs/images/planar-rotation-and-periodic-shift.png
 *   java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar descriptors …   CSV files for docs/quality.md
 *   bench/side-by-side …                                                  times, beside libtorch and ONNX Runtime
 *   java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar jmh …           times of single layers and loops
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package io.gconv.bench;
