package tocsin.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import tocsin.config.Configuration;
import tocsin.config.Paging;
import tocsin.config.Pattern;
import tocsin.config.Rate;
import tocsin.config.Service;
import tocsin.config.Stage;
import tocsin.testing.TestingProduct;

/** Services none of which needs another, with whoever asks about them. */
final class StormDesk {
    private StormDesk() {}

    static Desk ofThree() {
        return new Desk(configuration());
    }

    private static Configuration configuration() {
        var usual = TestingProduct.paging();
        var stage = usual.stages().getFirst();
        var services = Stream.of("a", "b", "c")
                .map(name -> new Service(
                        "prod",
                        name,
                        "all of " + name,
                        List.of(),
                        new Pattern("{\"alarm\":[{\"prefix\":\"" + name + "-\"}]}"),
                        null,
                        new LinkedHashMap<>(),
                        Paging.ON))
                .toList();
        return usual.withStages(List.of(new Stage(
                        stage.name(), stage.account(), stage.regions(), null, services, stage.severities(), null)))
                .withTimes(usual.times().withStorm(new Rate(3, Duration.ofMinutes(5))));
    }
}
