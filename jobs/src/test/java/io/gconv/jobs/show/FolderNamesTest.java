package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderNamesTest {

    private static final List<String> HOSTILE = List.of(
            "<img onerror=alert(1)>.png",
            "..png",
            "...png",
            "..",
            "a\"b'c.png",
            "a\nb\u001b[31m.png",
            "\u202egnp.exe.png",
            "index.html.png",
            "x".repeat(255),
            "a" + "\ud835\udc00".repeat(62) + ".png",
            "\u6f22".repeat(84) + ".png",
            "con:stream.png",
            "a\\..\\b.png");

    /** One part of a path, short enough, of harmless characters, and no two alike. */
    @Test
    void namesStayInTheFolderWhateverTheFileIsCalled() {
        FolderNames names = new FolderNames();
        for (String file : HOSTILE) {
            for (int twice = 0; twice < 2; twice++) {
                String name = names.next(Path.of("folder", file));
                assertThat(name)
                        .matches("(?U)[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*")
                        .isNotEqualTo("index.html");
                assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(250);
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(name)).isTrue();
                assertThat(Path.of("out").resolve(name).normalize().getParent()).isEqualTo(Path.of("out"));
            }
        }
        assertThat(names.next(Path.of("a.png"))).isNotEqualTo(names.next(Path.of("b", "A.png")));
    }
}
