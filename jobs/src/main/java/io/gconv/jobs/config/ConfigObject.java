package io.gconv.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * One object of a configuration file, which knows where it is and which keys it was asked for, so that errors say where
 * and unknown keys are found.
 */
final class ConfigObject {

    private static final int MOST_SHOWN = 60;

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
        return string(value(key), path(key));
    }

    String string(String key, String fallback) {
        return has(key) ? string(key) : fallback;
    }

    int integer(String key) {
        return whole(value(key), path(key));
    }

    int integer(String key, int fallback) {
        return has(key) ? integer(key) : fallback;
    }

    long longInteger(String key) {
        String text = as("a whole number of 64 bits", value(key), path(key), Config::getString);
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw error(key, "must be a whole number of 64 bits, but was " + text);
        }
    }

    double number(String key) {
        return number(value(key), path(key));
    }

    double number(String key, double fallback) {
        return has(key) ? number(key) : fallback;
    }

    boolean flag(String key, boolean fallback) {
        return has(key) ? as("true or false", value(key), path(key), Config::getBoolean) : fallback;
    }

    List<Integer> integers(String key) {
        return elements(key, ConfigObject::whole);
    }

    List<Double> numbers(String key) {
        return elements(key, ConfigObject::number);
    }

    List<String> strings(String key) {
        return elements(key, ConfigObject::string);
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
        return pair(key, ConfigObject::number).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Returns two whole numbers, given as {@link #pair}. */
    int[] wholePair(String key) {
        return pair(key, ConfigObject::whole).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private <T> List<T> pair(String key, BiFunction<ConfigValue, String, T> read) {
        List<T> values = isList(key) ? elements(key, read) : Collections.nCopies(2, read.apply(value(key), path(key)));
        if (values.size() != 2) {
            throw error(key, "needs two numbers, but has " + values.size());
        }
        return values;
    }

    boolean isList(String key) {
        return value(key).valueType() == ConfigValueType.LIST;
    }

    ConfigObject object(String key) {
        return object(value(key), path(key));
    }

    List<ConfigObject> objects(String key) {
        return elements(key, ConfigObject::object);
    }

    /** Returns a list of objects or lists of them. */
    List<List<ConfigObject>> objectLists(String key) {
        return elements(
                key,
                (element, at) -> element.valueType() == ConfigValueType.LIST
                        ? elements(element, at, ConfigObject::object)
                        : List.of(object(element, at)));
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

    private ConfigValue value(String key) {
        known.add(key);
        try {
            return config.getValue(quoted(key));
        } catch (ConfigException.Missing e) {
            throw new PlacedException(path(key) + ": is missing" + misspelled(key));
        }
    }

    private <T> List<T> elements(String key, BiFunction<ConfigValue, String, T> read) {
        return elements(value(key), path(key), read);
    }

    private static <T> List<T> elements(ConfigValue list, String at, BiFunction<ConfigValue, String, T> read) {
        List<T> elements = new ArrayList<>();
        for (ConfigValue element : as("a list, as in [" + shown(list) + "]", list, at, Config::getList)) {
            elements.add(read.apply(element, at + "[" + elements.size() + "]"));
        }
        return elements;
    }

    private static ConfigObject object(ConfigValue value, String at) {
        return new ConfigObject(as("an object, as in { … }", value, at, Config::getConfig), at);
    }

    private static String string(ConfigValue value, String at) {
        return as("a text", value, at, Config::getString);
    }

    private static double number(ConfigValue value, String at) {
        return as("a number", value, at, Config::getDouble);
    }

    private static int whole(ConfigValue value, String at) {
        double number = as("a whole number", value, at, Config::getDouble);
        String text = shortened(string(value, at));
        if (Math.abs(number) > Integer.MAX_VALUE) {
            throw new PlacedException(at + ": is too large: must be a whole number from -" + Integer.MAX_VALUE + " to "
                    + Integer.MAX_VALUE + ", but was " + text);
        }
        if (number != Math.rint(number)) {
            throw new PlacedException(at + ": must be a whole number, but was " + text);
        }
        return (int) number;
    }

    /** Converts a value, or says what it must be. */
    private static <T> T as(String expected, ConfigValue value, String at, BiFunction<Config, String, T> get) {
        try {
            return get.apply(value.atKey("value"), "value");
        } catch (ConfigException.WrongType | ConfigException.Missing e) { // missing: null in a list
            throw new PlacedException(at + ": must be " + expected + ", but was " + shown(value));
        }
    }

    /** Returns a value as it stands in the file, but not all that is in it. */
    private static String shown(ConfigValue value) {
        String text = switch (value.valueType()) {
            case OBJECT -> "{ … }";
            case LIST -> "[ … ]";
            case NUMBER -> value.atKey("value").getString("value");
            default -> value.render(ConfigRenderOptions.concise());
        };
        return shortened(text);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
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
