"""Holds a SAM template to cfn-lint, sam validate and checkov, each in the version that tests/tools pins.

Usage: check.py TEMPLATE TOOLS, run by TOOLS/sam/bin/python; TOOLS is the folder that tests/setup fills. Exits with 1
when something is found.

Checkov reads what SAM makes of the template, so that it sees the policies and permissions that SAM writes; what it
finds is told under the name of the resource in the template. An exception stands beside that resource:

    Metadata:
      checkov:
        skip:
          - id: CKV_AWS_26
            comment: the reason

and one without a reason, or one that excepts nothing, is a fault of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

# Nothing may go out, and no account's credentials are looked for: what tries, fails at once.
NOWHERE = "http://127.0.0.1:9"
REGION = "us-west-2"

OWN_CHECKS = Path(__file__).resolve().parent / "checks"


def environment(home):
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": home,
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
        "__SAM_CLI_APP_DIR": home,
        "LOG_LEVEL": "ERROR",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(command, home):
    return subprocess.run(
        [str(part) for part in command],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def told(tool, answer):
    """What a tool that says everything by its exit code has found."""
    if answer.returncode == 0:
        return []
    return [f"{tool}: {line}" for line in (answer.stdout + answer.stderr).splitlines() if line.strip()]


def transformed(source):
    """What SAM makes of the template, without the exceptions that it carries over to some of the resources."""
    template = yaml_parse(source)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # as after packaging: where the code lies does not matter, that it lies somewhere does
            resource["Properties"]["CodeUri"] = "s3://packaged/code"
    made = Translator({}, Parser()).translate(template, {})
    for resource in made["Resources"].values():
        resource.get("Metadata", {}).pop("checkov", None)
    return made


def origin(made, written):
    """The written resource from which SAM made this one: SAM puts its own words behind the name, or nothing."""
    if made in written:
        return made
    begins = [name for name, resource in written.items() if made.startswith(name) and is_sams(resource)]
    return max(begins, key=len, default=made)


def is_sams(resource):
    return resource["Type"].startswith("AWS::Serverless::")


def exceptions(written):
    """Each exception's reason by resource and check."""
    return {
        (name, skip["id"]): (skip.get("comment") or "").strip()
        for name, resource in written.items()
        for skip in resource.get("Metadata", {}).get("checkov", {}).get("skip", [])
    }


def failures(checkov, made, home):
    """Each failed check's sentence by the resource that SAM made and the check."""
    file = Path(home, "transformed.json")
    file.write_text(json.dumps(made, indent=1))
    command = [checkov, "--file", file, "--framework", "cloudformation", "--external-checks-dir", OWN_CHECKS]
    answer = run([*command, "--skip-download", "--compact", "--output", "json"], home)
    try:
        report = json.loads(answer.stdout)
        checks = report["results"]["failed_checks"]
        passed = report["summary"]["passed"]
    except (ValueError, KeyError, TypeError):
        raise SystemExit(f"checkov gave no report:\n{answer.stdout}{answer.stderr}") from None
    if report["summary"]["parsing_errors"] or not passed:
        raise SystemExit("checkov could not read what SAM made")
    return {(check["resource"].split(".")[-1], check["check_id"]): check["check_name"] for check in checks}, passed


def main(template, tools):
    os.environ["AWS_DEFAULT_REGION"] = REGION  # SAM asks for one while it writes the HTTP API
    source = Path(template).read_text()
    written = yaml_parse(source)["Resources"]
    with tempfile.TemporaryDirectory() as home:
        found = told("cfn-lint", run([tools / "aws/bin/cfn-lint", "--template", template], home))
        found += told("sam", run([tools / "sam/bin/sam", "validate", "--lint", "--template", template], home))
        made = transformed(source)
        failed, passed = failures(tools / "checkov/bin/checkov", made, home)
    excepted = exceptions(written)
    used = set()
    for (resource, check), name in sorted(failed.items()):
        place = (origin(resource, written), check)
        if place in excepted:
            used.add(place)
        else:
            found.append(f"checkov: {place[0]}: {check} {name}" + ("" if place[0] == resource else f" (in {resource})"))
    for (resource, check), reason in sorted(excepted.items()):
        if not reason:
            found.append(f"checkov: {resource}: the exception of {check} has no reason")
        if (resource, check) not in used:
            found.append(f"checkov: {resource}: the exception of {check} excepts nothing")
    counts = ", ".join(f"{check} {times}" for check, times in sorted(Counter(check for _, check in excepted).items()))
    print(f"{len(written)} resources written, {len(made['Resources'])} made of them, {passed} checks passed")
    print(f"{len(excepted)} exceptions, each with its reason beside its resource: {counts}")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
