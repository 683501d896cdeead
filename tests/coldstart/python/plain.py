"""The twins on boto3 alone."""

import twin


def batch(event, act):
    failed = []
    for record in event["Records"]:
        try:
            print(act(record["body"]))
        except Exception as failure:  # it comes again, the others do not
            print("comes again:", record["messageId"], failure)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def intake(event, context):
    return batch(event, twin.take)


def notify(event, context):
    return batch(event, twin.page)
