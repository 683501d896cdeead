package tocsin.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.local.template.Deployment.Source;

class TemplateReaderTest {
    private static final World WORLD = new World("111122223333", "us-west-2", "tocsin", Map.of("Mail", "team"));

    /** Each line that a test breaks stands there once. */
    private static final String SMALL = """
            AWSTemplateFormatVersion: "2010-09-09"
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Mail: { Type: String }
              Batch: { Type: Number, Default: 7 }
            Conditions:
              Mailed: !Not [!Equals [!Ref Mail, ""]]
            Globals:
              Function:
                Runtime: java25
                AutoPublishAlias: live
                Environment: { Variables: { QUEUE: !Ref Work } }
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Subscribed:
                Type: AWS::SNS::Subscription
                Condition: Mailed
                Properties: { TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Work.Arn }
              Worker:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: tocsin.example.Worker
                  Timeout: 15
                  Environment: { Variables: { NAME: !Sub "${AWS::StackName}-${Work.QueueName}" } }
                  Events:
                    Work: { Type: SQS, Properties: { Queue: !GetAtt Work.Arn, BatchSize: !Ref Batch } }
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 90
                  RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
              Dead:
                Type: AWS::SQS::Queue
              Access:
                Type: AWS::IAM::Role
                Properties: { Anything: at all }
            """;

    private static Deployment read(String text) {
        return TemplateReader.read("template.yaml", text, WORLD);
    }

    @Test
    void parts_are_read_with_their_functions_carried_out() {
        var deployment = read(SMALL);

        assertThat(deployment.queues())
                .containsExactly(
                        new Deployment.Queue(
                                "Work",
                                "tocsin-Work",
                                "arn:aws:sqs:us-west-2:111122223333:tocsin-Work",
                                "https://sqs.us-west-2.amazonaws.com/111122223333/tocsin-Work",
                                Duration.ofSeconds(90),
                                Duration.ZERO,
                                Duration.ofDays(4),
                                Optional.of(
                                        new Deployment.Redrive("arn:aws:sqs:us-west-2:111122223333:tocsin-Dead", 3))),
                        new Deployment.Queue(
                                "Dead",
                                "tocsin-Dead",
                                "arn:aws:sqs:us-west-2:111122223333:tocsin-Dead",
                                "https://sqs.us-west-2.amazonaws.com/111122223333/tocsin-Dead",
                                Duration.ofSeconds(30),
                                Duration.ZERO,
                                Duration.ofDays(4),
                                Optional.empty()));
        assertThat(deployment.subscriptions())
                .containsExactly(new Deployment.Subscription(
                        "arn:aws:sns:us-west-2:111122223333:tocsin-Topic",
                        "arn:aws:sqs:us-west-2:111122223333:tocsin-Work",
                        false,
                        Optional.empty()));
        var worker = deployment.functions().getFirst();
        assertThat(worker.arn()).isEqualTo("arn:aws:lambda:us-west-2:111122223333:function:tocsin-Worker:live");
        assertThat(worker.environment())
                .isEqualTo(Map.of(
                        "QUEUE", "https://sqs.us-west-2.amazonaws.com/111122223333/tocsin-Work",
                        "NAME", "tocsin-tocsin-Work"));
        assertThat(worker.sources())
                .isEqualTo(List.of(new Source.FromQueue(
                        "arn:aws:sqs:us-west-2:111122223333:tocsin-Work", 7, Duration.ZERO, 10, false)));
    }

    @Test
    void what_stands_under_a_condition_that_does_not_hold_is_not_deployed() {
        var unmailed = new World("111122223333", "us-west-2", "tocsin", Map.of("Mail", ""));

        assertThat(TemplateReader.read("template.yaml", SMALL, unmailed).subscriptions())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Type: AWS::SNS::Topic | Type: AWS::Kinesis::Stream | 15 |\
             AWS::Kinesis::Stream (resource Topic) is not understood here
            VisibilityTimeout: 90 | FifoQueue: true | 31 | Work Properties FifoQueue is not understood here
            VisibilityTimeout: 90 | VisibilityTimeout: soon | 31 |\
             Work Properties VisibilityTimeout must be a whole number and is 'soon'
            VisibilityTimeout: 90 | VisibilityTimeout: !Cidr [a, b] | 31 | !Cidr is not understood here
            VisibilityTimeout: 90 | VisibilityTimeout: !Ref Nothing | 31 | there is no parameter or resource Nothing
            maxReceiveCount: 3 | maxReceiveCount: 3, more: 1 | 32 |\
             Work Properties RedrivePolicy more is not understood here
            Runtime: java25 | Runtime: python3.13 | 10 |\
             Worker Properties Runtime 'python3.13' is not understood here, only 'java25'
            AutoPublishAlias: live | ReservedConcurrentExecutions: 1 | 11 |\
             Worker Properties ReservedConcurrentExecutions is not understood here
            Type: SQS, | Type: Kinesis, | 27 | Worker Properties Events Work Type 'Kinesis' is not understood here
            Queue: !GetAtt Work.Arn, | Queue: !GetAtt Topic.TopicArn, | 27 |\
             Worker Properties Events Work Properties Queue names no queue of this
            Queue: !GetAtt Work.Arn, | Queue: !GetAtt Work.Colour, | 27 |\
             the attribute Work.Colour is not understood here
            Protocol: sqs | Protocol: sms | 19 | Subscribed Properties Protocol 'sms' is not understood here
            Condition: Mailed | Condition: Missing | 18 | there is no condition Missing
            Transform: AWS::Serverless-2016-10-31 | Transform: Other | 2 |\
             template Transform 'Other' is not understood here, only 'AWS::Serverless-2016-10-31'
            Globals: | Rules: | 8 | template Rules is not understood here
            Timeout: 15 | Timeout: [15 | 25 | is not YAML: expected ',' or ']', but got :
            """)
    void what_is_not_understood_is_refused_by_name_and_line(String written, String instead, int line, String what) {
        assertThat(SMALL).contains(written);

        assertThatThrownBy(() -> read(SMALL.replace(written, instead)))
                .isInstanceOf(TemplateRefused.class)
                .hasMessageStartingWith("template.yaml:" + line + ": " + what);
    }

    @Test
    void a_parameter_without_value_is_told_with_its_line() {
        var nothing = new World("111122223333", "us-west-2", "tocsin", Map.of());

        assertThatThrownBy(() -> TemplateReader.read("template.yaml", SMALL, nothing))
                .hasMessage("template.yaml:4: the parameter Mail has no value");
    }

    @Test
    void the_template_of_this_project_is_understood_whole() {
        var template = Path.of(System.getProperty("tocsin.root"), "template.yaml");

        var deployment = TemplateReader.read(template, WORLD);

        assertThat(deployment.functions())
                .extracting(Deployment.Function::handler)
                .doesNotHaveDuplicates()
                .hasSize(7);
        assertThat(deployment.alarmActionFunction())
                .contains("arn:aws:lambda:us-west-2:111122223333:function:tocsin-IntakeFunction:live");
        assertThat(deployment.tables()).hasSize(1);
    }
}
