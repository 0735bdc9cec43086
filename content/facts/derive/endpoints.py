"""Where each service answers: partitions, their regions, and the hosts that the common rule does not give.

The rule: `{endpointPrefix}.{region}.{dnsSuffix}`, signed for that region. Source: botocore's endpoints.json (regions, names), its
partitions.json (suffixes, region patterns) and, for every service and region, what its endpoint rules resolve to (plain: no FIPS, no
dual stack). A service is global in a partition where all its regions share one host.
"""

import operations
from sources import TableError

# What the rules ask beside the region, with the answer of a client that has no special wishes.
WISHES = {
    "UseFIPS": False, "UseDualStack": False, "UseGlobalEndpoint": False, "AccountId": "111122223333", "RequiresAccountId": True,
}


def derive(services, data=None):
    """{relative path: table}."""
    data = data or operations.loader()
    outputs = {partition["id"]: partition for partition in data.load_data("partitions")["partitions"]}
    named = data.load_data("endpoints")["partitions"]
    resolvers = {service: Resolver(service, data) for service in services}
    everywhere = {
        service for service, resolver in resolvers.items()
        if len({resolver.host(region) for region in named[0]["regions"]}) == 1
    }
    partitions = [_partition(entry, outputs[entry["partition"]], resolvers, everywhere) for entry in named]
    return {"partitions.json": {"hostRule": "{endpointPrefix}.{region}.{dnsSuffix}", "partitions": partitions}}


def _partition(entry, outputs, resolvers, everywhere):
    regions = sorted(entry["regions"])
    partition = {
        "partition": entry["partition"],
        "dnsSuffix": outputs["outputs"]["dnsSuffix"],
        "dualStackDnsSuffix": outputs["outputs"]["dualStackDnsSuffix"],
        "implicitGlobalRegion": outputs["outputs"]["implicitGlobalRegion"],
        "regionPattern": outputs["regionRegex"],
        "regions": regions,
        "globalServices": {},
        "hosts": {},
    }
    for service, resolver in sorted(resolvers.items()):
        found = {region: resolver.host(region) for region in regions}
        if service in everywhere:
            if len(set(found.values())) != 1:
                raise TableError(f"{service} is global in {entry['partition']} only for some regions: {found}")
            host, signed = found[regions[0]]
            partition["globalServices"][service] = {"host": host, "signingRegion": signed or partition["implicitGlobalRegion"]}
            continue
        rule = {region: (f"{resolver.prefix}.{region}.{partition['dnsSuffix']}", None) for region in regions}
        other = {
            region: {"host": host} | ({"signingRegion": signed} if signed and signed != region else {})
            for region, (host, signed) in found.items()
            if (host, signed if signed != region else None) != rule[region]
        }
        if other:
            partition["hosts"][service] = other
    return partition


class Resolver:
    """botocore's endpoint rules for one service."""

    def __init__(self, service, data):
        from botocore.endpoint_provider import EndpointProvider

        name = operations.model_name(service)
        rules = data.load_service_model(name, "endpoint-rule-set-1")
        self.prefix = data.load_service_model(name, "service-2")["metadata"]["endpointPrefix"]
        self.wishes = {key: value for key, value in WISHES.items() if key in rules["parameters"]}
        self.provider = EndpointProvider(rules, data.load_data("partitions"))

    def host(self, region):
        """(host without the operation's own prefix, region to sign for or None)."""
        endpoint = self.provider.resolve_endpoint(Region=region, **self.wishes)
        scheme = (endpoint.properties.get("authSchemes") or [{}])[0]
        host = endpoint.url.removeprefix("https://")
        if "/" in host:
            raise TableError(f"an endpoint with a path: {endpoint.url}")
        return host.removeprefix(WISHES["AccountId"] + "."), scheme.get("signingRegion")
