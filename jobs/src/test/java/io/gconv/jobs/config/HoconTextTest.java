package io.gconv.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file from anyone may do. */
class HoconTextTest {

    private static List<Double> values(String text) {
        return HoconText.read(text, "test.conf", config -> config.numbers("values"));
    }

    private static String message(String text) {
        try {
            HoconText.read(text, "test.conf", config -> config.has("values"));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        return "";
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.rangeClosed(1, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"x\"",
                "include file(\"/etc/passwd\")",
                "include url(\"http://127.0.0.1:9/x\")",
                "include classpath(\"reference.conf\")",
                "include required(file(\"/etc/passwd\"))",
                "include required(classpath(\"reference.conf\"))",
                "definitions { include required(url(\"file:///etc/passwd\")) }"
            })
    void includesAreRefused(String text) {
        assertThat(message(text))
                .startsWith("test.conf: include of ")
                .endsWith(": a pipeline file may not include others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "user.home", "java.class.path"})
    void environmentIsNotSubstituted(String name) {
        assertThat(message("values = ${" + name + "}"))
                .startsWith("test.conf: 1: ")
                .contains("${" + name + "}")
                .endsWith("; only what the file itself defines is substituted, nothing of the environment");
        assertThat(HoconText.<Boolean>read("values = ${?" + name + "}", "test.conf", config -> config.has("values")))
                .isFalse();
    }

    /** Thirty doublings each; the last one refers to itself. */
    @Test
    void substitutionsThatMultiplyAreRefusedBeforeTheyAreResolved() {
        String tooLong = "test.conf: its substitutions make it longer than 8,000,000 characters";
        assertThat(message("a0 = [1, 2, 3]\n" + lines(30, i -> "a" + i + " = ${a" + (i - 1) + "} ${a" + (i - 1) + "}")))
                .isEqualTo(tooLong);
        assertThat(message(
                        "a0 = [1, 2, 3]\n" + lines(30, i -> "a" + i + " = [${a" + (i - 1) + "}, ${a" + (i - 1) + "}]")))
                .isEqualTo(tooLong);
        assertThat(message("a0 = text\n" + lines(30, i -> "a" + i + " = ${a" + (i - 1) + "}${a" + (i - 1) + "}")))
                .isEqualTo(tooLong);
        assertThat(message("a0 { x = 1 }\n"
                        + lines(30, i -> "a" + i + " { p = ${a" + (i - 1) + "}, q = ${a" + (i - 1) + "} }")))
                .isEqualTo(tooLong);
        assertThat(message("a0 { x = [1, 2, 3] }\n"
                        + lines(30, i -> {
                            String before = "a" + (i - 1);
                            return "a" + i + " = ${" + before + "} { x = ${" + before + ".x} ${" + before + ".x} }";
                        })))
                .isEqualTo(tooLong);
        assertThat(message("a = [" + "1,".repeat(4000) + "1]\n" + lines(10, i -> "a = ${a} ${a}")))
                .isEqualTo(tooLong);
        assertThat(message("a = [1]\n" + lines(30, i -> "a = ${a} ${a}")))
                .isEqualTo("test.conf: ${a} refers to itself 60 times; at most 20 are allowed");
    }

    @Test
    void oneLongListInManyPlacesIsRefused() {
        String list = "a = [" + "1,".repeat(100_000) + "1]\n";
        assertThat(message(list + lines(100, i -> "b" + i + " = ${a} [2]")))
                .contains("longer than 8,000,000 characters");
        assertThat(message(list + lines(10, i -> "b" + i + " = ${a} [2]"))).isEmpty();
    }

    @Test
    void circlesAreRefused() {
        assertThat(message("a = ${b}, b = ${c}, c = ${a}")).contains(" refers to itself");
        assertThat(message("a { b = ${a} }")).contains(" refers to itself");
        assertThat(message("a = ${a}")).contains("cycle");
    }

    @Test
    void ordinarySubstitutionsAreResolved() {
        assertThat(values("a = [1, 2], a = ${a} [3], a += 4, values = ${a} ${x.y}, x { y = [${x.z}], z = 5 }"))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(values("base { u = [7], v = 1 }, other = ${base} { v = 2 }, values = ${other.u}"))
                .containsExactly(7.0);
    }

    @Test
    void depthIsBounded() {
        int depth = 100_000;
        for (String text : List.of(
                "a = " + "[".repeat(depth) + "]".repeat(depth),
                "a ".repeat(1) + "{ a ".repeat(depth) + "}".repeat(depth),
                "a" + ".a".repeat(depth) + " = 1",
                "x = ${a" + ".a".repeat(depth) + "}")) {
            assertThat(message(text)).isEqualTo("test.conf: is nested too deeply");
        }
    }

    @Test
    void lengthAndSubstitutionsAreCounted() {
        String text = "#".repeat(HoconText.MAX_CHARACTERS);
        assertThat(message(text)).isEmpty();
        assertThat(message(text + "#"))
                .isEqualTo("test.conf: may have at most 1,048,576 characters, but has 1,048,577");
        assertThat(message("a = []\n" + "a += 1\n".repeat(HoconText.MAX_SUBSTITUTIONS + 1)))
                .isEqualTo("test.conf: may have at most 2,000 substitutions, but has 2,001");
    }

    @Test
    void messagesAreOneShortLineWithoutTerminalCommands() {
        assertThatThrownBy(() -> HoconText.read("\"a\\nb\\u001b[31m\" = 1", "test.conf", config -> {
                    config.refuseUnknownKeys();
                    return config;
                }))
                .hasMessageStartingWith("test.conf: a\\nb\\u001b[31m: unknown key here");
        assertThatThrownBy(() -> HoconText.read("a".repeat(100_000) + " = 1", "test.conf", config -> {
                    config.refuseUnknownKeys();
                    return config;
                }))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1100));
    }
}
