package tocsin.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;
import tocsin.cloud.DatabaseTokens;

/** Tokens signed here with our own credentials; that the role may enter is IAM's to say (rds-db:connect). */
final class RdsTokens implements DatabaseTokens {
    private final Supplier<AwsClients> clients;

    RdsTokens(Supplier<AwsClients> clients) {
        this.clients = clients;
    }

    @Override
    public String token(String host, int port, String role, String region) {
        return RdsUtilities.builder()
                .region(Region.of(region))
                .credentialsProvider(clients.get().credentials())
                .build()
                .generateAuthenticationToken(
                        request -> request.hostname(host).port(port).username(role));
    }
}
