package tocsin.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one message says about an alarm, whatever its form; null is what it does not say. */
interface AlarmMessage {
    Way way();

    @Nullable String name();

    @Nullable String state();

    @Nullable String previous();

    /** When the state moved, else when the message was sent; null where neither is an instant up to now. */
    @Nullable Instant at(Instant now);

    @Nullable AlarmArn arn();

    @Nullable String account();

    /** The Region's code where the message writes one beside the ARN. */
    @Nullable String region();

    @Nullable String description();

    @Nullable String reason();

    Fields reasonData();

    List<Metric> metrics();

    boolean composite();

    /** How the value is compared: the operators of a band tell an anomaly alarm. */
    @Nullable String comparison();

    @Nullable Double threshold();

    boolean contributes();

    @Nullable String contributor();

    Map<String, String> contributorAttributes();

    @Nullable Map<String, String> tags();

    @Nullable Boolean actionsEnabled();

    @Nullable String suppressedBy();

    @Nullable String previouslySuppressedBy();

    /** What says that a mute rule holds the actions; empty where none does. */
    Fields mute();
}
