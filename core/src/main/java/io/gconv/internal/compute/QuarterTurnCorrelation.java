package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Correlation with kernels that are closed under quarter turns, by a Fourier transform over the turns.
 *
 * <p>The taps (p, u, v) fall into orbits t₀ … t₃ of four. Over an orbit the outputs π^g q are a cyclic correlation,
 *
 * <pre>
 *   out_g = Σ_j w_(j−g) x_j,     w_j = E[q, t_j],   x_j = in at t_j
 *   with s₀ = Σ x_j, s₂ = Σ (−1)^j x_j, d = x₀ − x₂, e = x₁ − x₃ and the same of w, a = w₀ − w₂, b = w₁ − w₃:
 *   S₀ = Σ W₀ s₀,   S₂ = Σ W₂ s₂,   A = Σ a d,   B = Σ b e,   C = Σ b d,   D = Σ a e
 *   out₀, out₂ = ¼(S₀ + S₂) ± ½(A + B),     out₁, out₃ = ¼(S₀ − S₂) ∓ ½(C − D)
 * </pre>
 *
 * so that 6 multiplications take the place of 16. A quarter turn of the input exchanges rows or changes their signs, and
 * every sum has the same order for all turns, so the result for a turned input is the same to the last bit.
 */
final class QuarterTurnCorrelation implements PartialCorrelation {

    private static final int POSITIONS = 288;
    private static final int DEPTH = 64;
    private static final int HALOS = 0;
    private static final int PANEL = 1;
    private static final int RESULTS = 2;

    private final CorrelationProblem problem;
    private final RowArithmetic arithmetic;
    private final List<Group> groups = new ArrayList<>();
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /**
     * Outputs that read the same orbits.
     *
     * @param outputs the first of every four outputs
     * @param orbits the taps t₀ … t₃ of every orbit
     * @param even W₀ / 4
     * @param odd W₂ / 4
     * @param sides a / 2 for all outputs, then b / 2
     */
    private record Group(
            int[] outputs, List<List<Tap>> orbits, PackedMatrix even, PackedMatrix odd, PackedMatrix sides) {}

    private final int radius;

    /** Creates a correlation for some of the output planes, with each also those that turns take it to. */
    QuarterTurnCorrelation(CorrelationProblem problem, int[] outputs, RowArithmetic arithmetic) {
        this.problem = problem;
        this.arithmetic = arithmetic;
        this.radius = Arrays.stream(outputs).map(problem::radius).max().orElse(0);
        Map<String, List<Integer>> together = new LinkedHashMap<>();
        for (int q : outputs) {
            if (problem.turnsOfOutput(q) == 0) {
                TreeSet<Integer> planes = new TreeSet<>();
                for (int p : problem.inputs(q)) {
                    planes.add(orbit(new Tap(p, 0, 0)).get(0).plane());
                }
                together.computeIfAbsent(problem.reach(q) + planes.toString(), k -> new ArrayList<>())
                        .add(q);
            }
        }
        together.values()
                .forEach(list -> groups.add(group(list.stream().mapToInt(q -> q).toArray())));
    }

    /** Returns t₀ … t₃, the smallest first. */
    private List<Tap> orbit(Tap tap) {
        List<Tap> orbit =
                IntStream.range(0, 4).mapToObj(j -> problem.turned(tap, j)).toList();
        Tap first = orbit.stream().min(Tap::compareTo).orElseThrow();
        return IntStream.range(0, 4).mapToObj(j -> problem.turned(first, j)).toList();
    }

    private Group group(int[] outputs) {
        TreeSet<Tap> firsts = new TreeSet<>();
        int reach = problem.reach(outputs[0]);
        for (int q : outputs) {
            for (int p : problem.inputs(q)) {
                for (int u = -reach; u <= reach; u++) {
                    for (int v = -reach; v <= reach; v++) {
                        Tap tap = new Tap(p, u, v);
                        if (problem.weight(q, tap) != 0) {
                            firsts.add(orbit(tap).get(0));
                        }
                    }
                }
            }
        }
        List<List<Tap>> orbits = firsts.stream().map(this::orbit).toList();
        PackedMatrix even = new PackedMatrix(outputs.length, orbits.size());
        PackedMatrix odd = new PackedMatrix(outputs.length, orbits.size());
        PackedMatrix sides = new PackedMatrix(2 * outputs.length, orbits.size());
        for (int r = 0; r < outputs.length; r++) {
            for (int k = 0; k < orbits.size(); k++) {
                double[] w = weights(outputs[r], orbits.get(k));
                even.set(r, k, (float) ((w[0] + w[1] + w[2] + w[3]) / 4));
                odd.set(r, k, (float) ((w[0] - w[1] + w[2] - w[3]) / 4));
                sides.set(r, k, (float) ((w[0] - w[2]) / 2));
                sides.set(outputs.length + r, k, (float) ((w[1] - w[3]) / 2));
            }
        }
        return new Group(outputs, orbits, even, odd, sides);
    }

    /** Returns w₀ … w₃. A tap that no turn moves is there four times, with a quarter of its weight each. */
    private double[] weights(int q, List<Tap> orbit) {
        double times = 4.0 / orbit.stream().distinct().count();
        return orbit.stream().mapToDouble(tap -> problem.weight(q, tap) / times).toArray();
    }

    /** What depends on the size of the image. */
    private final class Plan {
        private final PixelTiles tiles;
        private final int[][] inRows; // [group][4·orbit + j]
        private final int[][][] outPlanes; // [group][output][turn]
        private final Offsets panelRows;
        private final Offsets sideRows;
        private final Offsets resultRows;
        private final Offsets resultSideRows;

        private Plan(int height, int width, OutputPart part) {
            this.tiles = new PixelTiles(height, width, part, problem.crop(), radius, POSITIONS, true);
            this.inRows = new int[groups.size()][];
            this.outPlanes = new int[groups.size()][][];
            int size = tiles.outHeight() * tiles.outWidth();
            int most = 0;
            for (int g = 0; g < inRows.length; g++) {
                inRows[g] = groups.get(g).orbits.stream()
                        .flatMap(List::stream)
                        .mapToInt(tap -> tap.plane() * tiles.halo + tiles.offset(tap.u(), tap.v()))
                        .toArray();
                outPlanes[g] = Arrays.stream(groups.get(g).outputs)
                        .mapToObj(q -> IntStream.iterate(q, turned -> problem.outputTurn()[turned])
                                .limit(4)
                                .map(turned -> problem.epilogue(turned).to() * size)
                                .toArray())
                        .toArray(int[][]::new);
                most = Math.max(most, groups.get(g).outputs.length);
            }
            this.panelRows = Offsets.multiples(DEPTH, tiles.positions);
            this.sideRows = Offsets.multiples(DEPTH, 2 * tiles.positions);
            this.resultRows = Offsets.multiples(most, tiles.positions);
            this.resultSideRows = Offsets.multiples(2 * most, 2 * tiles.positions);
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        Plan plan = plans.get(height, width, part);
        PixelTiles tiles = plan.tiles;
        Workspace workspace = Workspace.ofThisThread();
        float[] halos = workspace.floats(HALOS, problem.inPlanes() * tiles.halo);
        for (int y = tiles.fromY; y < tiles.toY; y += tiles.rows) {
            for (int x = tiles.fromX; x < tiles.toX; x += tiles.columns) {
                for (int p = 0; p < problem.inPlanes(); p++) {
                    tiles.load(in, p, y, x, halos, p * tiles.halo);
                }
                for (int g = 0; g < groups.size(); g++) {
                    float[] results = compute(g, plan, halos, workspace);
                    store(g, plan, results, y, x, out);
                }
            }
        }
    }

    /** Returns S₀ and S₂ of all outputs, then rows [A, D] of all outputs and rows [C, B]. */
    private float[] compute(int g, Plan plan, float[] halos, Workspace workspace) {
        Group group = groups.get(g);
        int n = plan.tiles.positions;
        int size = group.outputs.length * n;
        float[] panel = workspace.floats(PANEL, 4 * DEPTH * n);
        float[] results = workspace.floats(RESULTS, 6 * size);
        if (group.orbits.isEmpty()) {
            Arrays.fill(results, 0, 6 * size, 0);
        }
        for (int from = 0; from < group.orbits.size(); from += DEPTH) {
            int to = Math.min(group.orbits.size(), from + DEPTH);
            for (int k = from; k < to; k++) {
                transform(plan.tiles, halos, plan.inRows[g], k, panel, (k - from) * n);
            }
            arithmetic.multiply(group.even, from, to, panel, plan.panelRows, 0, n, results, plan.resultRows, 0);
            arithmetic.multiply(
                    group.odd, from, to, panel, plan.panelRows, DEPTH * n, n, results, plan.resultRows, size);
            arithmetic.multiply(
                    group.sides,
                    from,
                    to,
                    panel,
                    plan.sideRows,
                    2 * DEPTH * n,
                    2 * n,
                    results,
                    plan.resultSideRows,
                    2 * size);
        }
        return results;
    }

    /** Fills in row s₀ at {@code to}, and s₂, d and e of the other panels. */
    private void transform(PixelTiles tiles, float[] halos, int[] inRows, int orbit, float[] panel, int to) {
        int panelSize = DEPTH * tiles.positions;
        for (int i = 0; i < tiles.runs; i++) {
            int at = to + i * tiles.run;
            int d = 2 * (panelSize + to) + i * tiles.run;
            arithmetic.fourier4(
                    halos,
                    inRows,
                    orbit,
                    i * tiles.stride,
                    tiles.run,
                    panel,
                    at,
                    panelSize + at,
                    d,
                    d + tiles.positions);
        }
    }

    private void store(int g, Plan plan, float[] results, int y, int x, float[] out) {
        int n = plan.tiles.positions;
        int[] outputs = groups.get(g).outputs;
        RowArithmetic.Rectangle shape = plan.tiles.shape(y, x);
        for (int r = 0; r < outputs.length; r++) {
            int a = 2 * (outputs.length + r) * n;
            int c = a + 2 * outputs.length * n;
            arithmetic.inverseFourier4(
                    results,
                    r * n,
                    (outputs.length + r) * n,
                    a,
                    c + n,
                    c,
                    a + n,
                    shape,
                    problem.epilogue(outputs[r]),
                    out,
                    y * plan.tiles.outWidth() + x,
                    plan.outPlanes[g][r]);
        }
    }

    @Override
    public long kernelBytes() {
        return groups.stream()
                .mapToLong(group -> group.even.bytes() + group.odd.bytes() + group.sides.bytes())
                .sum();
    }

    @Override
    public long workspaceBytes(int height, int width) {
        PixelTiles.Largest tiles = PixelTiles.largest(height, width, problem.crop(), radius, POSITIONS, true);
        int most = groups.stream().mapToInt(group -> group.outputs.length).max().orElse(0);
        return Float.BYTES
                * ((long) problem.inPlanes() * tiles.halo()
                        + (4L * DEPTH + 6L * most) * tiles.positions()
                        + arithmetic.workspaceFloats());
    }
}
