package tocsin.tests.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire that breaks as toxiproxy's do: in its place where that is not to be had. */
final class OwnProxy implements Line {
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final URI to;
    private volatile URI upstream;
    private volatile Duration late = Duration.ZERO;
    private volatile boolean deaf;
    private volatile boolean resetting;

    OwnProxy(URI to) throws IOException {
        this.to = to;
        this.upstream = to;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // with the process
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client;
                var other = new Socket(InetAddress.getLoopbackAddress(), upstream.getPort())) {
            sockets.add(other);
            Thread.ofPlatform().daemon().start(() -> carry(client, other, true));
            carry(other, client, false);
        } catch (IOException ended) {
            // the client sees it
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void carry(Socket from, Socket into, boolean asking) {
        var buffer = new byte[64 * 1024];
        try {
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (asking && resetting) {
                    from.setSoLinger(true, 0); // so that closing it is a reset
                    from.close();
                    into.close();
                    return;
                }
                if (!asking) {
                    Thread.sleep(late);
                }
                if (!asking || !deaf) {
                    into.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException | InterruptedException ended) {
            // and with it the connection
        }
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + to.getPath());
    }

    @Override
    public void slow(Duration answers) {
        late = answers;
    }

    @Override
    public void deaf() {
        deaf = true;
    }

    @Override
    public void resets() {
        resetting = true;
    }

    @Override
    public void cut() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Override
    public void leadsTo(URI other) {
        upstream = other;
        cut();
    }

    @Override
    public void mend() {
        late = Duration.ZERO;
        deaf = false;
        resetting = false;
        leadsTo(to); // with a cut: what was lost on a connection is not awaited any more
    }
}
