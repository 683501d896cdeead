package tocsin.local.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.cloud.Functions.AliasState;

/**
 * A function as it is kept.
 *
 * @param revisions how many revisions were given so far
 * @param reserved its reserved concurrency; null where none is
 */
record KeptFunction(
        KeptVersion latest,
        List<KeptVersion> versions,
        Map<String, AliasState> aliases,
        Map<String, String> tags,
        int revisions,
        @Nullable Integer reserved) {
    /** Settling gives another revision, whose number is set aside with the change. */
    private static final int A_CHANGE = 2;

    KeptFunction {
        versions = List.copyOf(versions);
        aliases = new TreeMap<>(aliases);
        tags = new TreeMap<>(tags);
    }

    KeptFunction deployed(String code) {
        var next = revisions + 1;
        var now = new KeptVersion(latest.version(), code, next, latest.environment(), latest.description(), 0);
        return new KeptFunction(now, versions, aliases, tags, next, reserved);
    }

    KeptFunction with(Map<String, String> environment, long settledAt) {
        var now = new KeptVersion(
                latest.version(), latest.codeSha256(), revisions + 1, environment, latest.description(), settledAt);
        return new KeptFunction(now, versions, aliases, tags, revisions + A_CHANGE, reserved);
    }

    /** Nothing is published where code and variables are those of the last version. */
    KeptFunction published(String description, long settledAt) {
        if (!versions.isEmpty() && versions.getLast().sameAs(latest)) {
            return this;
        }
        var all = new ArrayList<>(versions);
        all.add(latest.published(
                Integer.toString(versions.size() + 1),
                revisions + 1,
                description.isEmpty() ? latest.description() : description,
                settledAt));
        return new KeptFunction(latest, all, aliases, tags, revisions + A_CHANGE, reserved);
    }

    KeptFunction reserving(@Nullable Integer concurrency) {
        return new KeptFunction(latest, versions, aliases, tags, revisions, concurrency);
    }

    KeptFunction moved(String alias, String version) {
        var all = new TreeMap<>(aliases);
        all.put(alias, new AliasState(alias, version, PretendLambda.revision(revisions + 1)));
        return new KeptFunction(latest, versions, all, tags, revisions + 1, reserved);
    }
}
