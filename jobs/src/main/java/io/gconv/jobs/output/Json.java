package io.gconv.jobs.output;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/** JSON from and to maps, lists, strings, numbers and booleans; keys are ordered by name. */
public final class Json {

    private Json() {}

    /** Returns {@code values} as indented JSON that ends with a line feed. */
    public static String write(Map<String, ?> values) {
        return ConfigValueFactory.fromMap(values)
                .render(ConfigRenderOptions.concise().setFormatted(true));
    }

    /** Returns {@code json} with line feeds and indentation. */
    public static String pretty(String json) {
        return write(read(json));
    }

    /**
     * Parses an object.
     *
     * @throws IllegalArgumentException if {@code text} is not JSON
     */
    public static Map<String, Object> read(String text) {
        try {
            return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
                    .root()
                    .unwrapped();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
        }
    }
}
