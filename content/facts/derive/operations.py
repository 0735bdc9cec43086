"""AWS's read operations: how each is called and how its answer is read. Source: the service models in the package botocore.

A table holds one service's facts, its operations, and the shapes that these reach. Plain scalars need no shape of their own:
a reference to one names its type (`string`, `integer`, `long`, `boolean`, `double`, `float`, `timestamp`, `blob`).
A reference is {"shape": name} with what serialising needs: `location` (uri, querystring, header, headers, statusCode),
`locationName`, `queryName`, `flattened`, `xmlAttribute`, `xmlNamespace`, `streaming`, `timestampFormat`, `jsonvalue`,
`hostLabel`, `idempotencyToken`, and `sensitive` (a secret: must not be stored).
"""

import permissions
from sources import TableError

# Service, as asset files name it → botocore's (and the AWS command line's) name, where they differ.
MODELS = {"tagging": "resourcegroupstaggingapi"}

SCALARS = {"string", "integer", "long", "boolean", "double", "float", "timestamp", "blob"}
REFERENCE_KEPT = ("location", "locationName", "queryName", "flattened", "xmlAttribute", "xmlNamespace", "streaming",
                  "timestampFormat", "jsonvalue", "hostLabel", "idempotencyToken", "sensitive")
REFERENCE_DROPPED = {"shape", "documentation", "contextParam", "deprecated", "deprecatedMessage", "deprecatedSince", "box",
                     "endpointDiscoveryId"}
SHAPE_KEPT = ("required", "payload", "locationName", "xmlNamespace", "flattened", "sensitive", "streaming", "timestampFormat",
              "document", "union")
SHAPE_DROPPED = {"type", "members", "member", "key", "value", "documentation", "enum", "pattern", "min", "max", "box", "deprecated",
                 "deprecatedMessage", "deprecatedSince", "synthetic", "wrapper"}
OPERATION_DROPPED = {"name", "http", "input", "output", "errors", "documentation", "documentationUrl", "deprecated", "deprecatedMessage",
                     "deprecatedSince", "readonly", "idempotent", "staticContextParams", "operationContextParams", "auth", "authtype",
                     "endpoint", "httpChecksum", "alias"}
# An endpoint discovered by a call of its own is an option of these operations, never a must.
OPERATION_DROPPED |= {"endpointdiscovery", "endpointoperation"}

# Answers whose root element is the value itself, not an envelope around it (Smithy's trait s3UnwrappedXmlOutput; AWS's S3 reference).
UNWRAPPED = {"s3:GetBucketLocation"}

# Where AWS's models and we disagree on what is a secret: {service: {structure: {member: is it one}}}.
SENSITIVE = {
    "ec2": {"InstanceAttribute": {"UserData": True}},  # boot scripts with passwords in them
    "lambda": {"FunctionCodeLocation": {"Location": True}},  # a signed URL to the function's code
    "organizations": {"Account": {"Name": False}},
    "s3": {"ServerSideEncryptionByDefault": {"KMSMasterKeyID": False}},  # an id, and controls ask for it
    "sts": {"Credentials": {"SessionToken": True}},
}


def loader():
    """botocore's own, so that its additions to the models are in."""
    from botocore.loaders import Loader

    return Loader()


def derive(needed, data=None):
    """{relative path: table} for {service: {operation}}."""
    data = data or loader()
    return {f"operations/{service}.json": _service(service, sorted(names), data) for service, names in sorted(needed.items())}


def model_name(service):
    return MODELS.get(service, service)


def _service(service, names, data):
    if model_name(service) not in data.list_available_services("service-2"):
        raise TableError(f"AWS has no service {service} (the names are the AWS command line's)")
    model = data.load_service_model(model_name(service), "service-2")
    facts = model["metadata"]
    protocol = facts["protocol"]
    if protocol not in ("query", "ec2", "json", "rest-json", "rest-xml"):
        raise TableError(f"{service} speaks {protocol}, which no reader understands")
    table = {
        "service": service,
        "serviceId": facts["serviceId"],
        "endpointPrefix": facts["endpointPrefix"],
        "signingName": facts.get("signingName", facts["endpointPrefix"]),
        "signatureVersion": facts["signatureVersion"],
        "protocol": protocol,
        "apiVersion": facts["apiVersion"],
    }
    for key in ("jsonVersion", "targetPrefix", "xmlNamespace"):
        if key in facts:
            table[key] = facts[key]
    if "awsQueryCompatible" in facts:
        table["awsQueryCompatible"] = True
    paginators = _paginators(service, data)
    shapes = Shapes(service, model["shapes"])
    table["operations"] = {}
    for name in names:
        if name not in model["operations"]:
            raise TableError(f"{service} has no operation {name}")
        table["operations"][name] = _operation(table, name, model, shapes, paginators.get(name))
    table["shapes"] = shapes.table()
    return table


def _paginators(service, data):
    from botocore.exceptions import UnknownServiceError, DataNotFoundError

    try:
        return data.load_service_model(model_name(service), "paginators-1")["pagination"]
    except (UnknownServiceError, DataNotFoundError):
        return {}


def _operation(service, name, model, shapes, paginator):
    source = model["operations"][name]
    call = f"{service['service']}:{name}"
    unknown = set(source) - OPERATION_DROPPED
    if unknown:
        raise TableError(f"{call} says {sorted(unknown)}, which nobody decided about")
    operation = {"method": source["http"]["method"], "requestUri": source["http"]["requestUri"]}
    if "hostPrefix" in source.get("endpoint", {}):
        operation["hostPrefix"] = source["endpoint"]["hostPrefix"]
    if source.get("authtype") == "none":
        operation["unsigned"] = True
    for side in ("input", "output"):
        reference = source.get(side)
        if reference is None:
            continue
        operation[side] = shapes.reach(reference["shape"])
        # The root element of a request, or the element of a query answer that holds the result.
        for key, value in reference.items():
            if key == "resultWrapper":
                operation["resultWrapper"] = value
            elif key in ("locationName", "xmlNamespace") and side == "input":
                operation["input" + key[0].upper() + key[1:]] = value
            elif key not in REFERENCE_DROPPED:
                raise TableError(f"{call}: {side} says {key}, which nobody decided about")
    if call in UNWRAPPED:
        operation["unwrapped"] = True
    if paginator:
        operation["paginator"] = _paginator(call, paginator)
    errors = _errors(source, model, service)
    if errors:
        operation["errors"] = errors
    operation["permissions"] = permissions.needed(service["service"], name)
    return operation


def _paginator(call, source):
    unknown = set(source) - {"input_token", "output_token", "result_key", "more_results", "limit_key", "non_aggregate_keys",
                             "py_input_token"}
    if unknown:
        raise TableError(f"{call}: paginator says {sorted(unknown)}, which nobody decided about")
    page = {"inputToken": _one_or_many(source["input_token"]), "outputToken": _one_or_many(source["output_token"])}
    keys = source.get("result_key", [])
    page["resultKey"] = keys if isinstance(keys, list) else [keys]
    for name, key in (("moreResults", "more_results"), ("limitKey", "limit_key")):
        if key in source:
            page[name] = source[key]
    return page


def _one_or_many(token):
    """One token is a string, several are a list (a few services page by two or three at once)."""
    return token[0] if isinstance(token, list) and len(token) == 1 else token


def _errors(source, model, service):
    """The error codes as they stand in answers."""
    codes = []
    for error in source.get("errors", []):
        own = model["shapes"][error["shape"]].get("error", {}).get("code")
        if service["protocol"] in ("json", "rest-json"):
            codes.append(error["shape"])
            if service.get("awsQueryCompatible") and own:  # in the header x-amzn-query-error
                codes.append(own)
        else:
            codes.append(own or error["shape"])
    return sorted(set(codes))


class Shapes:
    """The shapes of one service that its operations reach."""

    def __init__(self, service, source):
        self.service, self.source, self.order = service, source, []

    def reach(self, name):
        """The name of a shape that will be in the table."""
        if name in SCALARS:
            raise TableError(f"{self.service}: a shape has the name of a scalar: {name}")
        if name not in self.order:
            self.order.append(name)
        return name

    def table(self):
        bodies, position = {}, 0
        while position < len(self.order):  # `order` grows while bodies are read
            name, position = self.order[position], position + 1
            bodies[name] = self._body(name)
        return dict(sorted(bodies.items()))

    def _body(self, name):
        source = self.source[name]
        unknown = set(source) - set(SHAPE_KEPT) - SHAPE_DROPPED
        if unknown:
            raise TableError(f"{self.service}: shape {name} says {sorted(unknown)}, which nobody decided about")
        body = {"type": source["type"]}
        body.update((key, source[key]) for key in SHAPE_KEPT if key in source and source[key] != [])
        if source["type"] == "structure":
            body["members"] = {member: self._reference(reference) for member, reference in source["members"].items()}
            for member, secret in SENSITIVE.get(self.service, {}).get(name, {}).items():
                body["members"][member].pop("sensitive", None)
                body["members"][member].update({"sensitive": True} if secret else {})
        elif source["type"] == "list":
            body["member"] = self._reference(source["member"])
        elif source["type"] == "map":
            body["key"], body["value"] = self._reference(source["key"]), self._reference(source["value"])
        return body

    def _reference(self, source):
        unknown = set(source) - set(REFERENCE_KEPT) - REFERENCE_DROPPED
        if unknown:
            raise TableError(f"{self.service}: a reference to {source['shape']} says {sorted(unknown)}, which nobody decided about")
        extra = {key: source[key] for key in REFERENCE_KEPT if key in source}
        name, target = source["shape"], self.source[source["shape"]]
        if target["type"] not in SCALARS:
            return {"shape": self.reach(name), **extra}
        for key in ("sensitive", "streaming", "timestampFormat"):  # a scalar's own traits go with the reference
            if key in target:
                extra.setdefault(key, target[key])
        if target.get("document") or target.get("jsonvalue"):
            raise TableError(f"{self.service}: scalar {name} has a trait that nobody decided about")
        return {"shape": target["type"], **extra}
