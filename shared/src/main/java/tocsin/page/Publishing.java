package tocsin.page;

import java.util.function.Function;
import tocsin.PortFailure;
import tocsin.config.Secret;
import tocsin.config.Secrets;

/** What a publication by SNS comes to, as a channel's answer. */
final class Publishing {
    private Publishing() {}

    static Answer answer(String channel, Secrets secrets, Secret secret, Function<String, String> publish) {
        String to;
        try {
            to = secrets.secret(secret.name()).strip();
        } catch (PortFailure failure) {
            return new Answer.Later("whom to reach by " + channel + " cannot be read: " + failure.getMessage(), null);
        }
        try {
            return new Answer.Confirmed("SNS: " + publish.apply(to));
        } catch (PortFailure failure) {
            var says = Veiled.text(String.valueOf(failure.getMessage()), to); // SNS quotes the number that it refuses
            return switch (failure.kind()) {
                case UNCLEAR -> new Answer.Unclear("SNS gave no answer: " + says);
                case REFUSED -> new Answer.Refused("SNS refuses the " + channel + ": " + says);
                case THROTTLED, CONFLICT, UNAVAILABLE -> new Answer.Later("SNS is not there: " + says, null);
            };
        }
    }
}
