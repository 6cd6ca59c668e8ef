package io.gconv.jobs.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a file becomes when its substitutions are resolved, found without resolving them: thirty values that hold the
 * one before twice make a gigabyte of one kilobyte.
 *
 * <pre>
 *   length(value) = its own characters + Σ length(what it refers to)
 *   length(file)  = Σ length(value),   an upper bound: keys that replace each other count all
 * </pre>
 */
final class Expansion {

    /** In characters. */
    static final double MAX_LENGTH = 8e6;

    /** A value that refers to itself, as {@code a += 1} does, is made anew each time. */
    private static final int MAX_TO_ITSELF = 20;

    /** On the way: a value that is met again before its length is known refers to itself by way of others. */
    private static final double UNKNOWN = -1;

    private final com.typesafe.config.ConfigObject root;
    private final Map<List<String>, Double> lengths = new HashMap<>();

    /** Creates the expansion of a file that has been parsed, but not resolved. */
    Expansion(com.typesafe.config.ConfigObject root) {
        this.root = root;
    }

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is too large, or a value refers to itself
     */
    void check() {
        double length = length(List.of(), root);
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "its substitutions make it longer than %,.0f characters", MAX_LENGTH));
        }
    }

    private double length(List<String> path, ConfigValue value) {
        Double known = lengths.get(path);
        if (known != null) {
            if (known == UNKNOWN) {
                throw new IllegalArgumentException("${" + ConfigUtil.joinPath(path) + "} refers to itself");
            }
            return known;
        }
        lengths.put(path, UNKNOWN);
        double length = 0;
        if (!isResolved(value)) {
            length = unresolved(path, value);
        } else if (value instanceof com.typesafe.config.ConfigObject object) {
            for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
                length += entry.getKey().length() + length(with(path, entry.getKey()), entry.getValue());
            }
        } else if (value instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) {
                length += 1 + length(with(path, "[" + i), list.get(i)); // no key that is written looks like this
            }
        } else {
            length = String.valueOf(value.unwrapped()).length();
        }
        lengths.put(path, length);
        return length;
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /** A value that is, itself, a substitution, or has one beside or behind it, has no type yet. */
    private static boolean isResolved(ConfigValue value) {
        try {
            if (value instanceof com.typesafe.config.ConfigObject object) {
                var unused = object.size();
            } else {
                var unused = value.valueType();
            }
            return true;
        } catch (ConfigException.NotResolved e) {
            return false;
        }
    }

    private double unresolved(List<String> path, ConfigValue value) {
        String text = value.render(ConfigRenderOptions.concise().setJson(false));
        double length = text.length();
        int toItself = 0;
        for (String reference : references(text)) {
            List<String> target = ConfigUtil.splitPath(reference);
            if (target.equals(path)) {
                toItself++;
            } else {
                length += length(target);
            }
        }
        if (toItself > MAX_TO_ITSELF) {
            throw new IllegalArgumentException("${" + ConfigUtil.joinPath(path) + "} refers to itself " + toItself
                    + " times; at most " + MAX_TO_ITSELF + " are allowed");
        }
        return length * Math.pow(3, toItself / 3.0); // k references in layers make Π kᵢ copies, Σ kᵢ = k
    }

    /** Returns the length of what a path leads to: the value there, or the one on the way that is not resolved yet. */
    private double length(List<String> target) {
        ConfigValue value = root;
        for (int depth = 0; depth < target.size(); depth++) {
            if (!isResolved(value)) {
                return length(target.subList(0, depth), value);
            }
            ConfigValue next =
                    value instanceof com.typesafe.config.ConfigObject object ? object.get(target.get(depth)) : null;
            if (next == null) {
                return 0; // not there, which is an error when it is resolved, unless it is optional
            }
            value = next;
        }
        return length(target, value);
    }

    /** Returns the paths in <code>${path}</code> and <code>${?path}</code>, outside of quoted strings. */
    private static List<String> references(String text) {
        List<String> references = new ArrayList<>();
        int start = -1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && start < 0 && text.startsWith("${", i)) {
                start = i + (text.startsWith("${?", i) ? 3 : 2);
            } else if (!quoted && start >= 0 && c == '}') {
                references.add(text.substring(start, i));
                start = -1;
            }
        }
        return references;
    }
}
