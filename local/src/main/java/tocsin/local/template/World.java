package tocsin.local.template;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Where a template is deployed, and the parameters it is given. */
public record World(String account, String region, String stack, Map<String, String> parameters) {
    public World {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
