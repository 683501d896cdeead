package tocsin.calendar;

import tocsin.page.Cleaned;

/** What a calendar says, shown to people: short, and harmless. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    static String shown(String text) {
        return Cleaned.line(text, LONGEST);
    }

    static String quoted(String text) {
        return "'" + shown(text) + "'";
    }
}
