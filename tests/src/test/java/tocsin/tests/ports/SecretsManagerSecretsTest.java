package tocsin.tests.ports;

import java.util.Map;
import tocsin.config.Secrets;
import tocsin.testing.SecretsContract;

/** Secrets Manager keeps the contract of the keeper of secrets. */
class SecretsManagerSecretsTest extends SecretsContract {
    private final Secrets secrets = Moto.started().ports(Map.of()).secrets();

    @Override
    protected Secrets secrets() {
        return secrets;
    }

    @Override
    protected void keep(String name, String value) {
        Moto.started().keepSecret(name, value);
    }
}
