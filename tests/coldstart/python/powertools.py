"""The twins on boto3 and Powertools for Python: its logger and its batches, as its documentation has them."""

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

import twin

logger = Logger(service="twin")
processor = BatchProcessor(event_type=EventType.SQS)


def take(record):
    logger.info(twin.take(record.body))


def page(record):
    logger.info(twin.page(record.body))


@logger.inject_lambda_context
def intake(event, context):
    return process_partial_response(event=event, record_handler=take, processor=processor, context=context)


@logger.inject_lambda_context
def notify(event, context):
    return process_partial_response(event=event, record_handler=page, processor=processor, context=context)
