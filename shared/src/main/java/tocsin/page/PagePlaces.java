package tocsin.page;

import java.util.List;

/** What may stand in the body of a webhook, to be filled in when it is sent. */
public final class PagePlaces {
    /** Each in braces after a dollar sign. */
    public static final List<String> NAMES = List.of(
            "page.status",
            "page.key",
            "page.title",
            "page.severity",
            "page.service",
            "page.incident",
            "page.details",
            "page.markdown",
            "page.url");

    private PagePlaces() {}
}
