package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gconv.jobs.Gconv.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of a web server, of whose length Hadoop knows nothing. */
class HttpInputTest {

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[] image = Files.readAllBytes(Gconv.image(folder.resolve("a.png"), 16, 16));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/gone.png", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(image);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Result extract(String... more) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.png";
        return Gconv.extract(folder.resolve("a.png"), folder.resolve("out"), more(url, more));
    }

    private static String[] more(String url, String... more) {
        String[] all = new String[2 + more.length];
        all[0] = "--input";
        all[1] = url;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    @Test
    void imagesAreReadToTheirEnd() {
        Result result = extract("--maps", "lift");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Row file = Gconv.features(folder.resolve("out")).collectAsList().get(0);
        Row web = Gconv.features(folder.resolve("out")).collectAsList().get(1);
        assertThat(web.<String>getAs("status")).isEqualTo("ok");
        assertThat(web.isNullAt(web.fieldIndex("bytes"))).isTrue();
        assertThat(web.getList(web.fieldIndex("descriptor"))).isEqualTo(file.getList(file.fieldIndex("descriptor")));
        assertThat(extract("--maps", "lift").out())
                .startsWith("nothing to do: 2 images")
                .doesNotContain("changed");
    }

    private Result extractUrl(String name) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
        return Gconv.extract(folder.resolve("a.png"), folder.resolve("out"), "--input", url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png?x=1&y=a%2Fb", "a%20b.png"})
    void urlsThatHadoopWouldEscapeAreRefused(String name) {
        Result result = extractUrl(name);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("/" + name + " has ", ", which is not supported; ")
                .hasLineCount(1);
    }

    @Test
    void whatTheServerDoesNotHaveIsNotFound() {
        assertThat(extractUrl("gone.png").exitCode()).isZero();
        assertThat(Gconv.features(folder.resolve("out")).collectAsList().get(1).<String>getAs("error"))
                .isEqualTo("not found: the server answered that it has no such file (404)");
        assertThat(extractUrl("a b.png").exitCode()).isZero();
        assertThat(Gconv.features(folder.resolve("out")).collectAsList().get(1).<String>getAs("status"))
                .isEqualTo("ok");
    }

    @Test
    void thatASizeIsNotKnownIsSaid() throws IOException {
        assertThat(extract("--dry-run").out())
                .startsWith("inputs      2 images, " + Files.size(folder.resolve("a.png")) + " B; 1 of unknown size\n");
    }
}
