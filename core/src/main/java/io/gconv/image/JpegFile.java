package io.gconv.image;

import io.gconv.image.JpegColours.Coding;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JPEG file: segments that start with a marker, FF and a code. The reader of the Java library gets only the segments that
 * code pixels, and hands out samples without conversion; profiles, thumbnails and guesses about colours play no part. A file
 * that is cut is damaged, also where the reader does not notice: it lacks its end marker, or a progressive one lacks bits of
 * some coefficients.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, 1992, annex B</a>
 */
final class JpegFile implements ImageFile {

    /** A progressive file has about ten scans; each costs a pass over all pixels, and an empty one takes ten bytes. */
    private static final int MAX_SCANS = 100;

    /** The largest scans × pixels, about a minute of decoding: 31 scans of 64 million pixels. */
    private static final double MAX_WORK = 2e9;

    /** Scans × pixels in some tens of milliseconds. Scans without data are native loops that read nothing. */
    private static final double QUICK_WORK = 4e6;

    private static final int COEFFICIENTS = 64;

    /** The side of a block of pixels that are coded together, in pixels, in files with fewer colours than grays. */
    private static final int LARGEST_BLOCK = 32;

    private static final int PROGRESSIVE = 0xc2;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int COM = 0xfe;

    private static final byte[] START = {(byte) 0xff, (byte) SOI};

    /** An Adobe marker without transform, by which the library takes three channels for RGB, and converts nothing. */
    private static final byte[] AS_STORED = {
        (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private static final byte[] NOTHING = {};

    private final StoredBytes file;
    private final Extent extent;
    private final FileParts pixelSegments;
    private final Set<String> damages = new LinkedHashSet<>();
    private final Map<Integer, BitSet> missing = new HashMap<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] frame = new byte[0];
    private String unsupported = "";
    private boolean progressive;
    private boolean jfif;
    private int adobeTransform = -1;
    private int scans;
    private int firstScanComponents;
    private long read; // up to where

    /** Reads the structure of a file that starts with FF D8 FF. */
    JpegFile(StoredBytes file, Extent extent) throws BadImageException, IOException {
        this(file, 0, extent);
    }

    private JpegFile(StoredBytes file, long start, Extent extent) throws BadImageException, IOException {
        this.file = file;
        this.extent = extent;
        pixelSegments = new FileParts(file);
        long position = start + 2;
        while (position >= 0) {
            read = position;
            position = readSegment(position);
        }
        if (frame.length < 6 || frame.length < 6 + 3 * components()) {
            throw new BadImageException(
                    damages.isEmpty()
                            ? "the JPEG file has no image in it"
                            : damages.iterator().next());
        }
        if (damages.isEmpty() && !missing.values().stream().allMatch(BitSet::isEmpty)) {
            damages.add("the JPEG data ends early");
        }
    }

    /**
     * Checks a JPEG that is a strip or a tile of another file, and is decoded by its own header: that it has one scan and no
     * more than {@code width × height} pixels, filled up to whole blocks.
     *
     * @param start where it begins in the file
     * @return the length of its header
     */
    static long checkPart(StoredBytes file, long start, double width, double height)
            throws BadImageException, IOException {
        if (start + 2 > file.length()) {
            throw new BadImageException("the TIFF data ends early");
        }
        JpegFile part = new JpegFile(file, start, Extent.HEADER);
        if (!part.unsupported.isEmpty()) {
            throw new BadImageException(part.unsupported + " in a TIFF");
        }
        if (part.progressive || part.firstScanComponents != part.components()) {
            throw new BadImageException("a TIFF with JPEG of several scans is not supported");
        }
        ImageHeader header = part.header();
        if (header.width() > blocks(width) || header.height() > blocks(height)) {
            throw new BadImageException("the TIFF data is damaged: a strip or tile is larger than the header says");
        }
        return part.read - start;
    }

    private static double blocks(double side) {
        return LARGEST_BLOCK * Math.ceil(side / LARGEST_BLOCK);
    }

    /** Reads the segment at or after a position and returns the position after it, or −1 at the end. */
    private long readSegment(long start) throws BadImageException, IOException {
        long marker = nextMarker(start);
        if (marker == file.length()) {
            return cut(start);
        }
        int code = file.at(marker + 1);
        if (code == EOI) {
            pixelSegments.add(start, marker + 2);
            return -1;
        }
        if (code == SOI || code == 0x01 || isRestart(code)) {
            pixelSegments.add(start, marker + 2);
            return marker + 2;
        }
        long end = marker + 4 <= file.length() ? marker + 2 + file.unsigned16(marker + 2) : Long.MAX_VALUE;
        if (end > file.length() || end < marker + 4) {
            return cut(start);
        }
        interpret(code, file.copy(marker + 4, end));
        if (code == SOS && extent == Extent.HEADER) {
            return -1;
        }
        long next = code == SOS ? endOfScan(end) : end;
        boolean application = code >= 0xe0 && code <= 0xef || code == COM;
        if (!application) {
            pixelSegments.add(start, next);
        }
        return next;
    }

    private int cut(long start) throws BadImageException {
        damages.add("the JPEG data ends early");
        pixelSegments.add(start, file.length());
        return -1;
    }

    /** Returns where the next marker is, or the length of the file if there is none. */
    private long nextMarker(long start) throws IOException {
        long position = file.indexOf(0xff, start);
        while (position + 1 < file.length()) {
            int code = file.at(position + 1);
            if (code != 0 && code != 0xff) {
                return position;
            }
            position = file.indexOf(0xff, position + 1);
        }
        return file.length();
    }

    private long endOfScan(long start) throws IOException {
        long marker = nextMarker(start);
        while (marker < file.length() && isRestart(file.at(marker + 1))) {
            marker = nextMarker(marker + 2);
        }
        return marker;
    }

    private static boolean isRestart(int code) {
        return code >= 0xd0 && code <= 0xd7;
    }

    private void interpret(int code, byte[] data) {
        if (code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc) {
            readFrame(code, data);
        } else if (code == SOS) {
            readScan(data);
        } else if (code == 0xe0) {
            jfif |= startsWith(data, "JFIF\0");
        } else if (code == APP1 && startsWith(data, "Exif\0\0")) {
            if (orientation == Orientation.UPRIGHT) {
                orientation = Orientation.ofExif(Arrays.copyOfRange(data, 6, data.length));
            }
        } else if (code == APP14 && startsWith(data, "Adobe") && data.length >= 12) {
            adobeTransform = data[11] & 0xff;
        }
    }

    /** Ticks off the coefficients that a scan sends to the last bit; of a sequential file only whether there is a scan. */
    private void readScan(byte[] data) {
        scans++;
        int count = data.length == 0 ? 0 : data[0] & 0xff;
        firstScanComponents = scans == 1 ? count : firstScanComponents;
        if (data.length < 4 + 2 * count || (data[3 + 2 * count] & 0x0f) != 0) {
            return; // more bits must follow
        }
        int first = Math.min(data[1 + 2 * count] & 0xff, COEFFICIENTS);
        int last = Math.min(data[2 + 2 * count] & 0xff, COEFFICIENTS - 1);
        for (int i = 0; i < count; i++) {
            BitSet coefficients = missing.get(data[1 + 2 * i] & 0xff);
            if (coefficients != null) {
                coefficients.clear(Math.min(first, last), last + 1);
            }
        }
    }

    private static boolean startsWith(byte[] data, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (i >= data.length || data[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void readFrame(int code, byte[] data) {
        if (frame.length > 0) {
            return;
        }
        frame = data;
        progressive = code == PROGRESSIVE;
        for (int c = 0; c < components() && 6 + 3 * c < data.length; c++) {
            BitSet coefficients = new BitSet();
            coefficients.set(0, progressive ? COEFFICIENTS : 1);
            missing.put(data[6 + 3 * c] & 0xff, coefficients);
        }
        if (code == 0xc3) {
            unsupported = "lossless JPEG is not supported";
        } else if (code >= 0xc9) {
            unsupported = "JPEG with arithmetic coding is not supported";
        } else if (code >= 0xc5) {
            unsupported = "hierarchical JPEG is not supported";
        } else if (data.length > 0 && data[0] != 8) {
            unsupported = "JPEG with " + (data[0] & 0xff) + " bits is not supported, only with 8";
        } else if (components() != 1 && components() != 3 && components() != 4) {
            unsupported = "JPEG with " + components() + " channels is not supported, only with 1, 3 or 4";
        }
    }

    private int components() {
        return frame.length < 6 ? 0 : frame[5] & 0xff;
    }

    @Override
    public String format() {
        return "JPEG";
    }

    @Override
    public ImageHeader header() {
        int height = (frame[1] & 0xff) << 8 | frame[2] & 0xff;
        int width = (frame[3] & 0xff) << 8 | frame[4] & 0xff;
        double samples = (double) width * height * components();
        double coefficients = wholeOnly().isEmpty() ? 0 : Short.BYTES * samples * storedPart();
        return new ImageHeader(width, height, components(), samples + coefficients, orientation);
    }

    /** Returns which part of the samples is stored, of 1: less if colours have fewer than gray. */
    private double storedPart() {
        int stored = 0;
        int horizontal = 1;
        int vertical = 1;
        for (int c = 0; c < components(); c++) {
            int factors = frame[7 + 3 * c] & 0xff;
            stored += (factors >> 4) * (factors & 15);
            horizontal = Math.max(horizontal, factors >> 4);
            vertical = Math.max(vertical, factors & 15);
        }
        return stored / (double) (components() * horizontal * vertical);
    }

    @Override
    public List<String> damages() {
        return List.copyOf(damages);
    }

    @Override
    public boolean noticesInterrupts() {
        return scans <= 1 || (double) scans * header().width() * header().height() <= QUICK_WORK;
    }

    @Override
    public Samples decode() throws BadImageException, IOException {
        checkSupported();
        try (LibraryReader reader = open()) {
            return samples(reader, reader.raster());
        }
    }

    private Samples decode(Rectangle region) throws BadImageException, IOException {
        try (LibraryReader reader = open()) {
            return samples(reader, reader.raster(region));
        }
    }

    private LibraryReader open(byte... further) throws BadImageException {
        return new LibraryReader("jpeg", new FileParts(file).add(START).add(further).add(pixelSegments).stream());
    }

    private Samples samples(LibraryReader reader, Raster raster) throws BadImageException {
        if (raster.getNumBands() != components()) {
            throw new BadImageException("the JPEG header is damaged");
        }
        return new Samples(raster, colours(), reader.warnings());
    }

    private void checkSupported() throws BadImageException {
        if (!unsupported.isEmpty()) {
            throw new BadImageException(unsupported);
        }
        double pixels = (double) header().width() * header().height();
        int allowed = (int) Math.max(1, Math.min(MAX_SCANS, MAX_WORK / pixels));
        if (scans > allowed) {
            throw new BadImageException("the JPEG file has " + scans + " scans, more than " + allowed);
        }
    }

    /** Of several scans, all coefficients must be in memory before the first row can be computed. */
    @Override
    public String wholeOnly() {
        if (progressive) {
            return "a progressive JPEG";
        }
        return scans > 1 ? "a JPEG of several scans" : "";
    }

    /** Four channels are decoded from the first row for each region: the library has them as a raster only. */
    @Override
    public StoredRegions regions() throws BadImageException, IOException {
        checkSupported();
        if (components() == 4) {
            return this::decode;
        }
        ImageHeader header = header();
        RowLayout layout = new RowLayout((int) header.width(), components(), 8);
        return new RowWindow(layout, colours(), () -> {
            LibraryReader reader = open(components() == 3 ? AS_STORED : NOTHING);
            reader.requireSize(header);
            return new JpegRows(reader, layout, (int) header.height());
        });
    }

    /** Decides as libjpeg does: by JFIF, then Adobe's transform, then the names of the components. */
    private Colours colours() {
        boolean adobe = adobeTransform >= 0;
        if (components() == 1) {
            return Colours.direct(1, false, 255);
        }
        if (components() == 4) {
            return new JpegColours(adobe && adobeTransform != 0 ? Coding.YCCK : Coding.CMYK, adobe);
        }
        boolean named = frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B';
        boolean rgb = !jfif && (adobe ? adobeTransform == 0 : named);
        return rgb ? Colours.direct(3, false, 255) : new JpegColours(Coding.YCBCR, false);
    }
}
