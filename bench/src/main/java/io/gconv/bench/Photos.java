package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Photographs as gray feature maps in [0, 1], and what is done to them before a measurement. */
final class Photos {

    private static final Path FOLDER = Path.of("data-samples", "photos");

    private Photos() {}

    /** Returns the names of all photographs, in alphabetical order. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Returns a photograph of data-samples. */
    static PlanarFeatureMap load(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
        if (ImageDecoder.decode(bytes, DecodeOptions.defaults()) instanceof DecodedImage.Success success) {
            return success.map();
        }
        throw new IOException(name + " cannot be decoded");
    }

    /** Returns the square of the given side about (centreX, centreY), in pixels from the top left corner. */
    static PlanarFeatureMap crop(PlanarFeatureMap f, int side, int centreX, int centreY) {
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = f.value(0, centreY - side / 2 + i / side, centreX - side / 2 + i % side);
        }
        return PlanarFeatureMap.wrap(1, side, side, values);
    }

    /** Returns the square in the middle. */
    static PlanarFeatureMap crop(PlanarFeatureMap f, int side) {
        return crop(f, side, f.width() / 2, f.height() / 2);
    }

    /** Returns f less its mean over the inscribed disk. */
    static PlanarFeatureMap withoutMean(PlanarFeatureMap f) {
        double mean = new Disk(f.height(), f.width(), 0).means(f)[0];
        float[] values = f.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] - mean);
        }
        return PlanarFeatureMap.wrap(1, f.height(), f.width(), values);
    }

    /** Returns f convolved with a Gaussian of the given σ in pixels, with replicated borders. */
    static PlanarFeatureMap blurred(PlanarFeatureMap f, double sigma) {
        if (sigma == 0) {
            return f;
        }
        double[] g = gaussian(sigma);
        return alongX(transposed(alongX(transposed(f), g)), g);
    }

    private static double[] gaussian(double sigma) {
        int radius = (int) Math.ceil(5 * sigma);
        double[] g = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < g.length; i++) {
            double u = (i - radius) / sigma;
            g[i] = Math.exp(-0.5 * u * u);
            sum += g[i];
        }
        for (int i = 0; i < g.length; i++) {
            g[i] /= sum;
        }
        return g;
    }

    private static PlanarFeatureMap alongX(PlanarFeatureMap f, double[] g) {
        float[] out = new float[f.height() * f.width()];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int k = 0; k < g.length; k++) {
                int x = Math.max(0, Math.min(f.width() - 1, i % f.width() + k - g.length / 2));
                sum += g[k] * f.value(0, i / f.width(), x);
            }
            out[i] = (float) sum;
        }
        return PlanarFeatureMap.wrap(1, f.height(), f.width(), out);
    }

    private static PlanarFeatureMap transposed(PlanarFeatureMap f) {
        float[] out = new float[f.height() * f.width()];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.value(0, i % f.height(), i / f.height());
        }
        return PlanarFeatureMap.wrap(1, f.width(), f.height(), out);
    }
}
