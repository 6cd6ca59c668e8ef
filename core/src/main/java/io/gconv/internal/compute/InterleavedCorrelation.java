package io.gconv.internal.compute;

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

    /** Products compute up to so many tiles at a time, so there is room for whole ones. */
    private static final int BLOCK = 8;

    private static final int FLOATS = 1 << 21;
    private static final int PIXEL = RowArithmetic.LANES; // channels that are transformed together

    private static final int PIXELS = 0;
    private static final int TILES = 1;
    private static final int PRODUCTS = 2;
    private static final int RESULTS = 3;

    private final CorrelationProblem problem;
    private final TileAlgorithm algorithm;
    private final VectorTransform transform;
    private final int places; // real multiplications per tile
    private final InterleavedKernels kernels;
    private final int inLanes; // floats from one tile to the next
    private final int outLanes;
    private final Epilogue[][] epilogues; // of output lanes that are transformed together
    private final BySize<Plan> plans = new BySize<>(Plan::new);

    InterleavedCorrelation(CorrelationProblem problem, List<OutputGroup> groups, TileAlgorithm algorithm) {
        this.problem = problem;
        this.algorithm = algorithm;
        this.transform = VectorTransform.of(algorithm);
        this.places = algorithm.multiplications();
        this.kernels = new InterleavedKernels(problem, groups, algorithm);
        this.inLanes = spread(RowArithmetic.roundUp(kernels.inputs.length));
        this.outLanes = spread(kernels.outputs.length);
        this.epilogues = new Epilogue[kernels.outputs.length / PIXEL][];
        Arrays.setAll(
                epilogues,
                i -> Arrays.stream(kernels.outputs, i * PIXEL, (i + 1) * PIXEL)
                        .filter(q -> q >= 0)
                        .mapToObj(problem::epilogue)
                        .toArray(Epilogue[]::new));
    }

    /** Returns how many columns of pixels blocks have room for: an odd number, see {@link #spread}. */
    private int pixelColumns(int tiles) {
        return (tiles * algorithm.outputs() + halo()) | 1;
    }

    private static int wholeBlocks(int tiles) {
        return (tiles + BLOCK - 1) / BLOCK * BLOCK;
    }

    private int halo() {
        return algorithm.kernelSize() - 1;
    }

    /** Returns where the halo of the first output pixel starts. */
    private int shift() {
        return problem.crop() - halo() / 2;
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
            this.pixelColumns = pixelColumns(first.columns());
            this.pixelRows = first.rows() * m + halo();
            this.resultColumns = first.columns() * m + 1; // transforms may write one too many
            int tiles = wholeBlocks(first.rows() * first.columns());
            this.inPoint = spread(tiles * inLanes);
            this.outPoint = spread(tiles * outLanes);
        }

        /** Returns the first column of a block with its halo that is in the image. */
        private int left(TileLayout.Block block) {
            return Math.max(0, -block.x() - shift());
        }

        /** Returns the column after the last one. */
        private int right(TileLayout.Block block, int width) {
            return Math.min(block.columns() * algorithm.outputs() + halo(), width - block.x() - shift());
        }

        private int top(TileLayout.Block block) {
            return Math.max(0, -block.y() - shift());
        }

        private int bottom(TileLayout.Block block, int height) {
            return Math.max(
                    top(block), Math.min(block.rows() * algorithm.outputs() + halo(), height - block.y() - shift()));
        }
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        Plan plan = plans.get(height, width, part);
        Workspace workspace = Workspace.ofThisThread();
        float[] pixels = workspace.floats(PIXELS, plan.pixelRows * plan.pixelColumns * PIXEL);
        float[] tiles = workspace.floats(TILES, Workspace.ALIGNED + places * plan.inPoint);
        float[] products = workspace.floats(PRODUCTS, Workspace.ALIGNED + places * plan.outPoint);
        for (int b = 0; b < plan.layout.blocks.size(); b++) {
            TileLayout.Block block = plan.layout.blocks.get(b);
            border(height, width, plan, block, pixels);
            for (int lane = 0; lane < kernels.inputs.length; lane += PIXEL) {
                load(in, height, width, plan, block, lane, pixels);
                transform(plan, block, lane, pixels, tiles);
            }
            multiply(plan, block, tiles, products);
            store(plan, block, products, workspace, out);
        }
    }

    /** Makes the pixels of a block zeros that are outside of the image. */
    private void border(int height, int width, Plan plan, TileLayout.Block block, float[] pixels) {
        int row = plan.pixelColumns * PIXEL;
        int columns = (block.columns() * algorithm.outputs() + halo()) * PIXEL;
        int left = plan.left(block) * PIXEL;
        int right = plan.right(block, width) * PIXEL;
        int rows = block.rows() * algorithm.outputs() + halo();
        int top = plan.top(block);
        int bottom = plan.bottom(block, height);
        Arrays.fill(pixels, 0, top * row, 0);
        Arrays.fill(pixels, bottom * row, rows * row, 0);
        for (int i = top; i < bottom; i++) {
            Arrays.fill(pixels, i * row, i * row + left, 0);
            Arrays.fill(pixels, i * row + right, i * row + columns, 0);
        }
    }

    /** Brings some channels of the pixels of a block, with their halo, side by side. */
    private void load(float[] in, int height, int width, Plan plan, TileLayout.Block block, int lane, float[] pixels) {
        int row = plan.pixelColumns * PIXEL;
        int left = plan.left(block);
        int top = plan.top(block);
        VectorTranspose.gather(
                in,
                plan.inPlanes,
                lane,
                Math.min(kernels.inputs.length, lane + PIXEL),
                (block.y() + shift() + top) * width + block.x() + shift() + left,
                width,
                plan.bottom(block, height) - top,
                plan.right(block, width) - left,
                pixels,
                top * row + left * PIXEL,
                row,
                PIXEL);
    }

    private void transform(Plan plan, TileLayout.Block block, int lane, float[] pixels, float[] tiles) {
        int m = algorithm.outputs();
        int rowStride = plan.pixelColumns * PIXEL;
        for (int t = 0; t < block.rows() * block.columns(); t++) {
            int at = t / block.columns() * m * rowStride + t % block.columns() * m * PIXEL;
            int to = Workspace.ALIGNED + t * inLanes + lane;
            transform.forward(pixels, at, rowStride, kernels.signs, tiles, to, plan.inPoint);
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
                int kernelsAt = kernels.at(orbit, i);
                for (int j = 0; j < members.length; j++) {
                    int point = members[j];
                    int lane = (panel.lane() + j * quarter) % kernels.outputs.length;
                    multiply(
                            panel,
                            panel.runs().get(j),
                            kernelsAt,
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
        float[] results = workspace.floats(RESULTS, algorithm.outputs() * plan.resultColumns * PIXEL);
        for (int ty = 0; ty < block.rows(); ty++) {
            for (int i = 0; i < epilogues.length; i++) {
                if (epilogues[i].length > 0) {
                    inverse(plan, block, ty, i * PIXEL, products, results);
                    scatter(plan, block, ty, epilogues[i], results, out);
                }
            }
        }
    }

    private void inverse(Plan plan, TileLayout.Block block, int ty, int lane, float[] products, float[] results) {
        int rowStride = plan.resultColumns * PIXEL;
        for (int tx = 0; tx < block.columns(); tx++) { // from left to right, since a transform may write too far
            int at = Workspace.ALIGNED + (ty * block.columns() + tx) * outLanes + lane;
            int to = tx * algorithm.outputs() * PIXEL;
            transform.inverse(products, at, plan.outPoint, kernels.signs, results, to, rowStride);
        }
    }

    private void scatter(Plan plan, TileLayout.Block block, int ty, Epilogue[] ofLanes, float[] results, float[] out) {
        RowArithmetic.Rectangle shape = block.shapes().get(ty < block.rows() - 1 ? 0 : 1);
        VectorTranspose.scatter(
                results,
                0,
                plan.resultColumns * PIXEL,
                PIXEL,
                shape.rows(),
                shape.columns(),
                ofLanes,
                out,
                plan.layout.height * plan.layout.width,
                (block.y() + ty * algorithm.outputs()) * plan.layout.width + block.x(),
                plan.layout.width);
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
        int across = (width - 2 * problem.crop() + m - 1) / m;
        int down = (height - 2 * problem.crop() + m - 1) / m;
        long pixels = 0;
        long results = 0;
        long lines = 0;
        for (int columns = 1; columns <= Math.min(across, most()); columns++) {
            int rows = Math.min(down, most() / columns);
            pixels = Math.max(pixels, (long) (rows * m + halo()) * pixelColumns(columns) * PIXEL);
            results = Math.max(results, (long) m * (columns * m + 1) * PIXEL);
            lines = Math.max(lines, VectorTranspose.workspaceFloats(rows * m + halo(), columns * m + halo()));
        }
        int tiles = wholeBlocks((int) Math.min((long) across * down, most()));
        long points = 2L * Workspace.ALIGNED + (long) places * (spread(tiles * inLanes) + spread(tiles * outLanes));
        return Float.BYTES * (pixels + points + lines + results + transform.squareFloats());
    }
}
