package io.gconv.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Regions of an image that can be decoded from its first row on only. The rows of the last region are kept, in all their
 * width, so that regions beside it and below it cost no more than their own rows; what lies above it is decoded anew from
 * the first row. Regions of so many rows that these would take too much memory keep their own columns only: then each
 * region is decoded anew.
 */
final class RowWindow implements StoredRegions {

    /** Opens rows at the first one. */
    @FunctionalInterface
    interface Source {
        Rows open() throws BadImageException, IOException;
    }

    /** How many rows are in memory whatever is read: one here, and those of a source. */
    static final double ROWS = 3;

    private final RowLayout layout;
    private final Colours colours;
    private final Source source;
    private final long largestWindow;
    private final byte[] row;
    private Rows rows;
    private byte[] window = new byte[0];
    private int top;
    private int bottom;
    private int startByte;
    private int stride;
    private boolean failed; // the last read; after it, rows are decoded anew

    RowWindow(RowLayout layout, Colours colours, Source source) throws BadImageException, IOException {
        this(layout, colours, source, Runtime.getRuntime().maxMemory() / 4);
    }

    /** Creates regions that keep at most {@code largestWindow} bytes of rows in all their width. */
    RowWindow(RowLayout layout, Colours colours, Source source, long largestWindow)
            throws BadImageException, IOException {
        this.layout = layout;
        this.colours = colours;
        this.source = source;
        this.largestWindow = Math.min(largestWindow, Integer.MAX_VALUE - 8);
        row = new byte[layout.rowBytes()];
        rows = source.open();
    }

    @Override
    public Samples read(Rectangle region) throws BadImageException, IOException {
        int end = region.y + region.height;
        boolean wide = keepsAllColumns(region);
        int firstByte = wide ? 0 : layout.startByte(region.x);
        int endByte = wide ? row.length : layout.endByte(region.x + region.width);
        boolean hasColumns = startByte == firstByte && stride == endByte - firstByte;
        if (failed || region.y < top || region.y < bottom && !hasColumns) {
            failed = true; // until there are rows again
            rows.close();
            rows = source.open();
            top = 0;
            bottom = 0;
        }
        failed = true; // until the window holds what it should
        if (end > bottom) {
            slide(region.y, end, firstByte, endByte - firstByte);
            decode(end);
        }
        failed = false;
        Rectangle inWindow = new Rectangle(region.x, region.y - top, region.width, region.height);
        return new Samples(layout.raster(window, -startByte, stride, inWindow), colours, rows.warnings());
    }

    /** Keeps the rows from {@code newTop} on that have been decoded, and makes room for rows before {@code end}. */
    private void slide(int newTop, int end, int newStartByte, int newStride) throws BadImageException, IOException {
        int kept = Math.max(0, bottom - newTop);
        int from = (newTop - top) * stride;
        if (kept == 0) {
            startByte = newStartByte;
            stride = newStride;
        }
        int size = Math.multiplyExact(end - newTop, stride);
        byte[] target = window.length >= size ? window : new byte[size];
        if (kept > 0) {
            System.arraycopy(window, from, target, 0, kept * stride);
        }
        window = target;
        for (; bottom < newTop; bottom++) {
            next();
        }
        top = newTop;
    }

    private void decode(int end) throws BadImageException, IOException {
        for (; bottom < end; bottom++) {
            next();
            System.arraycopy(row, startByte, window, (bottom - top) * stride, stride);
        }
    }

    /** Decodes a row; decoders in a thread of their own do not notice an interrupt. */
    private void next() throws BadImageException, IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        rows.next(row);
    }

    private boolean keepsAllColumns(Rectangle region) {
        return (double) region.height * row.length <= largestWindow;
    }

    @Override
    public double extraBytes(Rectangle region) {
        int rowBytes = keepsAllColumns(region)
                ? row.length
                : layout.endByte(region.x + region.width) - layout.startByte(region.x);
        double samples = (double) region.width * region.height * layout.bands();
        double expanded = layout.bits() == 8 ? 0 : samples * (layout.bits() == 16 ? 2 : 1);
        return (double) region.height * rowBytes + expanded + ROWS * row.length;
    }

    @Override
    public void close() {
        rows.close();
    }
}
