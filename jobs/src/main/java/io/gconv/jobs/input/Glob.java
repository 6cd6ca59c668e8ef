package io.gconv.jobs.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * What a glob would match, also of what is not there any more. As Hadoop has it, no wild card matches a slash.
 *
 * @param alternatives what braces with a slash stand for: a pattern for each name of a path
 */
record Glob(List<List<GlobPattern>> alternatives) {

    static Glob of(Path qualified) throws IOException {
        List<List<GlobPattern>> alternatives = new ArrayList<>();
        for (String alternative : GlobExpander.expand(qualified.toString())) {
            alternatives.add(names(alternative).map(GlobPattern::new).toList());
        }
        return new Glob(alternatives);
    }

    /** Returns whether the path, or a folder that it is in, would match. */
    boolean leadsTo(String path) {
        List<String> names = names(path).toList();
        return alternatives.stream()
                .anyMatch(patterns -> patterns.size() <= names.size()
                        && IntStream.range(0, patterns.size())
                                .allMatch(i -> patterns.get(i).matches(names.get(i))));
    }

    private static Stream<String> names(String path) {
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty());
    }
}
