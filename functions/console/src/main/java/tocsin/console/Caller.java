package tocsin.console;

/** Who calls, as the story names it: the last part of an IAM principal's ARN. */
final class Caller {
    private Caller() {}

    static String of(Request request) {
        var arn = request.caller();
        return arn.substring(arn.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "");
    }
}
