package io.gconv.bench.sidebyside;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a protocol buffer message, field by field. */
final class Protobuf {

    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes integers; a repeated field takes several. */
    Protobuf put(int field, long... values) {
        for (long value : values) {
            varint(((long) field << 3) | VARINT);
            varint(value);
        }
        return this;
    }

    /** Writes strings. */
    Protobuf put(int field, String... values) {
        for (String value : values) {
            put(field, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Writes a message. */
    Protobuf put(int field, Protobuf message) {
        return put(field, message.toBytes());
    }

    /** Writes bytes. */
    Protobuf put(int field, byte[] bytes) {
        varint(((long) field << 3) | BYTES);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
