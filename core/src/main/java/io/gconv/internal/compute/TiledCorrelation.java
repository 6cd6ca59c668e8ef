package io.gconv.internal.compute;

import io.gconv.internal.compute.TileAlgorithm.Mode;
import io.gconv.internal.compute.TileAlgorithm.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A correlation by a {@link TileAlgorithm} without the Vector API: blocks of tiles are transformed, every product of the algorithm becomes a
 * matrix product from input planes to output planes with the tiles as columns, and the results are transformed back.
 *
 * <p>If the kernels are closed under quarter turns, the tiles of all products of an orbit stand side by side, with their
 * planes turned too, so that one matrix serves them all: less memory, and longer rows.
 *
 * <p>The grid of tiles starts at the first output pixel, and every tile is computed in the same way, so results do not
 * depend on how the tiles are put into blocks.
 */
final class TiledCorrelation implements PartialCorrelation {

    private static final int SPECTRUM = 0;
    private static final int PANEL = 1;
    private static final int RESULT = 2;

    /** Floats of transformed tiles per thread: larger images are computed in blocks of tiles. */
    private static final int MOST_FLOATS = 1 << 22;

    private static final int COMPLEX_PARTS = 3;
    private static final int MOST_MEMBERS = 4;

    private final int mostFloats;
    private final CorrelationProblem problem;
    private final TileAlgorithm algorithm;
    private final RowArithmetic arithmetic;
    private final TileTransform transform;
    private final List<OutputGroup> groups;
    private final int[] inputs;
    private final int[] outputs;
    private final int planes;
    private final int rows; // of a transformed tile
    private final int[][] turnedInputs;
    private final int[][] turnedOutputs;
    private final List<List<Orbit>> units = new ArrayList<>();
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /** An orbit of products with its matrices: for each group of outputs one, or three if the products are complex. */
    private record Orbit(List<Product> members, List<Mode> modes, List<PackedMatrix[]> weights) {}

    /** Creates a correlation for groups of one radius. */
    TiledCorrelation(
            CorrelationProblem problem, List<OutputGroup> groups, TileAlgorithm algorithm, RowArithmetic arithmetic) {
        this(problem, groups, algorithm, arithmetic, MOST_FLOATS);
    }

    /** Creates a correlation with blocks of at most about so many floats, for tests. */
    TiledCorrelation(
            CorrelationProblem problem,
            List<OutputGroup> groups,
            TileAlgorithm algorithm,
            RowArithmetic arithmetic,
            int mostFloats) {
        if (algorithm.isExact()) {
            throw new IllegalArgumentException(
                    algorithm.label() + " needs vectors: its kernels are scaled for both orders");
        }
        this.mostFloats = mostFloats;
        this.problem = problem;
        this.algorithm = algorithm;
        this.arithmetic = arithmetic;
        this.transform = new TileTransform(algorithm, arithmetic);
        this.groups = groups;
        this.inputs = union(groups.stream().map(OutputGroup::inputs).toList());
        this.outputs = union(groups.stream().map(OutputGroup::outputs).toList());
        this.planes = Math.max(inputs.length, outputs.length);
        this.rows = algorithm.tile() * algorithm.tile();
        this.turnedInputs = turned(inputs, problem.isClosed() ? problem.inputTurn() : new int[0]);
        this.turnedOutputs = turned(outputs, problem.isClosed() ? problem.outputTurn() : new int[0]);
        for (List<List<Product>> unit : algorithm.units()) {
            units.add(unit(unit));
        }
        for (int g = 0; g < groups.size(); g++) {
            transformKernels(g);
        }
    }

    private static int[] union(List<int[]> sets) {
        return sets.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
    }

    /** Returns, for j = 0 … 3, where in {@code subset} the planes are that a turn by j quarters takes its planes to. */
    private static int[][] turned(int[] subset, int[] turn) {
        int[][] turned = new int[turn.length == 0 ? 1 : 4][subset.length];
        for (int i = 0; i < subset.length; i++) {
            int plane = subset[i];
            for (int[] j : turned) {
                j[i] = Arrays.binarySearch(subset, plane);
                plane = turn.length == 0 ? plane : turn[plane];
            }
        }
        return turned;
    }

    private List<Orbit> unit(List<List<Product>> unit) {
        Set<Integer> rows = new HashSet<>();
        List<Orbit> orbits = new ArrayList<>();
        for (List<Product> turned : unit) {
            List<List<Product>> split =
                    turned.stream().map(p -> List.of(p.alone())).toList();
            for (List<Product> members : problem.isClosed() ? List.of(turned) : split) {
                List<Mode> modes = members.stream()
                        .map(member -> rows.add(member.u()) ? Mode.SET : Mode.ADD)
                        .toList();
                orbits.add(new Orbit(members, modes, matrices(members.get(0))));
            }
        }
        return orbits;
    }

    private List<PackedMatrix[]> matrices(Product product) {
        return groups.stream()
                .map(group -> IntStream.range(0, product.complex() ? COMPLEX_PARTS : 1)
                        .mapToObj(i -> new PackedMatrix(group.outputs().length, group.inputs().length))
                        .toArray(PackedMatrix[]::new))
                .toList();
    }

    private void transformKernels(int g) {
        OutputGroup group = groups.get(g);
        for (int r = 0; r < group.outputs().length; r++) {
            for (int k = 0; k < group.inputs().length; k++) {
                double[] kernel = algorithm.transformKernel(problem.kernel(group.outputs()[r], group.inputs()[k]));
                for (List<Orbit> unit : units) {
                    for (Orbit orbit : unit) {
                        double[] factors = algorithm.factors(orbit.members.get(0), kernel);
                        for (int i = 0; i < factors.length; i++) {
                            orbit.weights.get(g)[i].set(r, k, (float) factors[i]);
                        }
                    }
                }
            }
        }
    }

    /** Returns how many positions a block may have. */
    static int mostPositions(TileAlgorithm algorithm, int planes) {
        return mostPositions(algorithm, planes, MOST_FLOATS);
    }

    private static int mostPositions(TileAlgorithm algorithm, int planes, int mostFloats) {
        int floats = algorithm.tile() * algorithm.tile() * planes;
        return Math.max(1, mostFloats / floats / RowArithmetic.LANES) * RowArithmetic.LANES;
    }

    /** What depends on the size of the image. */
    private final class Plan {
        private final TileLayout layout;
        private final TileTransform.Rows rows;
        private final Offsets[][] inRows; // [members][group]
        private final Offsets[][] outRows;

        private Plan(int inHeight, int inWidth, OutputPart part) {
            this.layout = new TileLayout(
                    algorithm,
                    inHeight - 2 * problem.crop(),
                    inWidth - 2 * problem.crop(),
                    part,
                    mostPositions(algorithm, planes, mostFloats));
            this.rows = new TileTransform.Rows(algorithm, layout, planes);
            this.inRows = new Offsets[MOST_MEMBERS + 1][groups.size()];
            this.outRows = new Offsets[MOST_MEMBERS + 1][groups.size()];
            for (int members : new int[] {1, 2, 4}) {
                for (int g = 0; g < groups.size(); g++) {
                    inRows[members][g] = offsets(inputs, groups.get(g).inputs(), stride(members));
                    outRows[members][g] = offsets(outputs, groups.get(g).outputs(), stride(members));
                }
            }
        }

        /** Floats per row of a panel; not a large power of two, whose rows would share few places in the cache. */
        private int stride(int members) {
            int positions = members * layout.positions;
            return positions % 64 == 0 ? positions + RowArithmetic.LANES : positions;
        }

        private static Offsets offsets(int[] all, int[] subset, int step) {
            return Offsets.of(Arrays.stream(subset)
                    .map(plane -> step * Arrays.binarySearch(all, plane))
                    .toArray());
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        Plan plan = plans.get(height, width, part);
        TileLayout layout = plan.layout;
        Workspace workspace = Workspace.ofThisThread();
        float[] spectrum = workspace.floats(SPECTRUM, rows * planes * layout.positions);
        int shift = problem.crop() - algorithm.kernelSize() / 2;
        for (int b = 0; b < layout.blocks.size(); b++) {
            TileLayout.Block block = layout.blocks.get(b);
            transform.forward(in, height, width, inputs, shift, layout, block, plan.rows, planes, spectrum, workspace);
            for (int i = 0; i < units.size(); i++) {
                multiply(units.get(i), plan, spectrum, workspace);
            }
            transform.inverse(spectrum, planes, layout, block, plan.rows, outputs, out, problem, workspace);
        }
    }

    /** Reads all products of a unit before writing any, since they share rows. */
    private void multiply(List<Orbit> unit, Plan plan, float[] spectrum, Workspace workspace) {
        int n = plan.layout.positions;
        int most = MOST_MEMBERS * (n + RowArithmetic.LANES) * COMPLEX_PARTS;
        float[] panel = workspace.floats(PANEL, most * inputs.length);
        float[] result = workspace.floats(RESULT, most * outputs.length);
        int inAt = 0;
        int outAt = 0;
        for (int o = 0; o < unit.size(); o++) {
            Orbit orbit = unit.get(o);
            int members = orbit.members.size();
            int stride = plan.stride(members);
            for (int i = 0; i < members; i++) {
                pack(orbit.members.get(i), n, spectrum, panel, inAt + i * n, stride);
            }
            for (int g = 0; g < groups.size(); g++) {
                PackedMatrix[] weights = orbit.weights.get(g);
                for (int i = 0; i < weights.length; i++) {
                    arithmetic.multiply(
                            weights[i],
                            panel,
                            plan.inRows[members][g],
                            inAt + i * inputs.length * stride,
                            members * n,
                            result,
                            plan.outRows[members][g],
                            outAt + i * outputs.length * stride);
                }
            }
            inAt += COMPLEX_PARTS * inputs.length * stride;
            outAt += COMPLEX_PARTS * outputs.length * stride;
        }
        unpack(unit, plan, result, spectrum);
    }

    private void unpack(List<Orbit> unit, Plan plan, float[] result, float[] spectrum) {
        int outAt = 0;
        for (int o = 0; o < unit.size(); o++) {
            Orbit orbit = unit.get(o);
            int stride = plan.stride(orbit.members.size());
            for (int i = 0; i < orbit.members.size(); i++) {
                unpack(
                        orbit.members.get(i),
                        plan.layout.positions,
                        result,
                        outAt + i * plan.layout.positions,
                        stride,
                        spectrum,
                        orbit.modes.get(i));
            }
            outAt += COMPLEX_PARTS * outputs.length * stride;
        }
    }

    private void pack(Product member, int n, float[] spectrum, float[] panel, int at, int stride) {
        int[] turned = turnedInputs[member.turns()];
        if (member.complex()) {
            packComplex(spectrum, planes * n, member, turned, n, panel, at, stride, inputs.length * stride);
        } else {
            for (int p = 0; p < turned.length; p++) {
                System.arraycopy(spectrum, (member.u() * planes + turned[p]) * n, panel, at + p * stride, n);
            }
        }
    }

    private void unpack(Product member, int n, float[] result, int at, int stride, float[] spectrum, Mode mode) {
        int[] turned = turnedOutputs[member.turns()];
        if (member.complex()) {
            unpackComplex(result, at, stride, outputs.length * stride, n, spectrum, planes * n, member, turned, mode);
        } else {
            for (int q = 0; q < turned.length; q++) {
                System.arraycopy(result, at + q * stride, spectrum, (member.u() * planes + turned[q]) * n, n);
            }
        }
    }

    /**
     * Reads the complex numbers of a product from transformed tiles, into the three panels that a complex product in three
     * real ones needs.
     *
     * <pre>
     *   re = u + mix·v,   im = sign·(w − mix·z),     panels: re + im, re, im
     * </pre>
     *
     * @param row floats from row to row of a transformed tile
     * @param turned the order in which planes are read
     * @param panel the panels, {@code size} floats apart, with rows {@code stride} floats apart, from {@code at}
     */
    private static void packComplex(
            float[] spectrum,
            int row,
            Product product,
            int[] turned,
            int n,
            float[] panel,
            int at,
            int stride,
            int size) {
        for (int p = 0; p < turned.length; p++) {
            int from = turned[p] * n;
            int to = at + p * stride;
            for (int i = 0; i < n; i++) {
                float re =
                        spectrum[row * product.u() + from + i] + product.mix() * spectrum[row * product.v() + from + i];
                float im = product.sign()
                        * (spectrum[row * product.w() + from + i]
                                - product.mix() * spectrum[row * product.z() + from + i]);
                panel[to + i] = re + im;
                panel[to + size + i] = re;
                panel[to + 2 * size + i] = im;
            }
        }
    }

    /**
     * The reverse: puts together a complex product from three real ones and adds it to the rows it came from.
     *
     * <pre>
     *   re = p₁ − p₃,   im = sign·(p₁ + p₂),     u += re, v += mix·re, w += im, z −= mix·im
     * </pre>
     *
     * @param mode whether there is something in the rows already
     */
    private static void unpackComplex(
            float[] panel,
            int at,
            int stride,
            int size,
            int n,
            float[] spectrum,
            int row,
            Product product,
            int[] turned,
            Mode mode) {
        boolean set = mode == Mode.SET;
        for (int q = 0; q < turned.length; q++) {
            int from = at + q * stride;
            int to = turned[q] * n;
            for (int i = 0; i < n; i++) {
                float re = panel[from + i] - panel[from + 2 * size + i];
                float im = product.sign() * (panel[from + i] + panel[from + size + i]);
                spectrum[row * product.u() + to + i] = (set ? 0 : spectrum[row * product.u() + to + i]) + re;
                spectrum[row * product.w() + to + i] = (set ? 0 : spectrum[row * product.w() + to + i]) + im;
                if (product.mix() != 0) {
                    spectrum[row * product.v() + to + i] =
                            (set ? 0 : spectrum[row * product.v() + to + i]) + product.mix() * re;
                    spectrum[row * product.z() + to + i] =
                            (set ? 0 : spectrum[row * product.z() + to + i]) - product.mix() * im;
                }
            }
        }
    }

    @Override
    public long kernelBytes() {
        return units.stream()
                .flatMap(List::stream)
                .flatMap(orbit -> orbit.weights.stream())
                .flatMap(Arrays::stream)
                .mapToLong(PackedMatrix::bytes)
                .sum();
    }

    /** As many tiles as may be computed together, in whichever rows and columns need the most. */
    @Override
    public long workspaceBytes(int height, int width) {
        int m = algorithm.outputs();
        int most = mostPositions(algorithm, planes, mostFloats);
        int across = (width - 2 * problem.crop() + m - 1) / m;
        int down = (height - 2 * problem.crop() + m - 1) / m;
        int positions = RowArithmetic.roundUp((int) Math.min((long) across * down, most));
        long panels = (long) COMPLEX_PARTS
                * (inputs.length + outputs.length)
                * MOST_MEMBERS
                * (positions + RowArithmetic.LANES);
        long spectrum = (long) rows * planes * positions;
        long transforms = IntStream.rangeClosed(1, Math.min(across, most))
                .mapToLong(columns ->
                        TileTransform.workspaceBytes(algorithm, Math.min(down, most / columns), columns, planes))
                .max()
                .orElse(0);
        return Float.BYTES * (panels + spectrum + arithmetic.workspaceFloats()) + transforms;
    }
}
