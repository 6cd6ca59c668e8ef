package io.gconv.jobs.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns from Hive-style folder names: {@code split=train/label=cat%2Fdog} is split = train, label = cat/dog. */
final class FolderColumns {

    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private FolderColumns() {}

    /** Returns the columns of the folders on the way from {@code root} (exclusive) to {@code folder} (inclusive). */
    static Map<String, @Nullable String> between(String root, String folder) {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        if (folder.length() > root.length() && folder.startsWith(root)) {
            for (String name : folder.substring(root.length()).split("/", -1)) {
                int equals = name.indexOf('=');
                if (equals > 0) {
                    String value = unescape(name.substring(equals + 1));
                    columns.put(unescape(name.substring(0, equals)), value.equals(HIVE_NULL) ? null : value);
                }
            }
        }
        return columns;
    }

    /** Undoes Hive's escapes %xx, which stand for bytes of UTF-8. A percent sign that starts no escape stays. */
    static String unescape(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        byte[] in = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length ? Character.digit((char) in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit((char) in[i + 2], 16) : -1;
            if (in[i] == '%' && high >= 0 && low >= 0) {
                out.put((byte) (16 * high + low));
                i += 2;
            } else {
                out.put(in[i]);
            }
        }
        return decode(out.flip(), name);
    }

    private static String decode(ByteBuffer bytes, String otherwise) {
        try {
            CharBuffer chars = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes);
            return chars.toString();
        } catch (CharacterCodingException e) {
            return otherwise; // not written by Hive: the escapes are no UTF-8
        }
    }
}
