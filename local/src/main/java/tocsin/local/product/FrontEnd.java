package tocsin.local.product;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.alarm.CloudWatch.Place;

/** The front end as its deployments leave it: releases in the bucket, one of them live, and edges that keep it. */
public final class FrontEnd {
    static final String BUCKET = "valine-frontend-prod";
    static final String DISTRIBUTION = "EDFDVBD6EXAMPLE";

    private static final String INDEX = "index.html";

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final PretendBuckets buckets;
    private final PretendDistributions distributions;
    private final Place place;
    private final URI api;
    private int releases;

    FrontEnd(PretendCloud cloud, Place place, Doors doors, Map<String, String> tags) {
        this.buckets = cloud.buckets;
        this.distributions = cloud.distributions;
        this.place = place;
        this.api = doors.apiAddress();
        buckets.create(BUCKET, tags);
        distributions.create(DISTRIBUTION, tags);
    }

    /**
     * Deploys the next release, as the product's own deployment does.
     *
     * @param whole whether its page has what the application is drawn into
     * @return the release's name
     */
    public synchronized String release(boolean whole) {
        releases++;
        var name = "r" + releases;
        var page = "<!doctype html><title>Valine</title><body>" + (whole ? "<div id=\"root\"></div>" : "")
                + "<script>API='" + api + "'</script><script src=\"/app." + name + ".js\"></script>\n";
        for (var prefix : new String[] {"releases/" + name + "/", ""}) {
            buckets.put(BUCKET, prefix + "app." + name + ".js", "/* " + name + " */\n");
            buckets.put(BUCKET, prefix + INDEX, page);
        }
        buckets.put(BUCKET, "releases/live", name);
        tellEdges(name);
        return name;
    }

    /** Somebody deletes the page from the bucket, and tells the edges to forget it. */
    public synchronized void lose() {
        buckets.remove(BUCKET, INDEX);
        tellEdges("lost");
    }

    private void tellEdges(String because) {
        distributions.invalidate(place, DISTRIBUTION, "deployment-" + because, List.of("/*"), AT_ONCE);
    }
}
