package tocsin.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.SourceType;
import tocsin.PortFailure;
import tocsin.PortFailure.Kind;
import tocsin.alarm.CloudWatch.Place;
import tocsin.cloud.Instances;

/** The product's database instances, through RDS's API. */
final class RdsInstances implements Instances {
    /** RDS keeps no event longer, and takes no longer time. */
    private static final long LONGEST_MINUTES = Duration.ofDays(14).toMinutes();

    private final Regions<RdsClient> clients;
    private final Session session;
    private final InstantSource clock;

    RdsInstances(Regions<RdsClient> clients, Session session, InstantSource clock) {
        this.clients = clients;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public InstanceState describe(Place place, String instance, Duration timeout) {
        return AwsFailures.request(
                        "DescribeDBInstances of " + instance,
                        () -> clients.at(place)
                                .describeDBInstances(request -> request.dbInstanceIdentifier(instance)
                                        .overrideConfiguration(session.within(place, timeout))))
                .dbInstances()
                .stream()
                .findFirst()
                .map(RdsInstances::state)
                .orElseThrow(() -> new PortFailure(Kind.REFUSED, "no instance " + instance));
    }

    @Override
    public InstanceState modify(Place place, String instance, Modification modification, Duration timeout) {
        return state(AwsFailures.request(
                        "ModifyDBInstance of " + instance,
                        () -> clients.at(place)
                                .modifyDBInstance(request -> request.dbInstanceIdentifier(instance)
                                        .dbInstanceClass(modification.instanceClass())
                                        .allocatedStorage(modification.storage())
                                        .applyImmediately(modification.atOnce())
                                        .overrideConfiguration(session.within(place, timeout))))
                .dbInstance());
    }

    @Override
    public void reboot(Place place, String instance, boolean failOver, Duration timeout) {
        AwsFailures.request(
                "RebootDBInstance of " + instance,
                () -> clients.at(place).rebootDBInstance(request -> {
                    request.dbInstanceIdentifier(instance).overrideConfiguration(session.within(place, timeout));
                    if (failOver) {
                        request.forceFailover(true);
                    }
                }));
    }

    /** Asked for by minutes up to RDS's own now: a span that begins at an instant ends an hour later there. */
    @Override
    public List<Event> events(Place place, String instance, Instant from, Duration timeout) {
        var minutes = Duration.between(from, clock.instant()).toMinutes() + 2;
        return AwsFailures.request(
                "DescribeEvents of " + instance,
                () -> clients
                        .at(place)
                        .describeEventsPaginator(request -> request.sourceIdentifier(instance)
                                .sourceType(SourceType.DB_INSTANCE)
                                .duration((int) Math.clamp(minutes, 1, LONGEST_MINUTES))
                                .overrideConfiguration(session.within(place, timeout)))
                        .events()
                        .stream()
                        .map(event -> new Event(event.date(), event.message()))
                        .filter(event -> !event.at().isBefore(from))
                        .sorted(Comparator.comparing(Event::at))
                        .toList());
    }

    @Override
    public Map<String, String> tags(Place place, String instanceArn, Duration timeout) {
        var tags = new TreeMap<String, String>();
        AwsFailures.request(
                        "ListTagsForResource of " + instanceArn,
                        () -> clients.at(place)
                                .listTagsForResource(request -> request.resourceName(instanceArn)
                                        .overrideConfiguration(session.within(place, timeout))))
                .tagList()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return Instances.sorted(tags);
    }

    private static InstanceState state(DBInstance instance) {
        var pending = instance.pendingModifiedValues();
        return new InstanceState(
                instance.dbInstanceArn(),
                instance.dbInstanceIdentifier(),
                instance.dbInstanceStatus(),
                instance.engine(),
                instance.dbInstanceClass(),
                pending == null ? null : pending.dbInstanceClass(),
                Objects.requireNonNullElse(instance.allocatedStorage(), 0),
                pending == null ? null : pending.allocatedStorage(),
                instance.maxAllocatedStorage(),
                Objects.requireNonNullElse(instance.preferredMaintenanceWindow(), ""),
                Boolean.TRUE.equals(instance.multiAZ()),
                instance.availabilityZone(),
                instance.certificateDetails() == null
                        ? null
                        : instance.certificateDetails().validTill());
    }
}
