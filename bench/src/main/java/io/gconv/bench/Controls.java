package io.gconv.bench;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.TrivialGroup;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.Padding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Lifts that are broken on purpose, 5×5: a measure of equivariance that does not tell them from a sound one measures
 * nothing. Their kernels have zero mean, so that brightness, which no rotation changes, does not hide what they do.
 */
final class Controls {

    private static final int SIZE = 5;
    private static final int DRAWS = 8;
    private static final CyclicGroup C8 = new CyclicGroup(8);
    private static final List<Integer> SHUFFLE = List.of(3, 6, 1, 0, 5, 7, 2, 4);

    private Controls() {}

    /** Returns the median error of every control, by its name. */
    static Map<String, Double> errors(Experiment experiment, Experiment.Condition condition) throws IOException {
        Map<String, Double> errors = new LinkedHashMap<>();
        KernelBasis steerable = KernelBasis.Steerable.ofSize(SIZE);
        KernelBasis pixels = new KernelBasis.BSplines(1, KernelWindow.square(SIZE));
        errors.put("nothing broken", median(experiment, condition, seed -> lift(C8, steerable, disk(), seed)::apply));
        errors.put(
                "plain CNN: no rotated copies",
                median(
                        experiment,
                        condition,
                        seed -> f -> repeated(
                                1,
                                lift(new TrivialGroup(), steerable, disk(), seed)
                                        .apply(f))));
        errors.put(
                "eight identical kernels",
                median(
                        experiment,
                        condition,
                        seed -> f -> repeated(
                                8,
                                lift(new TrivialGroup(), steerable, disk(), seed)
                                        .apply(f))));
        errors.put(
                "shuffled orientations",
                median(
                        experiment,
                        condition,
                        seed -> f -> shuffled(lift(C8, steerable, disk(), seed).apply(f))));
        errors.put(
                "bilinear kernels without a mask",
                median(experiment, condition, seed -> lift(C8, pixels, KernelWindow.square(SIZE), seed)::apply));
        return errors;
    }

    private static KernelWindow disk() {
        return KernelWindow.disk(SIZE);
    }

    private static LiftingCorrelation lift(PlanarGroup group, KernelBasis basis, KernelWindow window, long seed) {
        Random random = new Random(seed);
        double[] coefficients = random.doubles(basis.functions().size(), -1, 1).toArray();
        KernelBank bank = KernelBank.lifting(
                1, 1, (o, c, tap) -> basis.combination(coefficients).withZeroMean(0.5 * SIZE));
        return new LiftingCorrelation(group, bank, window, Padding.ZERO, new double[1]);
    }

    /** Returns one plane as a feature map on R² ⋊ C_n that does not depend on θ; with n = 1, a plain feature map. */
    private static GroupFeatureMap repeated(int n, GroupFeatureMap f) {
        float[] values = new float[n * f.array().length];
        for (int i = 0; i < n; i++) {
            System.arraycopy(f.array(), 0, values, i * f.array().length, f.array().length);
        }
        return GroupFeatureMap.wrap(new CyclicGroup(n), 1, f.height(), f.width(), values);
    }

    private static GroupFeatureMap shuffled(GroupFeatureMap f) {
        int pixels = f.height() * f.width();
        float[] values = new float[f.array().length];
        for (int h = 0; h < f.elements(); h++) {
            System.arraycopy(f.array(), SHUFFLE.get(h) * pixels, values, h * pixels, pixels);
        }
        return GroupFeatureMap.wrap(f.group(), 1, f.height(), f.width(), values);
    }

    private static double median(
            Experiment experiment,
            Experiment.Condition condition,
            Function<Long, Function<PlanarFeatureMap, GroupFeatureMap>> lifts)
            throws IOException {
        List<PlanarFeatureMap> upright = experiment.inputs(condition.upright());
        List<PlanarFeatureMap> turned = experiment.inputs(condition);
        List<double[]> errors = new ArrayList<>();
        for (long seed = 0; seed < DRAWS; seed++) {
            Function<PlanarFeatureMap, GroupFeatureMap> lift = lifts.apply(seed);
            for (int photo = 0; photo < upright.size(); photo++) {
                GroupFeatureMap expected = rotated(condition, lift.apply(upright.get(photo)));
                Disk region = new Disk(expected.height(), expected.width(), SIZE / 2);
                errors.add(new double[] {region.error(lift.apply(turned.get(photo)), expected)});
            }
        }
        return Experiment.medians(errors)[0];
    }

    private static GroupFeatureMap rotated(Experiment.Condition condition, GroupFeatureMap f) {
        if (f.elements() > 1) {
            return condition.turn().apply(f, 1);
        }
        PlanarFeatureMap plane = PlanarFeatureMap.wrap(1, f.height(), f.width(), f.array());
        return repeated(
                1,
                GroupFeatureMap.wrap(
                        f.group(),
                        1,
                        f.height(),
                        f.width(),
                        condition.turn().apply(plane, 1).array()));
    }
}
