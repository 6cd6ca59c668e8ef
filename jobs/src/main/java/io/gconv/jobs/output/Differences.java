package io.gconv.jobs.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where two configurations differ, in words. */
final class Differences {

    private static final int SHOWN = 3;
    private static final int LONGEST_VALUE = 40;
    private static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /**
     * Returns the first few differences, such as {@code layers[1].channels is 8 there and 16 here}, or an empty text if there
     * is none. Entries of lists are counted from 0.
     */
    static String between(Map<String, ?> there, Map<String, ?> here) {
        Differences differences = new Differences();
        differences.compare("", there, here);
        List<String> found = differences.found;
        String shown = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
        return found.size() > SHOWN ? shown + ", and " + (found.size() - SHOWN) + " more differ" : shown;
    }

    private void compare(String path, Object there, Object here) {
        if (there instanceof Map<?, ?> before && here instanceof Map<?, ?> after) {
            TreeSet<String> keys = new TreeSet<>();
            before.keySet().forEach(key -> keys.add(String.valueOf(key)));
            after.keySet().forEach(key -> keys.add(String.valueOf(key)));
            keys.forEach(
                    key -> compare(path.isEmpty() ? key : path + "." + key, value(before, key), value(after, key)));
        } else if (there instanceof List<?> before && here instanceof List<?> after && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "[" + i + "]", before.get(i), after.get(i));
            }
        } else if (!there.equals(here)) {
            found.add(path + " is " + words(there) + " there and " + words(here) + " here");
        }
    }

    private static Object value(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? ABSENT : value;
    }

    private static String words(Object value) {
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        String text = value instanceof Map ? "an object" : String.valueOf(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
