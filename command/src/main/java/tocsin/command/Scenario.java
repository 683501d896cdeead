package tocsin.command;

import io.avaje.json.node.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.local.product.Doors;
import tocsin.local.product.Product;
import tocsin.local.product.Site;
import tocsin.local.product.Visit;
import tocsin.runbook.Runbooks;

/** One way in which the product breaks, what people meet then, and which alarm tells of it. */
interface Scenario {
    /** The service whose incident it becomes: "prod/db". */
    String service();

    String alarm();

    /** What somebody meets who uses what is broken. */
    Visit visit(Product product);

    /**
     * Breaks it.
     *
     * @param helped whether what the runbook does will help
     */
    void happen(Scene scene, boolean helped) throws SQLException;

    /** What keeps it broken where nothing is to help; asked again and again. */
    default void meanwhile(Product product) {}

    /** Steps of the runbooks that say something else here, each with why. */
    default List<Substitute> substitutes(Doors doors) {
        return List.of();
    }

    /** How long after the alarm it makes no sense to answer what a run asks, of real time. */
    default Duration approveAfter() {
        return Duration.ZERO;
    }

    /** What is to be said before it begins. */
    default List<String> introduction() {
        return List.of();
    }

    /** Lines of two words or more and what they came to. */
    default Map<String, String> figures(Product product) {
        return Map.of();
    }

    /** Gives back what it holds. */
    default void end() {}

    /** A parameter of a step that has another value here. */
    record Substitute(String runbook, String step, String parameter, String value, String because) {
        Runbooks in(Runbooks runbooks) {
            return runbooks.overriding(runbook, step, parameter, value);
        }

        @Override
        public String toString() {
            return "runbook " + runbook + ", step " + step + ", " + parameter + ": " + value + ", since " + because;
        }
    }

    /** Where it happens, and to whom it is told. */
    record Scene(Site site, Narrator narrator, Api api) {
        Product product() {
            return site.product();
        }

        void tell(String what) {
            narrator.tell("product", what);
        }

        /** As a deployment tells Tocsin: ./tocsin deployed SERVICE VERSION. */
        void deployed(String service, String version) {
            api.post(
                    "/api/v1/deployments",
                    JsonObject.create()
                            .add("service", service)
                            .add("version", version)
                            .add("migration", false));
            narrator.tell("deployment", "./tocsin deployed " + service + " " + version);
        }
    }
}
