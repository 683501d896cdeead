package tocsin.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tocsin.config.Paging;

/**
 * What a day was like: what paged, what would have, what was left out and why. By it a team sees whether to trust what
 * is still in the shadow.
 *
 * @param zone by whose clocks the day is one
 * @param services each with what was told of it on that day
 */
public record Letter(LocalDate day, ZoneId zone, List<OfService> services) {
    private static final int MOST_LINES = 40;

    public Letter {
        services = List.copyOf(services);
    }

    /**
     * A service's day.
     *
     * @param paging how far it is trusted now
     * @param entries in their order
     */
    public record OfService(String partition, Paging paging, List<Line> entries) {
        public OfService {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One thing that was told.
     *
     * @param incident what people call the incident, or empty
     */
    public record Line(Instant at, String incident, String what, String text) {}

    /** When the day begins. */
    public static Instant begins(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** One line of it. */
    public String summary() {
        return day + ": " + count(Letter::pages) + " paged, " + count(Letter::wouldPage) + " would have paged, "
                + count(line -> line.what().equals("noticed")) + " mailed instead, "
                + count(Letter::isLeftOut) + " left out";
    }

    private long count(Predicate<Line> which) {
        return services.stream()
                .flatMap(service -> service.entries().stream())
                .filter(which)
                .count();
    }

    private static boolean pages(Line line) {
        return line.what().equals("paged");
    }

    /** What says which incident leads which leaves nothing out. */
    private static boolean isLeftOut(Line line) {
        return switch (line.what()) {
            case "withheld", "ignored", "unmatched" -> true;
            case "symptom" -> !line.text().endsWith(" is likely its symptom");
            default -> false;
        };
    }

    /** In a storm; that another was added to its own page is told of that other. */
    private static boolean isAdded(Line line) {
        return line.what().equals("added") && line.text().contains("added to the page of");
    }

    private static boolean wouldPage(Line line) {
        return line.what().equals("shadow") && line.text().startsWith("would page now");
    }

    /** All of it, by heading. */
    public Map<String, String> sections() {
        var sections = new LinkedHashMap<String, String>();
        sections.put("day", day + " in " + zone.getId());
        for (var service : services) {
            var lines = new ArrayList<String>();
            lines.addAll(each(service, "paged", Letter::pages));
            lines.addAll(each(service, "would have paged", Letter::wouldPage));
            lines.addAll(each(
                    service, "mailed instead of a page", line -> line.what().equals("noticed")));
            lines.addAll(each(service, "paged with another", Letter::isAdded));
            lines.addAll(leftOut(service));
            if (!lines.isEmpty()) {
                sections.put(
                        service.partition() + " (paging: "
                                + service.paging().name().toLowerCase(Locale.ROOT) + ")",
                        String.join("\n", shortened(lines)));
            }
        }
        if (sections.size() == 1) {
            sections.put("all services", "nothing paged, nothing would have, nothing was left out");
        }
        return sections;
    }

    private List<String> each(OfService service, String heading, Predicate<Line> which) {
        var clock = DateTimeFormatter.ofPattern("HH:mm").withZone(zone);
        return service.entries().stream()
                .filter(which)
                .map(line -> "  " + clock.format(line.at()) + " " + heading + ": "
                        + (line.incident().isEmpty() ? "" : line.incident() + " ")
                        + line.text()
                                .replaceFirst("^would page now: |^a mail instead of a page \\(paging: notice\\): ", ""))
                .toList();
    }

    /** The same reason often is told once, with how often. */
    private static List<String> leftOut(OfService service) {
        var reasons = new LinkedHashMap<String, Integer>();
        service.entries().stream()
                .filter(Letter::isLeftOut)
                .forEach(line -> reasons.merge(line.what() + ": " + line.text(), 1, Integer::sum));
        return reasons.entrySet().stream()
                .map(reason -> "  " + (reason.getValue() == 1 ? "" : reason.getValue() + " times ") + reason.getKey())
                .toList();
    }

    private static List<String> shortened(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        var some = new ArrayList<>(lines.subList(0, MOST_LINES));
        some.add("  ... and " + (lines.size() - MOST_LINES) + " more");
        return some;
    }
}
