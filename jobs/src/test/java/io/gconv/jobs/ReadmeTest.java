package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages tell the truth about what is there. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*?) *$", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("(?:^ {4}.*\\R)+", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("\"([a-z0-9-]+)\":");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
                    .map(ROOT::resolve);
            return Stream.concat(top, docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(Files.readString(target))).as(link.group()).contains(link.group(2));
            }
        }
    }

    /** As GitHub makes them of headings: in lower case, a hyphen for a blank, without other signs, numbered from the second. */
    private static List<String> anchors(String page) {
        List<String> anchors = new ArrayList<>();
        for (MatchResult heading : HEADING.matcher(page).results().toList()) {
            String slug = heading.group(1)
                    .replaceAll("\\]\\([^)]*\\)", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int others = 0;
            for (String next = slug; anchors.contains(next); next = slug + "-" + others) {
                others++;
            }
            anchors.add(others == 0 ? slug : slug + "-" + others);
        }
        return anchors;
    }

    @Test
    void anchorsAreThoseOfGitHub() {
        assertThat(anchors("# A `b`, c_d\n## Ünïcode & [more](x.md)!\ntext # no\n#none\n### a b c_d\n"))
                .containsExactly("a-b-c_d", "ünïcode--more", "a-b-c_d-1");
    }

    @Test
    void exampleOfAPipelineLoads() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## Writing a pipeline"));
        String example = section.lines()
                .skip(1)
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
        PipelineSpec spec = PipelineConfig.parse(example, "README.md");
        assertThat(Pipeline.of(spec).layerNames()).containsExactly("lift", "corners");
    }

    /** A complete example is a block that begins with a name. */
    private static List<PipelineSpec> completeExamples() throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("docs/pipelines.md")))
                .results()
                .map(MatchResult::group)
                .filter(block -> block.startsWith("    name = "))
                .map(block -> PipelineConfig.parse(block, "docs/pipelines.md"))
                .toList();
    }

    @Test
    void completeExamplesOfPipelinesHaveAsManyNumbersAsThePageSays() throws IOException {
        assertThat(completeExamples())
                .extracting(spec -> Pipeline.of(spec).descriptorIndex().size())
                .containsExactly(1, 54, 28, 36, 5);
    }

    /** Of the examples and the shipped pipelines, with the defaults written out. */
    @Test
    void keysOfPipelinesAreExplained() throws IOException {
        List<PipelineSpec> specs = new ArrayList<>(completeExamples());
        try (Stream<Path> files = Files.list(ROOT.resolve("conf/pipelines"))) {
            files.map(PipelineConfig::load).forEach(specs::add);
        }
        List<String> keys = specs.stream()
                .flatMap(spec -> KEY.matcher(PipelineConfig.render(spec)).results())
                .map(match -> "`" + match.group(1) + "`")
                .distinct()
                .toList();
        assertThat(keys).hasSizeGreaterThan(40);
        assertThat(Files.readString(ROOT.resolve("docs/pipelines.md"))).contains(keys);
    }

    /** What stands before the numbers, which depend on the machine. */
    @Test
    void exampleOfADescriptionLooksLikeOne() throws IOException {
        List<String> example = Files.readString(ROOT.resolve("README.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("    $ bin/gconv describe"))
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .toList();
        String[] command = example.get(0).split(" ");
        Gconv.Result described = Gconv.run(Arrays.copyOfRange(command, 2, command.length));
        assertThat(described.exitCode()).isZero();
        assertThat(example.stream().skip(1).filter(line -> !line.equals("…")).map(ReadmeTest::label))
                .hasSizeGreaterThan(5)
                .isSubsetOf(described.out().lines().map(ReadmeTest::label).toList());
    }

    private static String label(String line) {
        return line.replaceFirst("(?<=\\S)(:| {2}).*", "");
    }

    /** The table of shipped pipelines gives the length of each descriptor. */
    @Test
    void numbersPerPipelineAreRight() throws IOException {
        List<String> rows = Files.readString(ROOT.resolve("README.md")).lines().toList();
        try (Stream<Path> files = Files.list(ROOT.resolve("conf/pipelines"))) {
            for (Path file : files.toList()) {
                Pipeline pipeline = Pipeline.of(PipelineConfig.load(file));
                assertThat(rows)
                        .anySatisfy(row -> assertThat(row)
                                .startsWith("| `" + pipeline.spec().name() + "` |")
                                .endsWith("| " + pipeline.descriptorIndex().size() + " |"));
            }
        }
    }
}
