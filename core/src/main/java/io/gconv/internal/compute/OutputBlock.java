package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to four output planes that are computed together from one input plane.
 *
 * @param planes four output planes; −1 for a place that is not used
 * @param offsets the (u, v) at which one of the kernels is not 0, as (u + r)·(2r + 1) + v + r with r the largest radius of
 *     the problem; an even number of them
 * @param weights four per offset
 */
@SuppressWarnings("ArrayRecordComponent") // inner data of the engine, never compared
record OutputBlock(int[] planes, int[] offsets, float[] weights) {

    static final int SIZE = 4;

    /** Returns the blocks of a problem, per input plane. Planes that read the same input planes are put together. */
    static OutputBlock[][] of(CorrelationProblem problem) {
        List<int[]> groups = groups(problem);
        OutputBlock[][] blocks = new OutputBlock[problem.inPlanes()][];
        for (int p = 0; p < blocks.length; p++) {
            List<OutputBlock> list = new ArrayList<>();
            for (int[] planes : groups) {
                OutputBlock block = of(problem, planes, p);
                if (block.offsets.length > 0) {
                    list.add(block);
                }
            }
            blocks[p] = list.toArray(OutputBlock[]::new);
        }
        return blocks;
    }

    private static List<int[]> groups(CorrelationProblem problem) {
        String[] readers = new String[problem.outPlanes()];
        for (int q = 0; q < readers.length; q++) {
            int plane = q;
            readers[q] = Arrays.toString(IntStream.range(0, problem.inPlanes())
                    .filter(p -> problem.kernel(plane, p).length > 0)
                    .toArray());
        }
        List<Integer> sorted = IntStream.range(0, readers.length)
                .boxed()
                .sorted(Comparator.comparing((Integer q) -> readers[q])
                        .thenComparing(problem::radius)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<int[]> groups = new ArrayList<>();
        int filled = SIZE;
        String reads = "";
        for (int q : sorted) {
            if (filled == SIZE || !readers[q].equals(reads)) {
                int[] planes = new int[SIZE];
                Arrays.fill(planes, -1);
                groups.add(planes);
                filled = 0;
                reads = readers[q];
            }
            groups.get(groups.size() - 1)[filled++] = q;
        }
        return groups;
    }

    private static OutputBlock of(CorrelationProblem problem, int[] planes, int p) {
        int r = problem.maxRadius();
        int side = 2 * r + 1;
        int[] found = new int[side * side + 1];
        float[] weights = new float[SIZE * found.length];
        int count = 0;
        for (int offset = 0; offset < side * side; offset++) {
            boolean used = false;
            for (int i = 0; i < SIZE; i++) {
                float w = weight(problem, planes[i], p, offset / side - r, offset % side - r);
                weights[SIZE * count + i] = w;
                used |= w != 0;
            }
            if (used) {
                found[count++] = offset;
            }
        }
        if (count % 2 == 1) { // the other half of the last pair: the same copy again, with weights 0
            found[count] = found[count - 1];
            Arrays.fill(weights, SIZE * count, SIZE * (count + 1), 0);
            count++;
        }
        return new OutputBlock(planes, Arrays.copyOf(found, count), Arrays.copyOf(weights, SIZE * count));
    }

    private static float weight(CorrelationProblem problem, int q, int p, int u, int v) {
        if (q < 0 || problem.kernel(q, p).length == 0) {
            return 0;
        }
        int r = problem.radius(q);
        boolean inside = Math.abs(u) <= r && Math.abs(v) <= r;
        return inside ? problem.kernel(q, p)[(u + r) * (2 * r + 1) + v + r] : 0;
    }
}
