package tocsin.testing;

import java.util.HashMap;
import java.util.Map;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.config.Secrets;

/** Secrets as a test sets them. */
public final class TestingSecrets implements Secrets {
    private final Map<String, String> secrets = new HashMap<>();

    public synchronized void set(String name, String value) {
        secrets.put(name, value);
    }

    @Override
    public synchronized String secret(String name) {
        var value = secrets.get(name);
        if (value == null) {
            throw new PortFailure(Kind.REFUSED, "no secret named '" + name + "'");
        }
        return value.strip();
    }
}
