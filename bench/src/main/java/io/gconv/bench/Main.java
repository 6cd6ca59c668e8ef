package io.gconv.bench;

import io.gconv.bench.sidebyside.Plans;
import io.gconv.bench.sidebyside.SideBySide;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes the tables and pictures in {@code docs/}, and measures; see the package. Run it from the repository's root. */
public final class Main {

    private static final String USAGE = """
            usage: java -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar COMMAND
              equivariance [--quick]   writes docs/equivariance.md
              relative-poses           writes docs/images/relative-poses.png and prints the responses
              lifting                  writes docs/images/planar-rotation-and-periodic-shift.png
              descriptors PIPELINE IMAGES OUTPUT VARIANT…
                                       writes descriptors as CSV, with ingredients left out, for docs/quality.md
              fashion-mnist [--count N] [--dataset FOLDER] --output FOLDER
                                       writes the test split of Fashion-MNIST as PNG files, in folders label=0 …
              crops [--size N] --output FOLDER
                                       writes the middles of data-samples/photos as PNG files
              side-by-side [--workloads W1,W2,…] [--threads N] [--rounds N] [--json FILE] [--markdown FILE]
                                       times gconv beside libtorch and ONNX Runtime; bench/side-by-side runs it
              plans                    compares what the engine expects of its algorithms with what they take
              jmh [OPTIONS OF JMH]     runs the benchmarks of JMH""";

    private Main() {}

    /** Runs one command. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            run(args, out);
        } catch (Flags.UsageException e) {
            System.err.println(args[0] + ": " + e.getMessage());
            System.exit(2);
        }
    }

    private static void run(String[] args, PrintStream out) throws IOException {
        switch (args.length == 0 ? "" : args[0]) {
            case "equivariance" ->
                new EquivarianceTable(Arrays.asList(args).contains("--quick"), out)
                        .write(Path.of("docs", "equivariance.md"));
            case "relative-poses" -> new FacePicture(out).write(Path.of("docs", "images", "relative-poses.png"));
            case "lifting" ->
                HeroPicture.write(Path.of("docs", "images", "planar-rotation-and-periodic-shift.png"), out);
            case "descriptors" -> QualityVariants.write(Arrays.asList(args).subList(1, args.length));
            case "fashion-mnist" -> FashionMnist.run(Arrays.asList(args).subList(1, args.length), out);
            case "crops" -> Crops.run(Arrays.asList(args).subList(1, args.length), out);
            case "side-by-side" -> SideBySide.run(Arrays.asList(args).subList(1, args.length), out);
            case "plans" -> Plans.run(out);
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> out.println(USAGE);
        }
    }
}
