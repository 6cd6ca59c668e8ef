package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code conf/log4j2.properties}: a logger that is not there would quieten nothing. */
class LogConfigurationTest {

    @Test
    void loggersAreThoseOfClassesThatAreThere() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("..", "conf", "log4j2.properties"))) {
            properties.load(reader);
        }
        List<String> names = properties.stringPropertyNames().stream()
                .filter(key -> key.matches("logger\\..*\\.name"))
                .map(properties::getProperty)
                .filter(name -> name.matches(".*\\.[A-Z]\\w*"))
                .toList();
        assertThat(names).anyMatch(name -> name.endsWith(".FileStreamSink"));
        assertThat(names)
                .allSatisfy(name -> assertThatCode(
                                () -> Class.forName(name, false, getClass().getClassLoader()))
                        .doesNotThrowAnyException());
    }
}
