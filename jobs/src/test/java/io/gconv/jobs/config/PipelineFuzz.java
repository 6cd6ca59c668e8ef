package io.gconv.jobs.config;

import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses and builds damaged copies of pipeline files; {@code bench/fuzz} runs it. Input {@code i} depends on the seed,
 * {@code i} and the files alone. Each must give a pipeline, or an error for the user of one line.
 */
final class PipelineFuzz {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MOST_WRONG = 20;
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z-]+|-?[0-9.]+|\\$\\{[^}]*}|[^\\sA-Za-z0-9]|\\R");

    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        "=",
        "+=",
        ":",
        "\"",
        "\"\"\"",
        "\n",
        "#",
        "//",
        "\\",
        "\u0000",
        "\u202e",
        "\ud835\udc00",
        "null",
        "true",
        "0",
        "-1",
        "1",
        "2",
        "3",
        "4",
        "0.5",
        "1000000",
        "2147483647",
        "2147483648",
        "1e308",
        "1e999",
        "NaN",
        "-0.0",
        "${name}",
        "${?name}",
        "${HOME}",
        "${group}",
        "${lift}",
        "${definitions}",
        "include \"x\"",
        "include url(\"x\")",
        "name",
        "definitions",
        "size-px",
        "channels",
        "all",
        "relu",
        "max",
        "mean",
        "spectrum",
        "cyclic",
        "similitudes"
    };

    private final List<String> files;
    private final long seed;

    /** Creates inputs from the texts of files. */
    PipelineFuzz(List<String> files, long seed) {
        this.files = files;
        this.seed = seed;
    }

    /** Returns the texts of the pipelines in folders, in a fixed order. */
    static List<String> texts(List<Path> folders) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> inside = Files.list(folder)) {
                for (Path file : inside.filter(f -> f.toString().endsWith(".conf"))
                        .sorted()
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** Returns input {@code i}. */
    String input(int i) {
        Random random = new Random((seed + i) * 0x9e3779b97f4a7c15L);
        String text = files.get(random.nextInt(files.size()));
        String other = files.get(random.nextInt(files.size()));
        for (int times = 1 + random.nextInt(4); times > 0 && !text.isEmpty(); times--) {
            text = random.nextInt(3) == 0 ? changedCharacters(text, other, random) : changedToken(text, random);
        }
        return text;
    }

    private static String changedCharacters(String text, String other, Random random) {
        int at = random.nextInt(text.length());
        String start = text.substring(0, at);
        String end = text.substring(at);
        int from = random.nextInt(other.length());
        return switch (random.nextInt(4)) {
            case 0 -> start + (char) random.nextInt(random.nextBoolean() ? 128 : 65536) + end.substring(1);
            case 1 -> start;
            case 2 -> start + other.substring(from, Math.min(other.length(), from + 1 + random.nextInt(200))) + end;
            default -> start + end.substring(Math.min(end.length(), 1 + random.nextInt(20)));
        };
    }

    private static String changedToken(String text, Random random) {
        Matcher token = TOKEN.matcher(text);
        int chosen = (int) (random.nextDouble() * token.results().count());
        token.reset();
        for (int i = 0; i <= chosen; i++) {
            if (!token.find()) {
                return text;
            }
        }
        String word = WORDS[random.nextInt(WORDS.length)];
        String replacement = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> token.group() + " " + word;
            case 2 -> token.group().repeat(2 + random.nextInt(3));
            default -> word;
        };
        return text.substring(0, token.start()) + replacement + text.substring(token.end());
    }

    /**
     * Parses, and builds.
     *
     * @return "pipeline", or the message to the user
     * @throws AssertionError if the message is not one line
     */
    static String outcome(String text) {
        try {
            PipelineSpec spec = PipelineConfig.parse(text, "fuzz.conf");
            Pipeline.of(spec);
            PipelineSpec again = PipelineConfig.parse(PipelineConfig.render(spec), "canonical");
            if (!PipelineConfig.digest(again).equals(PipelineConfig.digest(spec))) {
                throw new AssertionError("the canonical text gives another pipeline");
            }
            return "pipeline";
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (message.isBlank()
                    || message.startsWith("canonical")
                    || message.lines().count() != 1) {
                throw new AssertionError("the message is not one line about the file: " + message, e);
            }
            return message;
        }
    }

    /** {@code ITERATIONS SEED FOLDER…}; exits with 1 after a wrong result. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PipelineFuzz fuzz =
                new PipelineFuzz(texts(Arrays.stream(args).skip(2).map(Path::of).toList()), Long.parseLong(args[1]));
        int iterations = Integer.parseInt(args[0]);
        long[] nanos = new long[iterations];
        int slowest = 0;
        int wrong = 0;
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < iterations; i++) {
            String text = fuzz.input(i);
            Thread watch = watch(i, out);
            long start = THREADS.getCurrentThreadCpuTime();
            String outcome;
            try {
                outcome = outcome(text).equals("pipeline") ? "pipelines" : "errors for the user";
            } catch (Throwable e) { // whatever gets out of the parser is what this looks for
                outcome = "WRONG";
                if (++wrong <= MOST_WRONG) {
                    out.println(i + ": WRONG " + e);
                }
            }
            nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
            watch.interrupt();
            slowest = nanos[i] > nanos[slowest] ? i : slowest;
            kinds.merge(outcome, 1, Integer::sum);
        }
        out.println(iterations + " pipeline files: " + kinds);
        long largest = nanos[slowest];
        Arrays.sort(nanos);
        out.println(String.format(
                Locale.ROOT,
                "processor time per file: median %.1f ms, p99 %.1f ms, largest %.1f ms (input %d)",
                nanos[iterations / 2] / 1e6,
                nanos[iterations * 99 / 100] / 1e6,
                largest / 1e6,
                slowest));
        if (wrong > 0) {
            System.exit(1);
        }
    }

    private static Thread watch(int i, PrintStream out) {
        Thread watch = new Thread(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(HANG_NANOS);
                out.println("HANGS for more than 60 s: input " + i);
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException e) {
                return; // it has ended
            }
        });
        watch.setDaemon(true);
        watch.start();
        return watch;
    }
}
