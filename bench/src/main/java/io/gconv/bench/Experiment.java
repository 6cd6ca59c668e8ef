package io.gconv.bench;

import io.gconv.audit.Transformation;
import io.gconv.feature.PlanarFeatureMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Photographs, blurred, cropped and turned; and medians of errors over photographs and draws. */
final class Experiment {

    private static final int SIDE = 97;
    private static final List<String> PHOTOS = List.of("camera.png", "chelsea.png", "coins.png");

    private final int draws;
    private final int firstDraw;
    private final List<String> photos;
    private final Map<Condition, List<PlanarFeatureMap>> inputs = new HashMap<>();

    /**
     * An input.
     *
     * @param degrees by which it is turned, counter-clockwise
     * @param blur σ of a Gaussian in pixels, before it is turned
     * @param withoutMean whether its mean is subtracted
     */
    record Condition(int degrees, double blur, boolean withoutMean) {

        Condition upright() {
            return new Condition(0, blur, withoutMean);
        }

        Transformation turn() {
            return Transformation.rotation(degrees);
        }
    }

    /** Creates an experiment with the first draws and the photographs of the table. */
    Experiment(int draws) {
        this(draws, 0, PHOTOS);
    }

    /** Creates an experiment with other draws, and with other photographs. */
    Experiment(int draws, int firstDraw, List<String> photos) {
        this.draws = draws;
        this.firstDraw = firstDraw;
        this.photos = List.copyOf(photos);
    }

    /** Returns the number of photographs. */
    static int photos() {
        return PHOTOS.size();
    }

    /** Returns how many values a median is of. */
    int samples() {
        return draws * photos.size();
    }

    /** Returns a photograph under a condition. */
    List<PlanarFeatureMap> inputs(Condition condition) throws IOException {
        if (!inputs.containsKey(condition)) {
            List<PlanarFeatureMap> maps = new ArrayList<>();
            for (String photo : photos) {
                PlanarFeatureMap f = Photos.crop(Photos.blurred(Photos.load(photo), condition.blur()), SIDE);
                maps.add(condition.turn().apply(condition.withoutMean() ? Photos.withoutMean(f) : f, 1));
            }
            inputs.put(condition, maps);
        }
        return inputs.get(condition);
    }

    /** Returns the median errors of every {@link Network.Stage} for conditions that share blur and mean. */
    List<double[]> errors(KernelFamily family, int n, int size, int channels, List<Condition> conditions)
            throws IOException {
        return samples(family, n, size, channels, conditions).stream()
                .map(Experiment::medians)
                .toList();
    }

    /** Returns the errors of every {@link Network.Stage} for every draw and photograph, by condition. */
    List<List<double[]>> samples(KernelFamily family, int n, int size, int channels, List<Condition> conditions)
            throws IOException {
        List<List<double[]>> errors = new ArrayList<>();
        conditions.forEach(condition -> errors.add(new ArrayList<>()));
        for (int draw = 0; draw < draws; draw++) {
            Network network = new Network(family, n, size, channels, 1000L * (firstDraw + draw) + size);
            for (int photo = 0; photo < photos.size(); photo++) {
                Network.Outputs upright =
                        network.apply(inputs(conditions.get(0).upright()).get(photo));
                for (int i = 0; i < conditions.size(); i++) {
                    Condition condition = conditions.get(i);
                    Network.Outputs turned = network.apply(inputs(condition).get(photo));
                    errors.get(i).add(network.errors(condition.turn(), turned, upright));
                }
            }
        }
        return errors;
    }

    /**
     * Returns the median of what resampling alone does to the input: ‖L_g⁻¹ L_g f − f‖ / ‖f‖, over the disk less 4 pixels.
     */
    double floor(Condition condition) throws IOException {
        List<double[]> errors = new ArrayList<>();
        List<PlanarFeatureMap> upright = inputs(condition.upright());
        List<PlanarFeatureMap> turned = inputs(condition);
        for (int photo = 0; photo < photos.size(); photo++) {
            PlanarFeatureMap back = condition.turn().inverse().apply(turned.get(photo), 1);
            errors.add(new double[] {new Disk(SIDE, SIDE, 4).error(back, upright.get(photo))});
        }
        return medians(errors)[0];
    }

    /** Returns the median of each component. */
    static double[] medians(List<double[]> values) {
        double[] medians = new double[values.get(0).length];
        for (int i = 0; i < medians.length; i++) {
            int component = i;
            double[] sorted =
                    values.stream().mapToDouble(v -> v[component]).sorted().toArray();
            int half = sorted.length / 2;
            medians[i] = sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
        }
        return medians;
    }

    /** Returns the side of the crops and the photographs, for the text. */
    static String description() {
        return SIDE + " × " + SIDE + " pixels from the middle of " + String.join(", ", PHOTOS);
    }

    /** Returns the conditions of the table for one blur. */
    static List<Condition> angles(double blur) {
        return Arrays.stream(new int[] {90, 45, 20})
                .mapToObj(degrees -> new Condition(degrees, blur, true))
                .toList();
    }
}
