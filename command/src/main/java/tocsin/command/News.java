package tocsin.command;

import java.time.Instant;

/** Something to be told. */
record News(Instant at, String who, String what) {}
