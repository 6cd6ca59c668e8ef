package io.gconv.jobs.show;

import io.gconv.audit.Transformation;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.jobs.picture.Picture;
import io.gconv.jobs.picture.Plane;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** All pictures of one image. */
final class ImagePictures {

    private final ShowRequest request;
    private final Pipeline pipeline;
    private final Pipeline ofAnySize; // for transformed images
    private final List<ShownLayer> layers;
    private final PlanarFeatureMap image;
    private final double[] range;
    private final List<Shown> pictures = new ArrayList<>();

    private ImagePictures(ShowRequest request, List<ShownLayer> layers, PlanarFeatureMap image) {
        this.request = request;
        this.pipeline = request.pipeline();
        this.ofAnySize = pipeline.ofAnySize();
        this.layers = layers;
        this.image = image;
        this.range = range(image);
    }

    /**
     * Draws them.
     *
     * @throws IllegalArgumentException with a sentence for the user if the pipeline does not take the image
     */
    static List<Shown> draw(ShowRequest request, List<ShownLayer> layers, PlanarFeatureMap image) {
        ImagePictures pictures = new ImagePictures(request, layers, image);
        pictures.draw();
        return List.copyOf(pictures.pictures);
    }

    private double[] range(PlanarFeatureMap f) {
        if (pipeline.spec().input().range() == DecodeOptions.Range.UNIT) {
            return new double[] {0, 1};
        }
        double high = IntStream.range(0, f.channels() * f.height() * f.width())
                .mapToDouble(i -> f.value(i / (f.height() * f.width()), i / f.width() % f.height(), i % f.width()))
                .max()
                .orElse(1);
        return new double[] {0, Math.max(high, 1)};
    }

    private void draw() {
        Features features = pipeline.apply(image, Set.copyOf(request.layers()));
        List<Plane> planes = IntStream.range(0, image.channels())
                .mapToObj(c -> Plane.of(image, c))
                .toList();
        add("input.png", "The image.", Picture.of(planes, range[0], range[1]));
        for (ShownLayer layer : layers) {
            layer(layer, features.map(layer.name()));
        }
        ShownLayer first = layers.get(0);
        GroupFeatureMap map = features.map(first.name());
        int channel = request.channels().isEmpty()
                ? liveliest(map)
                : request.channels().get(0);
        GroupFeatureMap one = map.channel(channel);
        PlanarGroup group = pipeline.spec().group();
        List<Transformation> some = request.transformations().isEmpty() ? Motions.of(group) : request.transformations();
        for (int i = 0; i < some.size(); i++) {
            lecture(some.get(i), first, channel, one, i == 0 ? "lecture.png" : "lecture-" + (i + 1) + ".png");
        }
    }

    private void add(String file, String caption, Picture picture) {
        pictures.add(new Shown(file, caption, picture.png(), picture.width()));
    }

    private void layer(ShownLayer layer, GroupFeatureMap map) {
        String name = layer.name();
        layer.kernels()
                .ifPresent(kernels -> add(
                        "kernels-" + name + ".png",
                        "The kernels of layer " + name + ", a row for each; every column is the same kernel in another"
                                + " pose h. What is matched is the same, only turned, mirrored or enlarged.",
                        new KernelSheet(layer, kernels).draw(request.channels())));
        add(
                "maps-" + name + ".png",
                "The feature maps of layer " + name + ": a row per channel, a column per pose. Dark is where the image"
                        + " matches the channel's kernel in that pose.",
                LayerSheets.maps(layer, map, request.channels()));
        add(
                "projection-" + name + ".png",
                "The projections of layer " + name + " over all poses. They say where something is, no longer in"
                        + " which pose, and only move with the image.",
                LayerSheets.projections(layer, map, request.channels(), pipeline.parts()));
    }

    private void lecture(
            Transformation transformation, ShownLayer layer, int channel, GroupFeatureMap original, String file) {
        PlanarFeatureMap moved = transformation.apply(image, 1);
        GroupFeatureMap ofMoved =
                ofAnySize.apply(moved, Set.of(layer.name())).map(layer.name()).channel(channel);
        double disk = 0.5 * (Math.min(image.height(), image.width()) - 1);
        double seen = layer.stage().receptiveFieldRadius();
        int pitch = layer.stage().pitch();
        double radius = transformation.comparableRadius(disk, seen, seen) / pitch;
        LecturePicture lecture =
                new LecturePicture(transformation, image, moved, range, original, ofMoved, pitch, radius);
        String caption = "The image is " + Motions.label(transformation)
                + ". Second row: the feature maps of the original,"
                + " moved (" + lecture.motion() + "). Third row: the feature"
                + " maps of the moved image. Equivariance means that both are the same: " + lecture.verdict() + ".";
        add(file, caption, lecture.draw(layer.name(), channel));
    }

    /** Returns the channel that changes most from pose to pose: argmax_c Σ_x Σ_h (F(c, h, x) − F(c, h−1, x))². */
    static int liveliest(GroupFeatureMap f) {
        int best = 0;
        double most = 0;
        for (int c = 0; c < f.channels(); c++) {
            double change = 0;
            for (int h = 1; h < f.elements(); h++) {
                for (int i = 0; i < f.height() * f.width(); i++) {
                    int y = i / f.width();
                    int x = i % f.width();
                    change += Math.pow(f.value(c, h, y, x) - f.value(c, h - 1, y, x), 2);
                }
            }
            best = change > most ? c : best;
            most = Math.max(most, change);
        }
        return best;
    }
}
