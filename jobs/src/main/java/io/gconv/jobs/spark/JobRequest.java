package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.output.Json;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.jobs.spark.source.WaveOptions;
import io.gconv.pipeline.PipelineSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the user asked for, as far as all jobs over images have it.
 *
 * @param layout what is written
 * @param arguments the command line, for the run file
 * @param input which images
 * @param sample how many of them, chosen by their paths, or 0 for all
 * @param pipeline the pipeline as data
 * @param digest its digest
 * @param canonical its canonical configuration, JSON
 * @param output the folder to write to
 * @param flags the options that rows depend on, see {@link OutputSettings}
 * @param waves how the run is cut into waves
 * @param decoding how images are decoded
 * @param decodeTimeoutSeconds how long decoding one image may take, or 0 for as long as it takes
 * @param maxErrorRate the largest share of error rows that is not a failure
 * @param appName the name of the application that {@code --app-name} gives
 */
public record JobRequest(
        Layout layout,
        List<String> arguments,
        InputRequest input,
        int sample,
        PipelineSpec pipeline,
        String digest,
        String canonical,
        String output,
        SortedMap<String, String> flags,
        WaveOptions waves,
        DecodeOptions decoding,
        int decodeTimeoutSeconds,
        double maxErrorRate,
        Optional<String> appName) {

    /** Returns the name of the application if nobody gives it one. */
    String usualAppName() {
        return "gconv " + layout.command() + " " + pipeline.name();
    }

    OutputSettings settings(StructType columns) {
        List<String> described = Arrays.stream(columns.fields())
                .map(field -> field.dataType().equals(DataTypes.StringType)
                        ? field.name()
                        : field.name() + " " + field.dataType().catalogString())
                .toList();
        return new OutputSettings(layout.command(), pipeline.name(), digest, Json.read(canonical), flags, described);
    }
}
