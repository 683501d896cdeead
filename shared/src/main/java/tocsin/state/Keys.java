package tocsin.state;

import java.time.Instant;
import java.util.Locale;
import tocsin.incident.BoardKey;
import tocsin.incident.IncidentRef;
import tocsin.incident.StoryEntry;
import tocsin.page.PageRef;

/** Where everything stands in the table. The names sort as people would list them. */
public final class Keys {
    /** What belongs to everything: the halt, the silences, the overrides of rotas. */
    public static final String ALL = "all";

    public static final Key SILENCES = new Key(ALL, "silences");
    /** What rang of itself lately: an attribute for each service. */
    public static final Key PAGED = new Key(ALL, "paged");

    public static final Key OVERRIDES = new Key(ALL, "overrides");
    /** The calendars of rotas, as they were last read, and when they are read next. */
    public static final Key CALENDARS = new Key(ALL, "calendars");

    /** What the last sweep over CloudWatch's own list found, and when the next one is. */
    public static final Key RECONCILED = new Key(ALL, "reconciled");

    /** What AWS Health told lately. */
    public static final Key ISSUES = new Key(ALL, "issues");

    public static final Key HALT = new Key(ALL, "halt");
    /** Which day's letter is sent next, and when. */
    public static final Key LETTER = new Key(ALL, "letter");

    /** The newest alarm that Tocsin set off itself. */
    public static final Key CANARY = new Key(ALL, "canary");

    /** What maintenance is planned and under way, and when it is gone on with. */
    public static final Key MAINTENANCE = new Key(ALL, "maintenance");

    public static final String HEAD = "head";

    private static final String HEALTH = "health";
    private static final String PAGE = "/page#";
    private static final String RUN = "/run#";
    private static final String STEP = "/step#";

    private Keys() {}

    public static Key head(String partition) {
        return new Key(partition, HEAD);
    }

    public static Key board(BoardKey board) {
        return new Key(board.partition(), "board#" + board.digit());
    }

    /** An incident that is over, as it ended. */
    public static Key incident(IncidentRef ref) {
        return new Key(ref.partition(), incident(ref.number()));
    }

    /** What people wrote about an incident when it was closed. */
    public static Key postmortem(IncidentRef ref) {
        return new Key(ref.partition(), incident(ref.number()) + "/postmortem");
    }

    public static Key story(StoryEntry entry) {
        return story(new IncidentRef(entry.partition(), entry.incident()), entry.number());
    }

    /** The entry of this number in an incident's story. */
    public static Key story(IncidentRef ref, long number) {
        return new Key(ref.partition(), stories(ref.number()) + String.format(Locale.ROOT, "%08d", number));
    }

    /** What the sort keys of an incident's story begin with. */
    public static String stories(long incident) {
        return incident(incident) + "/story#";
    }

    /** How a service's checks stand, as the last sweep found them. */
    public static Key health(String partition) {
        return new Key(partition, HEALTH);
    }

    /** What the sweep of that instant found of a service. */
    public static Key health(String partition, Instant at) {
        return new Key(partition, HEALTH + "#" + at);
    }

    public static Key page(IncidentRef ref, PageRef page) {
        return new Key(ref.partition(), pages(ref.number()) + page.name());
    }

    public static String pages(long incident) {
        return incident(incident) + PAGE;
    }

    public static Key run(IncidentRef ref, int run) {
        return new Key(ref.partition(), runs(ref.number()) + run);
    }

    public static String runs(long incident) {
        return incident(incident) + RUN;
    }

    public static Key step(IncidentRef ref, int run, String step) {
        return new Key(ref.partition(), runs(ref.number()) + run + STEP + step);
    }

    public static boolean isPage(Key key) {
        return key.sk().contains(PAGE);
    }

    /** Whether it is for whoever tells: a page, or the canary that goes the same way. */
    public static boolean isTold(Key key) {
        return isPage(key) || key.equals(CANARY);
    }

    /** Whether it is a run, and not one of its steps. */
    public static boolean isRun(Key key) {
        return key.sk().contains(RUN) && !key.sk().contains(STEP);
    }

    public static boolean isHead(Key key) {
        return key.sk().equals(HEAD);
    }

    /** Of what is to be kept of messages that are no alarm, or cannot be read. */
    public static Key unread(String day, String name) {
        return new Key("unread/" + day, name);
    }

    /** That a button of a chat was pressed, by what no other press has. */
    public static Key pressed(String chat, String once) {
        return new Key("pressed/" + chat, once);
    }

    /** The lease and the budget of something that runs change. */
    public static Key target(String arn, String what) {
        return new Key("target/" + arn, what);
    }

    private static String incident(long number) {
        return "incident#" + String.format(Locale.ROOT, "%06d", number);
    }
}
