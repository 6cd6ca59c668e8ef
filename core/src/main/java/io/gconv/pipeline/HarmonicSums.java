package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Fibres;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.Regions.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joint angular harmonics, in the order [channel][region][m][k].
 *
 * <p>An element of H is a rotation in one of B = |H|/N blocks (reflections, scale levels). The numbers of the blocks are
 * combined as √(1/B Σ_b |c_b|²), which reflections leave as it is too.
 *
 * <p>With F̂_k(x) = 1/N Σ_i F(x, i) e^(−ikθ_i) = A + iB and e^(−imφ) = C − iS, what is added up are the real moments of
 * the planes A and B of all |k|,
 *
 * <pre>
 *   Σ_x w_r(x) {1, C_1(x), −S_1(x), …, C_M(x), −S_M(x)} {A(x), B(x)}
 * </pre>
 *
 * of which every c_(r,m,±k) is a combination, since F̂_(−k) is the conjugate of F̂_k.
 */
final class HarmonicSums extends RegionSums<GroupFeatureMap> {

    private final Harmonics spec;
    private final PlanarGroup group;
    private final List<Integer> channels;
    private final Fibres fibres;
    private final int[][] pairs; // {m, index of k}
    private final int[] absolute; // the distinct |k|
    private final int[] indices; // per k, that of |k|
    private final float[][] planes; // of one block, [channel][block of H][|k|][A, B]
    private final double[][][] moments; // per open cell and plane [region][1, C_1, −S_1, …]
    private final double[] harmonics; // 1, C_1, −S_1, … of one pixel
    private final double[][] basis = new double[4][]; // w_r · harmonics of four pixels

    HarmonicSums(Harmonics spec, Regions regions, Cells cells, PlanarGroup group, List<Integer> channels) {
        super(regions, cells, planes(spec, group, channels) * perPlane(spec), 0);
        this.spec = spec;
        this.group = group;
        this.channels = channels;
        this.fibres = new Fibres(group);
        this.pairs = pairs(spec).toArray(int[][]::new);
        this.absolute = absolute(spec);
        this.indices = spec.frequencies().stream()
                .mapToInt(k -> indexOf(absolute, Math.abs(k)))
                .toArray();
        this.planes = new float[planes(spec, group, channels)][Fibres.PIXELS];
        this.harmonics = new double[2 * spec.maxOrder() + 1];
        this.moments = new double[cells.across()][planes.length][perPlane(spec)];
        Arrays.setAll(basis, i -> new double[perPlane(spec)]);
    }

    private static int[] absolute(Harmonics spec) {
        return spec.frequencies().stream().mapToInt(Math::abs).distinct().toArray();
    }

    private static int planes(Harmonics spec, PlanarGroup group, List<Integer> channels) {
        return channels.size() * blocks(group) * absolute(spec).length * 2;
    }

    private static int perPlane(Harmonics spec) {
        return spec.region().count() * (2 * spec.maxOrder() + 1);
    }

    private static int indexOf(int[] values, int value) {
        int i = 0;
        while (values[i] != value) {
            i++;
        }
        return i;
    }

    private static int blocks(PlanarGroup group) {
        return group.order() / group.rotations();
    }

    /** For m = 0 only k ≥ 0: F is real, so −k is the conjugate. */
    private static List<int[]> pairs(Harmonics spec) {
        List<int[]> pairs = new ArrayList<>();
        for (int m = 0; m <= spec.maxOrder(); m++) {
            for (int k = 0; k < spec.frequencies().size(); k++) {
                if (m > 0 || spec.frequencies().get(k) >= 0) {
                    pairs.add(new int[] {m, k});
                }
            }
        }
        return pairs;
    }

    /** With k = −m a rotation does not move the phase; reflections would. */
    private static boolean keepsPhase(Harmonics spec, PlanarGroup group, int[] pair) {
        return pair[0] + spec.frequencies().get(pair[1]) == 0 && blocks(group) == 1;
    }

    @Override
    void clear(int cell) {
        for (double[] ofPlane : moments[cell]) {
            Arrays.fill(ofPlane, 0);
        }
    }

    @Override
    void close(int cell, double[] row, int at) {
        int to = at;
        for (double[] ofPlane : moments[cell]) {
            for (double moment : ofPlane) {
                row[to++] += moment;
            }
        }
    }

    @Override
    void addBlock(GroupFeatureMap map, int at, int y, int count, int x, int columns) {
        int plane = 0;
        for (int c = 0; c < channels.size(); c++) {
            fibres.load(map, channels.get(c), at, count, columns);
            for (int b = 0; b < fibres.blocks(); b++) {
                for (int k : absolute) {
                    fibres.transform(b, k, planes[plane], planes[plane + 1]);
                    plane += 2;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            Row row = regions.row(y + i);
            int from = Math.max(x, row.first());
            int to = Math.min(x + columns, row.end());
            for (int cell = cells.columnOf(x); from < to; cell++) {
                int end = Math.min(to, cells.endOfColumn(cell));
                addRow(moments[cell], row, y + i, from, end, i * columns - x);
                from = Math.max(from, end);
            }
        }
    }

    /** Adds the columns {@code from … to − 1} of row y, whose values are {@code planes[·][at + from …]}. */
    private void addRow(double[][] sums, Row row, int y, int from, int to, int at) {
        for (int column = from; column < to; column += basis.length) {
            int n = Math.min(basis.length, to - column);
            for (int i = 0; i < n; i++) {
                fill(basis[i], row, regions.x(column + i), regions.y(y), column + i);
            }
            for (int plane = 0; plane < planes.length; plane++) {
                if (plane % 2 == 0 || absolute[plane / 2 % absolute.length] > 0) { // B = 0 for k = 0
                    addPixels(sums[plane], planes[plane], at + column, n);
                }
            }
        }
    }

    /** basis = w_r {1, C_1, −S_1, …} at the pixel (x, y): the powers of e^(−iφ) = (x − iy)/r. */
    private void fill(double[] ofPixel, Row row, double x, double y, int column) {
        double r = Math.sqrt(x * x + y * y);
        // the centre has no angle, so it counts for m = 0 only: otherwise it would not turn with the image
        double cos = r == 0 ? 0 : x / r;
        double sin = r == 0 ? 0 : -y / r;
        harmonics[0] = 1;
        double re = 1;
        double im = 0;
        for (int m = 1; m < harmonics.length; m += 2) {
            double next = re * cos - im * sin;
            im = re * sin + im * cos;
            re = next;
            harmonics[m] = re;
            harmonics[m + 1] = im;
        }
        int at = 0;
        for (int i = 0; i < regions.count(); i++) {
            double w = row.weights(i)[column - row.origin()];
            for (double harmonic : harmonics) {
                ofPixel[at++] = w * harmonic;
            }
        }
    }

    private void addPixels(double[] sums, float[] f, int at, int n) {
        double f1 = n > 1 ? f[at + 1] : 0;
        double f2 = n > 2 ? f[at + 2] : 0;
        double f3 = n > 3 ? f[at + 3] : 0;
        addProducts(sums, basis[0], basis[1], basis[2], basis[3], f[at], f1, f2, f3);
    }

    /** Hot loop, in a form that C2 vectorises: one index, and one store after all loads. */
    private static void addProducts(
            double[] sums, double[] a, double[] b, double[] c, double[] d, double fa, double fb, double fc, double fd) {
        for (int i = 0; i < sums.length; i++) {
            double ab = Math.fma(fa, a[i], fb * b[i]);
            double cd = Math.fma(fc, c[i], fd * d[i]);
            sums[i] += ab + cd;
        }
    }

    @Override
    void write(double[] vector, double[] numbers) {
        int at = 0;
        for (int c = 0; c < channels.size(); c++) {
            for (int region = 0; region < regions.count(); region++) {
                for (int[] pair : pairs) {
                    at = write(vector, numbers, at, c, region, pair);
                }
            }
        }
    }

    private int write(double[] vector, double[] numbers, int at, int c, int region, int[] pair) {
        double power = 0;
        for (int block = 0; block < blocks(group); block++) {
            int plane = 2 * ((c * blocks(group) + block) * absolute.length + indices[pair[1]]);
            double conjugate = spec.frequencies().get(pair[1]) < 0 ? -1 : 1;
            double total = vector[region];
            int perPlane = basis[0].length;
            int a = regions.count() + plane * perPlane + region * harmonics.length + 2 * pair[0]; // where −S_m is
            int b = a + perPlane;
            // (C − iS)(A ± iB)
            double re = (pair[0] == 0 ? vector[a] : vector[a - 1] - conjugate * vector[b]) / total;
            double im = (pair[0] == 0 ? conjugate * vector[b] : vector[a] + conjugate * vector[b - 1]) / total;
            if (keepsPhase(spec, group, pair)) {
                numbers[at] = re;
                if (pair[0] > 0) {
                    numbers[at + 1] = im;
                }
                return at + (pair[0] > 0 ? 2 : 1);
            }
            power += re * re + im * im;
        }
        numbers[at] = Math.sqrt(power / blocks(group));
        return at + 1;
    }

    /** Returns how many numbers a channel and region have. */
    static long size(Harmonics spec, PlanarGroup group) {
        List<int[]> pairs = pairs(spec);
        return pairs.size()
                + pairs.stream()
                        .filter(pair -> pair[0] > 0 && keepsPhase(spec, group, pair))
                        .count();
    }

    /** Appends what each number means. */
    static void appendIndex(Harmonics spec, PlanarGroup group, List<Integer> channels, List<DescriptorEntry> index) {
        for (int channel : channels) {
            for (int i = 0; i < spec.region().count(); i++) {
                String region = spec.region().label(i);
                for (int[] pair : pairs(spec)) {
                    String projection = "fourier k=" + spec.frequencies().get(pair[1]);
                    String harmonic = "harmonic m=" + pair[0];
                    boolean phase = keepsPhase(spec, group, pair);
                    index.add(new DescriptorEntry(
                            index.size(), spec.layer(), projection, channel, region, harmonic + (phase ? " re" : "")));
                    if (phase && pair[0] > 0) {
                        index.add(new DescriptorEntry(
                                index.size(), spec.layer(), projection, channel, region, harmonic + " im"));
                    }
                }
            }
        }
    }
}
