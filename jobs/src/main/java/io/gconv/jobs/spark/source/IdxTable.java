package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.input.InputTables;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
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
    private static final String PIXELS = "pixels";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";

    /** What a byte of gzip can become at most. */
    private static final long INFLATION = 1032;

    private static final StructType SCHEMA = new StructType()
            .add(TableColumns.PATH, DataTypes.StringType)
            .add(TableColumns.MODIFIED, DataTypes.LongType)
            .add(TableColumns.PLACE_FILE, DataTypes.StringType)
            .add(TableColumns.PLACE_ROW, DataTypes.LongType)
            .add(TableColumns.PROBLEM, DataTypes.StringType)
            .add(PIXELS, DataTypes.BinaryType)
            .add(WIDTH, DataTypes.IntegerType)
            .add(HEIGHT, DataTypes.IntegerType)
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
        return new TableSource(
                spark.createDataFrame(rows, SCHEMA).select(columns(labels)),
                labels ? new StructType().add(LABEL, DataTypes.IntegerType) : new StructType(),
                files.stream().mapToLong(Pair::count).sum(),
                files.stream().mapToLong(Pair::bytes).sum());
    }

    private static Column[] columns(boolean labels) {
        Column png = udf((UDF3<byte[], Integer, Integer, byte[]>) IdxTable::png, DataTypes.BinaryType)
                .apply(col(PIXELS), col(WIDTH), col(HEIGHT));
        List<Column> columns = new ArrayList<>(List.of(
                col(TableColumns.PATH),
                col(TableColumns.MODIFIED),
                png.as(TableColumns.IMAGE),
                col(TableColumns.PROBLEM),
                col(TableColumns.PLACE_FILE),
                col(TableColumns.PLACE_ROW)));
        if (labels) {
            columns.add(col(LABEL));
        }
        return columns.toArray(Column[]::new);
    }

    private static List<Pair> files(String name, boolean labels, Configuration hadoop) {
        try {
            Path path = new Path(name);
            FileStatus[] matches =
                    FileSystems.of(path, "--input " + name, hadoop).globStatus(path);
            if (matches == null || matches.length == 0) {
                throw usage("--input " + name + " does not exist, and matches nothing as a glob");
            }
            List<Pair> files = new ArrayList<>();
            for (FileStatus match : matches) {
                files.add(pair(match, labels, hadoop));
            }
            return files;
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(ExitCode.USAGE, "cannot read --input " + name + ": " + e.getMessage(), e);
        }
    }

    private static Pair pair(FileStatus status, boolean labels, Configuration hadoop) throws IOException {
        Path path = status.getPath();
        long count;
        try (IdxFile images = IdxFile.open(path, 3, hadoop)) {
            count = images.items();
            if (count * images.itemBytes() > INFLATION * status.getLen()) {
                throw new IOException("its header tells of " + count + " images, more than it can hold");
            }
        }
        Path other = new Path(path.getParent(), InputTables.idxLabels(path.getName()));
        if (labels) {
            try (IdxFile values = IdxFile.open(other, 1, hadoop)) {
                if (values.items() != count) {
                    throw new IOException(
                            other.getName() + " has " + values.items() + " labels for " + count + " images");
                }
            }
        }
        return new Pair(
                path.toString(), labels ? other.toString() : "", status.getModificationTime(), count, status.getLen());
    }

    private static byte @Nullable [] png(byte @Nullable [] pixels, int width, int height) throws IOException {
        if (pixels == null) {
            return null;
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
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
            int[] shape = images.shape();
            byte[] pixels = pixels();
            Row next = RowFactory.create(
                    file.images() + "#" + row,
                    file.modified(),
                    file.images(),
                    row,
                    problem,
                    pixels,
                    shape[1],
                    shape[0],
                    labels == null ? null : label(labels));
            row++;
            return next;
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
