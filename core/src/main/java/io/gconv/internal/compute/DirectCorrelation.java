package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Direct correlation: for a tile of output pixels, a matrix product of the kernels with the shifted inputs, which are
 * read where they are in the tile with its halo.
 *
 * <p>Output planes that read the same inputs are computed together; offsets at which all their kernels are 0 are left
 * out, so disk windows and missing taps along H cost nothing. If the kernels are closed under quarter turns, the terms of
 * turned outputs are added in turned order, so the result for a turned input is the same to the last bit.
 */
final class DirectCorrelation implements PartialCorrelation {

    private static final int POSITIONS = 576;
    private static final int HALOS = 0;
    private static final int RESULTS = 1;

    private final CorrelationProblem problem;
    private final RowArithmetic arithmetic;
    private final List<Group> groups = new ArrayList<>();
    private final int[] inputs;
    private final int[] slots; // where an input plane is among them
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /** Outputs with the terms of their sums. */
    private record Group(int[] outputs, List<Tap> taps, PackedMatrix weights) {}

    private final int radius;

    /** Creates a correlation for some of the output planes. */
    DirectCorrelation(CorrelationProblem problem, int[] outputs, RowArithmetic arithmetic) {
        this.problem = problem;
        this.arithmetic = arithmetic;
        this.radius = Arrays.stream(outputs).map(problem::radius).max().orElse(0);
        Map<String, List<Integer>> together = new LinkedHashMap<>();
        for (int q : outputs) {
            String key = problem.reach(q) + "/" + problem.turnsOfOutput(q) + Arrays.toString(problem.inputs(q));
            together.computeIfAbsent(key, k -> new ArrayList<>()).add(q);
        }
        together.values()
                .forEach(list -> groups.add(group(list.stream().mapToInt(q -> q).toArray())));
        this.inputs = groups.stream()
                .flatMap(group -> group.taps.stream())
                .mapToInt(Tap::plane)
                .distinct()
                .sorted()
                .toArray();
        this.slots = new int[problem.inPlanes()];
        for (int i = 0; i < inputs.length; i++) {
            slots[inputs[i]] = i;
        }
    }

    private Group group(int[] outputs) {
        int turns = problem.turnsOfOutput(outputs[0]);
        int reach = problem.reach(outputs[0]);
        List<Tap> taps = new ArrayList<>();
        for (int p : problem.inputs(outputs[0])) {
            for (int u = -reach; u <= reach; u++) {
                for (int v = -reach; v <= reach; v++) {
                    Tap tap = new Tap(p, u, v);
                    if (Arrays.stream(outputs).anyMatch(q -> problem.weight(q, tap) != 0)) {
                        taps.add(tap);
                    }
                }
            }
        }
        taps.sort(Comparator.comparing((Tap tap) -> problem.turned(tap, 4 - turns)));
        PackedMatrix weights = new PackedMatrix(outputs.length, taps.size());
        for (int r = 0; r < outputs.length; r++) {
            for (int k = 0; k < taps.size(); k++) {
                weights.set(r, k, problem.weight(outputs[r], taps.get(k)));
            }
        }
        return new Group(outputs, taps, weights);
    }

    /** What depends on the size of the image. */
    private final class Plan {
        private final PixelTiles tiles;
        private final Offsets[] inRows;
        private final Offsets[] outRows;

        private Plan(int height, int width, OutputPart part) {
            this.tiles = new PixelTiles(height, width, part, problem.crop(), radius, POSITIONS, arithmetic.isVector());
            this.inRows = new Offsets[groups.size()];
            this.outRows = new Offsets[groups.size()];
            for (int g = 0; g < inRows.length; g++) {
                inRows[g] = Offsets.of(groups.get(g).taps.stream()
                        .mapToInt(tap -> slots[tap.plane()] * tiles.halo + tiles.offset(tap.u(), tap.v()))
                        .toArray());
                outRows[g] = Offsets.multiples(groups.get(g).outputs.length, tiles.positions);
            }
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        Plan plan = plans.get(height, width, part);
        PixelTiles tiles = plan.tiles;
        Workspace workspace = Workspace.ofThisThread();
        float[] halos = workspace.floats(HALOS, inputs.length * tiles.halo);
        for (int y = tiles.fromY; y < tiles.toY; y += tiles.rows) {
            for (int x = tiles.fromX; x < tiles.toX; x += tiles.columns) {
                for (int p = 0; p < inputs.length; p++) {
                    tiles.load(in, inputs[p], y, x, halos, p * tiles.halo);
                }
                for (int g = 0; g < groups.size(); g++) {
                    compute(g, plan, halos, y, x, out, workspace);
                }
            }
        }
    }

    private void compute(int g, Plan plan, float[] halos, int y, int x, float[] out, Workspace workspace) {
        Group group = groups.get(g);
        PixelTiles tiles = plan.tiles;
        int n = tiles.positions;
        float[] results = workspace.floats(RESULTS, group.outputs.length * n);
        if (group.weights.depth > 0) {
            for (int i = 0; i < tiles.runs; i++) {
                arithmetic.multiply(
                        group.weights,
                        halos,
                        plan.inRows[g],
                        i * tiles.stride,
                        tiles.run,
                        results,
                        plan.outRows[g],
                        i * tiles.run);
            }
        } else {
            Arrays.fill(results, 0, group.outputs.length * n, 0);
        }
        RowArithmetic.Rectangle shape = tiles.shape(y, x);
        for (int r = 0; r < group.outputs.length; r++) {
            Epilogue epilogue = problem.epilogue(group.outputs[r]);
            int to = (epilogue.to() * tiles.outHeight() + y) * tiles.outWidth() + x;
            arithmetic.store(results, r * n, shape, epilogue, out, to);
        }
    }

    @Override
    public long kernelBytes() {
        return groups.stream().mapToLong(group -> group.weights.bytes()).sum();
    }

    @Override
    public long workspaceBytes(int height, int width) {
        PixelTiles.Largest tiles =
                PixelTiles.largest(height, width, problem.crop(), radius, POSITIONS, arithmetic.isVector());
        int most = groups.stream().mapToInt(group -> group.outputs.length).max().orElse(0);
        return Float.BYTES
                * ((long) inputs.length * tiles.halo()
                        + (long) most * tiles.positions()
                        + arithmetic.workspaceFloats());
    }
}
