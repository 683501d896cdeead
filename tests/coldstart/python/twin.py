"""INTAKE's and NOTIFY's job in Python, as fast as it starts: what ./tocsin bench coldstart measures beside Tocsin.

The same parse of a batch of the queue, the same rules (as plain functions, nothing to compile at start), one read, one
write of the same rows: the service, the alarm, the pages and what is told of it. It decides less than Tocsin does: it
knows no causes, windows, silences and runbooks.
"""

import json
import os
import re
import time

import boto3
import urllib3

TABLE = os.environ["TOCSIN_TABLE"]
dynamodb = boto3.client("dynamodb", endpoint_url=os.environ.get("AWS_ENDPOINT_URL"))

HEALTH = "Valine/Health"
PAGES = ["pager/team/pagerduty", "backup-1/owner/sms", "fallback/team/mail"]
STORY = 2  # entries for one transition
DATAPOINT = re.compile(r"\[([-0-9.E]+) \(")

SERVICES = [
    ("frontend", lambda a: a["namespace"] == "AWS/CloudFront"
        or a["dimensions"].get("BucketName") == "valine-frontend-prod"
        or a["name"].startswith("valine-prod-frontend-")),
    ("api", lambda a: a["namespace"] == "AWS/ApiGateway"
        or a["dimensions"].get("FunctionName") == "valine-prod-api"
        or a["name"].startswith("valine-prod-api-")),
    ("db", lambda a: a["dimensions"].get("DBInstanceIdentifier") == "project-valine-prod"
        or a["name"].startswith("valine-prod-db-")),
    ("media", lambda a: a["dimensions"].get("BucketName") == "valine-media-uploads"
        or a["dimensions"].get("FunctionName") == "valine-prod-media"
        or a["name"].startswith("valine-prod-media-")),
    ("bot", lambda a: a["dimensions"].get("FunctionName") == "valine-orchestrator-prod"
        or a["name"].startswith("valine-prod-bot-")),
]

SEVERITIES = [
    ("P3", lambda a: a["stage"] in ("staging", "dev"), "nobody pays for it"),
    ("P0", lambda a: a["namespace"] == HEALTH and a["service"] in ("frontend", "api", "db"), "it is down"),
    ("P0", lambda a: a["service"] == "db" and a["name"].endswith("-unreachable"), "nothing works without it"),
    ("P0", lambda a: a["label"] == "error rate" and a["observed"] > 10, "more than one call in ten fails"),
    ("P0", lambda a: a["service"] == "api" and a["metric"] in ("5XXError", "5xx") and a["observed"] > 50,
        "more than 50 server errors a minute"),
    ("P2", lambda a: a["service"] == "frontend" and a["metric"] == "Requests", "failed page loads"),
    ("P0", lambda a: a["service"] == "frontend" and a["metric"] == "5xxErrorRate" and a["observed"] > 5,
        "more than one page load in twenty fails"),
    ("P3", lambda a: a["service"] == "db" and a["metric"] == "CPUUtilization" and a["threshold"] < 80, "busy"),
    ("P3", lambda a: a["metric"] == "InitDuration", "cold starts are slow"),
    ("P3", lambda a: a["service"] == "api" and a["metric"] == "Throttled", "throttled"),
    ("P3", lambda a: a["metric"] == "4xxErrors" and a["threshold"] >= 10, "refused uploads"),
    ("P1", lambda a: a["service"] == "db" and a["metric"] == "CPUUtilization", "the database is at its limit"),
    ("P1", lambda a: a["service"] == "db" and a["metric"] == "DatabaseConnections", "the pool is nearly full"),
    ("P2", lambda a: a["label"] == "error rate", "more than one call in twenty fails"),
    ("P2", lambda a: a["metric"] == "Duration", "the slowest calls take more than ten seconds"),
    ("P2", lambda a: a["service"] == "api" and a["metric"] in ("5XXError", "5xx"), "server errors"),
    ("P2", lambda a: a["service"] == "api" and a["metric"] in ("4XXError", "4xx"), "refused requests"),
    ("P2", lambda a: a["metric"] in ("5xxErrors", "4xxErrors"), "the bucket answers with errors"),
    ("P2", lambda a: a["service"] == "frontend" and a["metric"] == "5xxErrorRate", "page loads fail"),
]


def alarm(body):
    """What an event of EventBridge tells, as the rules want it."""
    event = json.loads(body)
    detail = event["detail"]
    state = detail["state"]
    reason = json.loads(state.get("reasonData") or "{}")
    metrics = detail["configuration"].get("metrics", [])
    metric = next((each["metricStat"]["metric"] for each in metrics if "metricStat" in each), {})
    datapoints = reason.get("recentDatapoints") or DATAPOINT.findall(state.get("reason", "")) or [0]
    told = {
        "name": detail["alarmName"],
        "arn": event["resources"][0],
        "account": event["account"],
        "region": event["region"],
        "state": state["value"],
        "at": state["timestamp"],
        "stage": "prod",
        "namespace": metric.get("namespace", ""),
        "metric": metric.get("name", ""),
        "dimensions": metric.get("dimensions", {}),
        "label": next((each.get("label", "") for each in metrics if each.get("returnData")), ""),
        "observed": float(datapoints[-1]),
        "threshold": float(reason.get("threshold", 0)),
    }
    told["service"] = next((service for service, claims in SERVICES if claims(told)), "unmatched")
    told["severity"], told["because"] = next(
        ((severity, because) for severity, matches, because in SEVERITIES if matches(told)), ("P2", "no rule matches"))
    return told


def put(key, sort, body, attributes=None, **condition):
    """A row as one write of a transaction."""
    item = {"pk": {"S": key}, "sk": {"S": sort}, "schema": {"N": "1"}, "body": {"S": json.dumps(body)}}
    item.update(attributes or {})
    return {"Put": dict(condition, TableName=TABLE, Item=item)}


def take(body):
    """Reads the service's head, and writes it and what else there is to an alarm under the version that was read."""
    told = alarm(body)
    service = "prod/" + told["service"]
    read = dynamodb.batch_get_item(RequestItems={TABLE: {"ConsistentRead": True, "Keys": [
        {"pk": {"S": service}, "sk": {"S": "head"}},
        {"pk": {"S": service}, "sk": {"S": "board"}},
        {"pk": {"S": "silences"}, "sk": {"S": "silences"}},
    ]}})["Responses"][TABLE]
    rows = {row["sk"]["S"]: row for row in read}
    head = rows.get("head")
    version = int(head["version"]["N"]) if head else 0
    standing = json.loads(head["body"]["S"]) if head else {}
    standing[told["arn"]] = told
    condition = {"ConditionExpression": "attribute_not_exists(pk)"} if head is None else {
        "ConditionExpression": "#v = :v",
        "ExpressionAttributeNames": {"#v": "version"},
        "ExpressionAttributeValues": {":v": {"N": str(version)}},
    }
    incident = f"incident#{1:06d}"
    due = {"duePartition": {"S": "due#0"}, "dueAt": {"N": str(int(time.time() * 1000))}}
    writes = [
        put(service, "head", standing, attributes=dict(due, version={"N": str(version + 1)}), **condition),
        put(service, "board", {told["arn"]: told["state"]}),
    ]
    for page in PAGES:
        writes.append(put(service, f"{incident}/page#1/{page}", told, attributes=due))
    for number in range(STORY):
        writes.append(put(service, f"{incident}/story#{version * STORY + number:08d}", told))
    dynamodb.transact_write_items(TransactItems=writes)
    return told


http = None
routing_key = None


def page(body):
    """Claims the page, sends it, and writes what PagerDuty confirmed."""
    global http, routing_key
    key = json.loads(body)
    key = {"pk": {"S": key["pk"]}, "sk": {"S": key["sk"]}}
    now = int(time.time() * 1000)
    claimed = dynamodb.update_item(
        TableName=TABLE, Key=key, ReturnValues="ALL_NEW",
        UpdateExpression="SET leaseUntil = :until ADD lease :one",
        ConditionExpression="attribute_not_exists(leaseUntil) OR leaseUntil <= :now",
        ExpressionAttributeValues={":until": {"N": str(now + 60000)}, ":one": {"N": "1"}, ":now": {"N": str(now)}},
    )["Attributes"]
    message = json.loads(claimed["body"]["S"])
    if routing_key is None:
        secrets = boto3.client("secretsmanager", endpoint_url=os.environ.get("AWS_ENDPOINT_URL"))
        routing_key = secrets.get_secret_value(SecretId="tocsin/pagerduty")["SecretString"]
        http = urllib3.PoolManager()
    event = {
        "routing_key": routing_key,
        "event_action": "trigger",
        "dedup_key": key["pk"]["S"] + "/" + key["sk"]["S"],
        "payload": {"summary": str(message)[:1024], "source": key["pk"]["S"], "severity": "critical"},
    }
    answer = http.request("POST", os.environ["PAGER_URL"], body=json.dumps(event),
                          headers={"Content-Type": "application/json"}, timeout=10)
    if answer.status != 202:
        raise RuntimeError(f"PagerDuty answers {answer.status}")
    dynamodb.update_item(
        TableName=TABLE, Key=key,
        UpdateExpression="SET confirmed = :done REMOVE leaseUntil, duePartition, dueAt",
        ConditionExpression="lease = :lease",
        ExpressionAttributeValues={":done": {"S": "TRIGGERED"}, ":lease": claimed["lease"]},
    )
    return key
