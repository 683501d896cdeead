package tocsin.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.health.Outside;

/** Certificates by a TLS handshake, names by the resolver of the machine. */
public final class TheOutside implements Outside {
    @Override
    public Instant certificateEnds(String host, int port, Duration timeout) {
        try (var socket = (SSLSocket) context().getSocketFactory().createSocket()) {
            var millis = (int) timeout.toMillis();
            socket.setSoTimeout(millis);
            var parameters = socket.getSSLParameters();
            if (!host.matches("[0-9.]+|.*:.*")) {
                parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName(host)));
            }
            socket.setSSLParameters(parameters);
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.startHandshake();
            return Arrays.stream(socket.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .findFirst()
                    .map(certificate -> certificate.getNotAfter().toInstant())
                    .orElseThrow(() -> new PortFailure(Kind.UNCLEAR, host + " shows no certificate"));
        } catch (IOException | GeneralSecurityException failure) {
            throw new PortFailure(
                    Kind.UNAVAILABLE, "no TLS handshake with " + host + ": " + failure.getMessage(), failure);
        }
    }

    /** Nothing is sent on this connection, so nothing is trusted to it: one that has ended is to be read as well. */
    private static SSLContext context() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Reading()}, null);
        return context;
    }

    private static final class Reading implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public List<String> addresses(String name, Duration timeout) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
        } catch (UnknownHostException none) {
            return List.of();
        }
    }
}
