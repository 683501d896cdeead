package tocsin.action;

/** Patterns as S3 and IAM write them: * is anything, and in IAM's ? is one letter. */
final class Wildcard {
    private Wildcard() {}

    /** Of S3: only * means something. */
    static boolean fits(String pattern, String text) {
        return fits(pattern, text, false);
    }

    /** Of IAM. */
    static boolean fitsIam(String pattern, String text) {
        return fits(pattern, text, true);
    }

    /** Without regular expressions: a hostile pattern takes no longer than pattern times text. */
    private static boolean fits(String pattern, String text, boolean one) {
        var at = 0;
        var in = 0;
        var star = -1;
        var from = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                from = in;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == text.charAt(in) || one && pattern.charAt(at) == '?')) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++from;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
