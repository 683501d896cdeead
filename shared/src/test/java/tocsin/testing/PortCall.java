package tocsin.testing;

/**
 * One call of one port.
 *
 * @param index the how-manyth call of any port it is, from 0
 * @param port as {@code Ports} names it: "table", "queues", "web", ...
 */
public record PortCall(int index, String port, String method) {
    @Override
    public String toString() {
        return index + " " + port + "." + method;
    }
}
