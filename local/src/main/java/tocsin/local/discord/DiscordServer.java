package tocsin.local.discord;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import tocsin.local.http.Site;
import tocsin.page.Web;

/** The stand-in behind HTTP, on 127.0.0.1 alone. */
public final class DiscordServer implements AutoCloseable {
    private final DiscordStandIn discord;
    private final Site site;

    /**
     * @param port 0 for any that is free
     */
    public DiscordServer(DiscordStandIn discord, int port) throws IOException {
        this.discord = discord;
        site = new Site(this::answer, port);
    }

    /** What a step's {@code api} is set to. */
    public URI api() {
        return site.at("/api/v10");
    }

    @Override
    public void close() {
        site.close();
    }

    private Web.Answer answer(Web.Call call) {
        var reply = discord.asked(
                call.method(), call.uri().getPath(), call.headers().get("authorization"), String.valueOf(call.body()));
        return new Web.Answer(
                reply.status(), Collections.singletonMap("content-type", "application/json"), reply.body());
    }
}
