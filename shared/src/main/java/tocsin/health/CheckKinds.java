package tocsin.health;

import java.util.List;
import java.util.Optional;

/** Every kind of check that tocsin.yaml can name. */
public record CheckKinds(List<CheckKind> all) {
    public static final CheckKinds BUILT = new CheckKinds(List.of(
            new HttpCheck(),
            new LoginCheck(),
            new CloudFrontCheck(),
            new RdsCheck(),
            new PostgresCheck(),
            new LambdaCheck(),
            new DynamoDbCheck(),
            new SqsCheck(),
            new S3Check(),
            new DnsCheck(),
            new DiscordCheck(),
            new MetricCheck()));

    public CheckKinds {
        all = List.copyOf(all);
    }

    public Optional<CheckKind> named(String name) {
        return all.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
