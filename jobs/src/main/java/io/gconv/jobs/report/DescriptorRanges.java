package io.gconv.jobs.report;

import io.gconv.pipeline.DescriptorEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private record Attribute(String name, Function<DescriptorEntry, String> value) {
        String of(DescriptorEntry entry) {
            return value.apply(entry);
        }
    }

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

    /**
     * The first entries of a list, as the Cartesian product of the values of their attributes.
     *
     * @param values of each attribute, the slowest first
     * @param size how many entries
     */
    private record Product(Map<Attribute, List<String>> values, int size) {

        /** Returns the longest product that a list starts with, by either list of attributes. */
        static Product longest(List<DescriptorEntry> run) {
            Product separate = longest(run, ATTRIBUTES);
            Product joint = longest(run, JOINT);
            return joint.size > separate.size ? joint : separate;
        }

        /** Repeats what there is, first one entry, with other values of one attribute, as long as the list goes on so. */
        private static Product longest(List<DescriptorEntry> run, List<Attribute> attributes) {
            List<Attribute> left = new ArrayList<>(attributes);
            List<Attribute> slowestFirst = new ArrayList<>();
            Map<Attribute, List<String>> values = new LinkedHashMap<>();
            int size = 1;
            for (int i = 0; i < left.size(); ) {
                Attribute attribute = left.get(i);
                List<String> repeats = repeats(run, size, attribute, attributes);
                values.put(attribute, repeats);
                if (repeats.size() == 1) {
                    i++;
                } else {
                    size *= repeats.size();
                    slowestFirst.add(0, left.remove(i));
                    i = 0;
                }
            }
            left.addAll(slowestFirst);
            Map<Attribute, List<String>> ordered = new LinkedHashMap<>();
            left.forEach(attribute -> ordered.put(attribute, values.get(attribute)));
            return new Product(ordered, size);
        }

        /** Returns the distinct values of an attribute with which the first entries are repeated, with their own first. */
        private static List<String> repeats(
                List<DescriptorEntry> run, int size, Attribute varied, List<Attribute> attributes) {
            Set<String> values = new LinkedHashSet<>(List.of(varied.of(run.get(0))));
            for (int from = size; from + size <= run.size(); from += size) {
                String value = varied.of(run.get(from));
                boolean repeats = true;
                for (int i = 0; i < size && repeats; i++) {
                    DescriptorEntry entry = run.get(from + i);
                    DescriptorEntry first = run.get(i);
                    repeats = attributes.stream()
                            .allMatch(a -> a.of(entry).equals(a.equals(varied) ? value : a.of(first)));
                }
                if (!repeats || !values.add(value)) {
                    break;
                }
            }
            return List.copyOf(values);
        }

        String words() {
            return values.entrySet().stream()
                    .map(attribute -> attribute.getKey().name() + " " + shortened(attribute.getValue()))
                    .collect(Collectors.joining(" × "));
        }
    }

    private DescriptorRanges() {}

    /** Returns lines such as {@code 0-127   lift   max   channel 0 … 31 × region disk × statistic mean, std}. */
    static List<String> lines(List<DescriptorEntry> index) {
        TextTable table = new TextTable("index", "layer", HEADING);
        for (int from = 0; from < index.size(); ) {
            int to = from + 1;
            while (to < index.size() && kind(index.get(to)).equals(kind(index.get(from)))) {
                to++;
            }
            Product product = Product.longest(index.subList(from, to));
            String range = product.size() == 1 ? Integer.toString(from) : from + "-" + (from + product.size() - 1);
            table.add(range, index.get(from).layer(), product.words());
            from += product.size();
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

    /** Returns a list of values, of which those that count up, as {@code ring 1 of 5} and so on, are shortened. */
    private static String shortened(List<String> values) {
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
