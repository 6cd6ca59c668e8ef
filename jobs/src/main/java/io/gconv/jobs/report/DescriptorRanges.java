package io.gconv.jobs.report;

import io.gconv.pipeline.DescriptorEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The meaning of the numbers of a descriptor, consecutive ones of a kind in one line. */
final class DescriptorRanges {

    private record Attribute(String name, Function<DescriptorEntry, String> value) {}

    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("projection", DescriptorEntry::projection),
            new Attribute("channel", entry -> Integer.toString(entry.channel())),
            new Attribute("region", DescriptorEntry::region),
            new Attribute("statistic", DescriptorEntry::statistic));

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
        List<Attribute> slowestFirst = new ArrayList<>(ATTRIBUTES);
        slowestFirst.sort(Comparator.comparingInt((Attribute attribute) -> firstChange(run, attribute))
                .reversed());
        List<String> words = new ArrayList<>();
        for (Attribute attribute : slowestFirst) {
            Set<String> values = new LinkedHashSet<>();
            run.forEach(entry -> values.add(attribute.value().apply(entry)));
            words.add(attribute.name() + " " + values(new ArrayList<>(values)));
        }
        return String.join(" × ", words);
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
