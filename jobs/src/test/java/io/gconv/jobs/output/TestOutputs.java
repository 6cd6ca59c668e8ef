package io.gconv.jobs.output;

import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.output.OutputLock.Patience;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Output folders that are opened again and again. */
final class TestOutputs {

    static final Patience PATIENCE = new Patience(Duration.ofMillis(20), Duration.ofMillis(200));

    /** More than Linux gives to any process. */
    private static final long NO_PID = (1L << 22) + 1;

    private TestOutputs() {}

    static CrashingFileSystem living() throws IOException {
        return CrashingFileSystem.after(Integer.MAX_VALUE);
    }

    static OutputFolder folder(FileSystem fs, java.nio.file.Path root) {
        return new OutputFolder(new Path(root.toUri()), fs, Layout.EXTRACT);
    }

    static Waves open(OutputFolder folder, Publication publication, String run) {
        LockOwner me = LockOwner.thisProcess(run, "local-1");
        boolean dies = ((CrashingFileSystem) folder.fileSystem()).dies();
        return Waves.open(folder, publication, dies ? dead(me) : me, PATIENCE, message -> {});
    }

    /** Returns an owner that looks, after its crash, like a dead process: this one lives on. */
    static LockOwner dead(LockOwner me) {
        return new LockOwner(
                me.token(),
                me.run(),
                me.host(),
                me.user(),
                me.application(),
                NO_PID,
                me.processStart(),
                me.processes(),
                me.since());
    }
}
