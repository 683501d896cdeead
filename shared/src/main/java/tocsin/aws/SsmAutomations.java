package tocsin.aws;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Automations;
import tocsin.cloud.Automations.HandedOver.Status;

/** The product's automations, through the API of Systems Manager. */
final class SsmAutomations implements Automations {
    private static final int LONGEST_SAYING = 300;

    private final Regions<SsmClient> clients;
    private final Session session;

    SsmAutomations(Regions<SsmClient> clients, Session session) {
        this.clients = clients;
        this.session = session;
    }

    /** SSM takes nothing but a UUID as a token: it is derived from ours, so that ours gives the same again. */
    @Override
    public String start(
            Place place, String document, Map<String, List<String>> parameters, String token, Duration timeout) {
        var uuid = UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8));
        return AwsFailures.request(
                        "StartAutomationExecution of " + document,
                        () -> clients.at(place)
                                .startAutomationExecution(request -> request.documentName(document)
                                        .parameters(parameters)
                                        .clientToken(uuid.toString())
                                        .overrideConfiguration(session.within(place, timeout))))
                .automationExecutionId();
    }

    @Override
    public HandedOver state(Place place, String execution, Duration timeout) {
        var found = AwsFailures.request(
                        "GetAutomationExecution of " + execution,
                        () -> clients.at(place)
                                .getAutomationExecution(request -> request.automationExecutionId(execution)
                                        .overrideConfiguration(session.within(place, timeout))))
                .automationExecution();
        return new HandedOver(status(found.automationExecutionStatus()), shortened(says(found)));
    }

    @Override
    public Map<String, String> tags(Place place, String document, Duration timeout) {
        var tags = new TreeMap<String, String>();
        AwsFailures.request(
                        "ListTagsForResource of " + document,
                        () -> clients.at(place)
                                .listTagsForResource(request -> request.resourceType(ResourceTypeForTagging.DOCUMENT)
                                        .resourceId(document)
                                        .overrideConfiguration(session.within(place, timeout))))
                .tagList()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static Status status(@Nullable AutomationExecutionStatus status) {
        return switch (status) {
            case SUCCESS, COMPLETED_WITH_SUCCESS -> Status.SUCCEEDED;
            case TIMED_OUT,
                    CANCELLED,
                    FAILED,
                    REJECTED,
                    CHANGE_CALENDAR_OVERRIDE_REJECTED,
                    COMPLETED_WITH_FAILURE,
                    EXITED -> Status.FAILED;
            case WAITING, PENDING_APPROVAL, PENDING_CHANGE_CALENDAR_OVERRIDE -> Status.WAITING;
            case PENDING,
                    IN_PROGRESS,
                    CANCELLING,
                    APPROVED,
                    SCHEDULED,
                    RUNBOOK_IN_PROGRESS,
                    CHANGE_CALENDAR_OVERRIDE_APPROVED,
                    UNKNOWN_TO_SDK_VERSION -> Status.RUNNING;
            case null -> Status.RUNNING;
        };
    }

    private static String says(AutomationExecution execution) {
        if (execution.failureMessage() != null) {
            return execution.failureMessage();
        }
        return execution.currentStepName() == null
                ? "" + execution.automationExecutionStatusAsString()
                : execution.automationExecutionStatusAsString() + " at " + execution.currentStepName();
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_SAYING ? text : text.substring(0, LONGEST_SAYING) + "…";
    }
}
