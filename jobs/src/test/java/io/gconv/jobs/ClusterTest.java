package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The packaged jar on a standalone cluster over HDFS, as users start it, gives the tables of one core. Runs after the jar
 * is packaged.
 */
@Tag("cluster")
class ClusterTest {

    private static final Path SAMPLES = Path.of("../data-samples");

    @TempDir
    private static Path folder;

    private static MiniDFSCluster hdfs;
    private static StandaloneCluster cluster;
    private static String root;

    @BeforeAll
    static void start() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        configuration.setInt("dfs.replication", 2);
        cluster = new StandaloneCluster(folder);
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(3).build();
        hdfs.waitActive();
        root = hdfs.getFileSystem().getUri().toString();
        putImages();
        copy(Path.of(Gconv.pipeline("tiny")), "/tiny.conf");
        List<String> maps = List.of("--input", root + "/in", "--pipeline", root + "/tiny.conf", "--maps=lift");
        Process local = start("local", List.of(), "local[1]", List.of("--input", root + "/in", "--pipeline", "se2"));
        Process localMaps = start("local-maps", List.of(), "local[1]", maps);
        cluster.start(2);
        assertThat(local.waitFor()).as(cluster.log("local")).isZero();
        assertThat(localMaps.waitFor()).as(cluster.log("local-maps")).isZero();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
        if (hdfs != null) {
            hdfs.shutdown(true);
        }
    }

    /** Clusters may have Kryo as their serializer, which cannot write records, and names of columns with a case. */
    @Test
    void tablesAreThoseOfOneCore() throws Exception {
        run(
                "maps",
                List.of(
                        "--conf=spark.serializer=org.apache.spark.serializer.KryoSerializer",
                        "--conf=spark.sql.caseSensitive=true"),
                cluster.master(),
                List.of("--input", root + "/in", "--pipeline", root + "/tiny.conf", "--maps=lift"));
        assertThat(table("maps", "features")).isEqualTo(table("local-maps", "features"));
        assertThat(table("maps", "maps")).isEqualTo(table("local-maps", "maps"));
        Config metrics = runFile("maps").getConfig("metrics");
        assertThat(metrics.getInt("executors.used")).isEqualTo(2);
        assertThat(metrics.getInt("executors.lost")).isZero();
        assertThat(metrics.getInt("tasks.failed")).isZero();
        assertThat(metrics.getLong("sums.bytes_read")).isGreaterThan(inputBytes("/in"));
        assertThat(metrics.getLong("peaks_of_an_executor.heap_bytes")).isPositive();
    }

    @Test
    void theDriverMayRunOnTheClusterToo() throws Exception {
        run(
                "cluster-mode",
                List.of(
                        "--deploy-mode=cluster",
                        "--driver-memory=512m",
                        "--conf=spark.standalone.submit.waitAppCompletion=true",
                        "--conf=spark.master.rest.enabled=false"),
                cluster.master(),
                List.of("--input", root + "/in", "--pipeline", root + "/tiny.conf", "--maps=lift"));
        assertThat(table("cluster-mode", "features")).isEqualTo(table("local-maps", "features"));
        assertThat(table("cluster-mode", "maps")).isEqualTo(table("local-maps", "maps"));
    }

    @Test
    void anExecutorThatIsKilledAndADataNodeThatStopsChangeNothing() throws Exception {
        int port = freePort();
        Process run = start(
                "disturbed",
                List.of("--conf=spark.ui.port=" + port),
                cluster.master(),
                List.of("--input", root + "/in", "--pipeline", "se2", "--partitions", "30"));
        Optional<SparkUi.Stage> seen = SparkUi.stageWithTasksDone(run, port, 2);
        assertThat(seen).as(cluster.log("disturbed")).isPresent();
        SparkUi.Stage stage = seen.get();
        ProcessHandle executor = cluster.executors().get(0);
        assertThat(executor.destroyForcibly()).isTrue(); // kill -9
        MiniDFSCluster.DataNodeProperties stopped = hdfs.stopDataNode(0);
        assertThat(run.waitFor()).as(cluster.log("disturbed")).isZero();
        hdfs.restartDataNode(stopped);

        assertThat(stage.tasks()).as("some tasks were still to be done").isGreaterThan(stage.tasksDone());
        assertThat(stage.name()).isEqualTo("read, compute, write rows");
        assertThat(stage.description()).matches("gconv extract: \\d+ images with pipeline se2, wave \\S+");
        assertThat(stage.accumulators()).contains("gconv images");
        assertThat(runFile("disturbed").getInt("metrics.executors.lost")).isEqualTo(1);
        assertThat(table("disturbed", "features")).isEqualTo(table("local", "features"));
    }

    private static void run(String output, List<String> forSpark, String master, List<String> arguments)
            throws Exception {
        assertThat(start(output, forSpark, master, arguments).waitFor())
                .as(cluster.log(output))
                .isZero();
    }

    private static Process start(String output, List<String> forSpark, String master, List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("--master", master, "--executor-memory", "640m"));
        line.addAll(forSpark);
        line.addAll(List.of("--", "extract", "--output", root + "/" + output));
        line.addAll(arguments);
        return cluster.gconv(output, line);
    }

    /** Returns the rows without their wave, in an order of their own, with arrays as lists, whose floats differ by bits. */
    private static List<List<Object>> table(String output, String table) {
        Dataset<Row> rows = Gconv.spark().read().parquet(root + "/" + output + "/" + table);
        return rows.drop("wave").orderBy("path").collectAsList().stream()
                .map(row -> CollectionConverters.asJava(row.toSeq()).stream()
                        .map(value -> value instanceof scala.collection.Seq<?> array
                                ? (Object) List.copyOf(CollectionConverters.asJava(array))
                                : value)
                        .toList())
                .toList();
    }

    private static Config runFile(String output) throws IOException {
        FileSystem fs = hdfs.getFileSystem();
        FileStatus[] files = fs.globStatus(new org.apache.hadoop.fs.Path("/" + output + "/_gconv/run-*.json"));
        assertThat(files).hasSize(1);
        try (var in = fs.open(files[0].getPath())) {
            return ConfigFactory.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static long inputBytes(String path) throws IOException {
        return hdfs.getFileSystem()
                .getContentSummary(new org.apache.hadoop.fs.Path(path))
                .getLength();
    }

    /** Small ones of all formats, some of which cannot be read; enough of them that a run can be watched. */
    private static void putImages() throws IOException {
        for (String name : List.of("textures-labelled", "exif-orientation")) {
            try (Stream<Path> files = Files.walk(SAMPLES.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    copy(file, "/in/" + SAMPLES.relativize(file));
                    copy(file, "/in/again/" + SAMPLES.relativize(file));
                }
            }
        }
        BufferedImage image =
                ImageIO.read(Gconv.image(folder.resolve("noise.png"), 90, 70).toFile());
        byte[] png = encoded(image, "png");
        for (String format : List.of("png", "jpg", "bmp", "gif", "tif")) {
            put(encoded(image, format), "/in/noise." + format);
        }
        put(Arrays.copyOf(png, png.length / 2), "/in/cut.png");
        put(new byte[0], "/in/empty.png");
        put("<html>404</html>".getBytes(StandardCharsets.UTF_8), "/in/text.jpg");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static void copy(Path file, String to) throws IOException {
        put(Files.readAllBytes(file), to);
    }

    private static void put(byte[] bytes, String to) throws IOException {
        try (FSDataOutputStream out = hdfs.getFileSystem().create(new org.apache.hadoop.fs.Path(to))) {
            out.write(bytes);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
