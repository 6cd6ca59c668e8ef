package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditedImage;
import io.gconv.audit.Measurement;
import io.gconv.audit.Measurement.Place;
import io.gconv.audit.Measurement.Status;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.image.DecodedImage;
import io.gconv.jobs.Gconv;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.table.MeasurementsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Summaries of made-up measurements: errors relative to the spread of descriptors of any size. */
class SummariesTest {

    private static final int IMAGES = 60;
    private static final int NUMBERS = 5;
    private static final List<Transformation> TURNS =
            List.of(Transformation.rotation(90), Transformation.rotation(45), Transformation.rotation(11));

    private static final Map<Case, List<Summary>> KNOWN = new HashMap<>();

    private record Case(double scale, int partitions) {}

    /** Numbers of several orders of magnitude, and one that is the same for all images. */
    private static float[] descriptor(int image, double scale) {
        Random random = new Random(image);
        float[] descriptor = new float[NUMBERS];
        for (int i = 0; i < NUMBERS - 1; i++) {
            descriptor[i] = (float) (scale * Math.pow(10, -i) * (1 + random.nextGaussian()));
        }
        descriptor[NUMBERS - 1] = (float) (scale * 0.1);
        return descriptor;
    }

    private static double difference(int image, Transformation g, double scale) {
        return scale * g.a() * 1e-4 * (1 + image % 7);
    }

    private static Measurement measurement(int image, Transformation g, double scale) {
        double error = 1e-3 * (1 + image % 11) * g.a();
        double none = Double.NaN;
        return new Measurement(
                Audit.PIPELINE,
                Audit.DESCRIPTOR,
                g,
                Membership.EXACT,
                Status.OK,
                error,
                0.01,
                difference(image, g, scale),
                none,
                none,
                none,
                Place.NONE,
                NUMBERS,
                none);
    }

    private static List<Summary> summaries(double scale, int partitions) {
        return KNOWN.computeIfAbsent(new Case(scale, partitions), key -> computed(scale, partitions));
    }

    private static List<Summary> computed(double scale, int partitions) {
        MeasurementsTable table = new MeasurementsTable("test", "digest");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            int image = i;
            List<Measurement> measurements =
                    TURNS.stream().map(g -> measurement(image, g, scale)).toList();
            rows.addAll(table.ok(
                    new InputFile("file:/images/" + i, 1, 1, List.of()),
                    new DecodedImage.Failure("", 8, 8, 1),
                    new AuditedImage(measurements, Map.of(Audit.PIPELINE, descriptor(i, scale)))));
        }
        return Summaries.of(
                Gconv.spark()
                        .createDataFrame(rows, MeasurementsTable.schema(new StructType()))
                        .repartition(partitions),
                SummaryOrder.of(List.of(Audit.DESCRIPTOR), TURNS));
    }

    private static List<Double> numbers(Summary s) {
        List<Double> numbers = new ArrayList<>(List.of(s.mean(), s.standardDeviation(), s.maximum(), s.floor()));
        numbers.addAll(s.quantiles());
        s.worst().forEach(worst -> numbers.add(worst.error()));
        return numbers;
    }

    /** To 1e-6, since descriptors are floats. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e6, 1e15})
    void relativeErrorsDoNotDependOnTheScaleOfDescriptors(double scale) {
        List<Summary> one = summaries(1, 2);
        List<Summary> other = summaries(scale, 2);
        assertThat(one).hasSize(2 * TURNS.size());
        assertThat(other).hasSize(2 * TURNS.size());
        for (int i = 0; i < one.size(); i++) {
            List<Double> expected = numbers(one.get(i));
            List<Double> actual = numbers(other.get(i));
            assertThat(actual).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                assertThat(actual.get(k)).isCloseTo(expected.get(k), within(1e-6 * expected.get(k)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void summariesDoNotDependOnPartitionsToTheLastBit(int partitions) {
        assertThat(summaries(1e-6, partitions)).isEqualTo(summaries(1e-6, 2));
    }

    @Test
    void centredErrorsAreThoseOfALiteralLoop() {
        double scale = 1e-6;
        double variance = 0;
        for (int k = 0; k < NUMBERS; k++) {
            double mean = 0;
            for (int i = 0; i < IMAGES; i++) {
                mean += descriptor(i, scale)[k] / (double) IMAGES;
            }
            for (int i = 0; i < IMAGES; i++) {
                variance += Math.pow(descriptor(i, scale)[k] - mean, 2) / IMAGES;
            }
        }
        double expected = 0;
        for (int i = 0; i < IMAGES; i++) {
            double distance = difference(i, TURNS.get(1), scale) * Math.sqrt(NUMBERS);
            expected = Math.max(expected, distance / Math.sqrt(variance));
        }
        Summary centred = summaries(scale, 2).stream()
                .filter(s -> s.layer().equals(Audit.CENTRED) && s.parameter().equals("45"))
                .findFirst()
                .orElseThrow();
        assertThat(centred.maximum()).isCloseTo(expected, within(1e-12 * expected));
    }

    /** The sum of equal floats has no rounding in double, so there is no spread made of it. */
    @Test
    void equalDescriptorsHaveNoSpreadAndNoCentredErrors() {
        assertThat(layers(image -> descriptor(3, 1))).containsExactly(Audit.DESCRIPTOR);
    }

    @Test
    void descriptorsThatDifferByRoundingHaveNoCentredErrors() {
        assertThat(layers(image -> new float[] {8e6f + image % 2})).containsExactly(Audit.DESCRIPTOR);
        assertThat(layers(image -> new float[] {8e6f + 100 * (image % 2)}))
                .containsExactly(Audit.DESCRIPTOR, Audit.CENTRED);
    }

    private static List<String> layers(IntFunction<float[]> descriptor) {
        List<Row> rows = new ArrayList<>();
        MeasurementsTable table = new MeasurementsTable("test", "digest");
        for (int i = 0; i < 7; i++) {
            rows.addAll(table.ok(
                    new InputFile("file:/images/" + i, 1, 1, List.of()),
                    new DecodedImage.Failure("", 8, 8, 1),
                    new AuditedImage(
                            List.of(measurement(i, TURNS.get(0), 1)), Map.of(Audit.PIPELINE, descriptor.apply(i)))));
        }
        List<Summary> summaries = Summaries.of(
                Gconv.spark().createDataFrame(rows, MeasurementsTable.schema(new StructType())),
                SummaryOrder.of(List.of(Audit.DESCRIPTOR), TURNS));
        return summaries.stream().map(Summary::layer).toList();
    }

    private static Measurement measurement(Status status, double error, double floor, double truncated) {
        double none = Double.NaN;
        return new Measurement(
                Audit.PIPELINE,
                Audit.PROJECTION,
                TURNS.get(0),
                Membership.EXACT,
                status,
                error,
                floor,
                none,
                none,
                none,
                none,
                Place.NONE,
                NUMBERS,
                truncated);
    }

    /** The ⌈q n⌉-th smallest of 1, …, 10, in no order. */
    @Test
    void statisticsOfTenErrorsAreThoseOfPaper() {
        MeasurementsTable table = new MeasurementsTable("test", "digest");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int error = 1 + 7 * i % 11; // 1, 8, 4, 11, …: all of 1 … 11, and the first again
            Status status = i == 11 ? Status.FLAT : error == 11 ? Status.TOO_SMALL : Status.OK;
            double known = status == Status.OK ? error : Double.NaN;
            rows.addAll(table.ok(
                    new InputFile("file:/images/of-" + known, 1, 1, List.of()),
                    new DecodedImage.Failure("", 8, 8, 1),
                    new AuditedImage(List.of(measurement(status, known, known / 100, 10 * known)), Map.of())));
        }
        Summary s = Summaries.of(
                        Gconv.spark().createDataFrame(rows, MeasurementsTable.schema(new StructType())),
                        SummaryOrder.of(List.of(Audit.PROJECTION), TURNS))
                .get(0);
        assertThat(List.of(s.images(), s.ok(), s.flat(), s.tooSmall())).containsExactly(12L, 10L, 1L, 1L);
        assertThat(s.quantiles()).containsExactly(1.0, 1.0, 1.0, 1.0, 3.0, 5.0, 8.0, 9.0, 10.0, 10.0, 10.0);
        assertThat(List.of(s.quantile(50), s.quantile(90), s.quantile(99))).containsExactly(5.0, 9.0, 10.0);
        assertThat(s.maximum()).isEqualTo(10);
        assertThat(s.mean()).isEqualTo(5.5);
        assertThat(s.standardDeviation()).isEqualTo(Math.sqrt(8.25)); // (10² − 1) / 12
        assertThat(List.of(s.floor(), s.floor90(), s.truncation())).containsExactly(0.05, 0.09, 50.0);
        assertThat(s.worst())
                .containsExactly(
                        new Summary.Worst("file:/images/of-10.0", 10),
                        new Summary.Worst("file:/images/of-9.0", 9),
                        new Summary.Worst("file:/images/of-8.0", 8),
                        new Summary.Worst("file:/images/of-7.0", 7),
                        new Summary.Worst("file:/images/of-6.0", 6));
    }
}
