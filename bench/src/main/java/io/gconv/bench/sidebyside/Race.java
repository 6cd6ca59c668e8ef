package io.gconv.bench.sidebyside;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Times candidates in turns, so that what else the machine does falls on all of them alike. */
final class Race {

    /** Threads of a peer that wait for more work spin for a while, and would slow down the next candidate. */
    private static final int PAUSE_MS = 5;

    private static final double SAMPLE_MS = 20;
    private static final double MIN_WARM_UP_MS = 3000;
    private static final double MAX_WARM_UP_MS = 6000;
    private static final int WARM_UP_RUNS = 50;

    private Race() {}

    /** Warms up all candidates, then times them, one sample of each per round. */
    static List<Timing> run(List<Candidate> candidates, int rounds) {
        List<Lane> lanes = candidates.stream()
                .map(candidate -> new Lane(candidate, rounds))
                .toList();
        lanes.forEach(Lane::warmUp);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < lanes.size(); i++) { // another one is first each time
                lanes.get((round + i) % lanes.size()).sample(round);
            }
        }
        return lanes.stream().map(Lane::timing).toList();
    }

    /** A candidate with its samples. */
    private static final class Lane {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final Candidate candidate;
        private final double[] cpu;
        private final double[] wall;
        private int times = 1;

        Lane(Candidate candidate, int rounds) {
            this.candidate = candidate;
            this.cpu = new double[rounds];
            this.wall = new double[rounds];
        }

        /** Runs for 3 s, or longer until there were 50 runs, but not beyond 6 s; then sets how many runs make a sample. */
        void warmUp() {
            long start = System.nanoTime();
            double elapsed = 0;
            double fastest = Double.POSITIVE_INFINITY;
            for (int i = 0; elapsed < (i < WARM_UP_RUNS ? MAX_WARM_UP_MS : MIN_WARM_UP_MS); i++) {
                candidate.run(1);
                double now = 1e-6 * (System.nanoTime() - start);
                fastest = Math.min(fastest, now - elapsed);
                elapsed = now;
            }
            times = (int) Math.ceil(SAMPLE_MS / fastest);
        }

        /** Takes a sample after one run that fills the caches. */
        void sample(int round) {
            pause();
            candidate.run(1);
            long wallStart = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            candidate.run(times);
            long cpuEnd = THREADS.getCurrentThreadCpuTime();
            double images = 1e6 * times * candidate.images();
            wall[round] = (System.nanoTime() - wallStart) / images;
            cpu[round] = (cpuEnd - cpuStart) / images;
        }

        private static void pause() {
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("the benchmark was interrupted", e);
            }
        }

        Timing timing() {
            return new Timing(candidate.name(), Timing.Spread.of(cpu), Timing.Spread.of(wall));
        }
    }
}
