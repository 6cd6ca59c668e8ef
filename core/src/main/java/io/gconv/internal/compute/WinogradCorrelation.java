package io.gconv.internal.compute;

import io.gconv.internal.compute.TileAlgorithm.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Winograd's minimal algorithms F(4 × 4, 5 × 5) and F(6 × 6, 3 × 3) with the Vector API: the channels of a pixel side by
 * side, so that the transforms need no shuffles.
 *
 * <pre>
 *   planes → pixels → B · Bᵀ per tile → 64 matrix products [tiles × in] · [in × out] → A · Aᵀ per tile → pixels → planes
 * </pre>
 *
 * The algorithm is that of {@link WinogradTiles}, which has the formulas; kernels take up all constant factors. Outputs
 * that read the same inputs are put together, and inputs with the same readers next to each other, so missing taps along H
 * cost nothing.
 */
final class WinogradCorrelation implements PartialCorrelation {

    private static final int TILE = WinogradTiles.TILE;
    private static final int POINTS = TILE * TILE;
    private static final int BLOCK = 8; // tiles that are multiplied together
    static final int MOST_TILES = 32;
    private static final int FLOATS = 1 << 21;

    private static final int PIXELS = 0;
    private static final int TILES = 1;
    private static final int PRODUCTS = 2;
    private static final int RESULTS = 3;

    private final CorrelationProblem problem;
    private final WinogradTiles algorithm;
    private final List<List<Product>> orbits;
    private final int quarters; // 4 if the kernels are closed under quarter turns, otherwise 1
    private boolean turning; // whether turns move input planes
    private final int[] inputs; // by lane, quarter after quarter
    private final int[] outputs; // by lane, quarter after quarter; −1 for lanes that fill up a vector
    private final int inLanes; // floats from one pixel or tile to the next
    private final int outLanes;
    private final List<Panel> panels = new ArrayList<>();
    private final float[] bias;
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /**
     * Kernels of up to {@link VectorWinograd#PANEL} outputs.
     *
     * @param lane the first output lane
     * @param lanes how many output lanes, with those that fill up a vector
     * @param runs for every turn, first lane and number of lanes of the turned inputs, run by run
     * @param depth how many inputs
     * @param kernels {@code [orbit][k][lane]}, k over the runs
     */
    private record Panel(int lane, int lanes, List<List<int[]>> runs, int depth, float[] kernels) {}

    WinogradCorrelation(CorrelationProblem problem, List<OutputGroup> groups) {
        this.problem = problem;
        this.algorithm = new WinogradTiles(2 * groups.get(0).radius() + 1);
        this.quarters = problem.isClosed() ? 4 : 1;
        this.orbits = quarters == 4
                ? algorithm.orbits()
                : algorithm.orbits().stream()
                        .flatMap(List::stream)
                        .map(p -> List.of(p.alone()))
                        .toList();
        this.inputs = byReaders(groups);
        this.inLanes = spread(RowArithmetic.roundUp(inputs.length));
        List<Integer> lanes = new ArrayList<>();
        for (int turns = 0; turns < quarters; turns++) {
            for (OutputGroup group : groups) {
                int[] firsts = Arrays.stream(group.outputs())
                        .filter(q -> problem.turnsOfOutput(q) == 0)
                        .toArray();
                for (int from = 0; from < firsts.length; from += VectorWinograd.PANEL) {
                    int to = Math.min(firsts.length, from + VectorWinograd.PANEL);
                    int[] members = turned(Arrays.copyOfRange(firsts, from, to), problem.outputTurn(), turns);
                    Panel panel = panel(lanes.size(), members);
                    panels.add(panel);
                    IntStream.range(0, panel.lanes).forEach(i -> lanes.add(i < members.length ? members[i] : -1));
                }
            }
        }
        this.outputs = lanes.stream().mapToInt(q -> q).toArray();
        this.outLanes = spread(outputs.length);
        this.bias = new float[outputs.length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = outputs[i] < 0 ? 0 : problem.bias(outputs[i]);
        }
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

    /** Returns an odd number of vectors: with powers of two, rows would share few places in the caches. */
    private static int spread(int floats) {
        return floats / RowArithmetic.LANES % 2 == 0 ? floats + RowArithmetic.LANES : floats;
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
                .filter(p -> problem.turnsOfInput(p) == 0)
                .sorted(readers.thenComparing(Comparator.naturalOrder()))
                .mapToInt(p -> p)
                .toArray();
        turning = quarters > 1 && Arrays.stream(firsts).anyMatch(p -> problem.inputTurn()[p] != p);
        return IntStream.range(0, turning ? quarters : 1)
                .flatMap(turns -> Arrays.stream(turned(firsts, problem.inputTurn(), turns)))
                .toArray();
    }

    private Panel panel(int lane, int[] members) {
        int[] lanes = IntStream.range(0, inputs.length)
                .filter(i -> problem.kernel(members[0], inputs[i]).length > 0)
                .toArray();
        List<List<int[]>> runs = new ArrayList<>();
        for (int turns = 0; turns < quarters; turns++) {
            runs.add(runs(lanes, turns));
        }
        int width = RowArithmetic.roundUp(members.length);
        float[] kernels = new float[orbits.size() * lanes.length * width];
        for (int i = 0; i < members.length; i++) {
            for (int k = 0; k < lanes.length; k++) {
                double[] points = algorithm.scaledKernel(problem.kernel(members[i], inputs[lanes[k]]));
                for (int orbit = 0; orbit < orbits.size(); orbit++) {
                    int point = orbits.get(orbit).get(0).u();
                    kernels[(orbit * lanes.length + k) * width + i] = (float) points[point];
                }
            }
        }
        return new Panel(lane, width, runs, lanes.length, kernels);
    }

    /** Returns the lanes of the turned planes, in the order of {@code lanes}, as runs. */
    private List<int[]> runs(int[] lanes, int turns) {
        List<int[]> runs = new ArrayList<>();
        for (int lane : lanes) {
            int at = turning ? (lane + turns * inputs.length / quarters) % inputs.length : lane;
            int[] last = runs.isEmpty() ? new int[] {-1, 0} : runs.get(runs.size() - 1);
            if (at == last[0] + last[1]) {
                last[1]++;
            } else {
                runs.add(new int[] {at, 1});
            }
        }
        return runs;
    }

    /** What depends on the size of the image. */
    private final class Plan {
        private final TileLayout layout;
        private final int[] inPlanes; // where the plane of a lane starts
        private final List<int[]> squares; // where the planes of up to sixteen lanes start
        private final int[] squareLanes; // the first of them
        private final int inPoint; // floats from one point to the next
        private final int outPoint;
        private final int pixelColumns; // of a block with its halo
        private final int pixelRows;
        private final int resultColumns;

        private Plan(int height, int width) {
            int m = algorithm.outputs();
            int most = Math.max(8, Math.min(MOST_TILES, FLOATS / POINTS / Math.max(inLanes, outputs.length)));
            this.layout = new TileLayout(algorithm, height - 2 * problem.crop(), width - 2 * problem.crop(), most);
            this.inPlanes = Arrays.stream(inputs).map(p -> p * height * width).toArray();
            int size = layout.height * layout.width;
            this.squareLanes = IntStream.iterate(0, lane -> lane < outputs.length, lane -> lane + RowArithmetic.LANES)
                    .toArray();
            this.squares = Arrays.stream(squareLanes)
                    .mapToObj(lane -> Arrays.stream(outputs, lane, lane + RowArithmetic.LANES)
                            .filter(q -> q >= 0)
                            .map(q -> q * size)
                            .toArray())
                    .toList();
            TileLayout.Block first = layout.blocks.get(0);
            this.pixelColumns = first.columns() * m + algorithm.kernelSize() - 1;
            this.pixelRows = first.rows() * m + algorithm.kernelSize() - 1;
            this.resultColumns = first.columns() * m;
            int tiles = first.rows() * first.columns() + BLOCK;
            this.inPoint = spread(tiles * inLanes);
            this.outPoint = spread(tiles * outLanes);
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out) {
        Plan plan = plans.get(height, width);
        Workspace workspace = Workspace.ofThisThread();
        float[] pixels = workspace.floats(PIXELS, plan.pixelRows * plan.pixelColumns * inLanes);
        float[] tiles = workspace.floats(TILES, POINTS * plan.inPoint);
        float[] products = workspace.floats(PRODUCTS, POINTS * plan.outPoint);
        for (int b = 0; b < plan.layout.blocks.size(); b++) {
            TileLayout.Block block = plan.layout.blocks.get(b);
            load(in, height, width, plan, block, pixels);
            transform(plan, block, pixels, tiles);
            multiply(plan, block, tiles, products);
            store(plan, block, products, workspace, out);
        }
    }

    /** Brings the pixels of a block with their halo into rows of channels; outside of the image there are zeros. */
    private void load(float[] in, int height, int width, Plan plan, TileLayout.Block block, float[] pixels) {
        int shift = problem.crop() - algorithm.kernelSize() / 2;
        int x = block.x() + shift;
        int columns = block.columns() * algorithm.outputs() + algorithm.kernelSize() - 1;
        int from = Math.max(0, -x);
        int to = Math.min(columns, width - x);
        for (int i = 0; i < block.rows() * algorithm.outputs() + algorithm.kernelSize() - 1; i++) {
            int y = block.y() + shift + i;
            int row = i * plan.pixelColumns * inLanes;
            if (y < 0 || y >= height) {
                Arrays.fill(pixels, row, row + columns * inLanes, 0);
            } else {
                Arrays.fill(pixels, row, row + from * inLanes, 0);
                VectorTranspose.gather(
                        in, plan.inPlanes, y * width + x + from, to - from, pixels, row + from * inLanes, inLanes);
                Arrays.fill(pixels, row + to * inLanes, row + columns * inLanes, 0);
            }
        }
    }

    private void transform(Plan plan, TileLayout.Block block, float[] pixels, float[] tiles) {
        int m = algorithm.outputs();
        int rowStride = plan.pixelColumns * inLanes;
        int lanes = RowArithmetic.roundUp(inputs.length);
        for (int t = 0; t < block.rows() * block.columns(); t++) {
            int at = t / block.columns() * m * rowStride + t % block.columns() * m * inLanes;
            VectorWinograd.forward(pixels, at, rowStride, inLanes, lanes, tiles, t * inLanes, plan.inPoint);
        }
    }

    /** One orbit of products after the other: their tiles are multiplied by the same kernels, with turned planes. */
    private void multiply(Plan plan, TileLayout.Block block, float[] tiles, float[] products) {
        int count = block.rows() * block.columns();
        int quarter = outputs.length / quarters;
        for (int orbit = 0; orbit < orbits.size(); orbit++) {
            List<Product> members = orbits.get(orbit);
            for (int i = 0; i < panels.size(); i++) {
                Panel panel = panels.get(i);
                for (int j = 0; j < members.size(); j++) {
                    int point = members.get(j).u();
                    int lane = (panel.lane + j * quarter) % outputs.length;
                    multiply(
                            panel,
                            panel.runs.get(j),
                            orbit,
                            tiles,
                            point * plan.inPoint,
                            count,
                            products,
                            point * plan.outPoint + lane);
                }
            }
        }
    }

    private void multiply(
            Panel panel, List<int[]> runs, int orbit, float[] tiles, int from, int count, float[] products, int to) {
        int kernels = orbit * panel.depth * panel.lanes;
        RowArithmetic.Mode mode = RowArithmetic.Mode.SET;
        for (int i = 0; i < runs.size(); i++) {
            int[] run = runs.get(i);
            VectorWinograd.multiply(
                    tiles,
                    from + run[0],
                    inLanes,
                    run[1],
                    panel.kernels,
                    kernels,
                    panel.lanes,
                    count,
                    products,
                    to,
                    outLanes,
                    mode);
            kernels += run[1] * panel.lanes;
            mode = RowArithmetic.Mode.ADD;
        }
    }

    private void store(Plan plan, TileLayout.Block block, float[] products, Workspace workspace, float[] out) {
        int m = algorithm.outputs();
        int rowStride = plan.resultColumns * outLanes;
        float[] results = workspace.floats(RESULTS, m * rowStride);
        int columns = Math.min(block.columns() * m, plan.layout.width - block.x());
        for (int ty = 0; ty < block.rows(); ty++) {
            for (int tx = 0; tx < block.columns(); tx++) {
                int tile = (ty * block.columns() + tx) * outLanes;
                VectorWinograd.inverse(
                        products,
                        tile,
                        plan.outPoint,
                        outputs.length,
                        m,
                        bias,
                        problem.least(),
                        results,
                        tx * m * outLanes,
                        rowStride,
                        outLanes);
            }
            int rows = Math.min(m, plan.layout.height - block.y() - ty * m);
            for (int y = 0; y < rows; y++) {
                int to = (block.y() + ty * m + y) * plan.layout.width + block.x();
                storeRow(plan, results, y * rowStride, columns, out, to);
            }
        }
    }

    /** Sixteen lanes at once if all of them are outputs, otherwise one after the other. */
    private void storeRow(Plan plan, float[] results, int row, int columns, float[] out, int to) {
        for (int i = 0; i < plan.squares.size(); i++) {
            int lane = plan.squareLanes[i];
            VectorTranspose.scatter(results, row + lane, outLanes, columns, out, plan.squares.get(i), to);
        }
    }

    @Override
    public int grain() {
        return algorithm.outputs();
    }

    @Override
    public long kernelBytes() {
        return panels.stream()
                .mapToLong(panel -> (long) Float.BYTES * panel.kernels.length)
                .sum();
    }

    @Override
    public long workspaceBytes(int height, int width) {
        Plan plan = plans.get(height, width);
        long pixels = (long) plan.pixelRows * plan.pixelColumns * inLanes;
        long points = (long) POINTS * (plan.inPoint + plan.outPoint);
        return Float.BYTES * (pixels + points + (long) algorithm.outputs() * plan.resultColumns * outLanes);
    }
}
