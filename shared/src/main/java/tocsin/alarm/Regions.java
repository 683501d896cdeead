package tocsin.alarm;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Regions by code and by the long name that SNS messages write. AWS has spelled a long name in several ways ("EU
 * (Ireland)", "EU - Ireland", "Europe (Ireland)"), so only the place in it is looked at.
 */
final class Regions {
    private static final Pattern CODE = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,2}-\\d{1,2}");

    private record Place(String name, String code) {}

    /** No name is part of another long name but Canada, which is why it stands last. */
    private static final List<Place> PLACES = List.of(
            new Place("virginia", "us-east-1"),
            new Place("ohio", "us-east-2"),
            new Place("california", "us-west-1"),
            new Place("oregon", "us-west-2"),
            new Place("govcloud (us-east)", "us-gov-east-1"),
            new Place("govcloud (us-west)", "us-gov-west-1"),
            new Place("govcloud (us)", "us-gov-west-1"),
            new Place("calgary", "ca-west-1"),
            new Place("mexico", "mx-central-1"),
            new Place("paulo", "sa-east-1"),
            new Place("ireland", "eu-west-1"),
            new Place("london", "eu-west-2"),
            new Place("paris", "eu-west-3"),
            new Place("frankfurt", "eu-central-1"),
            new Place("zurich", "eu-central-2"),
            new Place("stockholm", "eu-north-1"),
            new Place("milan", "eu-south-1"),
            new Place("spain", "eu-south-2"),
            new Place("cape town", "af-south-1"),
            new Place("bahrain", "me-south-1"),
            new Place("uae", "me-central-1"),
            new Place("tel aviv", "il-central-1"),
            new Place("mumbai", "ap-south-1"),
            new Place("hyderabad", "ap-south-2"),
            new Place("singapore", "ap-southeast-1"),
            new Place("sydney", "ap-southeast-2"),
            new Place("jakarta", "ap-southeast-3"),
            new Place("melbourne", "ap-southeast-4"),
            new Place("malaysia", "ap-southeast-5"),
            new Place("new zealand", "ap-southeast-6"),
            new Place("thailand", "ap-southeast-7"),
            new Place("tokyo", "ap-northeast-1"),
            new Place("seoul", "ap-northeast-2"),
            new Place("osaka", "ap-northeast-3"),
            new Place("hong kong", "ap-east-1"),
            new Place("taipei", "ap-east-2"),
            new Place("beijing", "cn-north-1"),
            new Place("ningxia", "cn-northwest-1"),
            new Place("canada", "ca-central-1"));

    private Regions() {}

    /** The Region's code, from a code or a long name; null where it is neither. */
    static @Nullable String code(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var name = text.strip().toLowerCase(Locale.ROOT);
        return CODE.matcher(name).matches() ? name : byPlace(name);
    }

    private static @Nullable String byPlace(String name) {
        return PLACES.stream()
                .filter(place -> name.contains(place.name()))
                .map(Place::code)
                .findFirst()
                .orElse(null);
    }

    /** The partition that an ARN of the Region begins with. */
    static String partition(String code) {
        if (code.startsWith("cn-")) {
            return "aws-cn";
        }
        if (code.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        return code.startsWith("eusc-") ? "aws-eusc" : "aws";
    }
}
