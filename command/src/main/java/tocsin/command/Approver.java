package tocsin.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Whoever lets a run make its changes, or does not. */
interface Approver {
    /** Asks; the story goes on meanwhile. */
    CompletableFuture<Boolean> ask();

    /** Whoever sits at the terminal; where nobody does, nothing is approved. */
    static Approver atTheTerminal() {
        return () -> {
            var answer = new CompletableFuture<Boolean>();
            Thread.ofPlatform().daemon().name("terminal").start(() -> answer.complete(isYes()));
            return answer;
        };
    }

    private static boolean isYes() {
        try {
            var line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line != null && line.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException gone) {
            return false;
        }
    }
}
