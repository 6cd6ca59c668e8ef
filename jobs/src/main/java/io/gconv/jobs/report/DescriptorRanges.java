package io.gconv.jobs.report;

import io.gconv.pipeline.DescriptorEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The meaning of the numbers of a descriptor, consecutive ones of a kind in one line. */
final class DescriptorRanges {

    private static final String HEADING = "what, the last one changing fastest";
    private static final int WIDTH = 120;

    /** Shorter runs of numbers are listed. */
    private static final int SHORTENED = 5;

    private static final Pattern NUMBERED = Pattern.compile("(\\D*)(\\d{1,9})(.*)");

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
        TextTable table = new TextTable("index", "layer", HEADING);
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
        List<String> lines = table.lines();
        int column = lines.get(0).indexOf(HEADING);
        return lines.stream().flatMap(line -> wrapped(line, column)).toList();
    }

    /** Cuts a long line behind a comma or a cross; what follows is below its column. */
    private static Stream<String> wrapped(String line, int column) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int end = Math.max(rest.lastIndexOf(", ", WIDTH - 1), rest.lastIndexOf(" × ", WIDTH - 2) + 1) + 1;
            if (end <= column + 1) {
                break; // it is one long word
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(column) + rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines.stream();
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

    /** Returns a list of values, of which those that count up, as {@code ring 1 of 5} and so on, are shortened. */
    private static String values(List<String> values) {
        List<String> words = new ArrayList<>();
        for (int from = 0; from < values.size(); ) {
            int to = from + 1;
            while (to < values.size() && values.get(to).equals(next(values.get(to - 1)))) {
                to++;
            }
            List<String> run = values.subList(from, to);
            if (run.size() < SHORTENED) {
                words.addAll(run);
            } else {
                words.add(run.get(0) + " … " + run.get(run.size() - 1));
            }
            from = to;
        }
        return String.join(", ", words);
    }

    /** Returns the value with its first number increased by 1, or nothing if it has none. */
    private static String next(String value) {
        Matcher matcher = NUMBERED.matcher(value);
        return matcher.matches() ? matcher.group(1) + (Integer.parseInt(matcher.group(2)) + 1) + matcher.group(3) : "";
    }
}
