package tocsin.config;

/** Secrets by name: Secrets Manager's on AWS, a private file on one machine. A value is never logged or kept. */
public interface Secrets {
    /**
     * The secret's value, without the space or the end of a line that came with it when it was put there.
     *
     * @param name without the prefix "secret:" that stands for it in the configuration
     * @throws tocsin.PortFailure REFUSED where there is none of that name
     */
    String secret(String name);
}
