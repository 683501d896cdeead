package tocsin.database;

import io.avaje.json.JsonDataException;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonNumber;
import io.avaje.json.node.JsonObject;
import io.avaje.json.node.JsonString;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.cloud.Database.Request;
import tocsin.config.Service;

/**
 * Finds how a database is entered: {@code login: iam:ROLE}, by a token that is signed here, or {@code login:
 * secret:NAME}, by a secret in the form that RDS gives its own. The address is the secret's, where it has one (RDS's
 * own have none), or else the service's {@code address}: HOST:PORT/DATABASE.
 */
final class Doors {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final Pattern ADDRESS = Pattern.compile("([^\\s:/]+)(?::([0-9]{1,5}))?/([^\\s/]+)");
    private static final int USUAL_PORT = 5432;
    private static final String IAM = "iam:";
    private static final String SECRET = "secret:";

    private final Ports ports;

    Doors(Ports ports) {
        this.ports = ports;
    }

    Door of(Request request) {
        var login = request.login();
        if (login.startsWith(IAM)) {
            return byToken(request.database(), login.substring(IAM.length()));
        }
        if (login.startsWith(SECRET)) {
            return bySecret(request.database(), login.substring(SECRET.length()));
        }
        throw new NoDoor("login: neither iam:ROLE nor secret:NAME"); // what stands there may be the password
    }

    private Door byToken(String database, String role) {
        var at = address(database)
                .orElseThrow(() -> new NoDoor("with iam:" + role + " the service of " + database
                        + " needs an address among its resources: HOST:PORT/DATABASE"));
        var token = ports.databaseTokens().token(at.host(), at.port(), role, ports.region());
        return new Door(at.host(), at.port(), at.database(), role, token, true);
    }

    private Door bySecret(String database, String name) {
        var secret = secret(name);
        var at = secret.elements().containsKey("host")
                ? address(secret, name)
                : address(database)
                        .orElseThrow(() -> new NoDoor("the secret " + name + " has no host, and the service of "
                                + database + " no address among its resources: HOST:PORT/DATABASE"));
        return new Door(
                at.host(),
                at.port(),
                at.database(),
                text(secret, name, "username"),
                text(secret, name, "password"),
                false);
    }

    private JsonObject secret(String name) {
        try {
            return JSON.fromJsonObject(ports.secrets().secret(name));
        } catch (JsonDataException | IllegalStateException unreadable) { // what it says would quote the secret
            throw new NoDoor("the secret " + name + " is no JSON with username and password");
        }
    }

    private static String text(JsonObject secret, String name, String field) {
        var found = secret.elements().get(field);
        if (!(found instanceof JsonString || found instanceof JsonNumber)) {
            throw new NoDoor("the secret " + name + " lacks " + field);
        }
        return found.text();
    }

    private record Address(String host, int port, String database) {}

    private Optional<Address> address(String database) {
        return ports.configuration().services().stream()
                .map(Service::resources)
                .filter(resources -> database.equals(resources.get("database")))
                .flatMap(resources -> Optional.ofNullable(resources.get("address")).stream())
                .map(Doors::read)
                .findFirst();
    }

    private static Address read(String address) {
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new NoDoor("address: not HOST:PORT/DATABASE"); // it may be one with a password in it
        }
        return new Address(parts.group(1), port(parts.group(2)), parts.group(3));
    }

    private static Address address(JsonObject secret, String name) {
        return new Address(
                text(secret, name, "host"),
                port(secret.elements().containsKey("port") ? text(secret, name, "port") : null),
                text(secret, name, "dbname"));
    }

    private static int port(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,5}") ? USUAL_PORT : Integer.parseInt(text);
    }
}
