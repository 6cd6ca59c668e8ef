import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What bench/crash needs beside gconv: images, and a comparison of tables. */
final class Tables {

    private Tables() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "options" -> System.out.println(JavaModuleOptions.defaultModuleOptions());
            case "images" -> images(Path.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
            case "compare" -> System.exit(compare(args[1], args[2]) ? 0 : 1);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Waves of random direction with noise, 48 × 48 pixels; a hundredth of the files is no image. */
    private static void images(Path folder, int count, long seed) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%06d.png", i));
            if (i % 100 == 99) {
                Files.writeString(file, "no image");
                continue;
            }
            double angle = random.nextDouble() * Math.PI;
            double frequency = 0.3 + random.nextDouble();
            BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 48; x++) {
                    double wave = Math.cos(frequency * (x * Math.cos(angle) + y * Math.sin(angle)));
                    image.getRaster().setSample(x, y, 0, (int) (128 + 80 * wave + 30 * random.nextDouble()));
                }
            }
            try (var out = Files.newOutputStream(file)) {
                ImageIO.write(image, "png", out);
            }
        }
    }

    private static boolean compare(String a, String b) {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        Dataset<Row> one = spark.read().parquet(a).drop("wave");
        Dataset<Row> other = spark.read().parquet(b).drop("wave");
        long lost = one.exceptAll(other).count();
        long added = other.exceptAll(one).count();
        boolean hasPath = Arrays.asList(one.columns()).contains("path");
        Column paths = hasPath ? functions.countDistinct("path") : functions.count(functions.lit(1));
        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows and %,d paths, undisturbed; %,d rows and %,d paths, killed; %d rows lost, %d added: %s%n",
                a.substring(a.lastIndexOf('/') + 1),
                one.count(),
                one.agg(paths).first().getLong(0),
                other.count(),
                other.agg(paths).first().getLong(0),
                lost,
                added,
                lost + added == 0 ? "equal" : "DIFFERENT");
        spark.stop();
        return lost + added == 0;
    }
}
