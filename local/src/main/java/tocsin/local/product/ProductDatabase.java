package tocsin.local.product;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The product's PostgreSQL, a real one, on 127.0.0.1 alone: at most 100 connections, of which three are reserved for
 * the superuser and three for roles that may use reserved ones.
 */
public final class ProductDatabase implements AutoCloseable {
    static final String DATABASE = "valine";
    static final String SUPERUSER = "postgres";
    static final String APPLICATION = "valine";
    static final String TOCSIN = "tocsin";
    static final String MONITOR = "monitor";

    /** In the folder that keeps everything. */
    private static final String FOLDER = "postgresql";

    private static final String HOST = "127.0.0.1";

    private final EmbeddedPostgres server;
    private final Passwords passwords;

    private ProductDatabase(EmbeddedPostgres server, Passwords passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /**
     * Starts it on what it held before, or anew.
     *
     * @param folder that keeps everything
     * @param binaries where its programs are unpacked, once for all that run on this machine
     */
    public static ProductDatabase start(Path folder, Path binaries) {
        var data = folder.resolve(FOLDER);
        try {
            Files.createDirectories(data);
            var cluster = data.resolve("cluster");
            Orphan.stop(cluster);
            var passwords = Passwords.kept(Passwords.ownersAlone(data.resolve("passwords")));
            // what it unpacks into is made writable for all: so nobody else gets there
            var unpacked = Passwords.ownersAlone(binaries).resolve("unpacked");
            var server = server(cluster, data.resolve("log"), unpacked, passwords);
            return new ProductDatabase(server, passwords).settledIn(cluster);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on " + data + ": " + e.getMessage(), e);
        }
    }

    /** Ends one that still runs on that data though whoever started it was killed; for who holds the data alone. */
    public static void endOrphan(Path data) throws IOException {
        Orphan.stop(data.resolve(FOLDER).resolve("cluster"));
    }

    private static EmbeddedPostgres server(Path cluster, Path log, Path unpacked, Passwords passwords)
            throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster.toAbsolutePath())
                .setOverrideWorkingDirectory(unpacked.toAbsolutePath().toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // whoever starts it ends it, after what uses it
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("superuser_reserved_connections", "3")
                .setServerConfig("reserved_connections", "3")
                .setConnectConfig("password", passwords.of(SUPERUSER))
                .start();
    }

    /** The roles, and then no way in without a password: the cluster is made with none. */
    private ProductDatabase settledIn(Path cluster) throws IOException {
        var hosts = cluster.resolve("pg_hba.conf");
        if (!Files.readString(hosts).equals(Roles.HOSTS)) {
            try {
                Roles.make(server.getPostgresDatabase(), superuser(), passwords);
                Files.writeString(hosts, Roles.HOSTS);
                Roles.reload(superuser());
            } catch (SQLException e) {
                close();
                throw new IOException("its roles could not be made", e);
            }
        }
        return this;
    }

    /** The product's own way in: no reserved connection is for it. */
    public Login application() {
        return login(APPLICATION);
    }

    /** Tocsin's: it may count, end others' sessions, and enter when only reserved connections are left. */
    public Login tocsin() {
        return login(TOCSIN);
    }

    /** That of whoever measures: it may count, and enter when only reserved connections are left. */
    public Login monitor() {
        return login(MONITOR);
    }

    /** For setting it up, and for those who check from outside. Nothing that runs uses it. */
    public Login superuser() {
        return login(SUPERUSER);
    }

    private Login login(String role) {
        return new Login(HOST, server.getPort(), DATABASE, role, passwords.of(role));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
