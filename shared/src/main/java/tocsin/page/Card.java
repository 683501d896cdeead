package tocsin.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a message looks like wherever it is shown: how things stand, in a word and a colour, and what is known.
 *
 * @param title one line
 */
record Card(State state, String title, List<Fact> facts, List<Button> links) {
    private static final int LONGEST_TITLE = 1_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 10_000;
    private static final int MOST_FACTS = 20;
    private static final int MOST_LINKS = 5;

    /** Something that is known, by name. */
    record Fact(String name, String value) {
        boolean isShort() {
            return value.length() <= 100 && value.indexOf('\n') < 0;
        }
    }

    /** How things stand. */
    enum State {
        OPEN("", 0xD32F2F),
        ACKNOWLEDGED("Acknowledged: ", 0xF9A825),
        RESOLVED("Resolved: ", 0x2E7D32);

        private final String begins;
        private final int colour;

        State(String begins, int colour) {
            this.begins = begins;
            this.colour = colour;
        }

        int colour() {
            return colour;
        }

        String css() {
            return "#%06X".formatted(colour);
        }
    }

    static Card of(Event event, Message message) {
        var state = switch (event) {
            case TRIGGER -> State.OPEN;
            case ACKNOWLEDGE -> State.ACKNOWLEDGED;
            case RESOLVE -> State.RESOLVED;
        };
        var summary = Cleaned.line(message.summary(), LONGEST_TITLE);
        var says = summary.isEmpty() ? Cleaned.line(message.incident(), LONGEST_TITLE) : summary;
        var facts = message.details().entrySet().stream()
                .map(detail -> new Fact(
                        Cleaned.line(detail.getKey(), LONGEST_NAME),
                        Cleaned.lines(detail.getValue(), LONGEST_VALUE).strip()))
                .filter(fact -> !fact.name().isEmpty() && !fact.value().isEmpty())
                .limit(MOST_FACTS)
                .toList();
        // what was over when it was looked at is not to be acknowledged or approved
        var links = message.links().stream()
                .filter(Button::shown)
                .filter(button -> state != State.RESOLVED || button.kind() == Button.Kind.SEE)
                .limit(MOST_LINKS)
                .toList();
        return new Card(state, state.begins + says, facts, links);
    }

    /** The first facts that together take at most so much, and one that says that there are more. */
    Card within(int most, ToIntFunction<Fact> takes) {
        var left = most;
        var kept = new ArrayList<Fact>();
        for (var fact : facts) {
            left -= takes.applyAsInt(fact);
            if (left < 0) {
                kept.add(new Fact("more", "is in the incident's story"));
                break;
            }
            kept.add(fact);
        }
        return new Card(state, title, kept, links);
    }

    /** As plain lines. */
    String lines() {
        return facts.stream().map(fact -> fact.name() + ": " + fact.value()).collect(Collectors.joining("\n"));
    }
}
