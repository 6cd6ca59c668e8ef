package io.gconv.jobs.config;

import io.gconv.kernel.BSpline;
import io.gconv.kernel.CircularHarmonic;
import io.gconv.kernel.Gabor;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.HermiteGaussian;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Analytic kernels and bases: {@code family = gabor, wavelength-px = 4, …}. */
final class KernelConfig {

    private static final List<String> FAMILIES =
            List.of("gaussian", "gaussian-derivative", "gabor", "circular-harmonic", "hermite-gaussian", "b-spline");
    private static final List<String> BASES = List.of("steerable", "b-spline", "hermite-gaussian");

    private KernelConfig() {}

    static PlanarKernel readKernel(ConfigObject config) {
        String family = config.string("family");
        return switch (family) {
            case "gaussian" -> GaussianDerivative.gaussian(config.number("sigma-px"));
            case "gaussian-derivative" -> {
                int[] order = config.wholePair("order");
                double[] sigma = config.pair("sigma-px");
                yield new GaussianDerivative(order[0], order[1], sigma[0], sigma[1]);
            }
            case "gabor" -> {
                double[] sigma = config.pair("sigma-px");
                yield new Gabor(config.number("wavelength-px"), sigma[0], sigma[1], config.angle("phase"));
            }
            case "circular-harmonic" ->
                new CircularHarmonic(
                        config.number("ring-radius-px"),
                        config.number("ring-sigma-px"),
                        config.integer("frequency"),
                        config.angle("phase"));
            case "hermite-gaussian" -> {
                int[] order = config.wholePair("order");
                yield new HermiteGaussian(order[0], order[1], config.number("sigma-px"));
            }
            case "b-spline" -> {
                double[] centre = config.has("centre-px") ? config.pair("centre-px") : new double[2];
                yield new BSpline(config.integer("degree"), centre[0], centre[1]);
            }
            default -> throw config.oneOf("family", family, FAMILIES);
        };
    }

    static Map<String, Object> writeKernel(PlanarKernel kernel) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (kernel instanceof GaussianDerivative k) {
            map.put("family", "gaussian-derivative");
            map.put("order", List.of(k.orderX(), k.orderY()));
            map.put("sigma-px", List.of(k.sigmaX(), k.sigmaY()));
        } else if (kernel instanceof Gabor k) {
            map.put("family", "gabor");
            map.put("wavelength-px", k.wavelength());
            map.put("sigma-px", List.of(k.sigmaX(), k.sigmaY()));
            map.put("phase-rad", k.phase());
        } else if (kernel instanceof CircularHarmonic k) {
            map.put("family", "circular-harmonic");
            map.put("ring-radius-px", k.ringRadius());
            map.put("ring-sigma-px", k.ringSigma());
            map.put("frequency", k.frequency());
            map.put("phase-rad", k.phase());
        } else if (kernel instanceof HermiteGaussian k) {
            map.put("family", "hermite-gaussian");
            map.put("order", List.of(k.orderX(), k.orderY()));
            map.put("sigma-px", k.sigma());
        } else if (kernel instanceof BSpline k) {
            map.put("family", "b-spline");
            map.put("degree", k.degree());
            map.put("centre-px", List.of(k.centreX(), k.centreY()));
        } else {
            throw new IllegalArgumentException("a kernel of " + kernel.getClass() + " cannot be written to a file");
        }
        return map;
    }

    static KernelBasis readBasis(ConfigObject config) {
        String family = config.string("family");
        KernelBasis basis = config.checked(() -> switch (family) {
            case "steerable" -> readSteerable(config);
            case "b-spline" ->
                new KernelBasis.BSplines(
                        config.integer("degree", 3),
                        new KernelWindow(
                                config.integer("centres-px"),
                                config.constant("centres-window", KernelWindow.Shape.class, KernelWindow.Shape.DISK)));
            case "hermite-gaussian" ->
                new KernelBasis.Hermite(config.number("sigma-px"), config.integer("max-order", 3));
            default -> throw config.oneOf("family", family, BASES);
        });
        config.refuseUnknownKeys();
        return basis;
    }

    private static KernelBasis readSteerable(ConfigObject config) {
        KernelBasis.Steerable defaults = KernelBasis.Steerable.ofSize(config.integer("size-px"));
        return new KernelBasis.Steerable(
                defaults.size(),
                config.number("ring-sigma-px", defaults.ringSigma()),
                config.integer("max-frequency", defaults.maxFrequency()));
    }

    static Map<String, Object> writeBasis(KernelBasis basis) {
        if (basis instanceof KernelBasis.Steerable b) {
            return Map.of(
                    "family",
                    "steerable",
                    "size-px",
                    b.size(),
                    "ring-sigma-px",
                    b.ringSigma(),
                    "max-frequency",
                    b.maxFrequency());
        }
        if (basis instanceof KernelBasis.BSplines b) {
            return Map.of(
                    "family",
                    "b-spline",
                    "degree",
                    b.degree(),
                    "centres-px",
                    b.centres().size(),
                    "centres-window",
                    ConfigObject.kebab(b.centres().shape()));
        }
        KernelBasis.Hermite b = (KernelBasis.Hermite) basis;
        return Map.of("family", "hermite-gaussian", "sigma-px", b.sigma(), "max-order", b.maxOrder());
    }
}
