package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.Gconv;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputListing;
import io.gconv.jobs.spark.source.FileSource;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.pipeline.Tiling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A defect of ours must not end a run over a million images. */
class LargeImagesTest {

    private static final Path PHOTO = Path.of("..", "data-samples", "photos", "chelsea.png");

    /** Fails in one of two steps. */
    private record Defective(ExtractWork work, boolean inLook) implements BandWork {

        @Override
        public long leastBytes() {
            return 0;
        }

        @Override
        public Optional<Tiling> tiling(ImageSize size) {
            if (inLook) {
                throw new IllegalStateException("a defect");
            }
            return work.tiling(size);
        }

        @Override
        public ImageRows rows(InputFile file, DecodedImage image, float[] descriptor) {
            throw new IllegalStateException("a defect");
        }
    }

    private final JavaSparkContext context =
            JavaSparkContext.fromSparkContext(Gconv.spark().sparkContext());
    private final ExtractWork work =
            new ExtractWork(new Extraction(ShippedPipelines.find("plain").orElseThrow(), "digest", Set.of(), 128));
    private ImageSource source;

    @BeforeEach
    void list() throws java.io.IOException {
        InputFile file = new InputFile("file:" + PHOTO.toRealPath(), Files.size(PHOTO), 0, List.of());
        source = new FileSource(
                new InputListing(List.of(file), List.of(), new TreeMap<>(), 0, List.of()), new StructType());
    }

    private LargeImages with(boolean defectInLook) {
        LongAccumulator images = context.sc().longAccumulator();
        LongAccumulator errors = context.sc().longAccumulator();
        Kinds kinds = new Kinds();
        context.sc().register(kinds);
        ImageTask task = new ImageTask(work, DecodeOptions.defaults(), 0, images, errors, kinds);
        return new LargeImages(
                task,
                new Defective(work, defectInLook),
                context.broadcast(new SerializableConfiguration(new Configuration())));
    }

    @Test
    void anImageWhoseLookFailsIsLeftToOneTask() {
        assertThat(with(false).among(source, context)).hasSize(1);
        assertThat(with(true).among(source, context)).isEmpty();
    }

    @Test
    void anImageWhoseSumsCannotBeMergedIsAnErrorRow() {
        LargeImages images = with(false);
        List<ImageRows> rows =
                images.rows(images.among(source, context), context).collect();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).rows().get(0).mkString("|"))
                .contains("|error|internal error: java.lang.IllegalStateException: a defect");
    }
}
