package tocsin.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Person;

/**
 * Whom an event means: the one whom its summary names, and of several the first; else the first of its attendees who is
 * known, else its organizer.
 */
final class Names {
    private static final String MAILTO = "mailto:";
    private static final int LONGEST = 500;

    private final List<Person> people;

    Names(List<Person> people) {
        this.people = List.copyOf(people);
    }

    Optional<String> named(Component event) {
        return inSummary(event.line("SUMMARY").map(ContentLine::text).orElse(""))
                .or(() -> invited(event))
                .or(() -> event.line("ORGANIZER").flatMap(this::known));
    }

    private Optional<String> invited(Component event) {
        return event.lines("ATTENDEE").stream()
                .filter(attendee -> !attendee.parameter("PARTSTAT").equalsIgnoreCase("DECLINED"))
                .flatMap(attendee -> known(attendee).stream())
                .findFirst();
    }

    private Optional<String> known(ContentLine attendee) {
        var value = lower(attendee.value().strip());
        var address = value.startsWith(MAILTO) ? value.substring(MAILTO.length()) : value;
        return people.stream()
                .filter(person -> names(person).anyMatch(name -> name.equals(address)))
                .map(Person::name)
                .findFirst()
                .or(() -> inSummary(attendee.parameter("CN")));
    }

    private static Stream<String> names(Person person) {
        return Stream.concat(Stream.of(person.name()), person.knownAs().stream())
                .map(Names::lower);
    }

    private Optional<String> inSummary(String summary) {
        var text = lower(summary.length() > LONGEST ? summary.substring(0, LONGEST) : summary);
        var found = new ArrayList<Mention>();
        for (var person : people) {
            names(person)
                    .map(name -> mention(text, name, person.name()))
                    .flatMap(Stream::ofNullable)
                    .forEach(found::add);
        }
        return found.stream()
                .min(Comparator.comparingInt(Mention::at).thenComparing(Mention::length, Comparator.reverseOrder()))
                .map(Mention::person);
    }

    /** A name stands for itself: "ada" is not in "Adam". */
    private static @Nullable Mention mention(String text, String name, String person) {
        for (var at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            var end = at + name.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return new Mention(at, name.length(), person);
            }
        }
        return null;
    }

    private record Mention(int at, int length, String person) {}

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
