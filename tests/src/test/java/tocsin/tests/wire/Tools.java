package tocsin.tests.wire;

import java.io.IOException;
import java.net.URI;

/** What functions run in, and what their wires lead through. */
enum Tools {
    /** AWS's Runtime Interface Emulator, and toxiproxy. */
    OF_OTHERS {
        @Override
        Execution execution(Program program) throws IOException, InterruptedException {
            return new Emulator(program);
        }

        @Override
        Line line(URI to) {
            return Toxiproxy.line(to);
        }
    },
    /** Stand-ins, which need nothing. */
    OF_OUR_OWN {
        @Override
        Execution execution(Program program) {
            return new RuntimeApi(program);
        }

        @Override
        Line line(URI to) throws IOException {
            return new OwnProxy(to);
        }
    };

    abstract Execution execution(Program program) throws IOException, InterruptedException;

    abstract Line line(URI to) throws IOException;

    /** Those of others where tests/setup has built them, which needs Go. */
    static Tools here() {
        if (Emulator.isHere() && Toxiproxy.isHere()) {
            return OF_OTHERS;
        }
        System.out.println("neither aws-lambda-rie nor toxiproxy is here: stand-ins take their place");
        return OF_OUR_OWN;
    }
}
