package tocsin.incident;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.config.Silence;
import tocsin.maintenance.Plans;
import tocsin.oncall.RotaCalendar;
import tocsin.oncall.ShiftOverride;

/**
 * What is stored, as far as one decision needs it.
 *
 * @param boards by service and digit
 * @param heads by partition; one that is not there was not read
 * @param paged what rang of itself lately, by whichever service
 * @param overrides what goes before the rotas, in the order in which it was added
 * @param calendars those of rotas, as they were last read
 * @param plans what maintenance is planned and under way
 */
public record View(
        Map<String, Head> heads,
        Map<BoardKey, Board> boards,
        List<Silence> silences,
        List<ShiftOverride> overrides,
        List<RotaCalendar> calendars,
        List<RecentPage> paged,
        Plans plans) {
    public static final View EMPTY = new View(
            Collections.emptyMap(), Collections.emptyMap(), List.of(), List.of(), List.of(), List.of(), Plans.NONE);

    public View {
        heads = Collections.unmodifiableMap(new TreeMap<>(heads));
        boards = Collections.unmodifiableMap(new TreeMap<>(boards));
        silences = List.copyOf(silences);
        overrides = List.copyOf(overrides);
        calendars = List.copyOf(calendars);
        paged = List.copyOf(paged);
    }

    /** With the heads of more partitions. */
    public View with(Map<String, Head> more) {
        var all = new TreeMap<>(more);
        all.putAll(heads);
        return new View(all, boards, silences, overrides, calendars, paged, plans);
    }

    public boolean knows(String partition) {
        return heads.containsKey(partition);
    }

    public Head head(String partition) {
        return heads.getOrDefault(partition, Head.first(partition));
    }
}
