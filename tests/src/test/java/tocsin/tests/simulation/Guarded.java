package tocsin.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.config.Rate;
import tocsin.runbook.RunRow;
import tocsin.state.Keys;
import tocsin.state.Row;
import tocsin.testing.Change;
import tocsin.testing.TestingPorts;

/**
 * What must hold of what runs change: held, by the world's own ledger of what was changed and when, to what people
 * pressed, to what CloudWatch held, and to the team's rules. Nothing that Tocsin decides by is asked.
 */
final class Guarded {
    /** A function may be a minute at it, and what it writes may come two minutes late: then it was spent before. */
    private static final Duration LATE = Duration.ofMinutes(4);

    /** Clocks differ by two seconds each way. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** So long after a migration the older code may not know the newer database. */
    private static final Duration MIGRATED = Duration.ofHours(2).minus(SKEW);

    private static final Duration STEP = Duration.ofSeconds(10);

    /** Whoever had begun before a halt is done by then. */
    private static final Duration HALTED = Duration.ofMinutes(2);

    /** The same step tried again ends nothing that has not idled for ten minutes by then. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** So many runs that failed in a row, and a runbook asks. */
    private static final int DISAPPOINTING = 2;

    private static final Pattern MOVED = Pattern.compile("alias live of (\\S+) to (\\d+)");
    private static final Pattern EXCUSED = Pattern.compile(
            "cannot be taken back|too late to take it back|halted all runs|halted by|another run has taken|was changed while"
                    + " it ran");

    private final Agenda agenda;
    private final TestingPorts ports;
    private final Rules rules;
    private final Alarms alarms;
    private final Turns turns;
    private final Trace trace;
    private final Runs runs;
    private final List<Made> made = new ArrayList<>();
    private final List<Intent> intents = new ArrayList<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private final Map<String, Instant> disappointing = new TreeMap<>();
    private final List<Deployed> deployments = new ArrayList<>();
    private final List<Runs.Seen> overs = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private @Nullable Halted halted;
    private long order;

    /** That a run is about to change something: its lease was committed. */
    private record Intent(String run, String target, Instant at) {}

    private record Halted(Instant at, long order) {}

    private record Deployed(String partition, Instant at, boolean migration) {}

    Guarded(Agenda agenda, TestingPorts ports, Rules rules, Alarms alarms, Turns turns, Trace trace, Runs runs) {
        this.agenda = agenda;
        this.ports = ports;
        this.rules = rules;
        this.alarms = alarms;
        this.turns = turns;
        this.trace = trace;
        this.runs = runs;
        ports.table.onChange(this::committed);
    }

    /** What did not hold since the last time. */
    List<String> takeBroken() {
        var all = List.copyOf(broken);
        broken.clear();
        return all;
    }

    /** What was changed so far, oldest first. */
    List<Made> made() {
        return List.copyOf(made);
    }

    /** Whoever runs now looks whether all is halted. */
    void looked() {
        order++;
        turns.look(order);
    }

    /** Somebody was told that a deployment is noted. */
    void deployed(String partition, Instant at, boolean migration) {
        deployments.add(new Deployed(partition, at, migration));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    // --- what is committed

    private void committed(Change change) {
        order++;
        if (change.key().equals(Keys.HALT)) {
            halted =
                    change.after() == null ? null : Objects.requireNonNullElse(halted, new Halted(agenda.now(), order));
        } else if (change.key().pk().startsWith("target/") && change.key().sk().equals("lease")) {
            leased(change);
        } else {
            runs.committed(change, agenda.now());
            ended(change);
        }
    }

    private void leased(Change change) {
        var after = change.after();
        if (after == null
                || number(change.before() == null ? null : change.before().number(RunRow.LEASE))
                        >= number(after.number(RunRow.LEASE))) {
            return;
        }
        var target = change.key().pk().substring("target/".length());
        var intent = new Intent(String.valueOf(after.text("holder")), target, agenda.now());
        trace.tell(agenda.now(), intent.run() + " takes " + target);
        var first = intents.stream().noneMatch(each -> each.run().equals(intent.run()));
        intents.add(intent);
        var run = runs.named(intent.run());
        if (run == null) {
            check(false, intent.run() + " takes " + target + ", and nobody has asked for such a run");
            return;
        }
        check(halted == null, intent.run() + " begins a change though all is halted");
        check(!run.stopped, intent.run() + " begins a change though somebody has stopped it");
        check(isFree(change.before(), intent), intent.run() + " takes " + target + ", which another run holds");
        budget(intent);
        allowed(intent, run);
        if (first) {
            confirmed(intent, run);
        }
    }

    private boolean isFree(@Nullable Row before, Intent intent) {
        var until = before == null ? null : before.number(RunRow.LEASE_UNTIL);
        return before == null
                || intent.run().equals(before.text("holder"))
                || until == null
                || until <= intent.at().plus(SKEW).toEpochMilli();
    }

    private void budget(Intent intent) {
        var all = within(rules.all(), intent.at(), intents);
        check(all <= rules.all().count(), "the budget in all is exceeded by " + intent.run() + ": " + all);
        var same = intents.stream()
                .filter(each -> each.target().equals(intent.target()))
                .toList();
        var on = within(rules.target(), intent.at(), same);
        check(on <= rules.target().count(), "the budget of " + intent.target() + " is exceeded by " + intent.run());
    }

    private static long within(Rate rate, Instant now, List<Intent> intents) {
        var from = now.minus(rate.within()).plus(LATE);
        return intents.stream().filter(each -> each.at().isAfter(from)).count();
    }

    /** By the mode that the team gave it, as far as nothing spoke against that, or by somebody's word. */
    private void allowed(Intent intent, Runs.Seen run) {
        var runbook = run.request.runbook();
        var mode = rules.mode(runbook);
        check(!mode.equals("shadow"), intent.run() + " changes something, and " + runbook + " is in the shadow");
        if (!run.yes.isEmpty()) {
            return;
        }
        check(!mode.equals("approve"), intent.run() + " changes something without anybody's approval");
        var against = against(run);
        check(against.isEmpty(), intent.run() + " acts by itself, " + against);
        if (mode.startsWith("veto")) {
            var waited = run.asked.stream()
                    .filter(Runs.Asked::veto)
                    .anyMatch(each ->
                            !intent.at().isBefore(each.at().plus(Rules.VETO).minus(SKEW)));
            check(waited, intent.run() + " did not wait for a veto");
        }
    }

    /** What it can have known when it last looked, and makes it ask. */
    private String against(Runs.Seen run) {
        var known = turns.lookedAt().minus(SKEW);
        var request = run.request;
        var since = request.at().minus(rules.deployed()).plus(SKEW);
        var deployed = deployments.stream()
                .filter(each -> each.partition().equals(request.partition()))
                .anyMatch(each -> each.at().isAfter(since) && each.at().isBefore(known));
        if (deployed) {
            return "though something was deployed to " + request.partition();
        }
        var failures = disappointing.get(request.runbook());
        if (failures != null && failures.isBefore(known)) {
            return "though the last runs of " + request.runbook() + " were not proven";
        }
        return isStorm(request.at().minus(rules.storm().within()).plus(SKEW), known) ? "though there is a storm" : "";
    }

    private boolean isStorm(Instant from, Instant until) {
        var opened = new ArrayList<Instant>();
        for (var service : rules.before().services()) {
            var open =
                    service.stage().equals("prod") ? runs.open(ports.table.row(Keys.head(service.partition()))) : null;
            if (open != null && open.openedAt().isAfter(from) && open.openedAt().isBefore(until)) {
                opened.add(open.openedAt());
            }
        }
        opened.sort(Comparator.naturalOrder());
        var count = rules.storm().count();
        for (var last = count - 1; last < opened.size(); last++) {
            var first = opened.get(last - count + 1);
            if (opened.get(last).isBefore(first.plus(rules.storm().within()).minus(SKEW))) {
                return true;
            }
        }
        return false;
    }

    /** The first change of a run: CloudWatch itself must have said ALARM just before, and no mute held it. */
    private void confirmed(Intent intent, Runs.Seen run) {
        var transition = run.request.transition();
        if (transition != null) {
            check(
                    alarms.hasStood(transition.alarm(), turns.lookedAt().minus(STEP)),
                    intent.run() + " changes something, though CloudWatch does not say ALARM of " + transition.alarm());
        }
    }

    /** How a run has ended, for the trust in its runbook. */
    private void ended(Change change) {
        var row = change.after();
        if (row == null || !Keys.isRun(row.key()) || !"over".equals(row.text(RunRow.STATUS))) {
            return;
        }
        var before = change.before();
        var run = runs.named(runs.request(row).id());
        if (run == null || before != null && "over".equals(before.text(RunRow.STATUS))) {
            return;
        }
        overs.add(run);
    }

    /** Looks at those that have ended since the last time: their last words are told by now. */
    void look() {
        for (var run : List.copyOf(overs)) {
            over(run);
        }
        overs.clear();
    }

    private void over(Runs.Seen run) {
        var id = run.request.id();
        var runbook = run.request.runbook();
        check(!run.end.isEmpty(), id + " is over, and nobody is told how it ended");
        var mine = made.stream().filter(each -> each.run().equals(id)).toList();
        if (run.end.equals("run proven")) {
            failed.remove(runbook);
            disappointing.remove(runbook);
        } else if (run.end.equals("run failed") && !mine.isEmpty()) {
            var halted = run.told.stream().anyMatch(text -> text.contains(": halted by ")); // no fault of the runbook's
            if (!halted && failed.merge(runbook, 1, Integer::sum) >= DISAPPOINTING) {
                disappointing.putIfAbsent(runbook, agenda.now());
            }
            takenBack(run, mine);
        }
        check(mine.isEmpty() || !run.end.equals("run ended"), id + " has changed something and ended without a proof");
    }

    /** What did not help is as it was before, or it is told why not. */
    private void takenBack(Runs.Seen run, List<Made> mine) {
        var before = new TreeMap<String, String>();
        var after = new TreeMap<String, String>();
        for (var each : mine) {
            var moved = MOVED.matcher(each.what());
            if (moved.matches()) {
                before.putIfAbsent(each.target(), each.before());
                after.put(each.target(), moved.group(2));
            }
        }
        var excused = run.told.stream().anyMatch(text -> EXCUSED.matcher(text).find());
        check(
                before.equals(after) || excused,
                run.request.id() + " failed and left " + after + " where " + before + " was, and does not tell why");
    }

    // --- what is changed

    /** Tocsin has just changed something, and whoever did it runs still. */
    void made(String run, String target, String what, String before) {
        order++;
        var now = agenda.now();
        trace.tell(now, "changed by " + run + ": " + what);
        var change = new Made(run, target, what, before, now, order);
        leased(change);
        var halt = halted;
        if (halt != null) {
            check(
                    turns.looked() < halt.order() && !now.isAfter(halt.at().plus(HALTED)),
                    what + " by " + run + ", though all was halted at " + halt.at());
        }
        alone(change);
        once(change);
        approved(change);
        made.add(change);
    }

    private void leased(Made change) {
        var lease = ports.table.row(Keys.target(change.target(), "lease"));
        var until = lease == null ? null : lease.number(RunRow.LEASE_UNTIL);
        check(
                lease != null
                        && change.run().equals(lease.text("holder"))
                        && until != null
                        && until > change.at().minus(SKEW).toEpochMilli(),
                change.what() + " by " + change.run() + " without a lease on " + change.target());
    }

    /** Nobody else has been at it since this run began there. */
    private void alone(Made change) {
        var first = made.stream().filter(each -> isSame(each, change)).findFirst();
        first.ifPresent(begun -> made.stream()
                .filter(each -> each.target().equals(change.target())
                        && !each.run().equals(change.run())
                        && each.order() > begun.order())
                .findFirst()
                .ifPresent(other -> check(
                        false, change.run() + " and " + other.run() + " are at " + change.target() + " at once")));
    }

    private static boolean isSame(Made one, Made other) {
        return one.run().equals(other.run()) && one.target().equals(other.target());
    }

    /** However often it is taken up again, each change is made once. */
    private void once(Made change) {
        var kind = change.what().replaceFirst("^(version|ended) .*", "$1");
        var repeated = made.stream()
                .filter(each -> isSame(each, change) && each.what().startsWith(kind))
                .filter(each ->
                        !kind.equals("ended") || each.at().isBefore(change.at().minus(AGAIN)))
                .findFirst();
        check(repeated.isEmpty(), change.run() + " makes a change twice: " + change.what());
    }

    /** Where an alias is moved first: from where somebody read that it would be, or let it pass. */
    private void approved(Made change) {
        var run = runs.named(change.run());
        var first = made.stream()
                .noneMatch(each ->
                        isSame(each, change) && MOVED.matcher(each.what()).matches());
        if (run == null || !first || !MOVED.matcher(change.what()).matches()) {
            return;
        }
        if (run.request.runbook().equals(Rules.ERRORS)) {
            check(
                    !isBack(change) || !isMigrated(run.request.partition()),
                    change.run() + " rolls back over a migration: " + change.what());
        }
        var read = new ArrayList<>(run.yes);
        if (read.isEmpty()) {
            run.asked.stream()
                    .filter(Runs.Asked::veto)
                    .map(Runs.Asked::question)
                    .forEach(read::add);
        }
        check(
                read.isEmpty()
                        || read.stream()
                                .anyMatch(text -> text.contains("live from version " + change.before() + " to ")),
                change.run() + " moves an alias from version " + change.before() + ", which is not what was approved: "
                        + read);
    }

    private static boolean isBack(Made change) {
        var moved = MOVED.matcher(change.what());
        return moved.matches() && Long.parseLong(moved.group(2)) < Long.parseLong(change.before());
    }

    private boolean isMigrated(String partition) {
        var known = turns.lookedAt();
        var since = known.minus(MIGRATED);
        return deployments.stream()
                .filter(each -> each.partition().equals(partition))
                .filter(each -> each.at().isAfter(since) && each.at().isBefore(known.minus(SKEW)))
                .anyMatch(Deployed::migration);
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /** All is well for long: each run has ended, and told how. */
    void settled() {
        look();
        for (var run : runs.all()) {
            if (!run.over) {
                run.told.forEach(text -> trace.tell(agenda.now(), text));
            }
            check(run.over, run.request.id() + " has no end");
            check(!run.end.isEmpty(), run.request.id() + " is not told to have ended");
        }
    }
}
