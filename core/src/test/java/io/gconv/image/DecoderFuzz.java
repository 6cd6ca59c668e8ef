package io.gconv.image;

import io.gconv.image.DecodeOptions.Channels;
import io.gconv.image.DecodeOptions.Leniency;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Decodes damaged copies of files; {@code bench/fuzz} runs it. Input {@code i} depends on the seed, {@code i} and the files
 * alone. Whatever a file holds, it must give finite values and the size that it says, or a reason of one line for a user.
 */
final class DecoderFuzz {

    private static final int SLOWEST = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SHOWN = 20;
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Path> files;
    private final long seed;

    /** Creates inputs from files, none of which is read before it is needed. */
    DecoderFuzz(List<Path> files, long seed) {
        this.files = files;
        this.seed = seed;
    }

    /** Returns the regular files in folders, in a fixed order. */
    static List<Path> files(List<Path> folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> inside = Files.walk(folder)) {
                inside.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private Random random(int i) {
        return new Random((seed + i) * 0x9e3779b97f4a7c15L); // neighbouring seeds alone begin alike
    }

    /** Returns the file that input {@code i} is made of. */
    Path file(int i) {
        return files.get(random(i).nextInt(files.size()));
    }

    /** Returns input {@code i}. */
    byte[] input(int i) {
        Random random = random(i);
        byte[] original = Images.read(files.get(random.nextInt(files.size())));
        byte[] other = Images.read(files.get(random.nextInt(files.size())));
        return new Mutations(random).of(original, other);
    }

    /** Returns how input {@code i} is decoded. */
    DecodeOptions options(int i) {
        return Images.withChannels(
                Images.withLeniency(DecodeOptions.defaults(), i % 2 == 0 ? Leniency.STRICT : Leniency.LENIENT),
                i % 3 == 0 ? Channels.RGB : Channels.GRAY);
    }

    /**
     * Decodes and checks.
     *
     * @return "decoded", or the reason why not
     * @throws AssertionError if the result is wrong
     */
    static String outcome(byte[] bytes, DecodeOptions options) {
        DecodedImage image = ImageDecoder.decode(bytes, options);
        if (image instanceof DecodedImage.Failure failure) {
            require(!failure.reason().isBlank(), "there is no reason");
            requireSentence(failure.reason());
            return failure.reason();
        }
        DecodedImage.Success success = (DecodedImage.Success) image;
        requireSentence(success.warning());
        int channels = options.channels().count();
        require(
                success.map().channels() == channels,
                "the map has " + success.map().channels() + " channels, not " + channels);
        require(
                success.map().width() == success.width() && success.map().height() == success.height(),
                "the map is " + success.map().width() + " × " + success.map().height() + ", the image "
                        + success.width() + " × " + success.height());
        EncodedImage header = ImageDecoder.open(bytes, options);
        require(
                header.width() == success.width() && header.height() == success.height(),
                "the header says " + header.width() + " × " + header.height() + ", the image is " + success.width()
                        + " × " + success.height());
        for (float value : success.map().values()) {
            require(value >= 0 && value <= 1, "a value is " + value);
        }
        return "decoded";
    }

    /** Refuses a text of more than a line, and one that only a programmer understands. */
    private static void requireSentence(String text) {
        boolean oneLine = text.length() <= 200 && text.chars().noneMatch(Character::isISOControl);
        require(oneLine, "the reason is not one line: " + text);
        require(
                Stream.of("Exception", "java", "null").noneMatch(text::contains),
                "the reason is not for a user: " + text);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** An input that has been decoded: which, how long it took, what became of it. */
    private record Run(String input, long nanos, String outcome) {}

    /** {@code ITERATIONS SEED FOLDER…}; 0 iterations decode the files as they are. Exits with 1 after a wrong result. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
        int iterations = Integer.parseInt(args[0]);
        List<Path> files = files(Arrays.stream(args).skip(2).map(Path::of).toList());
        DecoderFuzz fuzz = new DecoderFuzz(files, Long.parseLong(args[1]));
        long[] started = {System.nanoTime()};
        String[] current = {""};
        watch(started, current, out);
        List<Run> runs = new ArrayList<>();
        int wrong = 0;
        for (int i = 0; i < (iterations == 0 ? files.size() : iterations); i++) {
            byte[] bytes = iterations == 0 ? Images.read(files.get(i)) : fuzz.input(i);
            String name = (iterations == 0 ? files.get(i) : i + " of " + fuzz.file(i)).toString();
            synchronized (started) {
                started[0] = System.nanoTime();
                current[0] = name;
            }
            long start = THREADS.getCurrentThreadCpuTime(); // what else the machine does shall not count
            String outcome;
            try {
                outcome = outcome(bytes, fuzz.options(iterations == 0 ? 0 : i));
            } catch (Throwable e) { // whatever gets out of the decoder is what this looks for
                wrong++;
                outcome = "WRONG " + e;
                if (wrong <= SHOWN) {
                    out.println(name + ": " + outcome);
                }
            }
            runs.add(new Run(name, THREADS.getCurrentThreadCpuTime() - start, outcome));
        }
        report(runs, out);
        if (wrong > 0) {
            out.println(wrong + " wrong");
            System.exit(1);
        }
    }

    private static void watch(long[] started, String[] current, PrintStream out) {
        Thread watch = new Thread(() -> {
            while (true) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (started) {
                    if (System.nanoTime() - started[0] > HANG_NANOS) {
                        out.println("HANGS for more than 60 s: " + current[0]);
                        Runtime.getRuntime().halt(1);
                    }
                }
            }
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void report(List<Run> runs, PrintStream out) throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        runs.forEach(
                run -> kinds.merge(run.outcome.replaceAll("[\\d,.]+", "N").replaceAll("[(:'].*", ""), 1, Integer::sum));
        out.println(runs.size() + " inputs");
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(25)
                .forEach(kind -> out.println(String.format(Locale.ROOT, "%8d  %s", kind.getValue(), kind.getKey())));
        List<Run> sorted =
                runs.stream().sorted(Comparator.comparingLong(Run::nanos)).toList();
        out.println("processor time per image, checks included: median " + millis(sorted, 0.5) + ", p99 "
                + millis(sorted, 0.99) + ", largest " + millis(sorted, 1));
        for (Run run : sorted.subList(Math.max(0, sorted.size() - SLOWEST), sorted.size())) {
            out.println(String.format(Locale.ROOT, "%8.1f ms  %s: %s", run.nanos / 1e6, run.input, run.outcome));
        }
        out.println("heap of at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB" + peak());
    }

    private static String millis(List<Run> sorted, double quantile) {
        Run run = sorted.get((int) Math.min(sorted.size() - 1, quantile * sorted.size()));
        return String.format(Locale.ROOT, "%.1f ms", run.nanos / 1e6);
    }

    /** Returns the peak of the process, where there is Linux to ask. */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> "; peak of the process " + Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("");
    }
}
