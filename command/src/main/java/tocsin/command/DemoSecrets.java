package tocsin.command;

import java.nio.file.Path;
import tocsin.local.data.DurableFile;
import tocsin.local.product.Doors;

/** Secrets of a demonstration: nothing that they open is anywhere. */
final class DemoSecrets {
    private DemoSecrets() {}

    static void write(Path data) {
        DurableFile.writePrivate(data.resolve("secrets.yaml"), """
            tocsin/pagerduty: routing-key-of-the-demonstration
            tocsin/pagerduty-webhook: not-used-in-the-demo
            tocsin/mail-topic: arn:aws:sns:us-west-2:111122223333:valine-operators
            tocsin/phone: "+12065550100"
            tocsin/discord: %s
            """.formatted(Doors.TOKEN));
    }
}
