package io.gconv.jobs.spark.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv;
import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.input.InputRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class TableQueueTest {

    private static final int FILES = 3;
    private static final int ROWS = 4;

    private static final StructType FEATURES = new StructType()
            .add("path", "string")
            .add("bytes", "long")
            .add("modified", "timestamp")
            .add("status", "string");

    @TempDir
    private Path folder;

    private TableSource table() {
        return table(FILES, ROWS);
    }

    private TableSource table(int fileCount, int rowCount) {
        SparkSession spark = Gconv.spark();
        String table = folder.resolve("t.parquet").toString();
        for (int file = 0; file < fileCount; file++) {
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < rowCount; row++) {
                rows.add(RowFactory.create((Object) new byte[] {(byte) file, (byte) row}));
            }
            spark.createDataFrame(rows, new StructType().add("image", "binary"))
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(table);
        }
        InputRequest request =
                new InputRequest(List.of(table), List.of(), InputFormat.AUTO, false, false, "", "", List.of());
        return TableSource.open(spark, List.of(table), request, new Configuration());
    }

    /** Also if some rows are done already, which is a join as that of a sample is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWaveReadsTheFilesItTakesRowsOfAndNoOthers(boolean joined) {
        TableSource table = table();
        WaveQueue queue = (joined ? table.sample(FILES * ROWS) : table).queue();
        List<String> paths = new ArrayList<>();
        List<List<Long>> rowsAndFiles = new ArrayList<>();
        for (int images : new int[] {3, 8, 100}) {
            Dataset<Row> rows =
                    ((TableSource) queue.take(images, Long.MAX_VALUE).source()).rows();
            List<Row> collected = rows.collectAsList();
            collected.forEach(row -> paths.add(row.getString(0)));
            rowsAndFiles.add(List.of((long) collected.size(), filesRead(rows)));
        }
        assertThat(rowsAndFiles).containsExactly(List.of(3L, 1L), List.of(5L, 2L), List.of(4L, 1L));
        assertThat(paths).hasSize(FILES * ROWS).doesNotHaveDuplicates();
        assertThat(queue.isEmpty()).isTrue();
    }

    /** Row 1 and the second half are missing: a gap is no wave, and the rows after it are not spread over it. */
    @Test
    void wavesOfATableThatIsContinuedHaveTheImagesThatTheyClaim() {
        TableSource table = table(2, 128);
        SparkSession spark = Gconv.spark();
        List<Row> done = table
                .rows()
                .filter(col(TableColumns.PLACE_ROW)
                        .lt(64)
                        .and(col(TableColumns.PLACE_ROW).notEqual(1)))
                .select(TableColumns.PATH)
                .collectAsList()
                .stream()
                .map(row -> RowFactory.create(row.getString(0), 2L, null, "ok"))
                .toList();
        List<Long> claimed = new ArrayList<>();
        List<Long> there = new ArrayList<>();
        try (Published published = new Published(Optional.of(spark.createDataFrame(done, FEATURES)))) {
            WaveQueue queue =
                    table.pending(published, Set.of(), more -> {}).source().queue();
            while (!queue.isEmpty()) {
                TableSource wave = (TableSource) queue.take(20, Long.MAX_VALUE).source();
                claimed.add(wave.facts().images());
                there.add(wave.rows().count());
            }
        }
        assertThat(there).containsExactly(20L, 20L, 20L, 5L, 20L, 20L, 20L, 5L).isEqualTo(claimed);
    }

    /** They may be many, and each time they are sent to all executors. */
    @Test
    void publishedPathsAreSentOnceForAWaveWhoseImagesAreMoved() throws TimeoutException {
        TableSource table = table(1, 12);
        SparkSession spark = Gconv.spark();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Row> done = List.of(RowFactory.create("n1", 2L, null, "ok"));
        AtomicInteger sent = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                String tags = String.valueOf(job.properties().getProperty("spark.job.tags"));
                sent.addAndGet(tags.contains("broadcast exchange") ? 1 : 0);
            }
        };
        try (Published published = new Published(Optional.of(spark.createDataFrame(done, FEATURES)))) {
            WaveQueue queue =
                    table.pending(published, Set.of(), more -> {}).source().queue();
            ImageSource wave = queue.take(10, Long.MAX_VALUE).source();
            context.sc().listenerBus().waitUntilEmpty();
            context.sc().addSparkListener(listener);
            assertThat(wave.images(0, context.broadcast(new SerializableConfiguration(new Configuration())))
                            .count())
                    .isEqualTo(10);
        }
        context.sc().listenerBus().waitUntilEmpty();
        context.sc().removeSparkListener(listener);
        assertThat(sent).hasValue(1);
    }

    /** To compute them is to shuffle all that is published. */
    @Test
    void publishedPathsAreComputedOnceForAllWaves() {
        TableSource table = table();
        SparkSession spark = Gconv.spark();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int kept = context.getPersistentRDDs().size();
        LongAccumulator read = context.sc().longAccumulator();
        List<Row> done = table.rows().limit(5).select(TableColumns.PATH).collectAsList().stream()
                .map(row -> RowFactory.create(row.getString(0), 2L, null, "ok"))
                .toList();
        JavaRDD<Row> features = context.parallelize(done).map(row -> {
            read.add(1);
            return row;
        });
        try (Published published = new Published(Optional.of(spark.createDataFrame(features, FEATURES)))) {
            WaveQueue queue =
                    table.pending(published, Set.of(), more -> {}).source().queue();
            long images = 0;
            while (!queue.isEmpty()) {
                images += ((TableSource) queue.take(2, Long.MAX_VALUE).source())
                        .rows()
                        .collectAsList()
                        .size();
            }
            assertThat(images).isEqualTo(FILES * ROWS - 5);
            assertThat(read.value()).isEqualTo(5);
            assertThat(context.getPersistentRDDs()).hasSize(kept + 1);
        }
        assertThat(context.getPersistentRDDs()).hasSize(kept);
    }

    private static long filesRead(Dataset<Row> rows) {
        return leaves(((org.apache.spark.sql.classic.Dataset<Row>) rows)
                        .queryExecution()
                        .executedPlan())
                .filter(FileSourceScanExec.class::isInstance)
                .mapToLong(scan -> scan.metrics().apply("numFiles").value())
                .sum();
    }

    private static Stream<SparkPlan> leaves(SparkPlan plan) {
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            return leaves(adaptive.executedPlan());
        }
        if (plan instanceof QueryStageExec stage) {
            return leaves(stage.plan());
        }
        List<SparkPlan> children = CollectionConverters.asJava(plan.children());
        return children.isEmpty() ? Stream.of(plan) : children.stream().flatMap(TableQueueTest::leaves);
    }
}
