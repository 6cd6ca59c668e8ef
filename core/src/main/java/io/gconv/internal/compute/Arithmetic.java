package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the two implementations of {@link RowArithmetic}, once per JVM.
 *
 * <p>Property {@value #PROPERTY}: {@code auto} uses vectors if the module {@code jdk.incubator.vector} is there, vectors
 * have 256 or 512 bits, and a short product comes out right; {@code vector} insists on it; {@code scalar} does without.
 */
public final class Arithmetic {

    /** The system property that forces a choice. */
    public static final String PROPERTY = "gconv.engine";

    private static final String MODULE = "jdk.incubator.vector";
    private static final List<Integer> BITS = List.of(256, 512); // vector sizes that divide a row

    private final @Nullable RowArithmetic rows; // null if the property asks for what is not there
    private final String description;

    private Arithmetic(@Nullable RowArithmetic rows, String reason) {
        this.rows = rows;
        this.description = rows == null ? reason : rows.label() + " (" + reason + ")";
    }

    /** Loaded when it is first needed. */
    private static final class Holder {
        private static final Arithmetic CHOSEN = chooseOrRefuse();

        /** A class that throws while it is loaded cannot be used again, so a refusal is kept. */
        private static Arithmetic chooseOrRefuse() {
            try {
                return choose(System.getProperty(PROPERTY, "auto"));
            } catch (IllegalArgumentException e) {
                return new Arithmetic(null, String.valueOf(e.getMessage()));
            }
        }
    }

    private static Arithmetic orThrow(Arithmetic arithmetic) {
        if (arithmetic.rows == null) {
            throw new IllegalArgumentException(arithmetic.description);
        }
        return arithmetic;
    }

    static RowArithmetic chosen() {
        return Holder.CHOSEN.rows();
    }

    /**
     * Returns which implementation is used and why, such as {@code vector (512 bits, JDK 25.0.1)}.
     *
     * @throws IllegalArgumentException if the property asks for what is not there
     */
    public static String description() {
        return orThrow(Holder.CHOSEN).description;
    }

    /** Returns the implementation. */
    RowArithmetic rows() {
        return Objects.requireNonNull(orThrow(this).rows);
    }

    @Override
    public String toString() {
        return description;
    }

    static Arithmetic choose(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "scalar" -> new Arithmetic(new ScalarRows(), "asked for by " + PROPERTY + ", " + jdk());
            case "auto", "vector" -> {
                String obstacle = obstacle();
                if (obstacle.isEmpty()) {
                    yield new Arithmetic(new VectorRows(), VectorRows.bits() + " bits, " + jdk());
                }
                if (!wanted.equalsIgnoreCase("auto")) {
                    throw new IllegalArgumentException(PROPERTY + " is " + wanted + ", but the JVM runs " + obstacle);
                }
                yield new Arithmetic(new ScalarRows(), obstacle + ", " + jdk());
            }
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be auto, vector or scalar, but was " + wanted);
        };
    }

    private static String jdk() {
        return "JDK " + System.getProperty("java.version");
    }

    /** Returns why vectors cannot be used, or an empty text. Touches the vector class only if the module is there. */
    private static String obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "without --add-modules " + MODULE;
        }
        if (!BITS.contains(VectorRows.bits())) {
            return "with vectors of " + VectorRows.bits() + " bits";
        }
        return selfTest(new VectorRows(), new ScalarRows()) ? "" : "with vectors that failed the self-test";
    }

    /** Compares products of small integers, which are exact, on all tile shapes. */
    static boolean selfTest(RowArithmetic candidate, RowArithmetic definition) {
        return IntStream.of(2, 4, 13, 26).allMatch(rows -> selfTest(candidate, definition, rows));
    }

    private static boolean selfTest(RowArithmetic candidate, RowArithmetic definition, int rows) {
        int n = 7 * RowArithmetic.LANES;
        int depth = 5;
        PackedMatrix w = new PackedMatrix(rows, depth);
        float[] in = new float[depth * n];
        for (int i = 0; i < in.length; i++) {
            in[i] = i % 11 - 5;
        }
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) {
                w.set(r, k, (3 * r + 5 * k) % 7 - 3);
            }
        }
        Offsets inRows = Offsets.multiples(depth, n);
        Offsets outRows = Offsets.multiples(rows, n);
        float[] expected = new float[rows * n];
        float[] actual = new float[rows * n];
        definition.multiply(w, in, inRows, 0, n, expected, outRows, 0);
        candidate.multiply(w, in, inRows, 0, n, actual, outRows, 0);
        return Arrays.equals(expected, actual);
    }
}
