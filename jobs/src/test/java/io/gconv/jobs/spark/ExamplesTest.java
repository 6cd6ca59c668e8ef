package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditOptions;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.image.DecodeOptions;
import io.gconv.jobs.Gconv;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.output.Publication;
import io.gconv.jobs.spark.source.Sources;
import io.gconv.jobs.spark.source.WaveOptions;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    @Test
    void thePlaneIsNamedByItsWholePose() {
        assertThat(Examples.plane(new CyclicGroup(8), 3, 1)).isEqualTo("channel 3, element 1 of H (45°)");
        assertThat(Examples.plane(new DihedralGroup(8), 0, 12)).isEqualTo("channel 0, element 12 of H (mirrored 180°)");
        assertThat(Examples.plane(new Similitudes(4, 2, 2), 0, 5)).isEqualTo("channel 0, element 5 of H (×2 90°)");
        assertThat(Examples.plane(new CyclicGroup(8), 3, -1)).isEqualTo("channel 3, maximum over H");
        assertThat(Examples.plane(new ScaleGroup(2, 3), 3, -1))
                .isEqualTo("channel 3, maximum over H, at the scales that both have");
    }

    /** Spark throws what it does not declare. */
    @Test
    void anImageOfATableThatIsWrittenAnewIsLeftOut(@TempDir Path folder) throws IOException {
        String table = folder.resolve("t.parquet").toString();
        byte[] photo = Files.readAllBytes(Path.of("..", "data-samples", "photos", "chelsea.png"));
        Dataset<Row> rows = Gconv.spark()
                .createDataFrame(
                        List.of(RowFactory.create("chelsea", photo)),
                        new StructType().add("id", "string").add("image", "binary"));
        rows.write().parquet(table);
        InputRequest input =
                new InputRequest(List.of(table), List.of(), InputFormat.AUTO, false, false, "", "id", List.of());
        Transformation g = Transformation.rotation(90);
        Examples examples = new Examples(
                request(input),
                new AuditSettings(List.of(g), List.of(), AuditOptions.DEFAULT, 0, List.of()),
                Sources.open(input, "file:/nowhere", new Configuration(), more -> {}),
                new Configuration());
        assertThat(examples.of(List.of(worst("chelsea", g)))).hasSize(1);
        rows.write().mode(SaveMode.Overwrite).parquet(table);
        Gconv.spark().sparkContext().setLogLevel("OFF"); // it logs the reason too
        try {
            assertThat(examples.of(List.of(worst("chelsea", g)))).isEmpty();
        } finally {
            Gconv.spark().sparkContext().setLogLevel("ERROR");
        }
    }

    private static JobRequest request(InputRequest input) {
        PipelineSpec spec = ShippedPipelines.find("plain").orElseThrow();
        return new JobRequest(
                Layout.AUDIT,
                List.of(),
                input,
                0,
                spec,
                PipelineConfig.digest(spec),
                PipelineConfig.render(spec),
                "file:/nowhere",
                new TreeMap<>(),
                new WaveOptions(0, 0, Set.of(), Publication.AUTO),
                DecodeOptions.defaults(),
                0,
                1,
                Optional.empty());
    }

    private static Summary worst(String path, Transformation g) {
        return new Summary(
                Audit.PIPELINE,
                "lift",
                g.kind().label(),
                g.parameter(),
                g.amount(),
                Membership.EXACT,
                1,
                1,
                0,
                0,
                1,
                0,
                1,
                Collections.nCopies(Summary.LEVELS.size(), 1.0),
                0,
                0,
                Double.NaN,
                List.of(new Summary.Worst(path, 1)));
    }
}
