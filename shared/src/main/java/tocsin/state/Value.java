package tocsin.state;

/** An attribute of a row: a text or a whole number. Whatever has more form is a document in JSON, kept as text. */
public sealed interface Value {
    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Whole(number);
    }

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}
}
