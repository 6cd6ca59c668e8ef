package io.gconv.image;

/** An image, or a region of one, that cannot be decoded, with a reason for people. */
public final class BadImageException extends Exception {

    private static final long serialVersionUID = 1L;

    BadImageException(String reason) {
        super(reason, null, false, false);
    }

    /** Returns the reason: one line, without class names or paths. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
