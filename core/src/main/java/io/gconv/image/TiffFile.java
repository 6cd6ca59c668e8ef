package io.gconv.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The first page of a TIFF file, of unsigned samples of 1 to 16 bits. Where white is zero, the samples are inverted, so that
 * larger is always lighter.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">Adobe, <i>TIFF 6.0</i>, 1992</a>
 */
final class TiffFile implements ImageFile {

    private static final int MAX_BITS = 16;
    private static final int DIFFERENCES = 2;
    private static final int WHITE_IS_ZERO = 0;
    private static final int LAST_GRAY = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int CMYK = 5;
    private static final int YCBCR = 6;
    private static final int UNDEFINED_FORMAT = 4;
    private static final int NO_COMPRESSION = 1;
    private static final long UNSIGNED = 0xffffffffL;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;

    /** The largest strip or tile, in bytes, of which the library may decode one or a few for each region. */
    private static final double MAX_PART_BYTES = 1 << 25;

    private final StoredBytes file;
    private final TiffTags tags;
    private final long width;
    private final long height;
    private final int bits;
    private final int channels;

    /** Reads the first directory of a file that starts with II or MM and 42. */
    TiffFile(StoredBytes file) throws BadImageException, IOException {
        this.file = file;
        if (file.length() > Integer.MAX_VALUE) {
            throw new BadImageException("TIFF files larger than 2 GB are not supported");
        }
        try {
            tags = TiffTags.read(file);
        } catch (TiffProcessingException e) {
            throw new BadImageException("the TIFF header is damaged");
        }
        if (tags.repeats()) {
            throw new BadImageException("the TIFF header is damaged: it has a tag twice");
        }
        width = tags.number(ExifDirectoryBase.TAG_IMAGE_WIDTH, 0);
        height = tags.number(ExifDirectoryBase.TAG_IMAGE_HEIGHT, 0);
        bits = (int) Arrays.stream(tags.numbers(ExifDirectoryBase.TAG_BITS_PER_SAMPLE))
                .max()
                .orElse(1);
        channels = photometric() == PALETTE ? LibraryReader.channels("tiff", whole(), 3) : samplesPerPixel();
    }

    private FileParts whole() throws BadImageException {
        return new FileParts(file).add(0, file.length());
    }

    private int samplesPerPixel() {
        int declared = tags.numbers(ExifDirectoryBase.TAG_BITS_PER_SAMPLE).length;
        return (int) tags.number(ExifDirectoryBase.TAG_SAMPLES_PER_PIXEL, Math.max(1, declared)) & 0xffff;
    }

    private long compression() {
        return tags.number(ExifDirectoryBase.TAG_COMPRESSION, NO_COMPRESSION);
    }

    private long photometric() {
        return tags.number(ExifDirectoryBase.TAG_PHOTOMETRIC_INTERPRETATION, 0);
    }

    @Override
    public String format() {
        return "TIFF";
    }

    @Override
    public ImageHeader header() {
        double pixels = (double) width * height + partWidth() * partHeight();
        Orientation orientation = Orientation.ofExif(tags.number(ExifDirectoryBase.TAG_ORIENTATION, 1));
        return new ImageHeader(width, height, channels, pixels * samplesPerPixel() * bytesPerSample(), orientation);
    }

    private int bytesPerSample() {
        return bits <= 8 ? 1 : 2;
    }

    /** Returns the width of a tile, or of a strip; in double, because it is not checked. */
    private double partWidth() {
        return tags.number(TiffTags.TILE_WIDTH, width);
    }

    private double partHeight() {
        return tags.number(TiffTags.TILE_LENGTH, Math.min(height, tags.number(TiffTags.ROWS_PER_STRIP, height)));
    }

    @Override
    public List<String> damages() {
        return largestPart() > file.length() ? List.of("the TIFF data ends early") : List.of();
    }

    /** Returns the largest number of bytes that a strip or tile takes in the file. */
    private long largestPart() {
        long[] strips = tags.numbers(TiffTags.STRIP_BYTE_COUNTS);
        long[] tiles = tags.numbers(TiffTags.TILE_BYTE_COUNTS);
        return LongStream.concat(Arrays.stream(strips), Arrays.stream(tiles))
                .max()
                .orElse(0);
    }

    /** The reader reads a strip or a tile, which may be the whole image, and then expands it. */
    @Override
    public boolean noticesInterrupts() {
        return false;
    }

    @Override
    public Samples decode() throws BadImageException, IOException {
        return decode(LibraryReader::image);
    }

    /** Decodes an image by one of a reader's methods. */
    @FunctionalInterface
    private interface Decoding {
        BufferedImage by(LibraryReader reader) throws IOException;
    }

    private Samples decode(Decoding decoding) throws BadImageException, IOException {
        checkSupported();
        boolean undo = hasWideDifferences();
        FileParts parts = undo ? withoutPredictor() : whole();
        try (LibraryReader reader = new LibraryReader("tiff", parts.stream())) {
            reader.requireSize(header());
            BufferedImage image = decoding.by(reader);
            WritableRaster raster = image.getRaster();
            if (isPlain(bits) && raster.getSampleModel().getSampleSize(0) != bits) {
                throw new BadImageException("the TIFF header is damaged: it gives several numbers of bits");
            }
            if (undo) {
                sumDifferences(raster);
            }
            return new Samples(raster, colours(image), reader.warnings());
        }
    }

    private boolean hasWideDifferences() {
        return bits == MAX_BITS && tags.number(TiffTags.PREDICTOR, 1) == DIFFERENCES;
    }

    /** Strips and tiles are decoded one by one, but each as a whole, unless it is not compressed. */
    @Override
    public String wholeOnly() {
        double partBytes = partWidth() * partHeight() * samplesPerPixel() * bytesPerSample();
        boolean large = Math.max(partBytes, largestPart()) > MAX_PART_BYTES;
        return large && compression() != NO_COMPRESSION ? "a TIFF of large strips or tiles" : "";
    }

    @Override
    public StoredRegions regions() throws BadImageException, IOException {
        checkSupported();
        return this::decode;
    }

    /** Starts further left than the region, where differences start anew, and at a whole byte. */
    private Samples decode(Rectangle region) throws BadImageException, IOException {
        int step = hasWideDifferences() ? (int) Math.min(partWidth(), width) : Byte.SIZE;
        int left = region.x / step * step;
        int skipped = region.x - left;
        Rectangle wider = new Rectangle(left, region.y, region.width + skipped, region.height);
        Samples samples = decode(reader -> reader.image(wider));
        Raster part = samples.raster().createChild(skipped, 0, region.width, region.height, 0, 0, null);
        return new Samples(part, samples.colours(), samples.warnings());
    }

    /** Returns the file, but saying that samples are as they are, not differences. */
    private FileParts withoutPredictor() throws BadImageException, IOException {
        long low = (long) tags.predictorOffset() + (file.at(0) == 'I' ? 0 : 1);
        if (low < 0 || low >= file.length() || file.at(low) != DIFFERENCES) {
            throw new BadImageException("the TIFF header is damaged: predictor");
        }
        return new FileParts(file).add(0, low).add((byte) 1).add(low + 1, file.length());
    }

    /** The library knows differences along rows of 8-bit samples only. They start anew in each tile. */
    private void sumDifferences(WritableRaster raster) {
        int bands = raster.getNumBands();
        long tile = bands * tags.number(TiffTags.TILE_WIDTH, width);
        int[] row = new int[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int i = bands; i < row.length; i++) {
                if (i % tile >= bands) {
                    row[i] = (row[i] + row[i - bands]) & 0xffff;
                }
            }
            raster.setPixels(0, y, raster.getWidth(), 1, row);
        }
    }

    private static boolean isPlain(int bits) {
        return Integer.bitCount(bits) == 1;
    }

    private void checkSupported() throws BadImageException, IOException {
        if (compression() == OLD_JPEG) {
            throw new BadImageException("TIFF with old-style JPEG is not supported");
        }
        if (compression() == JPEG) {
            checkJpegs();
        }
        long format = tags.number(TiffTags.SAMPLE_FORMAT, 1);
        if (format != 1 && format != UNDEFINED_FORMAT) {
            throw new BadImageException(
                    "TIFF with " + (format == 3 ? "floating-point" : format == 2 ? "signed" : "complex")
                            + " samples is not supported, only with unsigned ones of 1 to 16 bits");
        }
        if (bits < 1 || bits > MAX_BITS) {
            throw new BadImageException(
                    "TIFF with " + bits + " bits per sample is not supported, only with 1 to " + MAX_BITS);
        }
        long photometric = photometric();
        boolean rewritten = !isPlain(bits) || hasWideDifferences();
        if (photometric == WHITE_IS_ZERO && rewritten) {
            throw new BadImageException(
                    "TIFF with " + bits + " bits and white as zero is not supported with this encoding");
        }
        if (photometric > YCBCR || photometric < 0 || photometric > PALETTE && photometric < CMYK) {
            throw new BadImageException("TIFF with colours of kind " + photometric
                    + " is not supported, only gray, RGB, palette, CMYK, YCbCr");
        }
    }

    /** Strips and tiles of their own do not overlap; the same header over and over would cost as often. */
    private void checkJpegs() throws BadImageException, IOException {
        long headers = 0;
        for (int tag : new int[] {TiffTags.STRIP_OFFSETS, TiffTags.TILE_OFFSETS}) {
            for (long start : tags.numbers(tag)) {
                headers += JpegFile.checkPart(file, start & UNSIGNED, partWidth(), partHeight());
                if (headers > file.length()) {
                    throw new BadImageException("the TIFF data is damaged: its strips overlap");
                }
            }
        }
    }

    /** Bilevel and other small gray samples come with a table of grays, in which white may come first. */
    private Colours colours(BufferedImage image) throws BadImageException {
        if (image.getColorModel() instanceof IndexColorModel table && photometric() <= LAST_GRAY) {
            return new GrayTable(table, bits);
        }
        Colours colours = Colours.of(image.getColorModel());
        if (!isPlain(bits)) {
            boolean small = image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE;
            return Colours.stretched(colours, small ? 0xff : 0xffff);
        }
        if (photometric() == RGB && colours.count() != 3) {
            throw new BadImageException("the TIFF header is damaged: RGB with " + samplesPerPixel() + " channels");
        }
        return colours;
    }

    /** Gray of less than 8 bits, by a table of 8-bit grays. */
    private static final class GrayTable extends Colours {

        private final IndexColorModel table;

        GrayTable(IndexColorModel table, int bits) {
            super(1, false, (1 << bits) - 1);
            this.table = table;
        }

        @Override
        void expand(int[] stored, int bands, int width, int[] expanded) {
            for (int x = 0; x < width; x++) {
                expanded[x] = (table.getRed(stored[x * bands]) * max() + 127) / 255;
            }
        }
    }
}
