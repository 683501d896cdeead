package tocsin.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tocsin.cloud.Functions.Version;
import tocsin.incident.Deployment;

/**
 * Which version of a function an alias led to before the one it leads to. Deployments tell, where AWS told of them;
 * else it is the one published before. What was rolled back since it went live is none, whether a run did that or a
 * person; a restart is what it restarted.
 */
final class LiveBefore {
    /** As AWS's news of a moved alias is kept. */
    private static final Pattern MOVED = Pattern.compile("version ([0-9]{1,18})");

    private final List<Version> versions;
    private final List<Move> moves;
    private final List<RolledBack> back;

    /** That the alias was led to a version. */
    private record Move(Version to, Instant at) {}

    /** What was found. */
    sealed interface Answer {}

    record Found(Version version) implements Answer {}

    /** @param why "there is no version" */
    record None(String why) implements Answer {}

    private LiveBefore(List<Version> versions, List<Deployment> deployments, List<RolledBack> back) {
        this.versions = versions;
        this.moves = deployments.stream()
                .flatMap(each -> MOVED.matcher(each.version())
                        .results()
                        .filter(found -> found.group().equals(each.version()))
                        .flatMap(found -> named(found.group(1)).stream())
                        .map(version -> new Move(version, each.at())))
                .toList();
        this.back = new ArrayList<>(back);
        for (var i = 1; i < moves.size(); i++) { // the newest first
            var newer = moves.get(i - 1);
            var older = moves.get(i).to();
            if (number(newer.to()) < number(older)) {
                this.back.add(new RolledBack(older.version(), newer.to().version(), newer.at()));
            }
        }
    }

    /**
     * Finds it.
     *
     * @param now the version that the alias leads to
     * @param versions all that there are
     * @param deployments of the function's service, the newest first
     * @param back the roll-backs that runs have made
     */
    static Answer find(String now, List<Version> versions, List<Deployment> deployments, List<RolledBack> back) {
        var before = new LiveBefore(versions, deployments, back);
        return before.named(now).map(before::base).map(before::of).orElseGet(() -> new None("there is no version"));
    }

    private Answer of(Version current) {
        var told = told(current);
        if (told.isPresent()) {
            return new Found(told.get());
        }
        var published = previous(current);
        if (published.isEmpty()) {
            return new None("there is no version");
        }
        var candidate = published;
        while (candidate.isPresent()) {
            var away = away(candidate.get(), Instant.MIN);
            if (away.isEmpty()) {
                return new Found(candidate.get());
            }
            candidate = named(away.get().to()).filter(isBefore(candidate.get()));
        }
        return new None("nothing tells which version was live, and was not rolled back,");
    }

    /** What was live before by the word of whoever moved the alias, and was not rolled back since. */
    private Optional<Version> told(Version current) {
        return moves.stream()
                .dropWhile(move -> !base(move.to()).equals(current))
                .filter(move -> number(base(move.to())) < number(current))
                .filter(move -> away(move.to(), move.at()).isEmpty())
                .map(Move::to)
                .findFirst();
    }

    /** The last roll-back from it, or from what is the same, after it went live. */
    private Optional<RolledBack> away(Version version, Instant live) {
        return back.stream()
                .filter(each -> each.at().isAfter(live))
                .filter(each -> named(each.from()).map(this::base).equals(Optional.of(base(version))))
                .max(Comparator.comparing(RolledBack::at));
    }

    private static Predicate<Version> isBefore(Version version) {
        return other -> number(other) < number(version);
    }

    /** A restart publishes what is there anew: what is meant is what was published before that. */
    private Version base(Version version) {
        var base = version;
        var previous = previous(base);
        while (previous.isPresent() && isRestart(base, previous.get())) {
            base = previous.get();
            previous = previous(base);
        }
        return base;
    }

    private static boolean isRestart(Version version, Version previous) {
        return version.description().startsWith(RestartFunction.SAYS)
                && previous.codeSha256().equals(version.codeSha256());
    }

    private Optional<Version> previous(Version version) {
        return versions.stream().filter(isBefore(version)).max(Comparator.comparingLong(RollBackFunction::number));
    }

    private Optional<Version> named(String version) {
        return versions.stream().filter(each -> each.version().equals(version)).findFirst();
    }

    private static long number(Version version) {
        return RollBackFunction.number(version);
    }
}
