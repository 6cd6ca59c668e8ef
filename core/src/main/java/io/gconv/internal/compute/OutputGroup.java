package io.gconv.internal.compute;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Output planes with kernels of one size that read the same input planes.
 *
 * @param radius of the kernels
 * @param outputs output planes, ascending
 * @param inputs input planes, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // inner data of the engine, never compared
record OutputGroup(int radius, int[] outputs, int[] inputs) {

    /** What the planes of a group have in common; buffers are equal if their numbers are. */
    private record Inputs(int radius, IntBuffer planes) {}

    /** Returns the groups of a problem, by radius; planes without any kernel are in none. */
    static List<OutputGroup> of(CorrelationProblem problem) {
        Map<Inputs, List<Integer>> planes = new LinkedHashMap<>();
        for (int q = 0; q < problem.outPlanes(); q++) {
            int[] inputs = problem.inputs(q);
            if (inputs.length > 0) {
                planes.computeIfAbsent(new Inputs(problem.radius(q), IntBuffer.wrap(inputs)), key -> new ArrayList<>())
                        .add(q);
            }
        }
        return planes.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .map(outputs -> new OutputGroup(problem.radius(outputs[0]), outputs, problem.inputs(outputs[0])))
                .toList();
    }
}
