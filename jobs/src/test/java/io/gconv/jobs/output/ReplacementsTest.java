package io.gconv.jobs.output;

import static io.gconv.jobs.output.TestOutputs.folder;
import static io.gconv.jobs.output.TestOutputs.living;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementsTest {

    @TempDir
    private java.nio.file.Path temp;

    /** Others look at it while a run is at work. */
    @Test
    void aRunFileIsThereInWhateverStepItsWriterDies() throws IOException {
        java.nio.file.Path file = temp.resolve("out/_gconv/run-r.json");
        folder(living(), temp.resolve("out")).writeRunFile("r", Map.of("waves", 0));
        boolean crashed = true;
        for (int steps = 0; crashed; steps++) {
            CrashingFileSystem dying = CrashingFileSystem.after(steps);
            try {
                folder(dying, temp.resolve("out")).writeRunFile("r", Map.of("waves", 1 + steps));
            } catch (CrashingFileSystem.Crash e) {
                assertThat(dying.crashed()).isTrue();
            }
            crashed = dying.crashed();
            assertThat(file).content().contains("waves").endsWith("}\n");
        }
        assertThat(file).content().doesNotContain(" 0");
    }

    /** As Hadoop's local file system writes it, and then checks it. */
    @Test
    void aFileWithAChecksumIsReplacedTogetherWithIt() throws IOException {
        FileSystem local = FileSystem.getLocal(new Configuration());
        Path file = new Path(temp.resolve("a.json").toUri());
        try (OutputStream out = local.create(file)) {
            out.write("old".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(temp.resolve(".a.json.crc")).exists();
        TextFiles.write(local, file, "new");
        assertThat(TextFiles.read(local, file)).isEqualTo("new");
    }
}
