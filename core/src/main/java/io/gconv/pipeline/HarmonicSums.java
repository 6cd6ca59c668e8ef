package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import java.util.ArrayList;
import java.util.List;

/**
 * Joint angular harmonics, in the order [channel][region][m][k].
 *
 * <p>An element of H is a rotation in one of B = |H|/N blocks (reflections, scale levels). The numbers of the blocks are
 * combined as √(1/B Σ_b |c_b|²), which reflections leave as it is too.
 */
final class HarmonicSums implements RegionSums {

    private final Harmonics spec;
    private final Regions regions;
    private final PlanarGroup group;
    private final List<Integer> channels;
    private final List<int[]> pairs; // {m, index of k}
    private final double[] sums; // [channel][region][pair][block][re, im]
    private final double[] weights; // [region]

    HarmonicSums(Harmonics spec, Regions regions, PlanarGroup group, List<Integer> channels) {
        this.spec = spec;
        this.regions = regions;
        this.group = group;
        this.channels = channels;
        this.pairs = pairs(spec);
        this.sums = new double[channels.size() * spec.region().count() * pairs.size() * blocks(group) * 2];
        this.weights = new double[spec.region().count()];
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
    public void add(GroupFeatureMap strip, int top, int from, int count) {
        double[][] phases = phases(from, count);
        int at = 0;
        for (int channel : channels) {
            double[][] fourier = new double[spec.frequencies().size()][];
            for (int k = 0; k < fourier.length; k++) {
                fourier[k] = fourier(strip, channel, spec.frequencies().get(k), from - top, count);
            }
            for (int i = 0; i < spec.region().count(); i++) {
                float[] w = regions.weights(i, from, count);
                for (int[] pair : pairs) {
                    for (int b = 0; b < blocks(group); b++) {
                        add(w, phases[pair[0]], fourier[pair[1]], b, at);
                        at += 2;
                    }
                }
            }
        }
        for (int i = 0; i < weights.length; i++) {
            for (float w : regions.weights(i, from, count)) {
                weights[i] += w;
            }
        }
    }

    /** Adds Σ_x w(x) e^(−imφ(x)) F̂(x) of block b to {@code sums[at], sums[at + 1]}. */
    private void add(float[] w, double[] phase, double[] fourier, int b, int at) {
        double re = sums[at];
        double im = sums[at + 1];
        for (int x = 0; x < w.length; x++) {
            double fRe = fourier[2 * (b * w.length + x)];
            double fIm = fourier[2 * (b * w.length + x) + 1];
            re += w[x] * (phase[2 * x] * fRe - phase[2 * x + 1] * fIm);
            im += w[x] * (phase[2 * x] * fIm + phase[2 * x + 1] * fRe);
        }
        sums[at] = re;
        sums[at + 1] = im;
    }

    /** Returns, per m, e^(−imφ(x)) per pixel as [re, im]. */
    private double[][] phases(int from, int count) {
        double[][] phases = new double[spec.maxOrder() + 1][2 * count * regions.width()];
        for (int i = 0; i < count * regions.width(); i++) {
            double y = regions.y(from + i / regions.width());
            double x = regions.x(i % regions.width());
            double phi = Math.atan2(y, x);
            // the centre has no angle, so it counts for m = 0 only: otherwise it would not turn with the image
            double r = x == 0 && y == 0 ? 0 : 1;
            phases[0][2 * i] = 1;
            for (int m = 1; m < phases.length; m++) {
                phases[m][2 * i] = r * Math.cos(m * phi);
                phases[m][2 * i + 1] = r * -Math.sin(m * phi);
            }
        }
        return phases;
    }

    /** Returns 1/N Σ_i F(c, (b, i), x) e^(−ikθ_i) as [block][pixel][re, im]. */
    private double[] fourier(GroupFeatureMap strip, int c, int k, int row, int rows) {
        int n = group.rotations();
        int pixels = rows * strip.width();
        double[] out = new double[blocks(group) * pixels * 2];
        float[] in = strip.array();
        for (int h = 0; h < group.order(); h++) {
            double angle = 2 * Math.PI * Math.floorMod((long) k * (h % n), (long) n) / n;
            double cos = Math.cos(angle) / n;
            double sin = -Math.sin(angle) / n;
            int from = ((c * group.order() + h) * strip.height() + row) * strip.width();
            int to = h / n * pixels * 2;
            for (int x = 0; x < pixels; x++) {
                out[to + 2 * x] += cos * in[from + x];
                out[to + 2 * x + 1] += sin * in[from + x];
            }
        }
        return out;
    }

    @Override
    public double[] values() {
        List<Double> values = new ArrayList<>();
        int at = 0;
        for (int c = 0; c < channels.size(); c++) {
            for (double total : weights) {
                for (int[] pair : pairs) {
                    double power = 0;
                    for (int b = 0; b < 2 * blocks(group); b++) {
                        power += sums[at + b] * sums[at + b] / (total * total);
                    }
                    if (keepsPhase(spec, group, pair)) {
                        values.add(sums[at] / total);
                        if (pair[0] > 0) {
                            values.add(sums[at + 1] / total);
                        }
                    } else {
                        values.add(Math.sqrt(power / blocks(group)));
                    }
                    at += 2 * blocks(group);
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
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
