package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.input.InputTables;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The images of IDX files (MNIST) as the rows of a table, with the column {@code label} if it is asked for.
 *
 * <p>An image becomes a PNG of gray values when it is computed, so that there is one way of reading images. Where a file ends
 * too early, the remaining images are NULL, with the reason and their labels. Every wave reads the file from its beginning.
 */
final class IdxTable {

    private static final String LABEL = "label";

    /** Before the pixels: width and height. */
    private static final int HEADER = 2 * Integer.BYTES;

    /** What a byte of gzip can become at most. */
    private static final long INFLATION = 1032;

    private static final StructType SCHEMA = new StructType()
            .add(TableColumns.PATH, DataTypes.StringType)
            .add(TableColumns.MODIFIED, DataTypes.LongType)
            .add(TableColumns.IMAGE, DataTypes.BinaryType)
            .add(TableColumns.PROBLEM, DataTypes.StringType)
            .add(TableColumns.PLACE_FILE, DataTypes.StringType)
            .add(TableColumns.PLACE_ROW, DataTypes.LongType)
            .add(LABEL, DataTypes.IntegerType);

    /** A file of images, and the one with their labels, which is empty if they are not asked for. */
    private record Pair(String images, String labels, long modified, long count, long bytes) implements Serializable {}

    private IdxTable() {}

    /**
     * Opens files as one table.
     *
     * @throws UserException if one cannot be read
     */
    static TableSource open(SparkSession spark, List<String> names, InputRequest request, Configuration hadoop) {
        if (!request.imageColumn().isEmpty() || !request.idColumn().isEmpty()) {
            throw usage((request.imageColumn().isEmpty() ? "--id-column" : "--image-column")
                    + " is for Parquet tables, and --input " + names.get(0) + " is an IDX file; leave it out");
        }
        boolean labels = !request.keep().isEmpty();
        if (labels && !request.keep().equals(List.of(LABEL))) {
            throw usage("--keep " + String.join(",", request.keep()) + ": --input " + names.get(0)
                    + " is an IDX file, whose only column is " + LABEL);
        }
        List<Pair> files = names.stream()
                .flatMap(name -> files(name, labels, hadoop).stream())
                .distinct()
                .toList();
        SerializableConfiguration conf = new SerializableConfiguration(hadoop);
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(files, files.size())
                .flatMap(file -> new Rows(file, conf.value()));
        Dataset<Row> table = spark.createDataFrame(rows, SCHEMA);
        Dataset<Row> wanted = labels ? table : table.drop(LABEL);
        return new TableSource(
                wanted,
                wanted,
                labels ? new StructType().add(LABEL, DataTypes.IntegerType) : new StructType(),
                files.stream().mapToLong(Pair::count).sum(),
                files.stream().mapToLong(Pair::bytes).sum(),
                new Png());
    }

    private static List<Pair> files(String name, boolean labels, Configuration hadoop) {
        try {
            Path path = new Path(name);
            List<Pair> files = new ArrayList<>();
            for (FileStatus match : matches(path, name, hadoop)) {
                files.add(pair(match, labels, hadoop));
            }
            return files;
        } catch (IOException | IllegalArgumentException e) {
            throw FileSystems.failure("cannot read --input " + name, e);
        }
    }

    /** A name that exists is taken literally, as with images. */
    private static FileStatus[] matches(Path path, String name, Configuration hadoop) throws IOException {
        FileSystem fs = FileSystems.of(path, "--input " + name, hadoop);
        try {
            return new FileStatus[] {fs.getFileStatus(path)};
        } catch (FileNotFoundException e) {
            FileStatus[] matches = fs.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw usage("--input " + name + " does not exist, and matches nothing as a glob");
            }
            return matches;
        }
    }

    private static Pair pair(FileStatus status, boolean labels, Configuration hadoop) throws IOException {
        Path path = status.getPath();
        long count;
        try (IdxFile images = IdxFile.open(path, 3, hadoop)) {
            count = images.items();
            if (count * images.itemBytes() > INFLATION * status.getLen()) {
                throw new IllegalArgumentException(
                        "its header claims " + count + " images, more than the file can hold");
            }
        }
        Path other = new Path(path.getParent(), InputTables.idxLabels(path.getName()));
        if (labels) {
            try (IdxFile values = IdxFile.open(other, 1, hadoop)) {
                if (values.items() != count) {
                    throw new IllegalArgumentException(
                            other.getName() + " has " + values.items() + " labels for " + count + " images");
                }
            }
        }
        return new Pair(
                path.toString(), labels ? other.toString() : "", status.getModificationTime(), count, status.getLen());
    }

    private record Png() implements TableSource.Encoder {

        @Override
        public byte[] file(byte[] stored) {
            ByteBuffer header = ByteBuffer.wrap(stored, 0, HEADER);
            int width = header.getInt();
            int height = header.getInt();
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            byte[] pixels = Arrays.copyOfRange(stored, HEADER, stored.length);
            image.getRaster().setDataElements(0, 0, width, height, pixels);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) { // others need a file each
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write an image to memory", e);
            }
            return png.toByteArray();
        }

        /** A byte for each pixel. */
        @Override
        public int length(byte[] stored) {
            return stored.length - HEADER;
        }
    }

    /** Reads a file to its end; it is closed with the task if nobody wants all rows. */
    private static final class Rows implements Iterator<Row> {
        private final Pair file;
        private final IdxFile images;
        private final @Nullable IdxFile labels;
        private long row;
        private @Nullable String problem;

        Rows(Pair file, Configuration hadoop) throws IOException {
            this.file = file;
            this.images = IdxFile.open(new Path(file.images()), 3, hadoop);
            this.labels = file.labels().isEmpty() ? null : IdxFile.open(new Path(file.labels()), 1, hadoop);
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> close());
        }

        @Override
        public boolean hasNext() {
            return row < file.count();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] pixels = pixels();
            Row next = RowFactory.create(
                    file.images() + "#" + row,
                    file.modified(),
                    pixels == null ? null : stored(pixels),
                    problem,
                    file.images(),
                    row,
                    labels == null ? null : label(labels));
            row++;
            return next;
        }

        private byte[] stored(byte[] pixels) {
            int[] shape = images.shape();
            return ByteBuffer.allocate(HEADER + pixels.length)
                    .putInt(shape[1])
                    .putInt(shape[0])
                    .put(pixels)
                    .array();
        }

        private byte @Nullable [] pixels() {
            try {
                return problem == null ? images.next() : null;
            } catch (EOFException e) {
                problem = "the file ends before the end of image " + (row + 1) + " of " + file.count();
            } catch (IOException e) { // corrupt: what follows cannot be found
                problem = "the file cannot be read from image " + (row + 1) + " of " + file.count() + " on: "
                        + e.getMessage();
            }
            return null;
        }

        private static @Nullable Integer label(IdxFile labels) {
            try {
                return labels.next()[0] & 0xFF;
            } catch (IOException e) {
                return null;
            }
        }

        private void close() {
            try (images;
                    labels) {
                row = file.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
