package tocsin.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Secrets;

/** Secrets from Secrets Manager; a value is kept for five minutes, so that a changed one is soon in use. */
final class SecretsManagerSecrets implements Secrets {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Supplier<SecretsManagerClient> client;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new HashMap<>();

    /** Not a record: a record's text would print the value. */
    private static final class Kept {
        private final String value;
        private final Instant until;

        Kept(String value, Instant until) {
            this.value = value;
            this.until = until;
        }
    }

    SecretsManagerSecrets(Supplier<SecretsManagerClient> client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public synchronized String secret(String name) {
        var now = clock.instant();
        var known = kept.get(name);
        if (known != null && now.isBefore(known.until)) {
            return known.value;
        }
        var value = AwsFailures.request(
                        "GetSecretValue of '" + name + "'",
                        () -> client.get().getSecretValue(request -> request.secretId(name)))
                .secretString();
        if (value == null) {
            throw new PortFailure(Kind.REFUSED, "the secret '" + name + "' is no text");
        }
        var stripped = value.strip();
        kept.put(name, new Kept(stripped, now.plus(KEPT)));
        return stripped;
    }
}
