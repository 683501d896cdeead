package tocsin.tests.story;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks PostgreSQL's protocol as far as the password, which it asks for in clear text, and then tells it
 * to everybody.
 */
final class TalkativePostgres implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int CLEAR_TEXT = 3;
    private static final List<String> PARAMETERS = List.of(
            "server_version=17.0",
            "client_encoding=UTF8",
            "DateStyle=ISO, MDY",
            "integer_datetimes=on",
            "standard_conforming_strings=on");

    /** What it does once it knows the password. */
    enum Manner {
        REFUSES_THE_LOGIN,
        FAILS_EACH_QUERY,
        FAILS_EACH_QUERY_FOR_GOOD,
        BABBLES,
        HANGS_UP
    }

    /** How often it heard the password. */
    final AtomicInteger heard = new AtomicInteger();

    private final ServerSocket server;
    private final Manner manner;

    TalkativePostgres(Manner manner) throws IOException {
        this.manner = manner;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(client.getOutputStream())) {
            while (isSslRequest(in)) {
                out.write('N');
            }
            out.write('R');
            out.writeInt(Integer.BYTES * 2);
            out.writeInt(CLEAR_TEXT);
            in.readByte();
            var password = new String(in.readNBytes(in.readInt() - Integer.BYTES), StandardCharsets.UTF_8).strip();
            password = password.substring(0, password.length() - (password.endsWith("\0") ? 1 : 0));
            heard.incrementAndGet();
            switch (manner) {
                case REFUSES_THE_LOGIN -> error(out, "28P01", password);
                case FAILS_EACH_QUERY -> failing(in, out, "XX000", password);
                case FAILS_EACH_QUERY_FOR_GOOD -> failing(in, out, "42501", password);
                case BABBLES -> out.writeBytes("your password is " + password + ", is it not? ".repeat(100));
                case HANGS_UP -> out.flush();
            }
        } catch (IOException gone) {
            // the client is gone: the next one comes
        }
    }

    private static boolean isSslRequest(DataInputStream in) throws IOException {
        var body = in.readNBytes(in.readInt() - Integer.BYTES);
        return body.length == Integer.BYTES && ByteBuffer.wrap(body).getInt() == SSL_REQUEST;
    }

    private static void failing(DataInputStream in, DataOutputStream out, String state, String password)
            throws IOException {
        out.write('R');
        out.writeInt(Integer.BYTES * 2);
        out.writeInt(0);
        for (var parameter : PARAMETERS) {
            message(out, 'S', parameter.replace('=', '\0') + '\0');
        }
        message(out, 'Z', "I");
        while (true) {
            var type = in.readByte();
            in.skipNBytes(in.readInt() - Integer.BYTES);
            if (type == 'S' || type == 'Q') {
                error(out, state, password);
                message(out, 'Z', "I");
            }
        }
    }

    private static void error(DataOutputStream out, String state, String password) throws IOException {
        message(
                out,
                'E',
                "SERROR\0VERROR\0C" + state + "\0Mno entry with " + password + "\0Dit was '" + password
                        + "'\0Htry another than password=" + password + "\0\0");
    }

    private static void message(DataOutputStream out, char type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(type);
        out.writeInt(bytes.length + Integer.BYTES);
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
