package tocsin.incident;

import io.avaje.jsonb.Json;

/**
 * One incident, named by where it is kept.
 *
 * @param partition the service's partition, as "prod/api"
 * @param number counts from 1 within the partition
 */
@Json
public record IncidentRef(String partition, long number) {
    @Override
    public String toString() {
        return partition + "#" + number;
    }
}
