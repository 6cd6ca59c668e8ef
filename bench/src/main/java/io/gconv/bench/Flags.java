package io.gconv.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code --name value} arguments of a small command. */
final class Flags {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Something in the arguments that is wrong; the message is for the user. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads arguments.
     *
     * @param known the names, with their dashes
     * @throws UsageException if one is unknown or has no value
     */
    Flags(List<String> args, Set<String> known) {
        for (int i = 0; i < args.size(); i += 2) {
            if (!known.contains(args.get(i)) || i + 1 == args.size()) {
                throw new UsageException(args.get(i) + " is no flag with a value; there are " + known);
            }
            values.put(args.get(i), args.get(i + 1));
        }
    }

    /** Returns a value, or what stands for it. */
    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * Returns a value that must be there.
     *
     * @throws UsageException if it is not
     */
    String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new UsageException(name + " is missing");
        }
        return value;
    }

    /**
     * Returns a whole number of at least 1, or what stands for it.
     *
     * @throws UsageException if it is none
     */
    int number(String name, int otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new UsageException(name + " must be a whole number of at least 1, but was " + value);
        }
        return Integer.parseInt(value);
    }
}
