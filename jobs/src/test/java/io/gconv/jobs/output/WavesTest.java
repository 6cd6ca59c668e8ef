package io.gconv.jobs.output;

import static io.gconv.jobs.output.TestOutputs.folder;
import static io.gconv.jobs.output.TestOutputs.living;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run here writes numbers instead of images: one text file with a number per line is a wave. */
class WavesTest {

    private static final List<Integer> IMAGES = List.of(1, 2, 3, 4, 5, 6, 7);
    private static final List<Integer> STALE = List.of(2, 7);
    private static final List<Integer> FRESH = List.of(1, 3, 4, 5, 6);
    private static final int PER_WAVE = 3;

    @TempDir
    private java.nio.file.Path temp;

    private int runs;
    private int owners;

    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aRunThatDiesInWhateverStepIsContinuedWithoutLossOrDoubling(Publication publication) throws IOException {
        int steps = 0;
        for (boolean crashed = true; crashed; steps++) {
            java.nio.file.Path root = temp.resolve("crash" + steps);
            CrashingFileSystem dying = CrashingFileSystem.after(steps);
            try {
                run(dying, root, publication, List.of());
            } catch (CrashingFileSystem.Crash e) {
                assertThat(dying.crashed()).isTrue();
            }
            crashed = dying.crashed();
            assertPublishedWavesAreWhole(root, publication);
            run(living(), root, publication, List.of());
            assertComplete(root, publication);
        }
        assertThat(steps).isGreaterThan(15); // or the crashes were not where they should have been
    }

    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aRefreshThatDiesInWhateverStepLosesAndDoublesNothing(Publication publication) throws IOException {
        int aside = 0;
        boolean crashed = true;
        for (int steps = 0; crashed; steps++) {
            java.nio.file.Path root = temp.resolve("refresh" + steps);
            run(living(), root, publication, List.of());
            CrashingFileSystem dying = CrashingFileSystem.after(steps);
            try {
                run(dying, root, publication, STALE);
            } catch (CrashingFileSystem.Crash e) {
                assertThat(dying.crashed()).isTrue();
            }
            crashed = dying.crashed();
            assertPublishedWavesAreWhole(root, publication);
            if (!counted(root, publication).containsAll(FRESH)) {
                assertThat(publication).isEqualTo(Publication.RENAME);
                aside++;
            }
            open(folder(living(), root), publication).close(); // computes nothing
            assertPublishedWavesAreWhole(root, publication);
            assertThat(numbers(root.resolve("features"))).containsAll(FRESH);
            assertThat(numbers(root.resolve("maps"))).isEqualTo(numbers(root.resolve("features")));
            run(living(), root, publication, List.of());
            assertComplete(root, publication);
        }
        // from the first of four renames on to the last, each with a folder made for it; of two waves one has such rows
        assertThat(aside).isEqualTo(publication == Publication.RENAME ? 2 * 3 : 0);
    }

    @Test
    void aWaveThatCannotTakeItsPlaceGivesItBackToTheOldOne() throws IOException {
        OutputFolder folder = folder(living(), temp);
        FileSystem fs = folder.fileSystem();
        try (Waves waves = open(folder, Publication.RENAME)) {
            waves.publish("a", (table, side) -> writeBoth(fs, table, side, List.of(1, 2)));
            assertThatThrownBy(() -> waves.replace("a", "b", (table, side) -> {
                        writeBoth(fs, table, side, List.of(1));
                        writeFile(fs, new Path(folder.table(), "wave=b"), List.of()); // where a folder is to be
                    }))
                    .hasMessageContaining("wave=b");
            assertThat(waves.published()).containsExactly(new Path(folder.table(), "wave=a"));
        }
        assertComplete(temp, Publication.RENAME, List.of(1, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aWaveWithoutItsMarkerIsAFailure(Publication publication) throws IOException {
        OutputFolder folder = folder(living(), temp);
        FileSystem fs = folder.fileSystem();
        try (Waves waves = open(folder, publication)) {
            assertThatThrownBy(() ->
                            waves.publish("a", (table, side) -> writeFile(fs, new Path(table, "part-0"), List.of(1))))
                    .hasMessageContaining("was written without _SUCCESS");
            assertThat(waves.published()).isEmpty();
        }
        assertComplete(temp, publication, List.of());
    }

    @Test
    void whoAbandonsARunWaitsUntilNothingIsHalfDone() throws IOException, InterruptedException {
        OutputFolder folder = folder(living(), temp);
        Waves waves = open(folder, Publication.DIRECT);
        waves.publish("a", (table, side) -> writeBoth(folder.fileSystem(), table, side, List.of(1, 2)));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread run = new Thread(() -> assertThatThrownBy(() -> waves.replace("a", "b", (table, side) -> {
                    writeFile(folder.fileSystem(), new Path(table, "part-0"), List.of(1));
                    writing.countDown();
                    while (stopped.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    throw new IOException("Spark has stopped");
                }))
                .hasMessage("Spark has stopped"));
        run.start();
        writing.await();
        stopped.countDown();
        waves.abandon();
        assertComplete(temp, Publication.DIRECT, List.of(1, 2));
        run.join();
    }

    /** As other tasks do, which do not know yet that their job has failed. */
    @Test
    void whatIsWrittenAfterAFailureIsRemovedToo() throws IOException {
        FileSystem late = new FilterFileSystem(living()) {
            private int files = 2;

            @Override
            public boolean delete(Path path, boolean recursive) throws IOException {
                boolean deleted = super.delete(path, recursive);
                if (path.getName().equals("a") && files-- > 0) {
                    create(new Path(path, "features/part-" + files), false).close();
                }
                return deleted;
            }
        };
        OutputFolder folder = folder(late, temp);
        LockOwner me = LockOwner.thisProcess("r1", "local-1");
        try (Waves waves = Waves.open(folder, Publication.RENAME, me, TestOutputs.PATIENCE, said -> {})) {
            assertThatThrownBy(() -> waves.publish("a", (table, side) -> {
                        writeFile(late, new Path(table, "part-0"), List.of(1));
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
            assertThat(late.exists(folder.staging())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aWaveThatFailsLeavesNothingAndTheNextOneWorks(Publication publication) throws IOException {
        OutputFolder folder = folder(living(), temp);
        try (Waves waves = open(folder, publication)) {
            assertThatThrownBy(() -> waves.publish("a", (table, side) -> {
                        write(folder.fileSystem(), side, List.of(1));
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
            assertThat(waves.published()).isEmpty();
            waves.publish("b", (table, side) -> writeBoth(folder.fileSystem(), table, side, List.of(1)));
            assertThat(numbers(temp.resolve("maps"))).containsExactly(1);
        }
        assertComplete(temp, publication, List.of(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aRunWhoseLockWasTakenOverPublishesNothingAnyMore(Publication publication) throws IOException {
        OutputFolder folder = folder(living(), temp);
        Waves asleep = open(folder, publication);
        List<Waves> others = new ArrayList<>();
        assertThatThrownBy(() -> asleep.publish("old", (table, side) -> {
                    write(folder.fileSystem(), side, List.of(1));
                    writeFile(folder.fileSystem(), new Path(table, "part-0"), List.of());
                    folder.fileSystem().delete(new Path(temp + "/_gconv/lock"), false); // taken for dead
                    others.add(open(folder(living(), temp), publication));
                    others.get(0).publish("new", (t, s) -> writeBoth(folder.fileSystem(), t, s, List.of(1)));
                    write(folder.fileSystem(), table, List.of(1));
                }))
                .hasMessageContaining("was taken over by run r2");
        assertThat(numbers(temp.resolve("features"))).containsExactly(1);
        assertThat(numbers(temp.resolve("maps"))).containsExactly(1);
        asleep.close();
        assertThat(temp.resolve("_gconv/lock")).exists(); // the other's
        others.get(0).close();
        assertComplete(temp, publication, List.of(1));
    }

    /** Who took over has ended, and a third one has not begun. */
    @ParameterizedTest
    @EnumSource(
            value = Publication.class,
            names = {"RENAME", "DIRECT"})
    void aWaveWhoseBeginningWasRemovedIsNotPublished(Publication publication) throws IOException {
        OutputFolder folder = folder(living(), temp);
        try (Waves waves = open(folder, publication)) {
            assertThatThrownBy(() -> waves.publish("a", (table, side) -> {
                        folder.fileSystem().delete(folder.staging(), true);
                        writeBoth(folder.fileSystem(), table, side, List.of(1));
                    }))
                    .hasMessageContaining("was removed while rows were written");
        }
        assertComplete(temp, publication, List.of());
    }

    @Test
    void anOutputHasRowsOnceAWaveIsPublished() throws IOException {
        OutputFolder folder = folder(living(), temp);
        assertThat(folder.hasRows()).isFalse();
        Path wave = new Path(folder.table(), "wave=a");
        writeFile(folder.fileSystem(), new Path(wave, "part-0"), List.of(1));
        assertThat(folder.hasRows()).isFalse();
        writeFile(folder.fileSystem(), new Path(wave, "_SUCCESS"), List.of());
        assertThat(folder.hasRows()).isTrue();
    }

    /** What a job does: look what is there, remove what is stale, compute the rest. */
    private void run(CrashingFileSystem fs, java.nio.file.Path root, Publication publication, List<Integer> stale)
            throws IOException {
        OutputFolder folder = folder(fs, root);
        Waves waves = open(folder, publication);
        String id = "run" + runs++;
        int made = 0;
        for (Path wave : waves.published()) {
            java.nio.file.Path old = java.nio.file.Path.of(wave.toUri().getPath());
            if (numbers(old).stream().anyMatch(stale::contains)) {
                String name = wave.getName().substring("wave=".length());
                waves.replace(name, id + "-" + made++, (table, side) -> writeBoth(fs, table, side, others(old, stale)));
            }
        }
        Set<Integer> done = new TreeSet<>();
        for (Path wave : waves.published()) {
            done.addAll(numbers(java.nio.file.Path.of(wave.toUri().getPath())));
        }
        List<Integer> missing = IMAGES.stream().filter(n -> !done.contains(n)).toList();
        for (int i = 0; i < missing.size(); i += PER_WAVE) {
            List<Integer> some = missing.subList(i, Math.min(missing.size(), i + PER_WAVE));
            waves.publish(id + "-" + made++, (table, side) -> writeBoth(fs, table, side, some));
        }
        waves.close();
    }

    /** Returns what an old wave has, which must be there to be read, but what is stale. */
    private static List<Integer> others(java.nio.file.Path old, List<Integer> stale) throws IOException {
        assertThat(old).isDirectoryContaining("glob:**/_SUCCESS");
        return numbers(old).stream().filter(n -> !stale.contains(n)).toList();
    }

    /** At any moment: no number twice, and every wave that counts has its maps. */
    private static void assertPublishedWavesAreWhole(java.nio.file.Path root, Publication publication)
            throws IOException {
        for (java.nio.file.Path wave : counting(root, publication)) {
            assertThat(numbers(root.resolve("maps").resolve(wave.getFileName())))
                    .isEqualTo(numbers(wave));
        }
        assertThat(counted(root, publication)).doesNotHaveDuplicates();
        if (publication == Publication.RENAME) {
            assertThat(numbers(root.resolve("maps"))).doesNotHaveDuplicates();
        }
    }

    private static List<Integer> counted(java.nio.file.Path root, Publication publication) throws IOException {
        List<Integer> counted = new ArrayList<>();
        for (java.nio.file.Path wave : counting(root, publication)) {
            counted.addAll(numbers(wave));
        }
        return counted;
    }

    /** Returns the waves that readers take: all, or those that docs/runs.md says. */
    private static List<java.nio.file.Path> counting(java.nio.file.Path root, Publication publication)
            throws IOException {
        List<java.nio.file.Path> waves = folders(root.resolve("features"));
        if (publication == Publication.RENAME) {
            return waves;
        }
        List<java.nio.file.Path> complete = new ArrayList<>(
                waves.stream().filter(w -> Files.exists(w.resolve("_SUCCESS"))).toList());
        for (java.nio.file.Path wave : List.copyOf(complete)) {
            String id = wave.getFileName().toString().substring("wave=".length());
            folders(root.resolve("_replaced").resolve(id))
                    .forEach(old -> complete.remove(wave.resolveSibling(old.getFileName())));
        }
        return complete;
    }

    private void assertComplete(java.nio.file.Path root, Publication publication) throws IOException {
        assertComplete(root, publication, IMAGES);
    }

    private void assertComplete(java.nio.file.Path root, Publication publication, List<Integer> images)
            throws IOException {
        assertPublishedWavesAreWhole(root, publication);
        assertThat(numbers(root.resolve("features"))).isEqualTo(images);
        assertThat(numbers(root.resolve("maps"))).isEqualTo(images);
        assertThat(root.resolve("_staging")).doesNotExist();
        assertThat(root.resolve("_replaced")).doesNotExist();
        assertThat(root.resolve("_gconv/lock")).doesNotExist();
    }

    private static void writeBoth(FileSystem fs, Path table, Path side, List<Integer> numbers) throws IOException {
        write(fs, side, numbers);
        write(fs, table, numbers);
    }

    /** In two files, and then the marker, as Spark does. */
    private static void write(FileSystem fs, Path folder, List<Integer> numbers) throws IOException {
        int half = numbers.size() / 2;
        writeFile(fs, new Path(folder, "part-0"), numbers.subList(0, half));
        writeFile(fs, new Path(folder, "part-1"), numbers.subList(half, numbers.size()));
        writeFile(fs, new Path(folder, "_SUCCESS"), List.of());
    }

    private static void writeFile(FileSystem fs, Path file, List<Integer> numbers) throws IOException {
        try (var out = fs.create(file, true)) {
            for (int n : numbers) {
                out.write((n + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<java.nio.file.Path> folders(java.nio.file.Path parent) throws IOException {
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<java.nio.file.Path> children = Files.list(parent)) {
            return children.sorted().toList();
        }
    }

    private static List<Integer> numbers(java.nio.file.Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
            for (java.nio.file.Path file : files.filter(
                            f -> f.getFileName().toString().startsWith("part-"))
                    .toList()) {
                Files.readAllLines(file).forEach(line -> numbers.add(Integer.valueOf(line)));
            }
        }
        numbers.sort(null);
        return numbers;
    }

    private Waves open(OutputFolder folder, Publication publication) {
        return TestOutputs.open(folder, publication, "r" + ++owners);
    }
}
