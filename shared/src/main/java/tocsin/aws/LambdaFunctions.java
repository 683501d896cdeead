package tocsin.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Functions;

/** The product's functions, through Lambda's API. */
final class LambdaFunctions implements Functions {
    private static final DateTimeFormatter MODIFIED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private final Regions<LambdaClient> clients;
    private final Session session;

    LambdaFunctions(Regions<LambdaClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    @Override
    public FunctionState describe(Place place, String function, @Nullable String qualifier, Duration timeout) {
        return state(request(
                "GetFunctionConfiguration",
                function,
                () -> clients.at(place)
                        .getFunctionConfiguration(request -> request.functionName(function)
                                .qualifier(qualifier)
                                .overrideConfiguration(session.within(place, timeout)))));
    }

    @Override
    public Changed<FunctionState> replaceEnvironment(
            Place place, String function, Map<String, String> environment, String revision, Duration timeout) {
        return changed(
                "UpdateFunctionConfiguration",
                function,
                () -> clients.at(place)
                        .updateFunctionConfiguration(request -> request.functionName(function)
                                .environment(variables -> variables.variables(environment))
                                .revisionId(revision)
                                .overrideConfiguration(session.within(place, timeout))),
                LambdaFunctions::state);
    }

    @Override
    public Changed<FunctionState> publish(
            Place place, String function, String codeSha256, String revision, String description, Duration timeout) {
        return changed(
                "PublishVersion",
                function,
                () -> clients.at(place)
                        .publishVersion(request -> request.functionName(function)
                                .codeSha256(codeSha256)
                                .revisionId(revision)
                                .description(description)
                                .overrideConfiguration(session.within(place, timeout))),
                LambdaFunctions::state);
    }

    @Override
    public AliasState alias(Place place, String function, String alias, Duration timeout) {
        var found = request(
                "GetAlias",
                function,
                () -> clients.at(place)
                        .getAlias(request -> request.functionName(function)
                                .name(alias)
                                .overrideConfiguration(session.within(place, timeout))));
        return new AliasState(found.name(), found.functionVersion(), found.revisionId());
    }

    @Override
    public Changed<AliasState> moveAlias(
            Place place, String function, String alias, String version, String revision, Duration timeout) {
        return changed(
                "UpdateAlias",
                function,
                () -> clients.at(place)
                        .updateAlias(request -> request.functionName(function)
                                .name(alias)
                                .functionVersion(version)
                                .revisionId(revision)
                                .overrideConfiguration(session.within(place, timeout))),
                moved -> new AliasState(moved.name(), moved.functionVersion(), moved.revisionId()));
    }

    @Override
    public List<Version> versions(Place place, String function, Duration timeout) {
        return request(
                "ListVersionsByFunction",
                function,
                () -> clients
                        .at(place)
                        .listVersionsByFunctionPaginator(request ->
                                request.functionName(function).overrideConfiguration(session.within(place, timeout)))
                        .versions()
                        .stream()
                        .filter(version -> !version.version().equals("$LATEST"))
                        .map(version -> new Version(
                                version.version(),
                                version.codeSha256(),
                                text(version.description()),
                                modified(version.lastModified())))
                        .toList());
    }

    @Override
    public @Nullable Integer reserved(Place place, String function, Duration timeout) {
        return request(
                        "GetFunctionConcurrency",
                        function,
                        () -> clients.at(place)
                                .getFunctionConcurrency(request -> request.functionName(function)
                                        .overrideConfiguration(session.within(place, timeout))))
                .reservedConcurrentExecutions();
    }

    @Override
    public void reserve(Place place, String function, @Nullable Integer concurrency, Duration timeout) {
        if (concurrency == null) {
            request(
                    "DeleteFunctionConcurrency",
                    function,
                    () -> clients.at(place)
                            .deleteFunctionConcurrency(request -> request.functionName(function)
                                    .overrideConfiguration(session.within(place, timeout))));
        } else {
            request(
                    "PutFunctionConcurrency",
                    function,
                    () -> clients.at(place)
                            .putFunctionConcurrency(request -> request.functionName(function)
                                    .reservedConcurrentExecutions(concurrency)
                                    .overrideConfiguration(session.within(place, timeout))));
        }
    }

    @Override
    public Answer invoke(Place place, String function, @Nullable String qualifier, String payload, Duration timeout) {
        var answer = request(
                "Invoke",
                function,
                () -> clients.at(place)
                        .invoke(request -> request.functionName(function)
                                .qualifier(qualifier)
                                .payload(SdkBytes.fromUtf8String(payload))
                                .overrideConfiguration(session.within(place, timeout))));
        return new Answer(answer.payload().asUtf8String(), answer.functionError());
    }

    @Override
    public Map<String, String> tags(Place place, String functionArn, Duration timeout) {
        return request(
                        "ListTags",
                        functionArn,
                        () -> clients.at(place)
                                .listTags(request -> request.resource(functionArn)
                                        .overrideConfiguration(session.within(place, timeout))))
                .tags();
    }

    private static <T> T request(String what, String function, Supplier<T> request) {
        return AwsFailures.request(what + " of " + function, request);
    }

    private static <T, R> Changed<R> changed(
            String what, String function, Supplier<T> request, Function<T, R> reading) {
        try {
            var answer = AwsFailures.request(what + " of " + function, request, LambdaException.class);
            return new Changed.Done<>(reading.apply(answer));
        } catch (LambdaException failure) {
            if (movedMeanwhile(failure)) {
                return new Changed.Moved<>(failure.awsErrorDetails().errorMessage());
            }
            throw AwsFailures.of(what + " of " + function, failure);
        }
    }

    /** Lambda says of a revision that it is old by 412, of a code hash by a sentence that names it. */
    private static boolean movedMeanwhile(LambdaException failure) {
        return failure instanceof PreconditionFailedException
                || (failure instanceof InvalidParameterValueException
                        && failure.awsErrorDetails() != null
                        && failure.awsErrorDetails().errorMessage() != null
                        && failure.awsErrorDetails().errorMessage().contains("CodeSHA256"));
    }

    private static FunctionState state(GetFunctionConfigurationResponse function) {
        return new FunctionState(
                function.functionArn(),
                function.version(),
                function.codeSha256(),
                function.revisionId(),
                variables(function.environment(), function.functionArn()),
                text(function.description()),
                settled(function.state(), function.lastUpdateStatus()));
    }

    private static FunctionState state(UpdateFunctionConfigurationResponse function) {
        return new FunctionState(
                function.functionArn(),
                function.version(),
                function.codeSha256(),
                function.revisionId(),
                variables(function.environment(), function.functionArn()),
                text(function.description()),
                settled(function.state(), function.lastUpdateStatus()));
    }

    private static FunctionState state(PublishVersionResponse function) {
        return new FunctionState(
                function.functionArn(),
                function.version(),
                function.codeSha256(),
                function.revisionId(),
                variables(function.environment(), function.functionArn()),
                text(function.description()),
                settled(function.state(), function.lastUpdateStatus()));
    }

    /** Variables that cannot be read (their key is closed to us) are not none: to write them back would lose them. */
    private static Map<String, String> variables(@Nullable EnvironmentResponse environment, String arn) {
        if (environment == null) {
            return Map.of();
        }
        if (environment.error() != null) {
            throw new PortFailure(
                    Kind.REFUSED,
                    "the variables of " + arn + " cannot be read: "
                            + environment.error().errorCode());
        }
        return environment.variables();
    }

    private static boolean settled(@Nullable State state, @Nullable LastUpdateStatus update) {
        return (state == null || state == State.ACTIVE) && (update == null || update == LastUpdateStatus.SUCCESSFUL);
    }

    /** Lambda writes its zone without a colon: "2026-02-02T03:04:05.000+0000". */
    private static Instant modified(String text) {
        return OffsetDateTime.parse(text, MODIFIED).toInstant();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
