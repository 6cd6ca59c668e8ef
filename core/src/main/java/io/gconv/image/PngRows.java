package io.gconv.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * The rows of a PNG file that is not interlaced: inflates them and undoes their filters. Each byte is stored as the
 * difference to a prediction from the byte to the left, a, the one above, b, and the one above to the left, c:
 *
 * <pre>
 *   0  1  a  2  b  3  ⌊(a + b)/2⌋  4  that of a, b, c which is closest to a + b − c
 * </pre>
 *
 * @see <a href="https://www.w3.org/TR/png-3/#9Filters">W3C, <i>Portable Network Graphics</i>, third edition, 2025, §9</a>
 */
final class PngRows implements Rows {

    private final Inflater inflater = new Inflater();
    private final DataInputStream inflated;
    private final int pixelBytes;
    private byte[] above;
    private byte[] current;

    /** Starts at the first row of deflated data. */
    PngRows(ImageInputStream deflated, RowLayout layout) {
        // the sizes of these buffers decide which wrong check sums are noticed; those of the Java library are the same
        inflated =
                new DataInputStream(new BufferedInputStream(new InflaterInputStream(new Deflated(deflated), inflater)));
        pixelBytes = layout.pixelBytes();
        above = new byte[layout.rowBytes()];
        current = new byte[layout.rowBytes()];
    }

    @Override
    public void next(byte[] row) throws IOException {
        byte[] last = above;
        above = current;
        current = last;
        int filter = inflated.read();
        inflated.readFully(current);
        switch (filter) {
            case 0 -> {}
            case 1 -> addLeft();
            case 2 -> addAbove();
            case 3 -> addMean();
            case 4 -> addPaeth();
            default -> throw new IOException("unknown filter " + filter);
        }
        System.arraycopy(current, 0, row, 0, current.length);
    }

    private void addLeft() {
        for (int i = pixelBytes; i < current.length; i++) {
            current[i] += current[i - pixelBytes];
        }
    }

    private void addAbove() {
        for (int i = 0; i < current.length; i++) {
            current[i] += above[i];
        }
    }

    private void addMean() {
        for (int i = 0; i < current.length; i++) {
            int left = i < pixelBytes ? 0 : current[i - pixelBytes] & 0xff;
            current[i] += (byte) (left + (above[i] & 0xff) >> 1);
        }
    }

    private void addPaeth() {
        int first = Math.min(pixelBytes, current.length);
        for (int i = 0; i < first; i++) {
            current[i] += above[i];
        }
        for (int i = first; i < current.length; i++) {
            int a = current[i - pixelBytes] & 0xff;
            int b = above[i] & 0xff;
            int c = above[i - pixelBytes] & 0xff;
            int toA = Math.abs(b - c);
            int toB = Math.abs(a - c);
            int toC = Math.abs(a + b - 2 * c);
            current[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Deflated bytes as a stream of the kind that inflating takes. */
    private static final class Deflated extends InputStream {

        private final ImageInputStream stream;

        Deflated(ImageInputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return stream.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return stream.read(target, offset, count);
        }
    }
}
