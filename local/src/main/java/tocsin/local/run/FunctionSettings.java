package tocsin.local.run;

import java.time.Duration;

/**
 * A function as its definition has it.
 *
 * @param arn by which it is invoked: with its alias
 * @param memory MB; told to the function, and not enforced
 */
public record FunctionSettings(String name, String arn, Duration timeout, int memory) {}
