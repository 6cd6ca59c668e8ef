package io.gconv.internal.compute;

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
    static final int MOST_TILES = 48;
    private static final int FLOATS = 1 << 21;

    private static final int PIXELS = 0;
    private static final int TILES = 1;
    private static final int PRODUCTS = 2;
    private static final int RESULTS = 3;

    private final CorrelationProblem problem;
    private final WinogradTiles algorithm;
    private final int[] inputs; // by lane
    private final int[] outputs; // by lane, −1 for lanes that fill up a panel
    private final int inLanes; // floats from one pixel or tile to the next
    private final int outLanes;
    private final List<Panel> panels = new ArrayList<>();
    private final float[] bias;
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /**
     * Kernels of up to {@link VectorWinograd#PANEL} outputs.
     *
     * @param lanes how many output lanes, with those that fill up a vector
     * @param runs first lane and number of lanes of the inputs, for every run of lanes
     * @param kernels {@code [point][k][lane]}, k over the runs
     */
    private record Panel(int lanes, List<int[]> runs, int depth, float[] kernels) {}

    WinogradCorrelation(CorrelationProblem problem, List<OutputGroup> groups) {
        this.problem = problem;
        this.algorithm = new WinogradTiles(2 * groups.get(0).radius() + 1);
        this.inputs = byReaders(groups);
        this.inLanes = spread(RowArithmetic.roundUp(inputs.length));
        List<Integer> lanes = new ArrayList<>();
        for (OutputGroup group : groups) {
            for (int from = 0; from < group.outputs().length; from += VectorWinograd.PANEL) {
                int to = Math.min(group.outputs().length, from + VectorWinograd.PANEL);
                int[] members = Arrays.copyOfRange(group.outputs(), from, to);
                Panel panel = panel(members, group.inputs());
                panels.add(panel);
                IntStream.range(0, panel.lanes).forEach(i -> lanes.add(i < members.length ? members[i] : -1));
            }
        }
        this.outputs = lanes.stream().mapToInt(q -> q).toArray();
        this.outLanes = spread(outputs.length);
        this.bias = new float[outputs.length];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = outputs[i] < 0 ? 0 : problem.bias(outputs[i]);
        }
    }

    /** Returns an odd number of vectors: with powers of two, rows would share few places in the caches. */
    private static int spread(int floats) {
        return floats / RowArithmetic.LANES % 2 == 0 ? floats + RowArithmetic.LANES : floats;
    }

    private static int[] byReaders(List<OutputGroup> groups) {
        List<Integer> planes = groups.stream()
                .flatMap(group -> Arrays.stream(group.inputs()).boxed())
                .distinct()
                .toList();
        Comparator<Integer> readers = Comparator.comparing(p -> IntStream.range(0, groups.size())
                .filter(g -> Arrays.binarySearch(groups.get(g).inputs(), p) >= 0)
                .boxed()
                .toList()
                .toString());
        return planes.stream()
                .sorted(readers.thenComparing(Comparator.naturalOrder()))
                .mapToInt(p -> p)
                .toArray();
    }

    private Panel panel(int[] members, int[] read) {
        int[] lanes = IntStream.range(0, inputs.length)
                .filter(lane -> Arrays.binarySearch(read, inputs[lane]) >= 0)
                .toArray();
        List<int[]> runs = new ArrayList<>();
        for (int lane : lanes) {
            int[] last = runs.isEmpty() ? new int[2] : runs.get(runs.size() - 1);
            if (!runs.isEmpty() && lane == last[0] + last[1]) {
                last[1]++;
            } else {
                runs.add(new int[] {lane, 1});
            }
        }
        int width = RowArithmetic.roundUp(members.length);
        float[] kernels = new float[POINTS * lanes.length * width];
        for (int i = 0; i < members.length; i++) {
            for (int k = 0; k < lanes.length; k++) {
                double[] points = algorithm.scaledKernel(problem.kernel(members[i], inputs[lanes[k]]));
                for (int point = 0; point < POINTS; point++) {
                    kernels[(point * lanes.length + k) * width + i] = (float) points[point];
                }
            }
        }
        return new Panel(width, runs, lanes.length, kernels);
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

    private void multiply(Plan plan, TileLayout.Block block, float[] tiles, float[] products) {
        int count = block.rows() * block.columns();
        for (int point = 0; point < POINTS; point++) {
            int to = point * plan.outPoint;
            for (int i = 0; i < panels.size(); i++) {
                Panel panel = panels.get(i);
                int kernels = point * panel.depth * panel.lanes;
                RowArithmetic.Mode mode = RowArithmetic.Mode.SET;
                for (int j = 0; j < panel.runs.size(); j++) {
                    int[] run = panel.runs.get(j);
                    int from = point * plan.inPoint + run[0];
                    VectorWinograd.multiply(
                            tiles,
                            from,
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
                to += panel.lanes;
            }
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
