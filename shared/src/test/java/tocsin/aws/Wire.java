package tocsin.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server that does to requests what no well-behaved one does; it counts those that arrived whole. */
final class Wire implements AutoCloseable {
    private final ServerSocket server;
    private final Manners manners;
    private final List<Socket> open = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** What happens to a request. */
    interface Manners {
        /**
         * @param number which request of all it is, from 1
         * @return what is sent, or null to close the connection without a word
         */
        @Nullable String answer(int number) throws InterruptedException;
    }

    /** An answer that never comes. */
    static @Nullable String never() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
        return null;
    }

    Wire(Manners manners) {
        this.manners = manners;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " So\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: application/json\r\n\r\n" + body;
    }

    /** Where nobody listens. */
    static URI nobody() {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void start(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                synchronized (this) {
                    open.add(socket);
                }
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                var request = readRequest(socket.getInputStream());
                if (request == null) {
                    return;
                }
                int number;
                synchronized (this) {
                    requests.add(request);
                    number = requests.size();
                }
                var answer = manners.answer(number);
                if (answer == null) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException closed) {
            // the other side has gone, or the test is over
        }
    }

    private static @Nullable String readRequest(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        var text = head.toString(ISO_8859_1);
        var length = text.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line ->
                        Integer.valueOf(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), ISO_8859_1);
    }
}
