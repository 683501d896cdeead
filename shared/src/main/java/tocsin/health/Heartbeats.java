package tocsin.health;

/** Where a heartbeat is counted: a metric of CloudWatch, in whichever Region watches for it. One call is one request. */
public interface Heartbeats {
    /**
     * Counts one heartbeat, now.
     *
     * @throws tocsin.PortFailure where it was not counted, or that is not known
     */
    void tell(String region, Beat beat);
}
