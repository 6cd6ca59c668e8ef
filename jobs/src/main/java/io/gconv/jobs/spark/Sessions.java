package io.gconv.jobs.spark;

import io.gconv.jobs.Main;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Sessions with the settings that the caller of spark-submit chose; gconv itself chooses no master. */
public final class Sessions {

    private Sessions() {}

    /** Returns how to reach file systems, with {@code spark.hadoop.*} settings, before a session is there. */
    public static Configuration hadoopConfiguration() {
        return SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }

    /** Uses the session that is there, or starts one and stops it afterwards. */
    public static <T, E extends Exception> T with(JobRequest request, Work<T, E> work) throws E {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        SparkConf conf = new SparkConf(); // what is given on the command line wins, but for the first two
        SparkSession.Builder builder = SparkSession.builder()
                .appName(appName(request.appName(), request.usualAppName(), conf))
                .config("spark.ui.showConsoleProgress", "false") // it would overwrite our own line
                .config(
                        "spark.serializer",
                        JavaSerializer.class.getName()); // Kryo, which clusters set, knows no records
        usual(conf).forEach((key, value) -> builder.config(key, conf.get(key, value)));
        SparkSession spark = started(builder, conf.get("spark.master", ""));
        try {
            return work.run(spark);
        } finally {
            if (present.isEmpty()) {
                spark.stop();
            }
        }
    }

    /** Returns the settings that are gconv's unless somebody has others. */
    private static Map<String, String> usual(SparkConf conf) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spark.sql.debug.maxToStringFields", "1000");
        // rows of maps are large; Java's serialisation otherwise holds on to the last hundred of them
        settings.put("spark.serializer.objectStreamReset", "1");
        settings.put("spark.sql.parquet.compression.codec", "zstd");
        // other readers know no INT96, Spark's own choice, or not its smallest and largest value
        settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        if (conf.get("spark.master", "").startsWith("local")) {
            // a task that lacks memory fails, and so the run, with its reason; an executor ends, but here it is the
            // driver, too
            settings.put("spark.executor.killOnFatalError.depth", "0");
        }
        return settings;
    }

    /** Starts a session. If no master answers, Spark stops while it starts, and any later call fails in a way of its own. */
    private static SparkSession started(SparkSession.Builder builder, String master) {
        try {
            SparkSession spark = builder.getOrCreate();
            if (!spark.sparkContext().isStopped()) {
                return spark;
            }
        } catch (IllegalStateException e) { // if it stops a little earlier
            if (master.startsWith("local")) {
                throw e;
            }
        }
        throw new UserException(
                ExitCode.CRASH,
                "Spark stopped while it started: is there a master at " + master + ", and does it take applications?");
    }

    /** Returns the name that gconv was given, or else spark-submit, which names an application without one by its class. */
    static String appName(Optional<String> given, String usual, SparkConf conf) {
        String submitted = conf.get("spark.app.name", "");
        boolean named = !submitted.isEmpty() && !submitted.equals(Main.class.getName());
        return given.orElse(named ? submitted : usual);
    }

    /** What is done with a session. */
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run(SparkSession spark) throws E;
    }
}
