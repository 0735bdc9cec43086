#!/usr/bin/env python3
"""Writes the golden files of CloudAccessTests, with botocore as the oracle.

  python3 derive.py               protocols.json and signatures.json
  python3 derive.py --moto PORT   also answers.json, from a moto_server that listens there

protocols.json   services made up for the test, inputs and the requests botocore makes of them, answers and what it reads from them
signatures.json  requests and the Authorization header botocore signs them with
answers.json     raw answers of real operations, and what botocore reads from them
"""
import argparse
import base64
import datetime
import json
import pathlib
import urllib.parse

import botocore
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.model
import botocore.parsers
import botocore.serialize

HERE = pathlib.Path(__file__).parent
FACTS = HERE / "../../../content/facts/aws/operations"


def plain(value):
    """A parsed answer as JSON: RFC 3339 timestamps, base64 blobs."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        value = value.astimezone(datetime.timezone.utc)
        text = value.strftime("%Y-%m-%dT%H:%M:%S")
        return text + (f".{value.microsecond // 1000:03d}Z" if value.microsecond // 1000 else "Z")
    return value


# --- Services made up for the test -----------------------------------------------------------------------------------------

STRING = {"type": "string"}
COMMON = {
    "String": STRING, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Double": {"type": "double"},
    "Boolean": {"type": "boolean"}, "Blob": {"type": "blob"}, "Timestamp": {"type": "timestamp"},
    "Strings": {"type": "list", "member": {"shape": "String"}},
    "NamedStrings": {"type": "list", "member": {"shape": "String", "locationName": "Name"}},
    "FlatStrings": {"type": "list", "member": {"shape": "String", "locationName": "Flat"}, "flattened": True},
    "StringMap": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}},
    "NamedMap": {"type": "map", "key": {"shape": "String", "locationName": "K"}, "value": {"shape": "Integer", "locationName": "V"}},
    "FlatMap": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}, "flattened": True},
    "Item": {"type": "structure", "members": {"Name": {"shape": "String"}, "Count": {"shape": "Integer"}, "Inner": {"shape": "Item"}}},
    "Items": {"type": "list", "member": {"shape": "Item"}},
    "FlatItems": {"type": "list", "member": {"shape": "Item"}, "flattened": True},
    "Grantee": {"type": "structure", "xmlNamespace": {"prefix": "xsi", "uri": "http://www.w3.org/2001/XMLSchema-instance"}, "members": {
        "Type": {"shape": "String", "xmlAttribute": True, "locationName": "xsi:type"}, "ID": {"shape": "String"}}},
    "Everything": {"type": "structure", "members": {
        "Text": {"shape": "String"}, "Number": {"shape": "Integer"}, "Big": {"shape": "Long"}, "Ratio": {"shape": "Double"},
        "Flag": {"shape": "Boolean"}, "Data": {"shape": "Blob"}, "When": {"shape": "Timestamp"},
        "Renamed": {"shape": "String", "locationName": "renamedOnWire"},
        "List": {"shape": "Strings"}, "Named": {"shape": "NamedStrings"}, "Flat": {"shape": "FlatStrings"},
        "Items": {"shape": "Items"}, "FlatItems": {"shape": "FlatItems", "locationName": "flatItem"},
        "Map": {"shape": "StringMap"}, "NamedMap": {"shape": "NamedMap"}, "FlatMap": {"shape": "FlatMap"},
        "One": {"shape": "Item"}, "Grantee": {"shape": "Grantee"}}},
}


def service(name, protocol, operations, shapes=None, **metadata):
    base = {"protocol": protocol, "serviceId": name, "endpointPrefix": name, "signingName": name, "apiVersion": "2020-01-01",
            "jsonVersion": "1.1", "targetPrefix": "Thing_20200101", "uid": name, "signatureVersion": "v4", "serviceFullName": name}
    return {"metadata": base | metadata, "operations": operations, "shapes": COMMON | (shapes or {})}


def operation(name, method="POST", uri="/", input="Everything", output="Everything", wrapper=None, root=None, namespace=None):
    result = {"name": name, "http": {"method": method, "requestUri": uri}}
    if input:
        result["input"] = {"shape": input} | ({"locationName": root} if root else {}) | ({"xmlNamespace": {"uri": namespace}} if namespace else {})
    if output:
        result["output"] = {"shape": output} | ({"resultWrapper": wrapper} if wrapper else {})
    return result


REST_INPUT = {"type": "structure", "required": ["Bucket", "Key"], "members": {
    "Bucket": {"shape": "String", "location": "uri", "locationName": "Bucket"},
    "Key": {"shape": "String", "location": "uri", "locationName": "Key"},
    "Filter": {"shape": "String", "location": "querystring", "locationName": "filter"},
    "Many": {"shape": "Strings", "location": "querystring", "locationName": "many"},
    "Free": {"shape": "StringMap", "location": "querystring"},
    "Since": {"shape": "Timestamp", "location": "querystring", "locationName": "since"},
    "On": {"shape": "Boolean", "location": "querystring", "locationName": "on"},
    "Until": {"shape": "Timestamp", "location": "header", "locationName": "x-until"},
    "Names": {"shape": "Strings", "location": "header", "locationName": "x-names"},
    "Meta": {"shape": "StringMap", "location": "headers", "locationName": "x-meta-"},
    "Body": {"shape": "Everything"}}}
REST_PAYLOAD = {"type": "structure", "payload": "Config", "members": {
    "Bucket": {"shape": "String", "location": "uri", "locationName": "Bucket"},
    "Config": {"shape": "Everything", "locationName": "Configuration", "xmlNamespace": {"uri": "http://things/"}}}}
REST_OUTPUT = {"type": "structure", "members": {
    "Tag": {"shape": "String", "location": "header", "locationName": "ETag"},
    "Size": {"shape": "Long", "location": "header", "locationName": "X-Size"},
    "On": {"shape": "Boolean", "location": "header", "locationName": "x-on"},
    "Modified": {"shape": "Timestamp", "location": "header", "locationName": "Last-Modified"},
    "Meta": {"shape": "StringMap", "location": "headers", "locationName": "x-meta-"},
    "Status": {"shape": "Integer", "location": "statusCode"},
    "Text": {"shape": "String"}, "Items": {"shape": "Items"}}}
REST_OUT_PAYLOAD = {"type": "structure", "payload": "Config", "members": {
    "Tag": {"shape": "String", "location": "header", "locationName": "ETag"}, "Config": {"shape": "Everything"}}}
REST_OUT_RAW = {"type": "structure", "payload": "Policy", "members": {"Policy": {"shape": "String"}}}
REST_OUT_BLOB = {"type": "structure", "payload": "Data", "members": {"Data": {"shape": "Blob"}}}
REST_SHAPES = {"RestInput": REST_INPUT, "RestPayload": REST_PAYLOAD, "RestOutput": REST_OUTPUT, "RestOutPayload": REST_OUT_PAYLOAD,
               "RestOutRaw": REST_OUT_RAW, "RestOutBlob": REST_OUT_BLOB}
REST_OPERATIONS = {
    "Send": operation("Send", "PUT", "/{Bucket}/{Key+}?fixed&kind=2", "RestInput", "RestOutput", root="SendRequest", namespace="http://things/"),
    "SendPayload": operation("SendPayload", "PUT", "/{Bucket}?config", "RestPayload", "RestOutPayload"),
    "Raw": operation("Raw", "GET", "/raw", None, "RestOutRaw"),
    "Blob": operation("Blob", "GET", "/blob", None, "RestOutBlob"),
    "All": operation("All", "POST", "/all", "Everything", "Everything", root="AllRequest"),
}
EC2_SHAPES = {"Everything": {"type": "structure", "members": {
    "Text": {"shape": "String", "locationName": "text", "queryName": "TheText"}, "Number": {"shape": "Integer", "locationName": "number"},
    "Flag": {"shape": "Boolean", "locationName": "flag"}, "When": {"shape": "Timestamp", "locationName": "when"},
    "List": {"shape": "NamedStrings", "locationName": "listSet"}, "Items": {"shape": "Items", "locationName": "itemSet"},
    "One": {"shape": "Item", "locationName": "one"}, "Plain": {"shape": "String"}}}}

SERVICES = {
    "things-query": service("things-query", "query", {"Do": operation("Do", wrapper="DoResult")}),
    "things-ec2": service("things-ec2", "ec2", {"Do": operation("Do")}, EC2_SHAPES),
    "things-json": service("things-json", "json", {"Do": operation("Do")}),
    "things-rest-json": service("things-rest-json", "rest-json", REST_OPERATIONS, REST_SHAPES),
    "things-rest-xml": service("things-rest-xml", "rest-xml", REST_OPERATIONS, REST_SHAPES),
}

FULL = {
    "Text": "a < b & \"c\" é 構え", "Number": -7, "Big": 9007199254740993, "Ratio": 1.5, "Flag": True, "When": "2024-02-29T23:59:59Z",
    "Renamed": "r", "List": ["x", "y z"], "Named": ["n"], "Flat": ["f1", "f2"],
    "Items": [{"Name": "i1", "Count": 1, "Inner": {"Name": "deep"}}, {"Name": "i2"}], "FlatItems": [{"Name": "q", "Count": 2}],
    "Map": {"k1": "v1", "k 2": "v&2"}, "NamedMap": {"m": 3}, "FlatMap": {"fk": "fv"}, "One": {"Count": 0}, "Grantee": {"Type": "CanonicalUser", "ID": "id"},
}
REQUESTS = [
    ("things-query", "Do", FULL), ("things-query", "Do", {}), ("things-query", "Do", {"List": [], "Flag": False}),
    ("things-ec2", "Do", {"Text": "t", "Number": 1, "Flag": False, "When": "2024-02-29T23:59:59Z", "List": ["a", "b"],
                          "Items": [{"Name": "i", "Inner": {"Count": 2}}], "One": {"Name": "o"}, "Plain": "p"}),
    ("things-json", "Do", FULL), ("things-json", "Do", {}),
    ("things-rest-json", "All", FULL), ("things-rest-json", "All", {}),
    ("things-rest-json", "Raw", {}),
    ("things-rest-json", "SendPayload", {"Bucket": "b", "Config": {"Text": "t"}}),
    ("things-rest-xml", "All", FULL),
    ("things-rest-xml", "SendPayload", {"Bucket": "b", "Config": FULL}),
] + [(name, "Send", {
    "Bucket": "my bucket/é", "Key": "a/b c/~d+e", "Filter": "x=1&y", "Many": ["1", "2 3"], "Free": {"free": "v w"}, "On": True,
    "Since": "2024-02-29T23:59:59Z", "Until": "2024-02-29T23:59:59Z", "Names": ["p", "q,r"], "Meta": {"one": "1", "two": "2"},
    "Body": {"Text": "t"}}) for name in ("things-rest-json", "things-rest-xml")]

XML_FULL = """<Text>a &lt; b &amp; &#x69CB;&#12360; <![CDATA[<raw & text>]]></Text><Number>-7</Number><Big>9007199254740993</Big><Ratio>1.5</Ratio>
<Flag>true</Flag><Data>aGVsbG8=</Data><When>2024-02-29T23:59:59.250Z</When><renamedOnWire>r</renamedOnWire><Unknown><Deep>no</Deep></Unknown>
<List><member>x</member><member></member></List><Named/><Flat>f1</Flat><Other>1</Other><Flat>f2</Flat>
<Items><member><Name>i1</Name><Count>1</Count><Inner><Name>deep</Name></Inner></member><member/></Items><flatItem><Name>only</Name></flatItem>
<Map><entry><key>k1</key><value>v1</value></entry><entry><key>k2</key><value>v2</value></entry></Map>
<NamedMap><entry><K>m</K><V>3</V></entry></NamedMap><FlatMap><key>fk</key><value>fv</value></FlatMap><FlatMap><key>fl</key><value/></FlatMap>
<!-- a remark --><One/><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Canonical&amp;User"><ID>id</ID></Grantee>"""
XML_EC2 = """<text>t</text><number>1</number><flag>false</flag><when>2024-02-29T23:59:59.000Z</when><listSet><item>a</item><item>b</item></listSet>
<itemSet><item><Name>i</Name></item></itemSet><one><Count>2</Count></one><Plain>p</Plain><extra>no</extra>"""
JSON_FULL = {
    "Text": "a < b é 構え", "Number": -7, "Big": 9007199254740993, "Ratio": 2, "Flag": True, "Data": "aGVsbG8=", "When": 1709251199.25,
    "renamedOnWire": "r", "Unknown": {"Deep": 1}, "List": ["x", None, ""], "Items": [{"Name": "i1", "Inner": {"Name": "deep", "More": 1}}, {}],
    "Map": {"k1": "v1"}, "NamedMap": {"m": 3}, "One": None, "Grantee": {"ID": "id"}, "Named": [],
}
HEAD = {"content-type": "text/plain"}
REST_HEAD = {"ETag": "\"tag\"", "X-Size": "12", "x-on": "true", "Last-Modified": "Thu, 29 Feb 2024 23:59:59 GMT", "x-meta-one": "1", "X-Meta-two": "2"}
ANSWERS = [
    ("things-query", "Do", 200, HEAD, f"<DoResponse xmlns=\"http://things/\"><DoResult>{XML_FULL}</DoResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DoResponse>"),
    ("things-query", "Do", 200, HEAD, "<?xml version=\"1.0\"?>\n<t:DoResponse xmlns:t=\"u\"><t:DoResult/></t:DoResponse>"),
    ("things-ec2", "Do", 200, HEAD, f"<?xml version=\"1.0\" encoding=\"UTF-8\"?><DoResponse xmlns=\"u\"><requestId>r</requestId>{XML_EC2}</DoResponse>"),
    ("things-json", "Do", 200, HEAD, json.dumps(JSON_FULL)), ("things-json", "Do", 200, HEAD, "{}"),
    ("things-rest-json", "All", 200, HEAD, json.dumps(JSON_FULL, ensure_ascii=False)),
    ("things-rest-json", "Send", 202, REST_HEAD, json.dumps({"Text": "t", "Items": [{"Count": "4"}]})),
    ("things-rest-json", "SendPayload", 200, REST_HEAD, json.dumps({"Text": "t"})),
    ("things-rest-json", "Raw", 200, HEAD, "{\"Version\":\"2012-10-17\"}"),
    ("things-rest-json", "Blob", 200, HEAD, "raw bytes"),
    ("things-rest-xml", "All", 200, HEAD, f"<Everything>{XML_FULL}</Everything>"),
    ("things-rest-xml", "Send", 202, REST_HEAD, "<SendResult><Text>t</Text><Items><member><Count>4</Count></member></Items></SendResult>"),
    ("things-rest-xml", "SendPayload", 200, REST_HEAD, f"<Config>{XML_FULL}</Config>"),
    ("things-rest-xml", "Raw", 200, HEAD, "{\"Version\":\"2012-10-17\"}"),
]


def own_form(name, definition):
    """The service in the form of content/facts/aws/operations."""
    metadata = definition["metadata"]
    keys = ("serviceId", "endpointPrefix", "signingName", "protocol", "apiVersion", "jsonVersion", "targetPrefix")
    result = {"service": name} | {key: metadata[key] for key in keys} | {"operations": {}, "shapes": definition["shapes"]}
    for key, item in definition["operations"].items():
        own = {"method": item["http"]["method"], "requestUri": item["http"]["requestUri"], "permissions": []}
        if "input" in item:
            own["input"] = item["input"]["shape"]
            own |= {"inputLocationName": item["input"]["locationName"]} if "locationName" in item["input"] else {}
            own |= {"inputXmlNamespace": item["input"]["xmlNamespace"]} if "xmlNamespace" in item["input"] else {}
        if "output" in item:
            own["output"] = item["output"]["shape"]
            own |= {"resultWrapper": item["output"]["resultWrapper"]} if "resultWrapper" in item["output"] else {}
        result["operations"][key] = own
    return result


def pairs(query):
    result = []
    for key, value in (query.items() if isinstance(query, dict) else query):
        for item in value if isinstance(value, list) else [value]:
            result.append([key, str(item)])
    return result


def protocols():
    requests, answers = [], []
    for name, key, parameters in REQUESTS:
        model = botocore.model.ServiceModel(SERVICES[name], name)
        serializer = botocore.serialize.create_serializer(model.metadata["protocol"])
        made = serializer.serialize_to_request(parameters, model.operation_model(key))
        body = made["body"]
        path, _, fixed = made["url_path"].partition("?")
        requests.append({
            "service": name, "operation": key, "input": parameters, "method": made["method"], "path": path,
            "query": pairs(urllib.parse.parse_qsl(fixed, keep_blank_values=True)) + pairs(made["query_string"] or {}),
            "headers": {k.lower(): str(v) for k, v in made["headers"].items()},
            "form": pairs(body) if isinstance(body, dict) else None,
            "body": None if isinstance(body, dict) else body.decode()})
    for name, key, status, headers, body in ANSWERS:
        model = botocore.model.ServiceModel(SERVICES[name], name)
        shape = model.operation_model(key).output_shape
        parser = botocore.parsers.create_parser(model.metadata["protocol"])
        response = {"status_code": status, "headers": botocore.awsrequest.HeadersDict(headers), "body": body.encode()}
        if key == "Blob":
            output = {"Data": base64.b64encode(body.encode()).decode()}
        else:
            output = plain(parser.parse(response, shape))
        answers.append({"service": name, "operation": key, "status": status, "headers": headers, "body": body, "output": output})
    return {"services": [own_form(*item) for item in SERVICES.items()], "requests": requests, "answers": answers}


# --- Signatures ------------------------------------------------------------------------------------------------------------

CLOCK = datetime.datetime(2015, 8, 30, 12, 36, 0, tzinfo=datetime.timezone.utc)
SIGNED = [
    ("service", "GET", "example.amazonaws.com", "/", [], {}, "", False),
    ("service", "POST", "example.amazonaws.com", "/", [], {}, "", False),
    ("service", "POST", "example.amazonaws.com", "/", [], {"Content-Type": "application/x-www-form-urlencoded"}, "Param1=value1", True),
    ("service", "GET", "example.amazonaws.com", "/", [["b", "2"], ["a", "x y"], ["a", ""], ["A", "é/+"]], {"My-Header": "  a   b  c "}, "", False),
    ("lambda", "GET", "lambda.eu-west-1.amazonaws.com", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Ax/policy", [], {}, "", True),
    ("s3", "GET", "bucket.s3.amazonaws.com", "/a%20b/%C3%A9%2B~", [["policy", ""]], {}, "", True),
    ("s3", "PUT", "s3.eu-west-1.amazonaws.com", "/bucket//twice/./x", [["tagging", ""]], {"Content-MD5": "abc="}, "<x/>", False),
]


def signatures():
    result = []
    botocore.auth.get_current_datetime = lambda *_, **__: CLOCK
    for name, method, host, path, query, headers, body, has_token in SIGNED:
        url = f"https://{host}{path}"
        if query:
            url += "?" + "&".join(f"{urllib.parse.quote(k, safe='-_.~')}={urllib.parse.quote(v, safe='-_.~')}" for k, v in query)
        request = botocore.awsrequest.AWSRequest(method=method, url=url, data=body.encode(), headers=dict(headers))
        keys = botocore.credentials.Credentials(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AQoDYXdzEPT//////////wEXAMPLE" if has_token else None)
        signer = botocore.auth.S3SigV4Auth if name == "s3" else botocore.auth.SigV4Auth
        request.context["payload_signing_enabled"] = True
        signer(keys, name, "us-east-1").add_auth(request)
        result.append({"service": name, "method": method, "host": host, "path": path, "query": query, "headers": headers, "body": body,
                       "hasToken": has_token, "authorization": request.headers["Authorization"]})
    return result


# --- Real answers ----------------------------------------------------------------------------------------------------------

def real_answers(port):
    import boto3

    endpoint = f"http://127.0.0.1:{port}"
    session = boto3.Session("testing", "testing", region_name="eu-west-1")
    clients = {name: session.client(name, endpoint_url=endpoint) for name in ("s3", "iam", "ec2", "sqs", "sns", "lambda", "dynamodb", "kms", "rds", "sts")}
    clients["s3"].create_bucket(Bucket="golden", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    clients["s3"].put_bucket_tagging(Bucket="golden", Tagging={"TagSet": [{"Key": "env", "Value": "a & b"}]})
    clients["s3"].put_bucket_policy(Bucket="golden", Policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
    clients["s3"].put_bucket_versioning(Bucket="golden", VersioningConfiguration={"Status": "Enabled"})
    clients["s3"].put_bucket_encryption(Bucket="golden", ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]})
    clients["s3"].put_bucket_lifecycle_configuration(Bucket="golden", LifecycleConfiguration={"Rules": [
        {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 3}}]})
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    clients["iam"].create_role(RoleName="golden", AssumeRolePolicyDocument=trust, Tags=[{"Key": "k", "Value": "v"}])
    clients["iam"].create_user(UserName="golden")
    group = clients["ec2"].create_security_group(GroupName="golden", Description="d & e")["GroupId"]
    clients["ec2"].authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}])
    queue = clients["sqs"].create_queue(QueueName="golden")["QueueUrl"]
    topic = clients["sns"].create_topic(Name="golden")["TopicArn"]
    clients["dynamodb"].create_table(TableName="golden", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST",
                                     AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    key = clients["kms"].create_key()["KeyMetadata"]["KeyId"]
    bucket = {"Bucket": "golden"}
    calls = [
        ("s3", "ListBuckets", {}), ("s3", "GetBucketLocation", bucket), ("s3", "GetBucketPolicy", bucket), ("s3", "GetBucketTagging", bucket),
        ("s3", "GetBucketVersioning", bucket), ("s3", "GetBucketEncryption", bucket), ("s3", "GetBucketAcl", bucket),
        ("s3", "GetBucketLifecycleConfiguration", bucket), ("s3", "GetBucketNotificationConfiguration", bucket),
        ("iam", "GetAccountAuthorizationDetails", {"Filter": ["Role", "User"]}), ("iam", "GetRole", {"RoleName": "golden"}),
        ("iam", "GetAccountSummary", {}), ("iam", "ListUsers", {}),
        ("ec2", "DescribeSecurityGroups", {"Filters": [{"Name": "group-name", "Values": ["golden"]}]}), ("ec2", "DescribeRegions", {}),
        ("ec2", "DescribeVpcs", {}), ("ec2", "DescribeSubnets", {}), ("ec2", "DescribeRouteTables", {}), ("ec2", "DescribeInstances", {}),
        ("sqs", "ListQueues", {}), ("sqs", "GetQueueAttributes", {"QueueUrl": queue, "AttributeNames": ["All"]}),
        ("sns", "ListTopics", {}), ("sns", "GetTopicAttributes", {"TopicArn": topic}), ("lambda", "ListFunctions", {}),
        ("dynamodb", "DescribeTable", {"TableName": "golden"}), ("kms", "DescribeKey", {"KeyId": key}), ("rds", "DescribeDBInstances", {}),
        ("sts", "GetCallerIdentity", {}),
    ]
    result = []
    for name, key, parameters in calls:
        client = clients[name]
        seen = {}

        def keep(response_dict, **_):
            seen.update(response_dict)

        client.meta.events.register_last("before-parse", keep)
        try:
            getattr(client, botocore.xform_name(key))(**parameters)
        except client.exceptions.ClientError as error:
            print("left out:", name, key, error)
            continue
        finally:
            client.meta.events.unregister("before-parse", keep)
        model = client.meta.service_model
        shape = model.operation_model(key).output_shape
        parser = botocore.parsers.create_parser(client.meta.service_model.resolved_protocol)
        output = plain(parser.parse(seen | {"headers": botocore.awsrequest.HeadersDict(seen["headers"])}, shape))
        if key == "GetBucketLocation":
            output = {"LocationConstraint": "eu-west-1"}
        result.append({"service": name, "operation": key, "input": parameters, "status": seen["status_code"],
                       "headers": {k.lower(): v for k, v in seen["headers"].items()}, "body": seen["body"].decode(), "output": output})
    return result


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--moto")
    port = arguments.parse_args().moto
    write("protocols.json", protocols())
    write("signatures.json", signatures())
    if port:
        write("answers.json", real_answers(port))


if __name__ == "__main__":
    main()
