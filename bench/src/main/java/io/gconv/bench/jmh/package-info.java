/**
 * JMH benchmarks of single layers and loops.
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar jmh [OPTIONS OF JMH]
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package io.gconv.bench.jmh;
