package tocsin.aws;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import tocsin.page.Ses;
import tocsin.page.SesLimits;

/** Mail through SES, in the Region of the identity that it comes from. */
final class SesMailer implements Ses {
    private final Regions<SesV2Client> clients;
    private final String region;

    SesMailer(Regions<SesV2Client> clients, String region) {
        this.clients = clients;
        this.region = region;
    }

    @Override
    public String send(Envelope envelope) {
        SesLimits.check(envelope);
        var client = clients.in(envelope.region() == null ? region : envelope.region());
        return AwsFailures.request(
                        "SendEmail",
                        () -> client.sendEmail(request -> request.fromEmailAddress(envelope.from())
                                .destination(destination -> destination.toAddresses(envelope.to()))
                                .content(content ->
                                        content.raw(raw -> raw.data(SdkBytes.fromUtf8String(envelope.message()))))
                                .overrideConfiguration(settings -> settings(settings, envelope))))
                .messageId();
    }

    private static void settings(AwsRequestOverrideConfiguration.Builder settings, Envelope envelope) {
        settings.apiCallTimeout(envelope.timeout());
        var at = envelope.at();
        if (at != null) {
            settings.addPlugin(client -> ((AwsServiceClientConfiguration.Builder) client).endpointOverride(at));
        }
    }
}
