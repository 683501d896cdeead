package tocsin.action;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.PortFailure;
import tocsin.action.Outcome.Done;
import tocsin.page.Web;

/**
 * Puts a small object into a bucket, gets it back and deletes it, each by a presigned URL as the product's users have
 * them. Such a URL is a credential: nothing that is told here holds one, nor what a failure says of it.
 */
final class PresignProbe implements Action {
    private static final String WORKS = "works";
    private static final String SAYS = "says";
    private static final Duration VALID = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "s3.presign-probe";
    }

    @Override
    public String about() {
        return "Makes presigned URLs and uses them: puts, gets and deletes the one object tocsin-probe/RUN.";
    }

    @Override
    public Kind kind() {
        return Kind.READS;
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(S3.BUCKET);
    }

    @Override
    public List<String> outputs() {
        return List.of(WORKS, SAYS);
    }

    @Override
    public List<String> words(String output) {
        return output.equals("works") ? List.of("yes", "no") : List.of();
    }

    @Override
    public List<String> permissions() {
        return List.of("s3:PutObject", "s3:GetObject", "s3:DeleteObject");
    }

    @Override
    public Plan plan(Task task) {
        return Plan.Would.nothing("put, get and delete " + key(task) + " in " + S3.bucket(task) + " by presigned URLs");
    }

    @Override
    public Outcome act(Task task, Map<String, String> facts) {
        var body = "a probe of " + task.run();
        var put = send(task, "PUT", body);
        if (put.status() != 200) {
            return told(task, false, "PUT " + put.says());
        }
        var got = send(task, "GET", null);
        var deleted = send(task, "DELETE", null); // whatever was got: nothing is to be left there
        var bad = got.status() != 200
                ? Optional.of("GET " + got.says())
                : !body.equals(got.body())
                        ? Optional.of("GET gives back something else than was put")
                        : deleted.status() / 100 != 2
                                ? Optional.of("DELETE " + deleted.says())
                                : Optional.<String>empty();
        return bad.map(why -> told(task, false, why))
                .orElseGet(() -> told(task, true, "PUT, GET and DELETE went well"));
    }

    /** @param status 0 where no answer came */
    private record Tried(int status, String body) {
        String says() {
            return status == 0 ? "gets no answer" : "is answered " + status;
        }
    }

    private static Tried send(Task task, String method, @Nullable String body) {
        URI url = task.cloud().buckets().presign(task.place(), method, S3.bucket(task), key(task), VALID);
        try {
            var answer =
                    task.world().web().send(new Web.Call(method, url, Collections.emptyMap(), body, task.timeout()));
            return new Tried(answer.status(), answer.body());
        } catch (PortFailure failure) { // that it fails is the answer; its message may quote the URL
            return new Tried(0, "");
        }
    }

    private static Outcome told(Task task, boolean works, String why) {
        var says = "presigned URLs into " + S3.bucket(task) + (works ? " work: " : " do not work: ") + why;
        var outputs = new TreeMap<String, String>();
        outputs.put(WORKS, works ? "yes" : "no");
        outputs.put(SAYS, says);
        return new Done(says, outputs);
    }

    private static String key(Task task) {
        return "tocsin-probe/" + task.run().replace('/', '-');
    }
}
