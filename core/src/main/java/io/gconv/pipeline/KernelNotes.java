package io.gconv.pipeline;

import io.gconv.group.PlanarGroup;
import io.gconv.kernel.BasisFit;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    private KernelNotes() {}

    static List<String> of(LayerSpec.Correlation layer, PlanarGroup group) {
        List<String> notes = new ArrayList<>();
        KernelWindow window = layer.window();
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
        double[] errors = sampled.fits(window, fit).stream()
                .mapToDouble(BasisFit.Fit::relativeError)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "samples fitted by %d functions, condition number %.3g: relative error %.2g in the median, %.2g at most",
                sampled.basis().functions().size(),
                fit.conditionNumber(),
                errors[errors.length / 2],
                errors[errors.length - 1]);
    }
}
