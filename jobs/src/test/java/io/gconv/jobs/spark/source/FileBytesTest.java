package io.gconv.jobs.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.jobs.input.InputFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBytesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a:b #%20.bin");
        Files.write(file, new byte[] {1, 2, 3});
    }

    private byte[] read(long length) throws IOException {
        return FileBytes.read(new InputFile("file:" + file, length, 0, List.of()), new Configuration());
    }

    @Test
    void readsTheWholeFile() throws IOException {
        assertThat(read(3)).containsExactly(1, 2, 3);
    }

    @Test
    void aFileOfUnknownLengthIsReadToItsEnd() throws IOException {
        assertThat(read(InputFile.UNKNOWN)).containsExactly(1, 2, 3);
        InputFile unknown = new InputFile("file:" + file, InputFile.UNKNOWN, 0, List.of());
        assertThat(FileBytes.read(unknown, new Configuration(), 3)).hasSize(3);
        assertThatThrownBy(() -> FileBytes.read(unknown, new Configuration(), 2))
                .isInstanceOf(IOException.class)
                .hasMessage("file is larger than 2 GB");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        assertThatThrownBy(() -> read(2)).hasMessage("file is longer than the 2 bytes that were listed");
        assertThatThrownBy(() -> read(4)).hasMessage("file is shorter than the 4 bytes that were listed");
        assertThatThrownBy(() -> read(1L << 31)).hasMessageContaining("larger than 2 GB");
        Files.delete(file);
        assertThatThrownBy(() -> read(3)).hasMessage("file has gone since it was listed");
    }

    /** Hadoop's own stores say it in one way, s3a in another. */
    @ParameterizedTest
    @ValueSource(classes = {AccessControlException.class, AccessDeniedException.class})
    void aFileThatIsForbiddenIsAskedForOnce(Class<? extends IOException> kind) throws ReflectiveOperationException {
        IOException failure = kind.getConstructor(String.class).newInstance("s3a://b/a.png");
        AtomicInteger asked = new AtomicInteger();
        StoredFile stored = new StoredFile(new InputFile("s3a://b/a.png", 3, 0, List.of()), new Configuration());
        assertThatThrownBy(() -> stored.read(
                        () -> {
                            asked.incrementAndGet();
                            throw failure;
                        },
                        () -> {}))
                .hasMessage("permission denied");
        assertThat(asked).hasValue(1);
    }

    /** Hadoop makes an Error of what a local disk says. */
    @EnabledOnOs(OS.LINUX) // where this file can be opened, and nothing is at its beginning
    @Test
    void aDiskThatFailsIsAReason() {
        InputFile memory = new InputFile("file:/proc/self/mem", 3, 0, List.of());
        assertThatThrownBy(() -> FileBytes.read(memory, new Configuration()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot be read: Input/output error");
        assertThatThrownBy(() -> new HadoopImageInputStream(memory, new Configuration()).read())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot be read: Input/output error");
    }

    /** A named pipe has no length, and opening it takes until somebody writes to it. */
    @Test
    void doesNotOpenWhatIsEmpty() throws IOException {
        Files.delete(file);
        assertThat(read(0)).isEmpty();
    }

    /** A checksum file of Hadoop that is out of date does not matter. */
    @Test
    void ignoresChecksumsOfHadoop() throws IOException {
        Files.write(
                folder.resolve("." + file.getFileName() + ".crc"),
                new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 0, 0, 0, 0});
        assertThat(read(3)).containsExactly(1, 2, 3);
    }
}
