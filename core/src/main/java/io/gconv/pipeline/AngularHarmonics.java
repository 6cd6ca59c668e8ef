package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes {@link Harmonics} of one feature map.
 *
 * <p>An element of H is a rotation in one of B = |H|/N blocks (reflections, scale levels). The numbers of the blocks are
 * combined as √(1/B Σ_b |c_b|²), which reflections leave as it is too.
 */
final class AngularHarmonics {

    private final Harmonics spec;
    private final GroupFeatureMap map;
    private final double[][] phases; // per m: e^(−imφ(x)) per pixel as [re, im]

    AngularHarmonics(Harmonics spec, GroupFeatureMap map) {
        this.spec = spec;
        this.map = map;
        this.phases = new double[spec.maxOrder() + 1][];
        for (int m = 0; m <= spec.maxOrder(); m++) {
            phases[m] = phase(m);
        }
    }

    /** The pairs (m, k) in the order of the descriptor; k = −m (with one block) gives two numbers. */
    @FunctionalInterface
    private interface PairVisitor {
        void visit(int m, int k);
    }

    private static void forEachPair(Harmonics spec, PairVisitor visitor) {
        for (int m = 0; m <= spec.maxOrder(); m++) {
            for (int k : spec.frequencies()) {
                if (m > 0 || k >= 0) {
                    visitor.visit(m, k);
                }
            }
        }
    }

    private static boolean keepsPhase(PlanarGroup group, int m, int k) {
        return m + k == 0 && group.order() == group.rotations();
    }

    static void appendIndex(Harmonics spec, PlanarGroup group, List<Integer> channels, List<DescriptorEntry> index) {
        for (int channel : channels) {
            for (int i = 0; i < spec.region().count(); i++) {
                String region = spec.region().label(i);
                forEachPair(spec, (m, k) -> {
                    String frequency = "fourier k=" + k;
                    String harmonic = "harmonic m=" + m;
                    if (keepsPhase(group, m, k)) {
                        index.add(entry(index, spec, frequency, channel, region, harmonic + " re"));
                        if (m > 0) {
                            index.add(entry(index, spec, frequency, channel, region, harmonic + " im"));
                        }
                    } else {
                        index.add(entry(index, spec, frequency, channel, region, harmonic));
                    }
                });
            }
        }
    }

    private static DescriptorEntry entry(
            List<DescriptorEntry> index, Harmonics spec, String projection, int c, String region, String statistic) {
        return new DescriptorEntry(index.size(), spec.layer(), projection, c, region, statistic);
    }

    /** Returns the numbers in the order [channel][region][m][k]. */
    double[] values(Regions regions) {
        List<Double> values = new ArrayList<>();
        for (int c = 0; c < map.channels(); c++) {
            double[][] fourier = new double[spec.frequencies().size()][];
            for (int f = 0; f < fourier.length; f++) {
                fourier[f] = fourier(c, spec.frequencies().get(f));
            }
            for (int i = 0; i < spec.region().count(); i++) {
                float[] weights = regions.weights(i);
                forEachPair(
                        spec, (m, k) -> addPair(m, k, fourier[spec.frequencies().indexOf(k)], weights, values));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns 1/N Σ_i F(c, (b, i), x) e^(−ikθ_i) as [block][pixel][re, im]. */
    private double[] fourier(int c, int k) {
        int n = map.group().rotations();
        int order = map.group().order();
        int pixels = map.height() * map.width();
        double[] out = new double[order / n * pixels * 2];
        float[] in = map.array();
        for (int h = 0; h < order; h++) {
            double angle = 2 * Math.PI * Math.floorMod((long) k * (h % n), (long) n) / n;
            double cos = Math.cos(angle) / n;
            double sin = -Math.sin(angle) / n;
            int from = (c * order + h) * pixels;
            int to = h / n * pixels * 2;
            for (int x = 0; x < pixels; x++) {
                out[to + 2 * x] += cos * in[from + x];
                out[to + 2 * x + 1] += sin * in[from + x];
            }
        }
        return out;
    }

    private void addPair(int m, int k, double[] fourier, float[] weights, List<Double> values) {
        int pixels = weights.length;
        int blocks = fourier.length / (2 * pixels);
        double[] phase = phases[m];
        double power = 0;
        double re = 0;
        double im = 0;
        double total = 0;
        for (float w : weights) {
            total += w;
        }
        for (int b = 0; b < blocks; b++) {
            re = 0;
            im = 0;
            for (int x = 0; x < pixels; x++) {
                double fRe = fourier[2 * (b * pixels + x)];
                double fIm = fourier[2 * (b * pixels + x) + 1];
                re += weights[x] * (phase[2 * x] * fRe - phase[2 * x + 1] * fIm);
                im += weights[x] * (phase[2 * x] * fIm + phase[2 * x + 1] * fRe);
            }
            power += (re * re + im * im) / (total * total);
        }
        if (keepsPhase(map.group(), m, k)) {
            values.add(re / total);
            if (m > 0) {
                values.add(im / total);
            }
        } else {
            values.add(Math.sqrt(power / blocks));
        }
    }

    private double[] phase(int m) {
        double[] phase = new double[2 * map.height() * map.width()];
        for (int i = 0; i < phase.length / 2; i++) {
            double y = 0.5 * (map.height() - 1) - i / map.width();
            double x = i % map.width() - 0.5 * (map.width() - 1);
            double phi = m * Math.atan2(y, x);
            phase[2 * i] = Math.cos(phi);
            phase[2 * i + 1] = -Math.sin(phi);
        }
        return phase;
    }
}
