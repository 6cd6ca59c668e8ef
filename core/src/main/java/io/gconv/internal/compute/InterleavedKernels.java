package io.gconv.internal.compute;

import io.gconv.internal.compute.TileAlgorithm.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The transformed kernels of an {@link InterleavedCorrelation}, and the order of its planes. Outputs that read the same inputs
 * are put together, and inputs with the same readers next to each other, so missing taps along H cost nothing.
 */
final class InterleavedKernels {

    final List<Orbit> orbits;
    final List<Panel> panels = new ArrayList<>();
    final int quarters; // 4 if one matrix serves all products of an orbit, otherwise 1
    final int[] inputs; // by lane, quarter after quarter
    final int[] outputs; // by lane, quarter after quarter; −1 for lanes that fill up a vector
    final float[] signs; // by place, −1 where the conjugate of a complex number is multiplied
    final float[] values; // [orbit][panel][k][lane]
    final int orbitStride; // floats from the kernels of an orbit to the next

    private final CorrelationProblem problem;
    private final TileAlgorithm algorithm;
    private boolean turning; // whether turns move input planes

    /**
     * Real multiplications with the same kernels.
     *
     * @param product of which they are, or a part of it
     * @param part which of the three parts, if the product is complex
     * @param places of the first, and of what turns make of it
     */
    @SuppressWarnings("ArrayRecordComponent") // inner data of the engine, never compared
    record Orbit(Product product, int part, int[] places) {}

    /**
     * Kernels of up to {@link VectorProducts#PANEL} outputs. If turns move the inputs, an output in quarter t adds them from
     * quarter t on, so sums of turned images have one order.
     *
     * @param lane the first output lane
     * @param lanes how many output lanes, with those that fill up a vector
     * @param runs for every turn, first lane and number of lanes of the turned inputs, run by run
     * @param depth how many inputs
     * @param at where its kernels start among those of an orbit
     */
    record Panel(int lane, int lanes, List<List<int[]>> runs, int depth, int at) {}

    InterleavedKernels(CorrelationProblem problem, List<OutputGroup> groups, TileAlgorithm algorithm) {
        this.problem = problem;
        this.algorithm = algorithm;
        this.quarters = quarters(problem, groups);
        this.signs = new float[algorithm.multiplications()];
        this.orbits = orbits();
        this.inputs = byReaders(groups);
        List<Integer> lanes = new ArrayList<>();
        int floats = 0;
        for (int turns = 0; turns < quarters; turns++) {
            for (OutputGroup group : groups) {
                int[] firsts = firsts(problem, group, quarters);
                for (int from = 0; from < firsts.length; from += VectorProducts.PANEL) {
                    int to = Math.min(firsts.length, from + VectorProducts.PANEL);
                    int[] first = Arrays.copyOfRange(firsts, from, to);
                    Panel panel = panel(lanes.size(), floats, first, turns);
                    int[] members = turned(first, problem.outputTurn(), turns);
                    panels.add(panel);
                    IntStream.range(0, panel.lanes).forEach(i -> lanes.add(i < members.length ? members[i] : -1));
                    floats += panel.depth * panel.lanes;
                }
            }
        }
        this.outputs = lanes.stream().mapToInt(q -> q).toArray();
        this.orbitStride = floats;
        this.values = new float[Math.addExact(Workspace.ALIGNED, Math.multiplyExact(orbits.size(), floats))];
        for (int i = 0; i < panels.size(); i++) {
            transformKernels(i);
        }
    }

    /**
     * Returns 4 if the kernels are closed under quarter turns, so that one matrix can serve all products of an orbit, unless filling
     * up vectors in every quarter would make more lanes than all outputs have together.
     */
    static int quarters(CorrelationProblem problem, List<OutputGroup> groups) {
        return problem.isClosed() && lanes(problem, groups, 4) <= lanes(problem, groups, 1) ? 4 : 1;
    }

    private static int lanes(CorrelationProblem problem, List<OutputGroup> groups, int quarters) {
        return groups.stream()
                .mapToInt(group -> quarters * RowArithmetic.roundUp(firsts(problem, group, quarters).length))
                .sum();
    }

    /** Returns the outputs of a group in the first quarter. */
    static int[] firsts(CorrelationProblem problem, OutputGroup group, int quarters) {
        return Arrays.stream(group.outputs())
                .filter(q -> quarters == 1 || problem.turnsOfOutput(q) == 0)
                .toArray();
    }

    private List<Orbit> orbits() {
        List<Orbit> parts = new ArrayList<>();
        for (List<Product> turned : algorithm.orbits()) {
            List<List<Product>> split =
                    turned.stream().map(p -> List.of(p.alone())).toList();
            for (List<Product> members : quarters == 4 ? List.of(turned) : split) {
                Product first = members.get(0);
                members.forEach(member -> signs[algorithm.place(member)] = member.sign());
                for (int i = 0; i < (first.complex() ? 3 : 1); i++) {
                    int part = i;
                    int[] at = members.stream()
                            .mapToInt(member -> algorithm.place(member) + part)
                            .toArray();
                    parts.add(new Orbit(first, part, at));
                }
            }
        }
        if (quarters == 1) {
            parts.sort(Comparator.comparingInt(orbit -> orbit.places[0])); // to read memory in its order
        }
        return parts;
    }

    private static int[] turned(int[] planes, int[] turn, int turns) {
        int[] turned = planes.clone();
        for (int j = 0; j < turns; j++) {
            for (int i = 0; i < turned.length; i++) {
                turned[i] = turn[turned[i]];
            }
        }
        return turned;
    }

    /** Returns the input planes with the same readers side by side; if closed, the same order in every quarter. */
    private int[] byReaders(List<OutputGroup> groups) {
        Comparator<Integer> readers = Comparator.comparing(p -> IntStream.range(0, groups.size())
                .filter(g -> Arrays.binarySearch(groups.get(g).inputs(), p) >= 0)
                .boxed()
                .toList()
                .toString());
        int[] firsts = groups.stream()
                .flatMap(group -> Arrays.stream(group.inputs()).boxed())
                .distinct()
                .filter(p -> quarters == 1 || problem.turnsOfInput(p) == 0)
                .sorted(readers.thenComparing(Comparator.naturalOrder()))
                .mapToInt(p -> p)
                .toArray();
        turning = quarters > 1 && Arrays.stream(firsts).anyMatch(p -> problem.inputTurn()[p] != p);
        return IntStream.range(0, turning ? quarters : 1)
                .flatMap(turns -> Arrays.stream(turned(firsts, problem.inputTurn(), turns)))
                .toArray();
    }

    /** Returns what {@code turns} quarters make of a panel of outputs in the first one. */
    private Panel panel(int lane, int at, int[] firsts, int turns) {
        int[] lanes = IntStream.range(0, inputs.length)
                .filter(i -> problem.kernel(firsts[0], inputs[i]).length > 0)
                .toArray();
        List<List<int[]>> runs = new ArrayList<>();
        for (int more = 0; more < quarters; more++) {
            runs.add(runs(lanes, turns + more));
        }
        return new Panel(lane, RowArithmetic.roundUp(firsts.length), runs, lanes.length, at);
    }

    /** Fills in the kernels of a panel. */
    private void transformKernels(int index) {
        Panel panel = panels.get(index);
        int[] lanes = panel.runs.get(0).stream()
                .flatMapToInt(run -> IntStream.range(run[0], run[0] + run[1]))
                .toArray();
        for (int i = 0; i < panel.lanes && outputs[panel.lane + i] >= 0; i++) {
            for (int k = 0; k < lanes.length; k++) {
                float[] kernel = problem.kernel(outputs[panel.lane + i], inputs[lanes[k]]);
                double[] points = algorithm.transformKernel(kernel);
                for (int o = 0; o < orbits.size(); o++) {
                    Orbit orbit = orbits.get(o);
                    if (index < distinct(o)) {
                        double factor = algorithm.factors(orbit.product, points)[orbit.part];
                        values[at(o, index) + k * panel.lanes + i] = (float) factor;
                    }
                }
            }
        }
    }

    /**
     * Returns where the kernels of a panel are for an orbit. A real product that j &lt; 4 turns leave where it is has the same
     * kernels in every j-th quarter.
     */
    int at(int orbit, int panel) {
        return Workspace.ALIGNED + orbit * orbitStride + panels.get(panel % distinct(orbit)).at;
    }

    /** Returns how many panels have kernels of their own. */
    private int distinct(int orbit) {
        Orbit o = orbits.get(orbit);
        return o.product.complex() ? panels.size() : panels.size() / quarters * o.places.length;
    }

    /** Returns the lanes of the turned planes, in the order of {@code lanes}, as runs. */
    private List<int[]> runs(int[] lanes, int turns) {
        List<int[]> runs = new ArrayList<>();
        for (int lane : lanes) {
            int at = turning ? (lane + turns * (inputs.length / quarters)) % inputs.length : lane;
            int[] last = runs.isEmpty() ? new int[] {-1, 0} : runs.get(runs.size() - 1);
            if (at == last[0] + last[1]) {
                last[1]++;
            } else {
                runs.add(new int[] {at, 1});
            }
        }
        return runs;
    }
}
