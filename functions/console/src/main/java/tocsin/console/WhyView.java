package tocsin.console;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * Why somebody was paged, or was not.
 *
 * @param of what was asked about: an alarm, or an incident
 * @param stands how things are, in sentences
 * @param because what decided whether somebody is paged, in sentences
 * @param told who was told, and what came of it
 * @param story what was decided, in its order
 */
@Json
public record WhyView(String of, List<String> stands, List<String> because, List<WhyTold> told, List<WhyLine> story) {}
