package io.gconv.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a JPEG file of one scan, of one or three channels. The reader of the Java library decodes the whole image in
 * one go, into an image that holds only some rows: when these are full, it waits until they have been taken. For that it
 * has a thread of its own, which runs only while {@link #next} or {@link #close} waits for it.
 */
final class JpegRows implements Rows {

    private static final int BATCH = 32;

    private final LibraryReader reader;
    private final int height;
    private final int rowBytes;
    private final byte[] batch;
    private final Semaphore wanted = new Semaphore(0);
    private final Semaphore filled = new Semaphore(0);
    private final Thread thread;
    private int stored;
    private int taken;
    private int total;
    private boolean closed;
    private boolean done;
    private @Nullable Throwable failure;

    /** Starts at the first row of what {@code reader} reads; closes it in the end. */
    JpegRows(LibraryReader reader, RowLayout layout, int height) {
        this.reader = reader;
        this.height = height;
        rowBytes = layout.rowBytes();
        batch = new byte[rowBytes * Math.min(BATCH, height)];
        BufferedImage target = image(layout);
        thread = new Thread(() -> decode(target), "gconv-jpeg");
        thread.setDaemon(true);
        thread.start();
    }

    private BufferedImage image(RowLayout layout) {
        int space = layout.bands() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        int[] offsets = new int[layout.bands()];
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] = c;
        }
        // a stride of 0: the image has its full size, but memory for one row only
        ComponentSampleModel oneRow =
                new ComponentSampleModel(DataBuffer.TYPE_BYTE, layout.width(), height, layout.bands(), 0, offsets);
        return new BufferedImage(colours, new Target(oneRow), false, null);
    }

    private void decode(BufferedImage target) {
        wanted.acquireUninterruptibly();
        try (reader) {
            if (!closed) {
                reader.readInto(target);
            }
        } catch (Throwable e) { // is thrown where the row is asked for
            failure = e;
        }
        done = true;
        filled.release();
    }

    /** Called by the reader, on its thread. */
    private void put(Raster row) {
        if (closed || total == height) {
            reader.abort();
            return;
        }
        byte[] bytes = ((DataBufferByte) row.getDataBuffer()).getData();
        System.arraycopy(bytes, 0, batch, stored * rowBytes, rowBytes);
        stored++;
        total++;
        if (stored * rowBytes == batch.length) {
            filled.release();
            wanted.acquireUninterruptibly();
            stored = 0;
        }
    }

    @Override
    public void next(byte[] row) throws BadImageException, IOException {
        if (taken == stored) {
            resume();
            taken = 0;
        }
        rethrow();
        if (taken == stored) {
            throw new IOException("the reader has no more rows");
        }
        System.arraycopy(batch, taken * rowBytes, row, 0, rowBytes);
        taken++;
        if (total == height && taken == stored) {
            resume(); // to the end, where more may be wrong
            rethrow();
        }
    }

    private void resume() {
        if (!done) {
            wanted.release();
            filled.acquireUninterruptibly();
        }
    }

    @Override
    public List<String> warnings() {
        return reader.warnings();
    }

    @Override
    public void close() {
        closed = true;
        while (!done) {
            resume();
        }
    }

    private void rethrow() throws BadImageException, IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Hands rows on instead of storing them. */
    private final class Target extends WritableRaster {

        Target(ComponentSampleModel oneRow) {
            super(oneRow, new Point());
        }

        @Override
        public void setRect(int dx, int dy, Raster row) {
            put(row);
        }
    }
}
