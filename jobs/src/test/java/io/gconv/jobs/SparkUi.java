package io.gconv.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** What Spark's user interface shows of a running application. */
final class SparkUi {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SparkUi() {}

    /** A stage. */
    record Stage(String name, String description, int tasks, int tasksDone, List<String> accumulators) {

        private static Stage of(Config stage) {
            return new Stage(
                    stage.getString("name"),
                    stage.hasPath("description") ? stage.getString("description") : "",
                    stage.getInt("numTasks"),
                    stage.getInt("numCompleteTasks"),
                    stage.getConfigList("accumulatorUpdates").stream()
                            .map(accumulator -> accumulator.getString("name"))
                            .toList());
        }
    }

    /** Waits for a stage of many tasks with at least {@code done} finished ones; none if {@code driver} ended before it was seen. */
    static Optional<Stage> stageWithTasksDone(Process driver, int port, int done) throws InterruptedException {
        while (driver.isAlive()) {
            try {
                for (Config application : get(port, "")) {
                    for (Config config : get(port, "/" + application.getString("id") + "/stages")) {
                        Stage stage = Stage.of(config);
                        if (stage.tasks() > done && stage.tasksDone() >= done) {
                            return Optional.of(stage);
                        }
                    }
                }
            } catch (IOException e) { // not there yet
                Thread.sleep(200);
            }
            Thread.sleep(50);
        }
        return Optional.empty();
    }

    private static List<? extends Config> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/applications" + path);
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || !response.body().startsWith("[")) { // a page says that Spark starts
            throw new IOException(uri + " answers " + response.statusCode());
        }
        return ConfigFactory.parseString("all = " + response.body()).getConfigList("all");
    }
}
