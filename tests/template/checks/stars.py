"""A check of our own for checkov, whose own ones let pass a star that stands on a resource with a name."""

from checkov.cloudformation.checks.resource.base_resource_check import BaseResourceCheck
from checkov.common.models.enums import CheckCategories, CheckResult


class NoStarAsAction(BaseResourceCheck):
    def __init__(self):
        super().__init__(
            name="Ensure each allowed action is named whole",
            id="CKV_TOCSIN_1",
            categories=[CheckCategories.IAM],
            supported_resources=[
                "AWS::IAM::ManagedPolicy",
                "AWS::IAM::Policy",
                "AWS::IAM::Role",
                "AWS::SNS::TopicPolicy",
                "AWS::SQS::QueuePolicy",
            ],
        )

    def scan_resource_conf(self, conf):
        return CheckResult.FAILED if any(map(too_wide, statements(conf))) else CheckResult.PASSED


def statements(node):
    """Every statement that allows something, wherever it stands."""
    if isinstance(node, dict):
        if node.get("Effect") == "Allow":
            yield node
        for inner in node.values():
            yield from statements(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from statements(inner)


def too_wide(statement):
    actions = statement.get("Action", [])
    named = actions if isinstance(actions, list) else [actions]
    return "NotAction" in statement or any("*" in str(action) for action in named)


check = NoStarAsAction()
