"""Brings a recording of moto_server to what AWS itself answers, and leaves out what differs from run to run.

    python demo/answers.py demo/account
"""

import hashlib
import json
import pathlib
import re
import sys

KEPT_HEADERS = {"content-type", "x-amzn-errortype", "x-amz-bucket-region"}
# moto answers with its own address in the place of a service's.
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
SECONDS = re.compile(r"(?<=\d\d:\d\d:\d\d)\.\d+")


def repaired(call):
    operation, body = call["operation"], call.get("body", "")
    if operation == "GetAccountAuthorizationDetails":
        # moto leaves out the names of policies.
        body = re.sub(r"(<Arn>arn:aws:iam::\d+:policy/(?:[^<]*/)?([^</]+)</Arn>)(?!<PolicyName>)", r"\1<PolicyName>\2</PolicyName>", body)
    if operation == "DescribeKey":
        # Keys that services hold for the account are not the customer's, and every key has a usage.
        answer = json.loads(body)
        metadata = answer["KeyMetadata"]
        metadata["KeyUsage"] = metadata["KeyUsage"] or "ENCRYPT_DECRYPT"
        metadata["MultiRegion"] = bool(metadata["MultiRegion"])
        if metadata["Description"].startswith("Default "):
            metadata["KeyManager"] = "AWS"
        body = json.dumps(answer)
    if operation == "ListFunctionUrlConfigs":
        # moto has no such call. The account's auditors were not given it: some things are never known.
        name = "arn:aws:sts::123456789012:assumed-role/kawase-prod-audit/kamae"
        call["status"] = 403
        call["headers"] = {"content-type": "application/json", "x-amzn-errortype": "AccessDeniedException"}
        body = json.dumps({"Message": f"User: {name} is not authorized to perform: lambda:ListFunctionUrlConfigs"})
    if operation == "GetFunctionUrlConfig" and call["status"] == 201:
        call["status"] = 200
    call["body"] = body
    return call


def placed(path, call):
    """The call with the provider's addresses in the place of moto's, and the file it is found in: named by what was asked."""
    text = json.dumps(call, separators=(",", ":"), ensure_ascii=False)
    call = json.loads(ADDRESS.sub(f"https://{call['service']}.{call['region']}.amazonaws.com", text))
    question = json.dumps(call["input"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(question.encode()).hexdigest()[:16]
    return path.with_name(f"{call['operation']}-{digest}.json"), call


def main():
    folder = pathlib.Path(sys.argv[1])
    for path in sorted(folder.rglob("*.json")):
        if path.name == "recording.json":
            continue
        # Headers may come twice; one is enough.
        call = repaired(json.loads(path.read_text()))
        call["headers"] = {name: value for name, value in call.get("headers", {}).items() if name in KEPT_HEADERS}
        call["time"] = SECONDS.sub("", call["time"])
        place, call = placed(path, call)
        if place != path:
            path.unlink()
        place.write_text(json.dumps(call, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
