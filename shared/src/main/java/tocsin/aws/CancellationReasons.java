package tocsin.aws;

import org.jspecify.annotations.Nullable;
import tocsin.state.Table.Why;

/** The codes by which DynamoDB says what cancelled a transaction. */
final class CancellationReasons {
    private CancellationReasons() {}

    static Why why(@Nullable String code) {
        return switch (code) {
            case null -> Why.NONE;
            case "None" -> Why.NONE;
            case "ConditionalCheckFailed" -> Why.CONDITION;
            case "TransactionConflict" -> Why.CONFLICT;
            case "ProvisionedThroughputExceeded", "ThrottlingError" -> Why.THROTTLED;
            // ItemCollectionSizeLimitExceeded, ValidationError, DuplicateItem, AccessDenied: no repetition mends these
            default -> Why.REFUSED;
        };
    }
}
