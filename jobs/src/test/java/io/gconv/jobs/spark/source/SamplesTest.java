package io.gconv.jobs.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.input.InputFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

    private static final List<InputFile> FILES = IntStream.range(0, 50)
            .mapToObj(i -> new InputFile("file:/in/" + i + ".png", 1, 0, List.of()))
            .sorted(Comparator.comparing(InputFile::path))
            .toList();

    private static String hash(InputFile file) {
        try {
            byte[] text = ("gconv sample 1\n" + file.path()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 49, 50, 51})
    void aSampleHasTheFilesWithTheSmallestHashes(int count) {
        List<InputFile> smallest = FILES.stream()
                .sorted(Comparator.comparing(SamplesTest::hash))
                .limit(count)
                .sorted(Comparator.comparing(InputFile::path))
                .toList();
        assertThat(Samples.of(FILES, count)).isEqualTo(smallest);
    }

    /** Without controls an audit asks for none. */
    @Test
    void noFileIsLookedAtForNone() {
        List<InputFile> many = new AbstractList<>() {
            @Override
            public InputFile get(int index) {
                throw new AssertionError("looked at " + index);
            }

            @Override
            public int size() {
                return 5;
            }
        };
        assertThat(Samples.of(many, 0)).isEmpty();
    }
}
