package io.gconv.image;

/** A reason for people why an image cannot be decoded. Never leaves this package. */
final class BadImageException extends Exception {

    private static final long serialVersionUID = 1L;

    BadImageException(String reason) {
        super(reason, null, false, false);
    }

    /** Returns the reason. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
