package tocsin.command;

import java.util.List;
import java.util.Map;
import tocsin.local.product.Doors;
import tocsin.local.product.Product;
import tocsin.local.product.Visit;

/** The ways in which a demonstration breaks the product, by their names. */
final class Scenarios {
    static final String POOL = "pool";
    static final List<String> NAMES =
            List.of(POOL, "white-screen", "uploads", "bot", "errors-after-deploy", "rds-cpu", "cloudfront");

    private static final double HALF_A_LARGE_ONE = 5;

    private Scenarios() {}

    /** @param full of the pool alone */
    static Scenario named(String name, boolean full) {
        if (full && !name.equals(POOL)) {
            throw new WrongUse("--full is of the demonstration '" + POOL + "' alone");
        }
        return switch (name) {
            case POOL -> new PoolScenario(full);
            case "white-screen" -> new WhiteScreen();
            case "uploads" -> new Uploads();
            case "bot" -> new Bot();
            case "errors-after-deploy" -> new ErrorsAfterDeploy();
            case "rds-cpu" -> new RdsCpu();
            case "cloudfront" -> new CloudFront();
            default ->
                throw new WrongUse("'" + name + "' is no demonstration; expected one of " + String.join(", ", NAMES));
        };
    }

    private record WhiteScreen() implements Scenario {
        @Override
        public String service() {
            return "prod/frontend";
        }

        @Override
        public String alarm() {
            return Product.BLANK;
        }

        @Override
        public Visit visit(Product product) {
            return product.visitor().page();
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            var front = scene.product().frontEnd();
            if (!helped) {
                scene.tell("the release " + front.release(false) + " of the front end was blank already");
            }
            var release = front.release(false);
            scene.tell("the release " + release + " of the front end went live: its page has nothing to draw into;"
                    + " the edges are told to fetch it");
            scene.deployed("frontend", release);
        }
    }

    private record Uploads() implements Scenario {
        @Override
        public String service() {
            return "prod/media";
        }

        @Override
        public String alarm() {
            return Product.UPLOADS;
        }

        @Override
        public Visit visit(Product product) {
            return product.visitor().upload();
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            scene.product().allowUploads(false);
            scene.tell("somebody removed the CORS rules of the bucket that takes uploads");
            if (!helped) {
                scene.product().visitor().signLate();
                scene.tell("and the function that signs addresses gives out such that are over already");
            }
        }
    }

    private record Bot() implements Scenario {
        private static final String BECAUSE = "a stand-in of Discord answers here";

        @Override
        public String service() {
            return "prod/bot";
        }

        @Override
        public String alarm() {
            return Product.BOT;
        }

        @Override
        public List<Substitute> substitutes(Doors doors) {
            var api = doors.discordAddress().toString();
            return List.of(
                    new Substitute("bot-silent", "token", "api", api, BECAUSE),
                    new Substitute("bot-silent", "register", "api", api, BECAUSE));
        }

        @Override
        public Visit visit(Product product) {
            return product.visitor().command();
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            scene.product().forgetCommands();
            scene.tell("somebody registered an empty list of the bot's commands");
            if (!helped) {
                scene.product().silenceBot();
                scene.tell("and the bot's function throws whenever it is called");
            }
        }
    }

    private record ErrorsAfterDeploy() implements Scenario {
        @Override
        public String service() {
            return "prod/api";
        }

        @Override
        public String alarm() {
            return Product.ERRORS;
        }

        @Override
        public Visit visit(Product product) {
            return product.visitor().call();
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            var product = scene.product();
            if (!helped) {
                product.breakOldVersions();
            }
            var version = product.deployApi(false);
            scene.tell("version " + version + " of valine-prod-api went live, and throws"
                    + (helped ? "" : "; so does the version before it by now"));
            scene.deployed("api", version);
        }
    }

    private record RdsCpu() implements Scenario {
        @Override
        public String service() {
            return "prod/db";
        }

        @Override
        public String alarm() {
            return Product.CPU;
        }

        @Override
        public Visit visit(Product product) {
            var percent = Math.round(product.cpu());
            return new Visit(
                    percent <= 80, "project-valine-prod, a " + product.instanceClass() + ", is at " + percent + " %");
        }

        @Override
        public List<String> introduction() {
            return List.of("RDS and the load on its processor are pretended: a larger class does twice the work, after"
                    + " five minutes of 'modifying'. The PostgreSQL behind it is real, and knows nothing of it.");
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            if (helped) {
                scene.product().demand().rise(HALF_A_LARGE_ONE);
                scene.tell("more is asked of the database than its instance can");
            } else {
                scene.product().demand().rise();
                scene.tell("a query runs that uses up whatever processor there is");
            }
        }
    }

    private record CloudFront() implements Scenario {
        @Override
        public String service() {
            return "prod/frontend";
        }

        @Override
        public String alarm() {
            return Product.DOWN;
        }

        @Override
        public Visit visit(Product product) {
            return product.visitor().page();
        }

        @Override
        public void happen(Scene scene, boolean helped) {
            scene.product().disableFrontEnd();
            scene.tell("somebody disabled the distribution of the front end");
            if (!helped) {
                scene.product().frontEnd().lose();
                scene.tell("and its page is gone from the bucket");
            }
        }
    }

    /** Fields of the configuration that are set for all of them: whoever looks on is not to wait for the morning. */
    static Map<String, String> settings() {
        return Map.of("hear.P2.page", "00:00-23:59");
    }
}
