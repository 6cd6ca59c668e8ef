package io.gconv.internal.compute;

import java.util.Arrays;

/**
 * Rectangles of output pixels, as rows of positions for {@link RowArithmetic}.
 *
 * <p>A tile is brought in with its halo, in rows of {@code columns + 2r} floats without gaps. The input for offset (u, v) is
 * then the same run of positions, {@code u·stride + v} floats further. A run is either all of a tile, with the r pixels at either
 * end of every row between its output pixels, or a row of output pixels. What is computed besides them is not used.
 */
final class PixelTiles {

    private static final int MOST_COLUMNS = 128;

    final int rows;
    final int columns;

    /** Floats from one row of a tile to the next. */
    final int stride;

    /** Runs of positions, {@link #stride} apart in the tile and {@link #run} apart among the positions. */
    final int runs;

    /** Positions of a run. */
    final int run;

    /** Positions of a tile. */
    final int positions;

    /** Floats of a tile with its halo. */
    final int halo;

    /** The rows and columns of output pixels that are wanted. */
    final int fromY;

    final int toY;
    final int fromX;
    final int toX;

    private final int radius;
    private final int inHeight;
    private final int inWidth;
    private final int crop;
    private final RowArithmetic.Rectangle[][] shapes; // [last row of tiles][last column of tiles]

    /**
     * Creates the tiles for a part of the output of an image, with at most about {@code most} positions if the image is not narrower.
     *
     * @param byRow whether rows of output pixels may be runs of their own, if that makes fewer positions
     */
    PixelTiles(int inHeight, int inWidth, OutputPart part, int crop, int radius, int most, boolean byRow) {
        this.inHeight = inHeight;
        this.inWidth = inWidth;
        this.crop = crop;
        this.radius = radius;
        this.fromY = part.fromY();
        this.toY = Math.min(part.toY(), outHeight());
        this.fromX = part.fromX();
        this.toX = Math.min(part.toX(), outWidth());
        int height = toY - fromY;
        int width = toX - fromX;
        this.columns = evenly(width, Math.min(width, MOST_COLUMNS));
        this.stride = columns + 2 * radius;
        int outStride = outStride(columns, radius, byRow);
        this.rows = rows(height, mostRows(height, most, outStride));
        this.runs = outStride < stride ? rows : 1;
        this.positions = RowArithmetic.roundUp(rows * outStride);
        this.run = positions / runs;
        this.halo = halo(rows, columns, radius);
        this.shapes = shapes(outStride);
    }

    /**
     * What buffers need for the tiles of any part of an output.
     *
     * @param halo floats of a tile with its halo
     * @param positions of a tile
     */
    record Largest(int halo, int positions) {}

    /** Returns the largest tiles, in whichever rows and columns those are; parameters as above. */
    static Largest largest(int inHeight, int inWidth, int crop, int radius, int most, boolean byRow) {
        int halo = 0;
        int positions = 0;
        for (int columns = 1; columns <= Math.min(inWidth - 2 * crop, MOST_COLUMNS); columns++) {
            int outStride = outStride(columns, radius, byRow);
            int rows = mostRows(inHeight - 2 * crop, most, outStride);
            halo = Math.max(halo, halo(rows, columns, radius));
            positions = Math.max(positions, RowArithmetic.roundUp(rows * outStride));
        }
        return new Largest(halo, positions);
    }

    private static int outStride(int columns, int radius, boolean byRow) {
        int stride = columns + 2 * radius;
        return byRow ? Math.min(stride, RowArithmetic.roundUp(columns)) : stride;
    }

    private static int mostRows(int height, int most, int outStride) {
        return Math.min(height, Math.max(1, most / outStride));
    }

    private static int halo(int rows, int columns, int radius) {
        int stride = columns + 2 * radius;
        return RowArithmetic.roundUp((rows + 2 * radius) * stride + 2 * radius + RowArithmetic.LANES);
    }

    /** Returns how many rows a tile should have, at most {@code most}, so that the last tile is nearly as high as the others. */
    private static int rows(int height, int most) {
        int best = most;
        for (int rows = most; 2 * rows > most; rows--) {
            best = computed(height, rows) < computed(height, best) ? rows : best;
        }
        return best;
    }

    private static int computed(int height, int rows) {
        return (height + rows - 1) / rows * rows;
    }

    /** Returns the part size, at most {@code most}, that cuts {@code n} into parts of nearly equal size. */
    static int evenly(int n, int most) {
        int parts = (n + most - 1) / most;
        return (n + parts - 1) / parts;
    }

    int outHeight() {
        return inHeight - 2 * crop;
    }

    int outWidth() {
        return inWidth - 2 * crop;
    }

    /** Returns how far the input for offset (u, v) is from the first float of a halo. */
    int offset(int u, int v) {
        return (u + radius) * stride + v + radius;
    }

    /** Copies plane p at the tile from output pixel (y, x), with its halo, to {@code out[at …]}. */
    void load(float[] in, int p, int y, int x, float[] out, int at) {
        cut(
                in,
                p * inHeight * inWidth,
                inHeight,
                inWidth,
                y + crop - radius,
                x + crop - radius,
                rows + 2 * radius,
                stride,
                out,
                at);
    }

    /** Returns the shape of the tile from output pixel (y, x), which may be smaller at the end of the image. */
    RowArithmetic.Rectangle shape(int y, int x) {
        return shapes[y + rows > toY ? 1 : 0][x + columns > toX ? 1 : 0];
    }

    private RowArithmetic.Rectangle[][] shapes(int outStride) {
        int lastRows = (toY - fromY) % rows;
        int lastColumns = (toX - fromX) % columns;
        RowArithmetic.Rectangle[][] all = new RowArithmetic.Rectangle[2][2];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                all[i][j] = new RowArithmetic.Rectangle(
                        i == 0 ? rows : lastRows, j == 0 ? columns : lastColumns, outStride, outWidth());
            }
        }
        return all;
    }

    /** Copies rows × stride pixels of a plane, from (y, x); outside of the plane there are zeros. */
    static void cut(
            float[] in, int plane, int height, int width, int y, int x, int rows, int stride, float[] out, int at) {
        int from = Math.min(stride, Math.max(0, -x));
        int to = Math.max(from, Math.min(stride, width - x));
        for (int i = 0; i < rows; i++) {
            int row = at + i * stride;
            if (y + i < 0 || y + i >= height) {
                Arrays.fill(out, row, row + stride, 0);
            } else {
                for (int j = 0; j < from; j++) { // too few for a call
                    out[row + j] = 0;
                }
                System.arraycopy(in, plane + (y + i) * width + x + from, out, row + from, to - from);
                for (int j = to; j < stride; j++) {
                    out[row + j] = 0;
                }
            }
        }
    }
}
