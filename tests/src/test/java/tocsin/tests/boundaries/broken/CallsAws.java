package tocsin.tests.boundaries.broken;

import software.amazon.awssdk.services.sqs.SqsClient;

record CallsAws(SqsClient client) {}
