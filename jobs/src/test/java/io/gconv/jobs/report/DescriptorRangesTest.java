package io.gconv.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.pipeline.DescriptorEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
}
