package tocsin.testing;

import tocsin.config.Secrets;

/** The keeper in memory keeps the contract. */
class TestingSecretsTest extends SecretsContract {
    private final TestingSecrets secrets = new TestingSecrets();

    @Override
    protected Secrets secrets() {
        return secrets;
    }

    @Override
    protected void keep(String name, String value) {
        secrets.set(name, value);
    }
}
