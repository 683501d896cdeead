package tocsin.local.product;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tocsin.cloud.Functions.FunctionState;

/**
 * $LATEST, or a version, as it is kept.
 *
 * @param revision while it is not settled; the next one is its revision after that
 * @param settledAt epoch milliseconds; 0 where it took no time
 */
record KeptVersion(
        String version,
        String codeSha256,
        int revision,
        Map<String, String> environment,
        String description,
        long settledAt) {
    KeptVersion {
        environment = new TreeMap<>(environment);
    }

    boolean sameAs(KeptVersion other) {
        return codeSha256.equals(other.codeSha256) && environment.equals(other.environment);
    }

    KeptVersion published(String number, int itsRevision, String saying, long when) {
        return new KeptVersion(number, codeSha256, itsRevision, environment, saying, when);
    }

    FunctionState state(String arn, Instant now) {
        var settled = now.toEpochMilli() >= settledAt;
        var number = settled && settledAt > 0 ? revision + 1 : revision;
        return new FunctionState(
                arn, version, codeSha256, PretendLambda.revision(number), environment, description, settled);
    }

    /** Without the variables' values. */
    @Override
    public String toString() {
        return "version " + version + ", " + codeSha256;
    }
}
