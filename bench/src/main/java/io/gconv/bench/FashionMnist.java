package io.gconv.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The test split of Fashion-MNIST as PNG files in folders {@code label=0 … label=9}, from the IDX files of the Debian
 * package dataset-fashion-mnist.
 *
 * @see <a href="https://arxiv.org/abs/1708.07747">H. Xiao, K. Rasul, R. Vollgraf, <i>Fashion-MNIST</i>, 2017</a>
 */
final class FashionMnist {

    private static final String INSTALLED = "/usr/share/datasets/fashion-mnist";
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    private FashionMnist() {}

    /** Runs {@code fashion-mnist [--count N] [--dataset FOLDER] --output FOLDER}. */
    static void run(List<String> args, PrintStream out) throws IOException {
        Flags flags = new Flags(args, Set.of("--count", "--dataset", "--output"));
        Path dataset = Path.of(flags.text("--dataset", INSTALLED));
        Path output = Path.of(flags.required("--output"));
        int count = write(dataset, output, flags.number("--count", Integer.MAX_VALUE));
        out.println(count + " images in " + output);
    }

    private static int write(Path dataset, Path output, int most) throws IOException {
        try (DataInputStream images = open(dataset.resolve("t10k-images-idx3-ubyte.gz"), IMAGES_MAGIC);
                DataInputStream labels = open(dataset.resolve("t10k-labels-idx1-ubyte.gz"), LABELS_MAGIC)) {
            int count = Math.min(most, Math.min(images.readInt(), labels.readInt()));
            int height = images.readInt();
            int width = images.readInt();
            for (int i = 0; i < count; i++) {
                byte[] pixels = images.readNBytes(height * width);
                String name = String.format(Locale.ROOT, "label=%d/%05d.png", labels.readUnsignedByte(), i);
                GrayPng.write(output.resolve(name), pixels, 0, width, height);
            }
            return count;
        }
    }

    private static DataInputStream open(Path file, int magic) throws IOException {
        if (!Files.isReadable(file)) {
            throw new Flags.UsageException(
                    "there is no " + file + "; install the Debian package dataset-fashion-mnist, or give --dataset");
        }
        InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new GZIPInputStream(raw, 1 << 16));
        if (in.readInt() != magic) {
            in.close();
            throw new Flags.UsageException(file + " is no such IDX file");
        }
        return in;
    }
}
