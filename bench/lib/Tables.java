import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodeOptions.Leniency;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.sql.Gconv;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;

/** What scripts of bench need beside gconv: images, tables, and comparisons. */
final class Tables {

    private Tables() {}

    public static void main(String[] args) throws IOException {
        switch (args.length == 0 ? "" : args[0]) {
            case "options" -> System.out.println(JavaModuleOptions.defaultModuleOptions());
            case "images" -> images(Path.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
            case "enlarge" -> enlarge(args[1], args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            case "pack" -> pack(args[1], args[2]);
            case "core" -> core(Path.of(args[1]), args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            case "compare" -> System.exit(compare(args[1], args[2], Arrays.copyOfRange(args, 3, args.length)) ? 0 : 1);
            default -> System.out.println(
                    """
                    options                          module options for Spark
                    images FOLDER COUNT SEED         writes small seeded textures, a hundredth of which are no images
                    enlarge IMAGE TO WIDTH HEIGHT    writes an image upsampled, as gray PNG
                    pack FOLDER TABLE                writes the files below a folder as one Parquet file: path, image
                    core FOLDER PIPELINE COUNT N     decodes and computes COUNT files in N threads, without Spark
                    compare TABLE TABLE [COLUMN]…    are the rows the same? Arrays are compared by 64 bit hashes""");
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

    private static void enlarge(String from, String to, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(ImageIO.read(new File(from)), 0, 0, width, height, null);
        graphics.dispose();
        ImageIO.write(image, "png", new File(to));
    }

    private static SparkSession spark() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    private static void pack(String folder, String table) {
        SparkSession spark = spark();
        spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(folder)
                .selectExpr("path", "content AS image")
                .coalesce(1)
                .write()
                .parquet(table);
        spark.stop();
    }

    /** Two rounds: the first one in a JVM that has not compiled anything yet. */
    private static void core(Path folder, String name, int count, int threads) throws IOException {
        Path text = Path.of(name);
        PipelineSpec spec = Gconv.pipeline(Files.exists(text) ? Files.readString(text) : name);
        Pipeline pipeline = Pipeline.of(spec);
        DecodeOptions options = spec.input().decodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, Leniency.STRICT);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".png")).sorted().limit(count).toList();
        }
        double[] rates = new double[2];
        for (int round = 0; round < rates.length; round++) {
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(new Thread(() -> {
                    for (int file = next.getAndIncrement(); file < files.size(); file = next.getAndIncrement()) {
                        compute(files.get(file), pipeline, options);
                    }
                }));
            }
            workers.forEach(Thread::start);
            workers.forEach(Tables::join);
            rates[round] = files.size() / ((System.nanoTime() - start) / 1e9);
        }
        System.out.printf(Locale.ROOT, "%.0f images/s from a cold start, %.0f images/s warm%n", rates[0], rates[1]);
    }

    private static void compute(Path file, Pipeline pipeline, DecodeOptions options) {
        try {
            if (ImageDecoder.decode(Files.readAllBytes(file), options) instanceof DecodedImage.Success image) {
                pipeline.apply(image.map(), Set.of()).descriptor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows, of the given columns if any are given. Arrays are of any length, so only their hashes are compared. */
    private static Dataset<Row> rows(SparkSession spark, String table, String[] columns) {
        Dataset<Row> rows = spark.read().parquet(table).drop("wave");
        return rows.select(Arrays.stream(rows.schema().fields())
                .filter(field -> columns.length == 0 || List.of(columns).contains(field.name()))
                .map(field -> field.dataType() instanceof ArrayType
                        ? functions.struct(functions.size(rows.col(field.name())), functions.xxhash64(rows.col(field.name())))
                                .as(field.name())
                        : rows.col(field.name()))
                .toArray(Column[]::new));
    }

    private static boolean compare(String a, String b, String[] columns) {
        SparkSession spark = spark();
        Dataset<Row> one = rows(spark, a, columns);
        Dataset<Row> other = rows(spark, b, columns);
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
