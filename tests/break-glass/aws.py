"""Does what a command line of the AWS CLI says, as the CLI does: its options are the parameters of the API's call.

Usage: aws.py SERVICE OPERATION [--OPTION VALUE]...; AWS_ENDPOINT_URL says where.
"""

import json
import sys

import botocore.session

service, operation, *options = sys.argv[1:]
client = botocore.session.get_session().create_client(service)


def pascal(words):
    return "".join(word.capitalize() for word in words.split("-"))


def value(text):
    return json.loads(text) if text.startswith("{") else text


parameters = {pascal(name.removeprefix("--")): value(text) for name, text in zip(options[::2], options[1::2], strict=True)}
getattr(client, operation.replace("-", "_"))(**parameters)
