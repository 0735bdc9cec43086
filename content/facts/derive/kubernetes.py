#!/usr/bin/env python3
"""Derives `content/facts/kubernetes/` from Kubernetes' published OpenAPI, as the package kubernetes-validate ships it.

    kubernetes.py            derives and writes
    kubernetes.py --check    derives anew and compares; exit status 0 equal, 1 differs, 3 the source is not at hand or has another version

One table: `kinds` names each kind's definition, and the kinds share their definitions (a pod's template is in eight of them).
A node is as in schemas.py, with `listKeys` (what tells the elements of a list apart) and `uniqueItems` (a set).
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is content: nothing but its files belongs in it

import layout
import sources

OUTPUT = Path(__file__).resolve().parent.parent / "kubernetes"
VERSION = "1.37"
SOURCE = f"kubernetes_validate/kubernetes-json-schema/v{VERSION}.0-local/_definitions.json"

KINDS = """
    v1/ConfigMap v1/LimitRange v1/Namespace v1/Node v1/PersistentVolume v1/PersistentVolumeClaim v1/Pod v1/PodTemplate
    v1/ReplicationController v1/ResourceQuota v1/Secret v1/Service v1/ServiceAccount
    admissionregistration.k8s.io/v1/MutatingWebhookConfiguration admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration
    apps/v1/DaemonSet apps/v1/Deployment apps/v1/ReplicaSet apps/v1/StatefulSet
    batch/v1/CronJob batch/v1/Job
    networking.k8s.io/v1/Ingress networking.k8s.io/v1/IngressClass networking.k8s.io/v1/NetworkPolicy
    policy/v1/PodDisruptionBudget
    rbac.authorization.k8s.io/v1/ClusterRole rbac.authorization.k8s.io/v1/ClusterRoleBinding
    rbac.authorization.k8s.io/v1/Role rbac.authorization.k8s.io/v1/RoleBinding
""".split()

# What Kamae says of a manifest beside what stands in it, as assets have it: the kind of secret in the place of a variable's value.
ADDED = {"core.v1.EnvVar": {"Secret": {"type": "string"}}}

TABLES = [
    {
        "tables": "schemas/definitions.json",
        "what": f"Kubernetes {VERSION} kinds: properties, types, enumerations, list keys",
        "package": "kubernetes-validate",
        "license": "Apache-2.0",
        "upstream": "https://github.com/kubernetes/kubernetes/tree/master/api/openapi-spec",
        "script": "content/facts/derive/kubernetes.py",
    },
]


def main():
    arguments = argparse.ArgumentParser(description="Derives content/facts/kubernetes from published data.")
    arguments.add_argument("--check", action="store_true", help="derive anew and compare, write nothing")
    check = arguments.parse_args().check
    missing = sources.not_at_hand(OUTPUT, ["kubernetes-validate"]) if check else []
    if missing:
        print("\n".join(missing), file=sys.stderr)
        return 3
    published = json.loads(sources.text("kubernetes-validate", SOURCE))["$defs"]
    texts = {"schemas/definitions.json": layout.dumps(derive(published))}
    return sources.compare(OUTPUT, texts) if check else sources.write(OUTPUT, texts, TABLES)


def derive(published):
    """The table of all KINDS."""
    by_kind = {}
    for name, schema in published.items():
        for kind in schema.get("x-kubernetes-group-version-kind", []):
            if not name.endswith("List"):
                by_kind.setdefault("/".join(filter(None, (kind["group"], kind["version"], kind["kind"]))), name)
    reader = Reader(published)
    kinds = {kind: reader.reference(by_kind[kind])["$ref"] for kind in KINDS}
    return {"version": VERSION, "kinds": kinds, "definitions": reader.definitions()}


class Reader:
    """Follows references from the kinds on."""

    def __init__(self, published):
        self.published, self.names = published, []

    def reference(self, name):
        """A reference to a definition; a scalar in its place."""
        target = self.published[name]
        if "properties" not in target:
            return self.node(target)
        if name not in self.names:
            self.names.append(name)
        return {"$ref": short(name)}

    def definitions(self):
        found, position = {}, 0
        while position < len(self.names):  # `names` grows while definitions are read
            name, position = self.names[position], position + 1
            if short(name) in found:
                raise sources.TableError(f"two definitions are called {short(name)}")
            found[short(name)] = self.node(self.published[name])
        for name, properties in ADDED.items():
            found[name]["properties"] = dict(sorted((found[name]["properties"] | properties).items()))
        return dict(sorted(found.items()))

    def node(self, schema):
        if "$ref" in schema:
            return self.reference(schema["$ref"].removeprefix("#/$defs/"))
        types = {kind for part in schema.get("oneOf", [schema]) for kind in aslist(part.get("type", ["object"]))} - {"null"}
        node = {"type": sorted(types) if len(types) > 1 else next(iter(types))}
        if "enum" in schema:
            node["enum"] = [value for value in schema["enum"] if value is not None]
        if "format" in schema:
            node["format"] = schema["format"]
        if schema.get("x-kubernetes-list-type") == "set":
            node["uniqueItems"] = True
        if "x-kubernetes-list-map-keys" in schema:
            node["listKeys"] = schema["x-kubernetes-list-map-keys"]
        if schema.get("required"):
            node["required"] = sorted(schema["required"])
        if "items" in schema:
            node["items"] = self.node(schema["items"])
        if "properties" in schema:
            node["properties"] = {name: self.node(value) for name, value in sorted(schema["properties"].items())}
        if isinstance(schema.get("additionalProperties"), dict):
            node["additionalProperties"] = self.node(schema["additionalProperties"])
        return node


def short(name):
    """`io.k8s.api.apps.v1.Deployment` → `apps.v1.Deployment`."""
    return name.removeprefix("io.k8s.").removeprefix("api.").removeprefix("apimachinery.pkg.apis.").removeprefix("apimachinery.pkg.")


def aslist(value):
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    sys.exit(main())
