package io.gconv.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.DescriptorEntry;
import io.gconv.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorRangesTest {

    private static List<String> lines(int... channels) {
        List<DescriptorEntry> index = new ArrayList<>();
        for (int channel : channels) {
            index.add(new DescriptorEntry(index.size(), "lift", "max", channel, "disk", "mean"));
        }
        return DescriptorRanges.lines(index);
    }

    @Test
    void onlyConsecutiveNumbersAreShortened() {
        assertThat(lines(IntStream.range(0, 12).toArray()).get(1)).endsWith("channel 0 … 11");
        assertThat(lines(5, 0, 7, 1, 2).get(1)).endsWith("channel 5, 0, 7, 1, 2");
        assertThat(lines(9, 2, 3, 4, 5, 6, 0).get(1)).endsWith("channel 9, 2 … 6, 0");
    }

    @Test
    void ringsAreNumbersToo() {
        List<DescriptorEntry> index = IntStream.rangeClosed(1, 5)
                .mapToObj(ring -> new DescriptorEntry(ring - 1, "lift", "max", 0, "ring " + ring + " of 5", "mean"))
                .toList();
        assertThat(DescriptorRanges.lines(index).get(1)).endsWith("region ring 1 of 5 … ring 5 of 5");
    }

    @Test
    void longListsGoOnBelowTheirColumn() {
        List<String> lines = lines(IntStream.range(0, 100).map(i -> 2 * i).toArray());
        int column = lines.get(0).indexOf("what");
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(lines.subList(2, lines.size()))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).matches(" {" + column + "}\\d.*"));
        assertThat(String.join(" ", lines)).contains("196, 198").doesNotContain("…");
    }

    /** What is printed, read back, is the index. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ channels = [0], projections = [max] }, { channels = [1], projections = [max], statistics = [std] }",
                "{ channels = [0], projections = [max] }, { channels = [1], projections = [max], statistics = [std] },"
                        + "{ channels = [0], projections = [max], statistics = [std] },"
                        + "{ channels = [1], projections = [max] }",
                "{ channels = [0, 1], projections = [max] }, { channels = [0], projections = [max], rings = 2 }",
                "{ projections = [max], statistics = [mean, std] }, { channels = [0], projections = [max, mean] }",
                "{ projections = [spectrum], rings = 6 }, { projections = [mean, spectrum], statistics = [std, max] }",
                "{ harmonics { max-order = 2, frequencies = [0, 1, 2] } }, { projections = [l2] }",
                "{ rings = 2, harmonics { max-order = 3, frequencies = [-1, 2] } },"
                        + "{ channels = [1], harmonics { max-order = 0, frequencies = [0, 3] } }"
            })
    void linesMeanWhatTheIndexSays(String parts) {
        List<DescriptorEntry> index = Pipeline.of(PipelineConfig.parse(
                        """
                                name = minimal
                                group { type = cyclic, rotations = 8 }
                                lift {
                                  size-px = 5
                                  kernels { channels = [
                                    { family = gaussian, sigma-px = 1 }
                                    { family = gaussian-derivative, order = [1, 0], sigma-px = 1 }
                                  ] }
                                }
                                descriptor = [
                                """ + parts.replaceAll("\\{(?= (channels|projections|rings|harmonics))", "{ layer = lift,")
                                + "]",
                        "test"))
                .descriptorIndex();
        assertThat(readBack(DescriptorRanges.lines(index))).isEqualTo(index);
    }

    private static List<DescriptorEntry> readBack(List<String> lines) {
        List<String> whole = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            boolean goesOn = !line.matches(" *\\d+(-\\d+)? {2,}\\S+ {2,}\\S.*");
            whole.add((goesOn ? whole.remove(whole.size() - 1) + " " : "") + line.strip());
        }
        List<DescriptorEntry> entries = new ArrayList<>();
        for (String line : whole) {
            String[] cells = line.split(" {2,}", 3);
            int from = entries.size();
            product(cells[2].split(" × "), 0, cells[1], new HashMap<>(), entries);
            assertThat(cells[0]).isEqualTo(entries.size() == from + 1 ? "" + from : from + "-" + (entries.size() - 1));
        }
        return entries;
    }

    private static void product(
            String[] factors, int depth, String layer, Map<String, String> chosen, List<DescriptorEntry> entries) {
        if (depth == factors.length) {
            String[] pair = chosen.getOrDefault("pair", "").split("(?<=k=-?\\d) |(?<=^(max|mean|l2)) ", 2);
            entries.add(new DescriptorEntry(
                    entries.size(),
                    layer,
                    chosen.getOrDefault("projection", pair[0]),
                    Integer.parseInt(chosen.getOrDefault("channel", "")),
                    chosen.getOrDefault("region", ""),
                    chosen.getOrDefault("statistic", pair[pair.length - 1])));
            return;
        }
        String[] factor = factors[depth].split(" ", 2);
        for (String value : factor[1].split(", ")) {
            String[] ends = value.split(" … ");
            int first = number(ends[0]);
            for (int i = first; i <= number(ends[ends.length - 1]); i++) {
                chosen.put(factor[0], ends[0].replaceFirst("\\d+", Integer.toString(i)));
                product(factors, depth + 1, layer, chosen, entries);
            }
        }
    }

    private static int number(String value) {
        return Integer.parseInt("0" + value.replaceFirst("\\D*(\\d*).*", "$1"));
    }
}
