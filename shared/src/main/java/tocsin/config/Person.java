package tocsin.config;

import io.avaje.jsonb.Json;
import java.time.ZoneId;
import java.util.List;

/** Somebody who can be told, by the first way that works. */
@Json
public record Person(String name, ZoneId zone, List<Reach> reach) {
    public Person {
        reach = List.copyOf(reach);
    }
}
