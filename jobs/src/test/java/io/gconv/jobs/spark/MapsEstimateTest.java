package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv;
import io.gconv.jobs.table.MapsTable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapsEstimateTest {

    @TempDir
    private Path folder;

    @Test
    void aFileOfMapsHasAQuarterOfAGigabyteOrOneRow() {
        assertThat(new MapsEstimate(100 << 20, 0).rowsPerFile()).isEqualTo(2);
        assertThat(new MapsEstimate(1L << 40, 0).rowsPerFile()).isEqualTo(1);
        assertThat(new MapsEstimate(0, 0).rowsPerFile()).isEqualTo(256 << 20);
    }

    @Test
    void filesOfMapsAreCut() {
        List<Row> rows = IntStream.range(0, 5)
                .mapToObj(i -> RowFactory.create("p" + i, "digest", "lift", "C4", 4, 1, 1, 1, new float[4]))
                .toList();
        Dataset<Row> maps =
                Gconv.spark().createDataFrame(rows, MapsTable.SCHEMA).coalesce(1);
        String written = folder.resolve("maps").toString();
        WaveWriter.write(
                maps, ExtractJob.mapsFormat(new MapsEstimate(100 << 20, 0)), new org.apache.hadoop.fs.Path(written));
        assertThat(Gconv.spark()
                        .read()
                        .parquet(written)
                        .groupBy("_metadata.file_path")
                        .count()
                        .collectAsList())
                .extracting(row -> row.getLong(1))
                .containsExactlyInAnyOrder(2L, 2L, 1L);
    }
}
