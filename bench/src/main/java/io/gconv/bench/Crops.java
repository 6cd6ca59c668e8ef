package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The middles of the photographs of {@code data-samples}, gray, as PNG files. */
final class Crops {

    private static final int SIZE = 65;

    private Crops() {}

    /** Runs {@code crops [--size N] --output FOLDER}. */
    static void run(List<String> args, PrintStream out) throws IOException {
        Flags flags = new Flags(args, Set.of("--size", "--output"));
        int size = flags.number("--size", SIZE);
        Path output = Path.of(flags.required("--output"));
        List<String> names = Photos.names();
        for (String name : names) {
            PlanarFeatureMap photo = Photos.load(name);
            if (Math.min(photo.height(), photo.width()) < size) {
                throw new Flags.UsageException(name + " has fewer than " + size + " pixels a side");
            }
            GrayPng.write(output.resolve(name.replaceAll("\\.\\w+$", "") + ".png"), Photos.crop(photo, size));
        }
        out.println(names.size() + " images in " + output);
    }
}
