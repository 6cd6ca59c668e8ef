package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditExample;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.ReportData.Example;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.picture.ColourScale;
import io.gconv.jobs.picture.Picture;
import io.gconv.jobs.picture.Plane;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.report.PoseLabel;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.source.InputImage;
import io.gconv.jobs.spark.task.PipelineCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images with the largest errors, drawn: for every layer, that of the transformation with the largest median error
 * among those that the group has. Computed on the driver; an image that cannot be read any more is left out.
 */
final class Examples {

    private static final Logger LOG = LoggerFactory.getLogger(Examples.class);
    private static final int MOST = 4;
    private static final int SIDE = 160;
    private static final double BRIGHTEST = 0.995;

    private final JobRequest request;
    private final AuditSettings settings;
    private final ImageSource source;
    private final Configuration hadoop;

    Examples(JobRequest request, AuditSettings settings, ImageSource source, Configuration hadoop) {
        this.request = request;
        this.settings = settings;
        this.source = source;
        this.hadoop = hadoop;
    }

    List<Example> of(List<Summary> summaries) {
        List<Summary> own = summaries.stream()
                .filter(s -> s.variant().equals(Audit.PIPELINE) && s.ok() > 0)
                .toList();
        List<String> layers = own.stream()
                .map(Summary::layer)
                .distinct()
                .filter(layer -> !Summary.isDescriptor(layer))
                .toList();
        List<Example> examples = new ArrayList<>();
        for (String layer : layers.subList(Math.max(0, layers.size() - MOST), layers.size())) {
            worst(own, layer, Membership.ON_GRID)
                    .or(() -> worst(own, layer, Membership.EXACT))
                    .or(() -> worst(own, layer, Membership.OFF_GRID))
                    .flatMap(this::example)
                    .ifPresent(examples::add);
        }
        return examples;
    }

    private static Optional<Summary> worst(List<Summary> own, String layer, Membership membership) {
        Predicate<Summary> wanted = s -> s.layer().equals(layer) && s.membership() == membership;
        return own.stream().filter(wanted).max(Comparator.comparingDouble(s -> s.quantile(50)));
    }

    private Optional<Example> example(Summary s) {
        String path = s.worst().get(0).path();
        try {
            Optional<InputImage> input = source.find(path, hadoop);
            if (input.isEmpty()) {
                return Optional.empty();
            }
            DecodedImage image = ImageDecoder.decode(input.get().read(), request.decoding());
            return image instanceof DecodedImage.Success success
                    ? Optional.of(drawn(s, path, success.map()))
                    : Optional.empty();
        } catch (Exception | OutOfMemoryError e) { // Spark throws checked exceptions that it does not declare
            LOG.warn("no picture of {}: {}", OneLine.of(path), OneLine.of(e.toString()));
            return Optional.empty();
        }
    }

    private Example drawn(Summary s, String path, PlanarFeatureMap image) {
        Audit audit = PipelineCache.audit(request.pipeline(), request.digest(), settings);
        Transformation g = settings.transformations().stream()
                .filter(t -> t.label().equals(s.transformation()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a transformation of this run"));
        AuditExample example = audit.example(image, s.layer(), g);
        double[] range = range(example.image());
        Plane actual = Plane.of(example.actual(), 0);
        Plane expected = Plane.of(example.expected(), 0);
        Plane difference = actual.minus(expected).within(example.radius());
        ColourScale scale = ColourScale.of(List.of(actual.disk(), expected.disk()), BRIGHTEST);
        ColourScale ofDifference = scale.ofDifferences(List.of(difference), BRIGHTEST);
        long times = Math.round(scale.high() / ofDifference.high());
        return new Example(
                path,
                s.layer(),
                s.kind(),
                s.parameter(),
                example.measurement().error(),
                example.measurement().floor(),
                plane(request.pipeline().group(), example.channel(), example.element())
                        + (times == 1 ? "" : "; the difference is drawn " + times + " times as strong"),
                picture(example.image(), range),
                picture(example.transformed(), range),
                picture(actual, scale),
                picture(expected, scale),
                picture(difference, ofDifference));
    }

    /** Returns what is drawn, in words; an element of −1 is the maximum over H. */
    static String plane(PlanarGroup group, int channel, int element) {
        return "channel " + channel + ", "
                + (element < 0
                        ? "maximum over H" + (group.levels() > 1 ? ", at the scales that both have" : "")
                        : "element " + element + " of H ("
                                + PoseLabel.of(group, element).replace('\n', ' ') + ")");
    }

    private static double[] range(PlanarFeatureMap f) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : f.values()) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        return new double[] {low, high > low ? high : low + 1};
    }

    private static byte[] picture(PlanarFeatureMap f, double[] range) {
        List<Plane> planes = IntStream.range(0, f.channels())
                .mapToObj(c -> Plane.of(f, c).disk().fitted(SIDE))
                .toList();
        return Picture.of(planes, range[0], range[1]).png();
    }

    private static byte[] picture(Plane plane, ColourScale scale) {
        return Picture.of(plane.disk().fitted(SIDE), scale).png();
    }
}
