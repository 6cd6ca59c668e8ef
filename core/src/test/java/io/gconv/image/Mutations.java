package io.gconv.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Damaged copies of files: changed bits and bytes, extreme numbers, pieces of other files, cuts, repeated pieces. Of PNG
 * files also whole chunks, with check sums that are right, and the data inside the compression.
 */
final class Mutations {

    private static final int[] EXTREMES = {
        0, 1, 2, 7, 255, 256, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7ffffff, 0x7fffffff, 0x80000000, -2, -1
    };
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final int LARGEST_PIXELS = 1 << 20;

    private final Random random;

    /** Creates mutations that depend on {@code random} alone. */
    Mutations(Random random) {
        this.random = random;
    }

    /**
     * Returns a damaged copy.
     *
     * @param other another file, of which pieces may be taken
     */
    byte[] of(byte[] original, byte[] other) {
        boolean png = new String(original, 0, Math.min(8, original.length), ISO_8859_1).equals(PNG);
        byte[] bytes = png && random.nextBoolean() ? chunks(original) : original;
        int times = 1 + random.nextInt(4);
        for (int i = bytes == original ? 0 : random.nextInt(times + 1); i < times && bytes.length > 0; i++) {
            bytes = once(bytes, other);
        }
        return bytes;
    }

    private byte[] once(byte[] original, byte[] other) {
        byte[] bytes = original.clone();
        int at = position(bytes.length);
        switch (random.nextInt(8)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt(256);
            case 3, 4 -> extreme(bytes, at);
            case 5 -> bytes = Arrays.copyOf(bytes, at);
            case 6 -> bytes = splice(bytes, at, other.length == 0 ? bytes : other);
            default -> bytes = splice(bytes, at, bytes);
        }
        return bytes;
    }

    /** Returns a position, every other time near the start, where headers are. */
    private int position(int length) {
        return random.nextInt(random.nextBoolean() ? length : Math.min(length, 80));
    }

    private void extreme(byte[] bytes, int at) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        if (random.nextBoolean() && at + 4 <= bytes.length) {
            buffer.putInt(at, value);
        } else if (at + 2 <= bytes.length) {
            buffer.putShort(at, (short) value);
        }
    }

    /** Writes a piece of {@code source} over the bytes, or between them. */
    private byte[] splice(byte[] bytes, int at, byte[] source) {
        int from = random.nextInt(source.length);
        int length = Math.min(1 + random.nextInt(64), source.length - from);
        int rest = random.nextBoolean() ? at : Math.min(at + length, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + length);
        out.write(bytes, 0, at);
        out.write(source, from, length);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private record Chunk(String type, byte[] data) {}

    /** Mutates a PNG file chunk by chunk, so that check sums hold. */
    private byte[] chunks(byte[] png) {
        List<Chunk> chunks = read(png);
        if (chunks.isEmpty()) {
            return png;
        }
        int i = random.nextInt(chunks.size());
        Chunk chunk = chunks.get(i);
        switch (random.nextInt(6)) {
            case 0 -> chunks.add(random.nextInt(chunks.size()), chunk);
            case 1 -> chunks.remove(i);
            case 2 -> chunks.set(0, changed(chunks.get(0)));
            case 3 -> expandedChange(chunks);
            default -> chunks.set(i, changed(chunk));
        }
        return write(chunks);
    }

    private Chunk changed(Chunk chunk) {
        return chunk.data.length == 0 ? chunk : new Chunk(chunk.type, once(chunk.data, chunk.data));
    }

    /** Changes what comes out of the inflater: filters, and rows that are too many or too few. */
    private void expandedChange(List<Chunk> chunks) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        chunks.stream().filter(c -> c.type.equals("IDAT")).forEach(c -> stream.writeBytes(c.data));
        byte[] rows = inflated(stream.toByteArray());
        int first = 0;
        while (first < chunks.size() && !chunks.get(first).type.equals("IDAT")) {
            first++;
        }
        if (rows.length > 0) {
            chunks.removeIf(c -> c.type.equals("IDAT"));
            chunks.add(first, new Chunk("IDAT", PngBuilder.deflate(once(rows, rows))));
        }
    }

    private static byte[] inflated(byte[] data) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            byte[] rows = new byte[LARGEST_PIXELS];
            return Arrays.copyOf(rows, inflater.inflate(rows));
        } catch (DataFormatException e) {
            return new byte[0]; // damaged already
        } finally {
            inflater.end();
        }
    }

    private static List<Chunk> read(byte[] png) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(png).position(PNG.length());
        while (buffer.remaining() >= 12) {
            int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 8) {
                break;
            }
            byte[] type = new byte[4];
            byte[] data = new byte[length];
            buffer.get(type).get(data).getInt();
            chunks.add(new Chunk(new String(type, ISO_8859_1), data));
        }
        return chunks;
    }

    private static byte[] write(List<Chunk> chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PNG.getBytes(ISO_8859_1));
        for (Chunk chunk : chunks) {
            byte[] type = chunk.type.getBytes(ISO_8859_1);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(chunk.data);
            ByteBuffer bytes = ByteBuffer.allocate(12 + chunk.data.length);
            bytes.putInt(chunk.data.length).put(type).put(chunk.data).putInt((int) crc.getValue());
            out.writeBytes(bytes.array());
        }
        return out.toByteArray();
    }
}
