package tocsin.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.letter.Letter.Line;
import tocsin.letter.Letter.OfService;
import tocsin.page.Cleaned;
import tocsin.state.Documents;
import tocsin.state.Key;
import tocsin.state.Keys;
import tocsin.state.Ledger;
import tocsin.state.Row;
import tocsin.state.Table;
import tocsin.triage.Triage;

/** Finds in the table what a day was like. */
public final class Letters {
    private static final int PAGE = 500;

    /** Of one service on one day: more is no letter. */
    private static final int MOST = 5_000;

    private static final int LONGEST = 1_000;

    private final Table table;
    private final Ledger ledger;
    private final Documents documents;
    private final Configuration configuration;
    private final Triage triage;

    public Letters(Table table, Ledger ledger, Documents documents, Configuration configuration, Triage triage) {
        this.table = table;
        this.ledger = ledger;
        this.documents = documents;
        this.configuration = configuration;
        this.triage = triage;
    }

    /** The letter of one day, by the clocks of the configuration's zone. */
    public Letter of(LocalDate day) {
        var zone = configuration.zone();
        var from = Letter.begins(day, zone);
        var to = Letter.begins(day.plusDays(1), zone);
        var services = new ArrayList<OfService>();
        partitions()
                .forEach((partition, paging) ->
                        services.add(new OfService(partition, paging, lines(partition, from, to))));
        return new Letter(day, zone, services);
    }

    private Map<String, Paging> partitions() {
        var all = new LinkedHashMap<String, Paging>();
        configuration.services().forEach(service -> all.put(service.partition(), service.paging()));
        for (var stage : configuration.stages()) {
            for (var region : stage.regions()) {
                all.put(Triage.region(region), configuration.paging());
                all.put("unmatched/" + stage.account() + "/" + region, configuration.paging());
            }
        }
        return all;
    }

    private List<Line> lines(String partition, Instant from, Instant to) {
        var lines = new ArrayList<Line>(story(new IncidentRef(partition, 0), from, to));
        var head = ledger.view(List.of(partition), List.of()).head(partition);
        for (var number = head.incidents(); number > 0; number--) {
            var ref = new IncidentRef(partition, number);
            var story = story(ref, from, to);
            lines.addAll(story);
            if (story.isEmpty() && isOlder(ref, from)) {
                break;
            }
        }
        return lines.stream().sorted(Comparator.comparing(Line::at)).toList();
    }

    /** Whether the incident was over before the day: then those before it were, too. */
    private boolean isOlder(IncidentRef ref, Instant from) {
        return newest(ref).rows().stream().allMatch(row -> entry(row).at().isBefore(from));
    }

    private Table.Page newest(IncidentRef ref) {
        return table.query(ref.partition(), Keys.stories(ref.number()), true, 1, null);
    }

    /** The newest first, until before the day. */
    private List<Line> story(IncidentRef ref, Instant from, Instant to) {
        var incident = ref.number() == 0 ? "" : triage.speakable(ref);
        var lines = new ArrayList<Line>();
        @Nullable Key after = null;
        do {
            var page = table.query(ref.partition(), Keys.stories(ref.number()), true, PAGE, after);
            for (var row : page.rows()) {
                var entry = entry(row);
                if (entry.at().isBefore(from)) {
                    return lines;
                }
                if (entry.at().isBefore(to)) {
                    lines.add(new Line(entry.at(), incident, entry.what(), Cleaned.line(entry.text(), LONGEST)));
                }
            }
            after = page.next();
        } while (after != null && lines.size() < MOST);
        return lines;
    }

    private StoryEntry entry(Row row) {
        var body = row.text("body");
        if (body == null) {
            throw new IllegalStateException("no document in the row " + row.key());
        }
        return documents.stories().fromJson(body);
    }
}
