package tocsin.local.product;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Logs;

/** CloudWatch Logs with what the product writes. A query is understood in the one form that Tocsin asks in. */
public final class PretendLogs implements Logs {
    private static final Pattern QUERY = Pattern.compile("fields (?:@timestamp, )?@message"
            + "(?: \\| filter @message like (?:/(?<expression>.+)/|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"))?"
            + " \\| sort @timestamp desc \\| limit (?<most>[0-9]{1,5})");

    private final InstantSource clock;
    private final Duration takes;
    private final Map<String, List<Line>> groups = new TreeMap<>();
    private final Map<String, Asked> queries = new LinkedHashMap<>();

    private record Asked(List<List<String>> rows, Instant completeAt) {}

    /** @param takes how long a query runs */
    public PretendLogs(InstantSource clock, Duration takes) {
        this.clock = clock;
        this.takes = takes;
    }

    public synchronized void create(String group) {
        groups.putIfAbsent(group, new ArrayList<>());
    }

    /** The product writes a line. */
    public synchronized void write(String group, Instant at, String text) {
        of(group).add(new Line(at, text));
    }

    @Override
    public synchronized String start(
            Place place, List<String> names, String query, Instant from, Instant to, int most, Duration timeout) {
        var read = QUERY.matcher(query);
        if (!read.matches()) {
            throw new PortFailure(Kind.REFUSED, "this form of a query is not understood here: " + query);
        }
        var expression = read.group("expression");
        var text = read.group("text");
        var like = expression != null
                ? Pattern.compile(expression)
                : Pattern.compile(text == null ? "" : Pattern.quote(text.replaceAll("\\\\(.)", "$1")));
        var limit = Math.min(most, Integer.parseInt(read.group("most")));
        var rows = names.stream()
                .flatMap(name -> within(name, from, to))
                .sorted(Comparator.comparing(Line::at).reversed())
                .map(Line::text)
                .filter(line -> like.matcher(line).find())
                .limit(limit)
                .map(List::of)
                .toList();
        var id = "query-" + (queries.size() + 1);
        queries.put(id, new Asked(rows, clock.instant().plus(takes)));
        return id;
    }

    @Override
    public synchronized Results results(Place place, String query, Duration timeout) {
        var asked = queries.get(query);
        if (asked == null) {
            throw new PortFailure(Kind.REFUSED, "no query '" + query + "'");
        }
        return clock.instant().isBefore(asked.completeAt())
                ? new Results(Results.Status.RUNNING, List.of())
                : new Results(Results.Status.COMPLETE, asked.rows());
    }

    /** A line is found by a phrase in quotes, by every plain word, or by any of the words marked with "?". */
    @Override
    public synchronized Lines filter(
            Place place,
            String group,
            String pattern,
            Instant from,
            Instant to,
            int most,
            @Nullable String after,
            Duration timeout) {
        var phrase = pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"");
        var words = phrase
                ? List.of(pattern.substring(1, pattern.length() - 1))
                : Arrays.stream(pattern.strip().split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
        var all =
                within(group, from, to).filter(line -> fits(line.text(), words)).toList();
        return Lines.of(all, most, after);
    }

    private static boolean fits(String line, List<String> words) {
        var any = words.stream().filter(word -> word.startsWith("?")).toList();
        return any.isEmpty()
                ? words.stream().allMatch(line::contains)
                : any.stream().anyMatch(word -> line.contains(word.substring(1)));
    }

    private Stream<Line> within(String group, Instant from, Instant to) {
        return of(group).stream()
                .filter(line -> !line.at().isBefore(from) && !line.at().isAfter(to))
                .sorted(Comparator.comparing(Line::at));
    }

    private List<Line> of(String group) {
        var lines = groups.get(group);
        if (lines == null) {
            throw new PortFailure(Kind.REFUSED, "no log group '" + group + "'");
        }
        return lines;
    }
}
