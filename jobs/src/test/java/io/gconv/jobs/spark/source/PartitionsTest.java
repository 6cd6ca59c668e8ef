package io.gconv.jobs.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.jobs.input.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private static List<InputFile> files(int count) {
        Random random = new Random(1);
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new InputFile("file:/" + i, 1000 + random.nextInt(1 << 22), 0, List.of()));
        }
        return files;
    }

    private static long bytes(List<InputFile> run) {
        return run.stream().mapToLong(InputFile::length).sum();
    }

    @Test
    void runsAreTheFilesInOrder() {
        List<InputFile> files = files(100);
        for (int count : new int[] {1, 2, 7, 99, 100, 1000}) {
            List<List<InputFile>> runs = Partitions.cut(files, count);
            assertThat(runs).hasSizeLessThanOrEqualTo(count).noneMatch(List::isEmpty);
            assertThat(runs.stream().flatMap(List::stream).toList()).isEqualTo(files);
        }
        assertThat(Partitions.cut(List.of(), 3)).isEmpty();
    }

    /** No run is longer than the average and one file. */
    @Test
    void runsAreBalancedByBytes() {
        List<InputFile> files = files(1000);
        long most = Partitions.cut(files, 13).stream()
                .mapToLong(PartitionsTest::bytes)
                .max()
                .orElseThrow();
        // files have at least 64 KiB of cost, so a run may exceed the average by what its small files lack, and by one
        // file
        long largest = files.stream().mapToLong(InputFile::length).max().orElseThrow();
        assertThat(most).isLessThanOrEqualTo((bytes(files) + 1000 * (64L << 10)) / 13 + largest);
    }

    @Test
    void smallFilesCostSomethingToo() {
        List<InputFile> empty = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            empty.add(new InputFile("file:/" + i, 0, 0, List.of()));
        }
        assertThat(Partitions.cut(empty, 5)).hasSize(5).allMatch(run -> run.size() == 2);
    }

    @Test
    void theNumberFollowsSizeAndCores() {
        assertThat(Partitions.defaultCount(files(2), 8)).isEqualTo(2);
        assertThat(Partitions.defaultCount(files(1000), 2)).isBetween(6, 40);
        assertThat(Partitions.defaultCount(files(1000), 100)).isEqualTo(300);
        assertThatThrownBy(() -> Partitions.cut(files(1), 0))
                .hasMessage("number of partitions must be at least 1, but was 0");
    }
}
