package tocsin.local.http;

/** Who calls, as IAM would tell. */
record Caller(String account, String name) {
    String arn() {
        return "arn:aws:iam::" + account + ":user/" + name;
    }
}
