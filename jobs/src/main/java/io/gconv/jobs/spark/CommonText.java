package io.gconv.jobs.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** What messages that differ in numbers alone have in common: themselves, with # for the numbers that are not in all. */
final class CommonText extends Aggregator<String, String, String> {

    /** A number, but not the digits of a name such as se2; and what S3 calls a request. */
    static final String NUMBER = "(?<=Request ID: )[^\\s,;)]+|(?<![A-Za-z])[0-9][0-9,.]*(?<![,.])";

    private static final long serialVersionUID = 1;
    private static final String DIFFERENT = "#";
    private static final Pattern NUMBERS = Pattern.compile(NUMBER);
    private static final Pattern NUMBERS_OR_DIFFERENT = Pattern.compile(NUMBER + "|" + DIFFERENT);

    /** Returns what all messages have that differ in numbers alone. */
    static String kind(String message) {
        return NUMBERS.matcher(message).replaceAll(DIFFERENT);
    }

    /** Returns what two messages of a kind have in common. */
    static String of(String a, String b) {
        Matcher other = NUMBERS_OR_DIFFERENT.matcher(b);
        return a.equals(b)
                ? a
                : NUMBERS_OR_DIFFERENT
                        .matcher(a)
                        .replaceAll(number -> other.find() && other.group().equals(number.group())
                                ? Matcher.quoteReplacement(number.group())
                                : DIFFERENT);
    }

    @Override
    public String zero() {
        return "";
    }

    @Override
    public String reduce(String common, String message) {
        return common.isEmpty() ? message : of(common, message);
    }

    @Override
    public String merge(String a, String b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : of(a, b);
    }

    @Override
    public String finish(String common) {
        return common;
    }

    @Override
    public Encoder<String> bufferEncoder() {
        return Encoders.STRING();
    }

    @Override
    public Encoder<String> outputEncoder() {
        return Encoders.STRING();
    }
}
