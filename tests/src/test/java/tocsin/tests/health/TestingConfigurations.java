package tocsin.tests.health;

import java.util.Map;
import tocsin.config.Configuration;
import tocsin.config.Service;
import tocsin.config.Stage;

/** Configurations with something set otherwise. */
final class TestingConfigurations {
    private TestingConfigurations() {}

    /** The same where a service has these resources, in each stage. */
    static Configuration withResources(Configuration configuration, String service, Map<String, String> resources) {
        return configuration.withStages(configuration.stages().stream()
                .map(stage -> new Stage(
                        stage.name(),
                        stage.account(),
                        stage.regions(),
                        stage.match(),
                        stage.services().stream()
                                .map(each -> each.name().equals(service) ? with(each, resources) : each)
                                .toList(),
                        stage.severities(),
                        stage.spoke()))
                .toList());
    }

    private static Service with(Service service, Map<String, String> resources) {
        return new Service(
                service.stage(),
                service.name(),
                service.usersLose(),
                service.needs(),
                service.match(),
                service.probe(),
                resources,
                service.paging());
    }
}
