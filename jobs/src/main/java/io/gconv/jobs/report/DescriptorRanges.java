package io.gconv.jobs.report;

import io.gconv.pipeline.DescriptorEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The meaning of the numbers of a descriptor, consecutive ones of a kind in one line. */
final class DescriptorRanges {

    private record Attribute(String name, Function<DescriptorEntry, String> value) {}

    private static final Attribute CHANNEL = new Attribute("channel", entry -> Integer.toString(entry.channel()));
    private static final Attribute REGION = new Attribute("region", DescriptorEntry::region);
    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("projection", DescriptorEntry::projection),
            CHANNEL,
            REGION,
            new Attribute("statistic", DescriptorEntry::statistic));

    /** Where not every projection has every statistic, as with harmonics, both together are one. */
    private static final List<Attribute> JOINT =
            List.of(CHANNEL, REGION, new Attribute("pair", entry -> entry.projection() + " " + entry.statistic()));

    private DescriptorRanges() {}

    /** Returns lines such as {@code 0-127   lift   max   channel 0 … 31 × region disk × statistic mean, std}. */
    static List<String> lines(List<DescriptorEntry> index) {
        TextTable table = new TextTable("index", "layer", "what, the last one changing fastest");
        for (int from = 0; from < index.size(); ) {
            int to = from + 1;
            while (to < index.size() && kind(index.get(to)).equals(kind(index.get(from)))) {
                to++;
            }
            List<DescriptorEntry> run = index.subList(from, to);
            String range = to - from == 1 ? Integer.toString(from) : from + "-" + (to - 1);
            table.add(range, run.get(0).layer(), words(run));
            from = to;
        }
        return table.lines();
    }

    /** What entries of one line have in common; {@code spectrum k=2} is of the kind spectrum. */
    private static String kind(DescriptorEntry entry) {
        return entry.layer() + "\n" + firstWord(entry.projection());
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static String words(List<DescriptorEntry> run) {
        long product = ATTRIBUTES.stream()
                .mapToLong(attribute -> distinct(run, attribute).size())
                .reduce(1, (a, b) -> a * b);
        List<Attribute> slowestFirst = new ArrayList<>(product == run.size() ? ATTRIBUTES : JOINT);
        slowestFirst.sort(Comparator.comparingInt((Attribute attribute) -> firstChange(run, attribute))
                .reversed());
        return slowestFirst.stream()
                .map(attribute -> attribute.name() + " " + values(distinct(run, attribute)))
                .collect(Collectors.joining(" × "));
    }

    private static List<String> distinct(List<DescriptorEntry> run, Attribute attribute) {
        return run.stream().map(attribute.value()).distinct().toList();
    }

    private static int firstChange(List<DescriptorEntry> run, Attribute attribute) {
        String first = attribute.value().apply(run.get(0));
        for (int i = 1; i < run.size(); i++) {
            if (!attribute.value().apply(run.get(i)).equals(first)) {
                return i;
            }
        }
        return run.size();
    }

    private static String values(List<String> values) {
        return values.size() <= 4
                ? String.join(", ", values)
                : values.get(0) + " … " + values.get(values.size() - 1) + " (" + values.size() + ")";
    }
}
