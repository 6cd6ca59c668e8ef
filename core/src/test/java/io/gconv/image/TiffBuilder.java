package io.gconv.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Writes uncompressed TIFF files of one strip, with tags of 16 bits, but offsets and lengths of 32. */
final class TiffBuilder {

    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int ORIENTATION = 274;
    static final int OFFSETS = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int BYTE_COUNTS = 279;
    static final int PLANAR_CONFIGURATION = 284;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;

    private static final int DATA = 8;

    private final Map<Integer, int[]> tags = new TreeMap<>();
    private final ByteOrder order;

    TiffBuilder(ByteOrder order, int width, int height) {
        this.order = order;
        tag(WIDTH, width)
                .tag(HEIGHT, height)
                .tag(COMPRESSION, 1)
                .tag(SAMPLES, 1)
                .tag(OFFSETS, DATA)
                .tag(ROWS_PER_STRIP, height);
    }

    TiffBuilder tag(int tag, int... numbers) {
        tags.put(tag, numbers);
        return this;
    }

    /** Returns the file with samples of the given number of bits; a row of less than 8 must fill its last byte. */
    byte[] samples(int bits, int... samples) {
        int length = samples.length * bits / 8;
        tags.putIfAbsent(BYTE_COUNTS, new int[] {length});
        tags.putIfAbsent(BITS, new int[] {bits});
        ByteBuffer file = ByteBuffer.allocate(DATA + length + 2000).order(order);
        int directory = DATA + length + length % 2;
        file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'))
                .put(file.get(0))
                .putShort((short) 42);
        file.putInt(directory);
        putSamples(file, bits, samples);
        file.position(directory).putShort((short) tags.size());
        int[] free = {directory + 1000};
        tags.forEach((tag, numbers) -> putTag(file, tag, numbers, free));
        return file.array();
    }

    private static void putSamples(ByteBuffer file, int bits, int... samples) {
        long pending = 0;
        int count = 0;
        for (int sample : samples) {
            if (bits == 16) {
                file.putShort((short) sample);
                continue;
            }
            pending = pending << bits | sample;
            for (count += bits; count >= 8; count -= 8) {
                file.put((byte) (pending >> count - 8));
            }
        }
    }

    private static void putTag(ByteBuffer file, int tag, int[] numbers, int[] free) {
        boolean wide = tag == OFFSETS || tag == BYTE_COUNTS;
        int size = wide ? Integer.BYTES : Short.BYTES;
        file.putShort((short) tag).putShort((short) (wide ? 4 : 3)).putInt(numbers.length);
        int value = file.position();
        if (numbers.length * size > 4) {
            file.putInt(free[0]);
            file.position(free[0]);
            free[0] += size * numbers.length;
        }
        for (int number : numbers) {
            if (wide) {
                file.putInt(number);
            } else {
                file.putShort((short) number);
            }
        }
        file.position(value + 4);
    }
}
