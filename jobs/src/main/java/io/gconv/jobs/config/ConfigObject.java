package io.gconv.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.gconv.jobs.error.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One object of a configuration file, which knows where it is and which keys it was asked for, so that errors say where
 * and unknown keys are found.
 */
final class ConfigObject {

    private final Config config;
    private final String place;
    private final Set<String> known = new LinkedHashSet<>();

    ConfigObject(Config config, String place) {
        this.config = config;
        this.place = place;
    }

    boolean has(String key) {
        known.add(key);
        return config.hasPath(quoted(key));
    }

    String string(String key) {
        return read(key, config::getString);
    }

    String string(String key, String fallback) {
        return has(key) ? string(key) : fallback;
    }

    int integer(String key) {
        return whole(key, number(key));
    }

    private int whole(String key, double value) {
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw error(key, "must be a whole number, but was " + value);
        }
        return (int) value;
    }

    int integer(String key, int fallback) {
        return has(key) ? integer(key) : fallback;
    }

    long longInteger(String key) {
        String text = read(key, config::getString);
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw error(key, "must be a whole number of 64 bits, but was " + text);
        }
    }

    double number(String key) {
        return read(key, config::getDouble);
    }

    double number(String key, double fallback) {
        return has(key) ? number(key) : fallback;
    }

    boolean flag(String key, boolean fallback) {
        return has(key) ? read(key, config::getBoolean) : fallback;
    }

    List<Integer> integers(String key) {
        return numbers(key).stream().map(value -> whole(key, value)).toList();
    }

    List<Double> numbers(String key) {
        return read(key, config::getDoubleList);
    }

    List<String> strings(String key) {
        return read(key, config::getStringList);
    }

    /** Returns an angle in radians, given as {@code key-deg} or {@code key-rad}; 0 without either. */
    double angle(String key) {
        if (has(key + "-deg") && has(key + "-rad")) {
            throw error(key + "-deg", "give either degrees or radians");
        }
        return has(key + "-deg") ? Math.toRadians(number(key + "-deg")) : number(key + "-rad", 0);
    }

    /** Returns two numbers, given as a list of two, or as one that stands for both. */
    double[] pair(String key) {
        if (!has(key)) {
            throw error(key, "is missing");
        }
        List<Double> values = isList(key) ? numbers(key) : List.of(number(key), number(key));
        if (values.size() != 2) {
            throw error(key, "needs two numbers, but has " + values.size());
        }
        return new double[] {values.get(0), values.get(1)};
    }

    /** Returns two whole numbers, given as {@link #pair}. */
    int[] wholePair(String key) {
        double[] values = pair(key);
        return new int[] {whole(key, values[0]), whole(key, values[1])};
    }

    boolean isList(String key) {
        return read(key, k -> config.getValue(k).valueType()) == com.typesafe.config.ConfigValueType.LIST;
    }

    ConfigObject object(String key) {
        return new ConfigObject(read(key, config::getConfig), path(key));
    }

    List<ConfigObject> objects(String key) {
        List<ConfigObject> objects = new ArrayList<>();
        for (Config element : read(key, config::getConfigList)) {
            objects.add(new ConfigObject(element, path(key) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** Returns a list of lists of objects. */
    List<List<ConfigObject>> objectLists(String key) {
        List<List<ConfigObject>> lists = new ArrayList<>();
        for (com.typesafe.config.ConfigValue element : read(key, config::getList)) {
            String at = path(key) + "[" + lists.size() + "]";
            Config holder = element.atKey("list");
            boolean single = element.valueType() == com.typesafe.config.ConfigValueType.OBJECT;
            List<ConfigObject> objects = single
                    ? List.of(new ConfigObject(holder.getConfig("list"), at))
                    : new ConfigObject(holder, at).objects("list");
            lists.add(objects);
        }
        return lists;
    }

    /** Returns the constant whose kebab-case name the key holds. */
    <E extends Enum<E>> E constant(String key, Class<E> type, E fallback) {
        return has(key) ? constant(key, string(key), type) : fallback;
    }

    /** Returns the constants whose kebab-case names the key's list holds. */
    <E extends Enum<E>> List<E> constants(String key, Class<E> type) {
        return strings(key).stream().map(name -> constant(key, name, type)).toList();
    }

    private <E extends Enum<E>> E constant(String key, String name, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (kebab(value).equals(name)) {
                return value;
            }
        }
        throw oneOf(
                key,
                name,
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(ConfigObject::kebab)
                        .toList());
    }

    /** Returns the name of a constant as it stands in files. */
    static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    IllegalArgumentException oneOf(String key, String value, List<String> choices) {
        return error(key, "must be one of " + String.join(", ", choices) + ", but was '" + value + "'");
    }

    IllegalArgumentException error(String key, String message) {
        return new PlacedException(path(key) + ": " + message);
    }

    /** Runs a part of the reading, and puts the place in front of whatever it refuses. */
    <T> T checked(java.util.function.Supplier<T> build) {
        try {
            return build.get();
        } catch (PlacedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PlacedException((place.isEmpty() ? "" : place + ": ") + e.getMessage());
        }
    }

    /** Refuses keys that nobody asked for, naming the nearest known one. */
    void refuseUnknownKeys() {
        for (String key : config.root().keySet()) {
            if (!known.contains(key)) {
                String nearest = EditDistance.nearest(key, known);
                String hint = EditDistance.isNear(key, nearest) ? "; did you mean " + nearest + "? Known" : ". Known";
                throw new PlacedException(path(key) + ": unknown key here" + hint + " with these settings are "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private <T> T read(String key, Function<String, T> get) {
        known.add(key);
        try {
            return get.apply(quoted(key));
        } catch (ConfigException.Missing e) {
            throw new PlacedException(path(key) + ": is missing" + misspelled(key));
        } catch (ConfigException e) {
            String message = Failure.line(e);
            String origin = e.origin() == null ? "" : e.origin().description() + ": ";
            throw new PlacedException(
                    path(key) + ": " + (message.startsWith(origin) ? message.substring(origin.length()) : message));
        }
    }

    /** Returns a hint at a key that is there and looks like the missing one. */
    private String misspelled(String key) {
        String nearest = EditDistance.nearest(key, config.root().keySet());
        boolean near = !nearest.isEmpty() && EditDistance.distance(key, nearest) <= 2 && !known.contains(nearest);
        return near ? "; did you mean " + nearest + "?" : "";
    }

    private static String quoted(String key) {
        return com.typesafe.config.ConfigUtil.joinPath(key);
    }

    private String path(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    /** An error whose message already says where. */
    static final class PlacedException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        PlacedException(String message) {
            super(message);
        }
    }
}
