package io.gconv.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array of doubles in C order, from {@code src/test/resources/reference}.
 *
 * @param shape its shape
 * @param values its values
 */
@SuppressWarnings("ArrayRecordComponent") // a value for tests, never compared
public record Npy(int[] shape, double[] values) {

    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([0-9, ]*)\\)");

    /** Reads {@code reference/<name>.npy}. */
    public static Npy load(String name) {
        try (InputStream in = Npy.class.getResourceAsStream("/reference/" + name + ".npy")) {
            ByteBuffer bytes = ByteBuffer.wrap(Objects.requireNonNull(in, name).readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[bytes.getShort(8)];
            bytes.get(10, header);
            String text = new String(header, StandardCharsets.US_ASCII);
            Matcher matcher = SHAPE.matcher(text);
            if (!text.contains("'<f8'") || !text.contains("'fortran_order': False") || !matcher.find()) {
                throw new IllegalArgumentException(name + " is not an array of doubles in C order: " + text);
            }
            int[] shape = Arrays.stream(matcher.group(1).split(",", -1))
                    .map(String::trim)
                    .filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            bytes.position(10 + header.length);
            bytes.asDoubleBuffer().get(values);
            return new Npy(shape, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the values as floats, {@code [from, from + count)}. */
    public float[] floats(int from, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[from + i];
        }
        return floats;
    }
}
