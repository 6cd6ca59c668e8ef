package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A correlation by a {@link TileAlgorithm} with the Vector API: the channels of a pixel side by side, so that the transforms need
 * no shuffles.
 *
 * <pre>
 *   planes → pixels → B · Bᵀ per tile → matrix products [tiles × in] · [in × out] → A · Aᵀ per tile → pixels → planes
 * </pre>
 */
final class InterleavedCorrelation implements PartialCorrelation {

    private static final int BLOCK = 8; // tiles that are multiplied together
    private static final int FLOATS = 1 << 21;

    private static final int PIXELS = 0;
    private static final int TILES = 1;
    private static final int PRODUCTS = 2;
    private static final int RESULTS = 3;

    private final CorrelationProblem problem;
    private final TileAlgorithm algorithm;
    private final VectorTransform transform;
    private final int places; // real multiplications per tile
    private final InterleavedKernels kernels;
    private final int inLanes; // floats from one pixel or tile to the next
    private final int outLanes;
    private final List<Square> squares = new ArrayList<>();
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    /** What is written of up to sixteen output lanes, from a first one on. */
    @SuppressWarnings("ArrayRecordComponent") // inner data of the engine, never compared
    private record Square(int lane, Epilogue[] epilogues) {}

    InterleavedCorrelation(CorrelationProblem problem, List<OutputGroup> groups, TileAlgorithm algorithm) {
        this.problem = problem;
        this.algorithm = algorithm;
        this.transform = VectorTransform.of(algorithm);
        this.places = algorithm.multiplications();
        this.kernels = new InterleavedKernels(problem, groups, algorithm);
        this.inLanes = spread(RowArithmetic.roundUp(kernels.inputs.length));
        this.outLanes = spread(kernels.outputs.length);
        for (int lane = 0; lane < kernels.outputs.length; lane += RowArithmetic.LANES) {
            Epilogue[] epilogues = Arrays.stream(kernels.outputs, lane, lane + RowArithmetic.LANES)
                    .filter(q -> q >= 0)
                    .mapToObj(problem::epilogue)
                    .toArray(Epilogue[]::new);
            squares.add(new Square(lane, epilogues));
        }
    }

    /** Returns an odd number of vectors: with powers of two, rows would share few places in the caches. */
    private static int spread(int floats) {
        return floats / RowArithmetic.LANES % 2 == 0 ? floats + RowArithmetic.LANES : floats;
    }

    /**
     * Returns how many tiles are computed together: with more, transformed tiles fall out of the cache, with fewer, kernels.
     *
     * @param lanes of the inputs or outputs, whichever are more
     */
    static int mostTiles(TileAlgorithm algorithm, int lanes) {
        int tiles = algorithm.tile() > 8 ? 16 : 32;
        return Math.max(BLOCK, Math.min(tiles, FLOATS / algorithm.multiplications() / lanes));
    }

    /** What depends on the size of the image. */
    private final class Plan {
        private final TileLayout layout;
        private final int[] inPlanes; // where the plane of a lane starts
        private final int inPoint; // floats from one point to the next
        private final int outPoint;
        private final int pixelColumns; // of a block with its halo
        private final int pixelRows;
        private final int resultColumns;

        private Plan(int height, int width, OutputPart part) {
            int m = algorithm.outputs();
            int crop = 2 * problem.crop();
            this.layout = new TileLayout(algorithm, height - crop, width - crop, part, most());
            this.inPlanes =
                    Arrays.stream(kernels.inputs).map(p -> p * height * width).toArray();
            TileLayout.Block first = layout.blocks.get(0);
            this.pixelColumns = first.columns() * m + algorithm.kernelSize() - 1;
            this.pixelRows = first.rows() * m + algorithm.kernelSize() - 1;
            this.resultColumns = first.columns() * m + 1; // transforms may write one too many
            int tiles = first.rows() * first.columns() + BLOCK;
            this.inPoint = spread(tiles * inLanes);
            this.outPoint = spread(tiles * outLanes);
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        Plan plan = plans.get(height, width, part);
        Workspace workspace = Workspace.ofThisThread();
        float[] pixels = workspace.floats(PIXELS, plan.pixelRows * plan.pixelColumns * inLanes);
        float[] tiles = workspace.floats(TILES, Workspace.ALIGNED + places * plan.inPoint);
        float[] products = workspace.floats(PRODUCTS, Workspace.ALIGNED + places * plan.outPoint);
        for (int b = 0; b < plan.layout.blocks.size(); b++) {
            TileLayout.Block block = plan.layout.blocks.get(b);
            load(in, height, width, plan, b, pixels);
            transform(plan, block, pixels, tiles);
            multiply(plan, block, tiles, products);
            store(plan, block, products, workspace, out);
        }
    }

    /**
     * Brings the pixels of a block with their halo into rows of channels; outside of the image there are zeros. The
     * halo above is there already if the block before is above.
     */
    private void load(float[] in, int height, int width, Plan plan, int index, float[] pixels) {
        TileLayout.Block block = plan.layout.blocks.get(index);
        int halo = algorithm.kernelSize() - 1;
        int first = 0;
        if (index > 0 && block.isBelow(plan.layout.blocks.get(index - 1), algorithm.outputs())) {
            int stride = plan.pixelColumns * inLanes;
            System.arraycopy(pixels, plan.pixelRows * stride - halo * stride, pixels, 0, halo * stride);
            first = halo;
        }
        int shift = problem.crop() - halo / 2;
        int x = block.x() + shift;
        int y = block.y() + shift;
        int columns = block.columns() * algorithm.outputs() + halo;
        int rows = block.rows() * algorithm.outputs() + halo;
        int left = Math.max(0, -x);
        int right = Math.min(columns, width - x);
        int top = Math.max(first, -y);
        int bottom = Math.max(top, Math.min(rows, height - y));
        int row = plan.pixelColumns * inLanes;
        Arrays.fill(pixels, first * row, top * row, 0);
        Arrays.fill(pixels, bottom * row, rows * row, 0);
        for (int i = top; i < bottom; i++) {
            Arrays.fill(pixels, i * row, i * row + left * inLanes, 0);
            Arrays.fill(pixels, i * row + right * inLanes, i * row + columns * inLanes, 0);
        }
        VectorTranspose.gather(
                in,
                plan.inPlanes,
                (y + top) * width + x + left,
                width,
                bottom - top,
                right - left,
                pixels,
                top * row + left * inLanes,
                row,
                inLanes);
    }

    private void transform(Plan plan, TileLayout.Block block, float[] pixels, float[] tiles) {
        int m = algorithm.outputs();
        int rowStride = plan.pixelColumns * inLanes;
        int lanes = RowArithmetic.roundUp(kernels.inputs.length);
        for (int t = 0; t < block.rows() * block.columns(); t++) {
            int at = t / block.columns() * m * rowStride + t % block.columns() * m * inLanes;
            transform.forward(
                    pixels,
                    at,
                    rowStride,
                    inLanes,
                    lanes,
                    kernels.signs,
                    tiles,
                    Workspace.ALIGNED + t * inLanes,
                    plan.inPoint);
        }
    }

    /** One orbit of products after the other: their tiles are multiplied by the same kernels, with turned planes. */
    private void multiply(Plan plan, TileLayout.Block block, float[] tiles, float[] products) {
        int count = block.rows() * block.columns();
        int quarter = kernels.outputs.length / kernels.quarters;
        for (int orbit = 0; orbit < kernels.orbits.size(); orbit++) {
            int[] members = kernels.orbits.get(orbit).places();
            for (int i = 0; i < kernels.panels.size(); i++) {
                InterleavedKernels.Panel panel = kernels.panels.get(i);
                for (int j = 0; j < members.length; j++) {
                    int point = members[j];
                    int lane = (panel.lane() + j * quarter) % kernels.outputs.length;
                    multiply(
                            panel,
                            panel.runs().get(j),
                            kernels.at(orbit, i),
                            tiles,
                            Workspace.ALIGNED + point * plan.inPoint,
                            count,
                            products,
                            Workspace.ALIGNED + point * plan.outPoint + lane);
                }
            }
        }
    }

    private void multiply(
            InterleavedKernels.Panel panel,
            List<int[]> runs,
            int kernelsAt,
            float[] tiles,
            int from,
            int count,
            float[] products,
            int to) {
        int kernel = kernelsAt;
        TileAlgorithm.Mode mode = TileAlgorithm.Mode.SET;
        for (int i = 0; i < runs.size(); i++) {
            int[] run = runs.get(i);
            VectorProducts.multiply(
                    tiles,
                    from + run[0],
                    inLanes,
                    run[1],
                    kernels.values,
                    kernel,
                    panel.lanes(),
                    count,
                    products,
                    to,
                    outLanes,
                    mode);
            kernel += run[1] * panel.lanes();
            mode = TileAlgorithm.Mode.ADD;
        }
    }

    private void store(Plan plan, TileLayout.Block block, float[] products, Workspace workspace, float[] out) {
        int m = algorithm.outputs();
        int rowStride = plan.resultColumns * outLanes;
        float[] results = workspace.floats(RESULTS, m * rowStride);
        for (int ty = 0; ty < block.rows(); ty++) {
            for (int tx = 0; tx < block.columns(); tx++) { // from left to right, since a transform may write too far
                int tile = Workspace.ALIGNED + (ty * block.columns() + tx) * outLanes;
                transform.inverse(
                        products,
                        tile,
                        plan.outPoint,
                        kernels.outputs.length,
                        kernels.signs,
                        results,
                        tx * m * outLanes,
                        rowStride,
                        outLanes);
            }
            RowArithmetic.Rectangle shape = block.shapes().get(ty < block.rows() - 1 ? 0 : 1);
            int to = (block.y() + ty * m) * plan.layout.width + block.x();
            for (int i = 0; i < squares.size(); i++) {
                VectorTranspose.scatter(
                        results,
                        squares.get(i).lane,
                        rowStride,
                        outLanes,
                        shape.rows(),
                        shape.columns(),
                        squares.get(i).epilogues,
                        out,
                        plan.layout.height * plan.layout.width,
                        to,
                        plan.layout.width);
            }
        }
    }

    private int most() {
        return mostTiles(algorithm, Math.max(inLanes, kernels.outputs.length));
    }

    @Override
    public long kernelBytes() {
        return (long) Float.BYTES * kernels.values.length;
    }

    /** As many tiles as may be computed together, in whichever rows and columns have the most pixels. */
    @Override
    public long workspaceBytes(int height, int width) {
        int m = algorithm.outputs();
        int halo = algorithm.kernelSize() - 1;
        int across = (width - 2 * problem.crop() + m - 1) / m;
        int down = (height - 2 * problem.crop() + m - 1) / m;
        long pixels = 0;
        long results = 0;
        long lines = 0;
        for (int columns = 1; columns <= Math.min(across, most()); columns++) {
            int rows = Math.min(down, most() / columns);
            pixels = Math.max(pixels, (long) (rows * m + halo) * (columns * m + halo) * inLanes);
            results = Math.max(results, (long) m * (columns * m + 1) * outLanes);
            lines = Math.max(lines, VectorTranspose.workspaceFloats(rows * m + halo, columns * m + halo));
        }
        int tiles = (int) Math.min((long) across * down, most()) + BLOCK;
        long points = 2L * Workspace.ALIGNED + (long) places * (spread(tiles * inLanes) + spread(tiles * outLanes));
        return Float.BYTES * (pixels + points + lines + results + transform.squareFloats());
    }
}
