package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is to be computed: a plain correlation from P input planes to Q output planes.
 *
 * <pre>
 *   out[q](y, x) = bias[q] + Σ_p Σ_(u,v) kernel[q, p](u, v) in[p](y + c + u, x + c + v)
 * </pre>
 *
 * with u, v from −r(q) to r(q), and c the crop. Inputs outside the image are 0. The kernels of an output plane all have
 * the same size, but output planes may differ. Outputs have {@code height − 2·crop} rows and {@code width − 2·crop}
 * columns. An {@link Epilogue} per output plane says what is written of it, and where.
 */
public final class CorrelationProblem {

    private final int inPlanes;
    private final int crop;
    private final int[] radii;
    private final float[][] kernels;
    private final int[] inputTurn;
    private final int[] outputTurn;
    private final boolean closed;
    private final int[] taps; // [q·P + p]
    private final int[] reaches;
    private final List<Epilogue> epilogues;
    private final int results;

    /**
     * Creates a problem; the arrays are not copied.
     *
     * @param radii r(q) per output plane
     * @param kernels {@code [q·P + p]}, each (2r(q) + 1)² values, rows from top to bottom; empty where there is none
     * @param bias one value per output plane
     * @param inputTurn where a quarter turn takes the input planes, or empty if the planes know nothing of it
     * @param outputTurn where it takes the output planes
     */
    public CorrelationProblem(
            int inPlanes, int crop, int[] radii, float[][] kernels, float[] bias, int[] inputTurn, int[] outputTurn) {
        if (kernels.length != radii.length * inPlanes || bias.length != radii.length) {
            throw new IllegalArgumentException("kernels and bias do not fit " + radii.length + " output planes");
        }
        this.inPlanes = inPlanes;
        this.crop = crop;
        this.radii = radii;
        this.kernels = kernels;
        this.inputTurn = inputTurn;
        this.outputTurn = outputTurn;
        this.closed = outputTurn.length > 0 && closed(bias);
        this.epilogues = IntStream.range(0, bias.length)
                .mapToObj(q -> new Epilogue(q, bias[q], 1, Epilogue.Join.NONE))
                .toList();
        this.results = bias.length;
        this.taps = new int[kernels.length];
        for (int i = 0; i < taps.length; i++) {
            for (float weight : kernels[i]) {
                taps[i] += weight == 0 ? 0 : 1;
            }
        }
        this.reaches = IntStream.range(0, radii.length).map(this::reachOf).toArray();
    }

    /** E[πq, πp] is E[q, p] turned by a quarter, to the last bit. */
    private boolean closed(float[] bias) {
        for (int q = 0; q < radii.length; q++) {
            if (bias[outputTurn[q]] != bias[q]) {
                return false;
            }
            for (int p = 0; p < inPlanes; p++) {
                if (!isTurned(kernel(q, p), kernel(outputTurn[q], inputTurn[p]), 2 * radii[q] + 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isTurned(float[] kernel, float[] turned, int size) {
        if (kernel.length != turned.length) {
            return false;
        }
        for (int i = 0; i < kernel.length; i++) {
            if (turned[i] != kernel[i % size * size + size - 1 - i / size]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns this problem with other epilogues.
     *
     * @param epilogues one per output plane, with the biases; planes of a modulus have kernels of one size; either all are part of
     *     a maximum or none. If the kernels are closed, turns take planes to others with the same epilogue, but for where they are
     *     written
     */
    public CorrelationProblem with(List<Epilogue> epilogues) {
        return new CorrelationProblem(this, epilogues);
    }

    private CorrelationProblem(CorrelationProblem linear, List<Epilogue> epilogues) {
        if (epilogues.size() != linear.outPlanes()) {
            throw new IllegalArgumentException(
                    epilogues.size() + " epilogues do not fit " + linear.outPlanes() + " output planes");
        }
        this.inPlanes = linear.inPlanes;
        this.crop = linear.crop;
        this.radii = linear.radii;
        this.kernels = linear.kernels.clone();
        this.inputTurn = linear.inputTurn;
        this.outputTurn = linear.outputTurn;
        this.closed = linear.closed;
        this.taps = linear.taps;
        this.epilogues = List.copyOf(epilogues);
        this.results = epilogues.stream().mapToInt(Epilogue::to).max().orElse(-1) + 1;
        this.reaches = linear.reaches.clone();
        for (int q = 0; q < radii.length; q++) {
            if (closed && !epilogues.get(q).isLike(epilogues.get(outputTurn[q]))) {
                throw new IllegalArgumentException(
                        "output plane " + q + " and the one that a quarter turn takes it to have different epilogues");
            }
            if (isMaximum() != (epilogues.get(q).join() == Epilogue.Join.MAXIMUM)) {
                throw new IllegalArgumentException(
                        "output plane " + q + " is not joined with others as output plane 0 is");
            }
            if (epilogues.get(q).join() == Epilogue.Join.MODULUS) {
                makeAlike(first(epilogues.get(q).to()), q);
            }
        }
    }

    /** Returns whether outputs are maxima over output planes, which begin with −∞. */
    boolean isMaximum() {
        return !epilogues.isEmpty() && epilogues.get(0).join() == Epilogue.Join.MAXIMUM;
    }

    /** Returns how many planes the epilogues write to. */
    int results() {
        return results;
    }

    private int first(int to) {
        return IntStream.range(0, radii.length)
                .filter(q -> epilogues.get(q).to() == to)
                .findFirst()
                .orElseThrow();
    }

    /** Gives both planes of a modulus the same inputs, so that all algorithms compute them together, in their order. */
    private void makeAlike(int first, int second) {
        if (first >= second || radii[first] != radii[second]) {
            throw new IllegalArgumentException("output planes " + first + " and " + second + " are no pair");
        }
        reaches[first] = Math.max(reaches[first], reaches[second]);
        reaches[second] = reaches[first];
        for (int p = 0; p < inPlanes; p++) {
            int a = first * inPlanes + p;
            int b = second * inPlanes + p;
            if (kernels[a].length != kernels[b].length) {
                int size = Math.max(kernels[a].length, kernels[b].length);
                kernels[a] = Arrays.copyOf(kernels[a], size);
                kernels[b] = Arrays.copyOf(kernels[b], size);
            }
        }
    }

    /** Returns whether the kernels are closed under quarter turns, which they may only be if the planes know of them. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns j, if output plane q is what j quarter turns make of the first of its orbit; 0 if not closed. */
    int turnsOfOutput(int q) {
        return closed ? turns(outputTurn, q) : 0;
    }

    /** Returns the same for input plane p. */
    int turnsOfInput(int p) {
        return closed ? turns(inputTurn, p) : 0;
    }

    private static int turns(int[] turn, int plane) {
        int first = plane;
        int turns = 0;
        int next = plane;
        for (int j = 1; j < 4; j++) {
            next = turn[next];
            if (next < first) {
                first = next;
                turns = 4 - j;
            }
        }
        return turns;
    }

    /** Returns a tap after quarter turns; the tap itself if not closed. */
    Tap turned(Tap tap, int turns) {
        Tap turned = tap;
        for (int j = 0; closed && j < turns % 4; j++) {
            turned = new Tap(inputTurn[turned.plane()], -turned.v(), turned.u());
        }
        return turned;
    }

    /** Returns the input planes that output plane q reads, ascending. */
    int[] inputs(int q) {
        return IntStream.range(0, inPlanes).filter(p -> kernel(q, p).length > 0).toArray();
    }

    /** Returns how many weights of the kernel from p to q are not 0. */
    int taps(int q, int p) {
        return taps[q * inPlanes + p];
    }

    /** Returns E[q, p](u, v), 0 outside of the kernel. */
    float weight(int q, Tap tap) {
        float[] kernel = kernel(q, tap.plane());
        int r = radii[q];
        boolean inside = Math.abs(tap.u()) <= r && Math.abs(tap.v()) <= r;
        return inside && kernel.length > 0 ? kernel[(tap.u() + r) * (2 * r + 1) + tap.v() + r] : 0;
    }

    /** Returns the largest |u| or |v| with a weight that is not 0, in either plane if q is of a modulus. */
    int reach(int q) {
        return reaches[q];
    }

    private int reachOf(int q) {
        int reach = 0;
        int size = 2 * radii[q] + 1;
        for (int p = 0; p < inPlanes; p++) {
            float[] kernel = kernel(q, p);
            for (int i = 0; i < kernel.length; i++) {
                if (kernel[i] != 0) {
                    reach = Math.max(reach, Math.max(Math.abs(i / size - radii[q]), Math.abs(i % size - radii[q])));
                }
            }
        }
        return reach;
    }

    /** Not a copy: returns where a quarter turn takes the input planes. */
    public int[] inputTurn() {
        return inputTurn;
    }

    /** Not a copy: returns where a quarter turn takes the output planes. */
    public int[] outputTurn() {
        return outputTurn;
    }

    /** Returns P. */
    public int inPlanes() {
        return inPlanes;
    }

    /** Returns Q. */
    public int outPlanes() {
        return radii.length;
    }

    /** Returns how many pixels are cut off at each side. */
    public int crop() {
        return crop;
    }

    /** Returns the radius of the kernels of output plane q. */
    public int radius(int q) {
        return radii[q];
    }

    /** Not a copy: returns the kernel from p to q, or an empty array. */
    public float[] kernel(int q, int p) {
        return kernels[q * inPlanes + p];
    }

    /** Returns what is done to output plane q while it is written. */
    public Epilogue epilogue(int q) {
        return epilogues.get(q);
    }
}
