package io.gconv.jobs.show;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of folders for images: without extension, harmless, and each given once, whatever the case. */
final class FolderNames {

    /** In characters, of up to four bytes, of which a name has at most 255. */
    private static final int MAX_LENGTH = 60;

    private final Set<String> taken = new HashSet<>(Set.of(ShowPage.FILE));

    /** Returns a new name. */
    String next(Path image) {
        String stem = String.valueOf(image.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
        String safe = stem.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^[.]+", "");
        int length = Math.min(MAX_LENGTH, safe.codePointCount(0, safe.length()));
        safe = safe.substring(0, safe.offsetByCodePoints(0, length)).replaceFirst("[.]+$", "");
        String base = safe.isEmpty() ? "image" : safe;
        String name = base;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "-" + i;
        }
        return name;
    }
}
