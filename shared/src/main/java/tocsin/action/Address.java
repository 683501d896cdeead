package tocsin.action;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The address of something that answers over HTTP. */
public final class Address {
    private Address() {}

    /** What is written, where it is an address of http or https. */
    public static Optional<URI> read(String text) {
        try {
            return Optional.of(URI.create(text))
                    .filter(url -> url.getHost() != null
                            && List.of("http", "https").contains(String.valueOf(url.getScheme())));
        } catch (IllegalArgumentException noUri) {
            return Optional.empty();
        }
    }

    /** As people may see it: without what may be a credential, a user, a query, a fragment. */
    public static String shown(URI url) {
        var port = url.getPort() == -1 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
