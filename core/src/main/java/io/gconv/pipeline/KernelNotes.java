package io.gconv.pipeline;

import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.kernel.BasisFit;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What limits the equivariance of a layer, or what its kernels were meant to be: sentences for {@code describe}.
 *
 * <pre>
 *   share of a function beyond the window = Σ_outside k² / Σ k²   over the pixels of a square of twice the side
 * </pre>
 */
final class KernelNotes {

    /** The outermost functions of the default bases have up to 0.01; from 0.05 on, rotated kernels are visibly clipped. */
    private static final double NOTABLE_SHARE = 0.05;

    /** More functions are not looked at; each costs up to 17,000 evaluations. */
    private static final int MOST_FUNCTIONS = 1000;

    /** Kernels differ by so much of their largest value if they are rounded. */
    private static final double SAME = 1e-9;

    private KernelNotes() {}

    /**
     * Returns the notes of a layer.
     *
     * @param group H of its output
     * @param isLift whether it reads images
     */
    static List<String> of(LayerSpec.Correlation layer, PlanarGroup group, boolean isLift) {
        List<String> notes = new ArrayList<>();
        KernelWindow window = layer.window();
        if (isLift && group.elementsPerLevel() > 1 && looksTheSame(layer.kernels(), window, group)) {
            notes.add("the kernels look the same in all " + group.elementsPerLevel() + " poses of a scale,"
                    + " and so do the maps: their functions have no direction");
        }
        if (window.shape() == KernelWindow.Shape.SQUARE && 4 % group.rotations() != 0) {
            notes.add("the square window is not closed under " + group.label() + ": turned kernels lose other corners");
        }
        double share = layer.kernels().functions().stream()
                .limit(MOST_FUNCTIONS)
                .mapToDouble(k -> shareBeyond(k, window))
                .max()
                .orElse(0);
        if (share > NOTABLE_SHARE) {
            notes.add(String.format(
                    Locale.ROOT,
                    "a kernel function has %.0f %% of its energy beyond the window, where it is cut",
                    100 * share));
        }
        if (layer.kernels() instanceof KernelSpec.Sampled sampled) {
            notes.add(fit(sampled, window));
        }
        return notes;
    }

    /** Returns whether every function is what each element of scale 1 makes of it, on the window. */
    private static boolean looksTheSame(KernelSpec kernels, KernelWindow window, PlanarGroup group) {
        return kernels.functions().stream().limit(MOST_FUNCTIONS).allMatch(k -> {
            double[] here = window.sample(k, Matrix2.IDENTITY);
            double largest = Arrays.stream(here).map(Math::abs).max().orElse(0);
            return IntStream.range(1, group.elementsPerLevel())
                    .mapToObj(h -> window.sample(k, group.matrix(h)))
                    .allMatch(there -> IntStream.range(0, here.length)
                            .allMatch(i -> Math.abs(there[i] - here[i]) <= SAME * largest));
        });
    }

    private static double shareBeyond(PlanarKernel k, KernelWindow window) {
        int reach = 2 * window.radius() + 1;
        double total = 0;
        double beyond = 0;
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                double value = k.at(x, y);
                total += value * value;
                beyond += window.contains(x, y) ? 0 : value * value;
            }
        }
        return total == 0 ? 0 : beyond / total;
    }

    private static String fit(KernelSpec.Sampled sampled, KernelWindow window) {
        BasisFit fit = new BasisFit(sampled.basis(), window);
        double[] errors = sampled.relativeErrors(window, fit);
        Arrays.sort(errors);
        return String.format(
                Locale.ROOT,
                "samples fitted by %d functions, condition number %.3g: relative error %.2g in the median, %.2g at most",
                sampled.basis().functions().size(),
                fit.conditionNumber(),
                errors[errors.length / 2],
                errors[errors.length - 1]);
    }
}
