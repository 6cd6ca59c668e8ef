package io.gconv.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.report.OneLine;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * HOCON from anyone: no includes, nothing of the environment, and bounds on its length and on what its substitutions make
 * of it. An error is one line.
 */
public final class HoconText {

    /** The longest text that is read: about 100 bytes of memory are needed per character. */
    public static final int MAX_CHARACTERS = 1 << 20;

    /** The parser takes time with the square of these. */
    static final int MAX_SUBSTITUTIONS = 2000;

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{|\\+=");

    private static final int MAX_MESSAGE = 1000;

    private HoconText() {}

    /**
     * Reads a text.
     *
     * @param origin its name, for messages
     * @param reader makes something of it
     * @throws IllegalArgumentException with one line that says what is wrong, where, and what would be right
     */
    static <T> T read(String text, String origin, Function<ConfigObject, T> reader) {
        try {
            if (text.length() > MAX_CHARACTERS) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "may have at most %,d characters, but has %,d", MAX_CHARACTERS, text.length()));
            }
            long substitutions = SUBSTITUTION.matcher(text).results().count();
            if (substitutions > MAX_SUBSTITUTIONS) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "may have at most %,d substitutions, but has %,d",
                        MAX_SUBSTITUTIONS,
                        substitutions));
            }
            Config parsed = ConfigFactory.parseString(text, NoIncludes.options().setOriginDescription(origin));
            if (!parsed.isResolved()) {
                new Expansion(parsed.root()).check();
            }
            return reader.apply(new ConfigObject(parsed.resolve(ConfigResolveOptions.noSystem()), ""));
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(line(origin, "is nested too deeply"), e);
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException(line(origin, "needs more memory than there is"), e);
        } catch (ConfigException.UnresolvedSubstitution e) {
            String message = String.valueOf(e.getMessage());
            String hint = message.contains("cycle")
                    ? ""
                    : "; only what the file itself defines is substituted, nothing of the environment";
            throw new IllegalArgumentException(line(origin, message + hint), e);
        } catch (ConfigException.WrongType e) {
            String message = Failure.line(e);
            boolean isList = message.endsWith("object at file root");
            throw new IllegalArgumentException(
                    line(origin, isList ? "must be an object of keys, but holds a list" : message), e);
        } catch (ConfigException e) {
            String message = Failure.line(e);
            throw new IllegalArgumentException(line(origin, message), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line(origin, String.valueOf(e.getMessage())), e);
        }
    }

    /** Returns a message that starts with the origin, is one line, and not too long. */
    private static String line(String origin, String message) {
        String whole = message.startsWith(origin) ? message : origin + ": " + message;
        String oneLine = OneLine.of(whole);
        return oneLine.length() <= MAX_MESSAGE ? oneLine : oneLine.substring(0, MAX_MESSAGE) + "…";
    }
}
