package io.gconv.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the first directory of a TIFF file or an EXIF block that concern pixels. Other tags, such as XMP, are not
 * even read, and neither are further directories, whose chain may be a circle. If a tag is repeated, only the
 * first counts: 65,535 of them could each be as long as the file.
 */
final class TiffTags {

    static final int STRIP_OFFSETS = 0x0111;
    static final int ROWS_PER_STRIP = 0x0116;
    static final int STRIP_BYTE_COUNTS = 0x0117;
    static final int TILE_WIDTH = 0x0142;
    static final int TILE_LENGTH = 0x0143;
    static final int TILE_OFFSETS = 0x0144;
    static final int TILE_BYTE_COUNTS = 0x0145;
    static final int PREDICTOR = 0x013d;
    static final int SAMPLE_FORMAT = 0x0153;

    private static final Set<Integer> READ = Set.of(
            ExifDirectoryBase.TAG_IMAGE_WIDTH,
            ExifDirectoryBase.TAG_IMAGE_HEIGHT,
            ExifDirectoryBase.TAG_BITS_PER_SAMPLE,
            ExifDirectoryBase.TAG_COMPRESSION,
            ExifDirectoryBase.TAG_PHOTOMETRIC_INTERPRETATION,
            ExifDirectoryBase.TAG_ORIENTATION,
            ExifDirectoryBase.TAG_SAMPLES_PER_PIXEL,
            STRIP_OFFSETS,
            ROWS_PER_STRIP,
            STRIP_BYTE_COUNTS,
            TILE_WIDTH,
            TILE_LENGTH,
            TILE_OFFSETS,
            TILE_BYTE_COUNTS,
            PREDICTOR,
            SAMPLE_FORMAT);

    private final ExifIFD0Directory directory;
    private final int predictorOffset;
    private final boolean repeats;

    private TiffTags(FirstDirectory read) {
        directory = read.directory;
        predictorOffset = read.predictorOffset;
        repeats = read.repeats;
    }

    /** Reads the first directory of an EXIF block; offsets count from the start of {@code tiff}. */
    static TiffTags read(byte[] tiff) throws TiffProcessingException, IOException {
        return read(new ByteArrayReader(tiff));
    }

    /** Reads the first directory of a file of at most 2 GB. */
    static TiffTags read(StoredBytes file) throws TiffProcessingException, IOException {
        return read(new FileReader(file));
    }

    private static TiffTags read(RandomAccessReader tiff) throws TiffProcessingException, IOException {
        FirstDirectory handler = new FirstDirectory();
        new TiffReader().processTiff(tiff, handler, 0);
        return new TiffTags(handler);
    }

    /** Returns a number, the first one if there are several, or {@code absent} if there is none. */
    long number(int tag, long absent) {
        long[] numbers = numbers(tag);
        return numbers.length == 0 ? absent : numbers[0];
    }

    /** Returns all numbers of a tag; none if it is absent or not numeric. */
    long[] numbers(int tag) {
        Object value = directory.getObject(tag);
        if (value instanceof long[] longs) {
            return longs;
        }
        if (value instanceof Number number) {
            return new long[] {number.longValue()};
        }
        int[] ints = value == null ? null : directory.getIntArray(tag);
        return ints == null ? new long[0] : Arrays.stream(ints).asLongStream().toArray();
    }

    /**
     * Returns whether a tag is there several times, whichever it is: the Java library reads all arrays of some that are not
     * read here, and goes by the last.
     */
    boolean repeats() {
        return repeats;
    }

    /** Returns where the value of the predictor is in the file; −1 if there is none. */
    int predictorOffset() {
        return predictorOffset;
    }

    /** Keeps the wanted tags of the first directory. */
    private static final class FirstDirectory extends DirectoryTiffHandler {

        private final ExifIFD0Directory directory = new ExifIFD0Directory();
        private final Set<Integer> seen = new HashSet<>();
        private int predictorOffset = -1;
        private boolean repeats;

        FirstDirectory() {
            super(new Metadata(), null);
            pushDirectory(directory);
        }

        @Override
        public void setTiffMarker(int marker) {}

        @Override
        public boolean tryEnterSubIfd(int tagId) {
            return false;
        }

        @Override
        public boolean hasFollowerIfd() {
            return false;
        }

        @Override
        public @Nullable Long tryCustomProcessFormat(int tagId, int formatCode, long componentCount) {
            return null;
        }

        @Override
        public boolean customProcessTag(
                int tagOffset,
                Set<Integer> processedIfdOffsets,
                int tiffHeaderOffset,
                RandomAccessReader reader,
                int tagId,
                int byteCount) {
            if (tagId == PREDICTOR && predictorOffset < 0) {
                predictorOffset = tagOffset;
            }
            boolean again = !seen.add(tagId);
            repeats |= again;
            return again || !READ.contains(tagId);
        }
    }

    /** Gives the parser of tags a file that is not in memory. */
    private static final class FileReader extends RandomAccessReader {

        private final StoredBytes file;

        FileReader(StoredBytes file) {
            this.file = file;
        }

        @Override
        public int toUnshiftedOffset(int offset) {
            return offset;
        }

        @Override
        public byte getByte(int index) throws IOException {
            validateIndex(index, 1);
            return (byte) file.at(index);
        }

        @Override
        public byte[] getBytes(int index, int count) throws IOException {
            validateIndex(index, count);
            return file.copy(index, (long) index + count);
        }

        @Override
        protected void validateIndex(int index, int count) throws IOException {
            if (!isValidIndex(index, count)) {
                throw new EOFException();
            }
        }

        @Override
        protected boolean isValidIndex(int index, int count) {
            return index >= 0 && count >= 0 && (long) index + count <= file.length();
        }

        @Override
        public long getLength() {
            return file.length();
        }
    }
}
