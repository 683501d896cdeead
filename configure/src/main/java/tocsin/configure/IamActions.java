package tocsin.configure;

import java.util.List;
import java.util.Optional;

/**
 * What IAM's own actions are, as AWS's Service Authorization Reference has it: which of them only read, and which
 * cannot be bound to what carries a tag. It is the one place where that is said.
 */
public final class IamActions {
    /** Reading, whatever its name sounds like. */
    private static final List<String> ALSO_READ = List.of("apigateway:GET", "logs:StartQuery");

    /** A function's variables may be secrets, and API Gateway shows its keys. */
    private static final List<String> SHOWS = List.of("apigateway:GET", "lambda:GetFunctionConfiguration");

    private static final String READING = "[a-z0-9-]+:(Get|List|Describe|BatchGet|Filter)[A-Za-z0-9]*";

    private static final String BUCKETS =
            "IAM knows no tags of a bucket or an object in a condition: bound to the buckets by their names";

    private IamActions() {}

    /** Whether it only reads: access level Read or List. */
    public static boolean reads(String action) {
        return action.matches(READING) || ALSO_READ.contains(action);
    }

    /** Why a change cannot be bound to what carries a tag; empty where it can. */
    public static Optional<String> notByTag(String action) {
        if (action.startsWith("s3:")) {
            return Optional.of(BUCKETS);
        }
        return action.equals("ssm:StartAutomationExecution")
                ? Optional.of("an automation's definition has no tags: bound to the documents by their names")
                : Optional.empty();
    }

    /** What reads, and shows more than how something stands: so it is bound as a change is. */
    public static boolean showsWhatIsInside(String action) {
        return SHOWS.contains(action);
    }
}
