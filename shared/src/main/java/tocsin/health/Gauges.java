package tocsin.health;

import java.time.Duration;
import java.util.List;
import tocsin.alarm.CloudWatch.Place;

/** Where it is told, as a metric of CloudWatch, how the product's services stand. One call is one request. */
public interface Gauges {
    /** So many values are taken by one request. */
    int MOST = 500;

    /**
     * Puts values of now.
     *
     * @param namespace "Valine/Health"
     * @param values at most {@link #MOST}
     * @throws tocsin.PortFailure where they were not taken, or that is not known
     */
    void put(Place place, String namespace, List<Value> values, Duration timeout);

    /**
     * One value of a service.
     *
     * @param metric "Down"
     * @param service the dimension Service
     */
    record Value(String metric, String service, double value) {}
}
