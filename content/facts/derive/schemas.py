"""CloudFormation's published resource schemas, condensed to their facts. Source: the schemas in the package cfn-lint.

A condensed node is one of
  {"type": T}              T is a JSON type, or a list of them; `["object","string"]` without properties is free JSON
  {"$ref": "Name"}         a definition of the same file (only objects and lists are definitions: scalars stand in place)
  {"type":"array","items": node}
  {"type":"object","properties": {...},"required": [...]}          closed
  {"type":"object","additionalProperties": node}                   a map with free keys
with `enum`, `uniqueItems`, `insertionOrder` (only when false: order means nothing), `format`, and `idOf`: which
identifying properties of which types the string can be (`AWS::KMS::Key.Arn`): its own, or another's that it refers to.
Paths are written as asset files write them: `LifecycleConfiguration.Rules[].Transition`.
"""

import json
from importlib import import_module

import sources
from sources import TableError

REGION = "us_east_1"  # the region with the most types; a type's schema is the same in all that have it, up to enumerations
PATHS = ("primaryIdentifier", "readOnlyProperties", "writeOnlyProperties", "createOnlyProperties", "deprecatedProperties")

# Longer ones are no vocabulary but a stock list that changes weekly and by region (1,212 instance types).
LONGEST_ENUM = 64

# Everything else that occurs says how values are limited or explained, not what shape they have.
DROPPED = {
    "additionalProperties", "patternProperties", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems",
    "minProperties", "maxProperties", "default", "examples", "dependentExcluded", "dependentRequired", "requiredXor", "requiredOr",
    "uniqueKeys", "prefixItems", "dependencies", "relationshipRef", "multipleOf", "if", "then", "else", "not", "title",
    "description", "exclusiveMinimum", "exclusiveMaximum", "$comment", "propertyNames", "contains",
}
KEPT = {
    "type", "$ref", "items", "properties", "required", "enum", "enumCaseInsensitive", "const", "uniqueItems", "insertionOrder",
    "format", "anyOf", "oneOf", "allOf",
}


def published():
    """{type name: resource file} of every type."""
    return import_module(f"cfnlint.data.schemas.providers.{REGION}").types


def derive(must, may):
    """{relative path: table} for the types; `may` are skipped where CloudFormation has no such type."""
    index = published()
    missing = sorted(name for name in must if name not in index)
    if missing:
        raise TableError(f"CloudFormation has no type {', '.join(missing)}")
    tables = {}
    for name in sorted(must | {name for name in may if name in index}):
        _, service, resource = name.split("::")
        text = sources.text("cfn-lint", f"cfnlint/data/schemas/resources/{index[name]}.json")
        tables[f"schemas/{service.lower()}/{resource}.json"] = condense(json.loads(text))
    return tables


def condense(schema):
    """One published schema's facts."""
    definitions = schema.get("definitions", {})
    table = {"typeName": schema["typeName"]}
    for key in PATHS:
        if schema.get(key):
            table[key] = [path(pointer) for pointer in schema[key]]
    if schema.get("tagging", {}).get("taggable"):
        table["tagProperty"] = path(schema["tagging"].get("tagProperty", "/properties/Tags"))
    if schema.get("required"):
        table["required"] = sorted(schema["required"])
    reached = []
    table["properties"] = {name: _node(value, definitions, reached) for name, value in sorted(schema["properties"].items())}
    bodies, position = {}, 0
    while position < len(reached):  # `reached` grows while definitions are read
        name, position = reached[position], position + 1
        bodies[name] = _node(definitions[name], definitions, reached)
    if bodies:
        table["definitions"] = dict(sorted(bodies.items()))
    return table


def path(pointer):
    """`/properties/A/*/B` (also `/A/items/properties/B`) → `A[].B`."""
    steps = [step for step in pointer.split("/")[1:] if step != "properties"]
    return "".join("[]" if step in ("*", "items") else "." + step for step in steps).lstrip(".")


def _node(schema, definitions, reached):
    unknown = set(schema) - KEPT - DROPPED
    if unknown:
        raise TableError(f"schema keywords that nobody decided about: {sorted(unknown)}")
    schema = _merged(schema)
    if "$ref" in schema:
        return _reference(schema, definitions, reached)
    node = {}
    kind = schema.get("type")
    if kind is None and schema.get("format") == "json":
        kind = ["object", "string"]
    elif kind is None:
        kind = "object" if "properties" in schema else "array" if "items" in schema else None
    if kind is not None:
        node["type"] = sorted(kind) if isinstance(kind, list) else kind
    enum = schema.get("enum") or schema.get("enumCaseInsensitive") or ([schema["const"]] if "const" in schema else None)
    if enum and len(enum) <= LONGEST_ENUM:
        node["enum"] = enum
    if schema.get("uniqueItems"):
        node["uniqueItems"] = True
    if schema.get("insertionOrder") is False:
        node["insertionOrder"] = False
    formats = schema.get("formats", [])
    # Plural formats (`AWS::EC2::SecurityGroup.Ids`) stand on the list; its items say the same in the singular.
    identifies = [name for name in formats if name.startswith("AWS::") and "items" not in schema]
    if identifies:
        node["idOf"] = identifies
    plain = [name for name in formats if not name.startswith("AWS::")]
    if plain:
        node["format"] = plain[0]
    if "items" in schema:
        node["items"] = _node(schema["items"], definitions, reached)
    if schema.get("required") and "properties" in schema:
        node["required"] = sorted(schema["required"])
    if "properties" in schema:
        node["properties"] = {name: _node(value, definitions, reached) for name, value in sorted(schema["properties"].items())}
    free = _free_values(schema)
    if free is not None and "properties" not in schema:
        node["additionalProperties"] = _node(free, definitions, reached)
    return node


def _free_values(schema):
    patterns = list(schema.get("patternProperties", {}).values())
    if patterns:
        return patterns[0]
    additional = schema.get("additionalProperties")
    return additional if isinstance(additional, dict) and additional else None


def _reference(schema, definitions, reached):
    name = schema["$ref"].removeprefix("#/definitions/")
    if name.startswith("#/properties/"):
        raise TableError(f"a reference into properties: {name}")
    target = definitions[name]
    merged = _merged(target)
    if "$ref" in merged or not ({"properties", "items", "patternProperties"} & set(merged)):
        return _node({**target, **{key: value for key, value in schema.items() if key != "$ref"}}, definitions, reached)
    if name not in reached:
        reached.append(name)
    return {"$ref": name}


def _merged(schema):
    """The schema with its alternatives laid over it: all properties that any allows, none of what only one requires."""
    merged = dict(schema)
    formats = [schema["format"]] if "format" in schema else []
    for keyword in ("anyOf", "oneOf", "allOf"):
        for variant in merged.pop(keyword, []):
            unknown = set(variant) - KEPT - DROPPED
            if unknown:
                raise TableError(f"schema keywords that nobody decided about: {sorted(unknown)}")
            formats += [variant["format"]] if "format" in variant else []
            if "properties" in variant:
                merged["properties"] = {**variant["properties"], **merged.get("properties", {})}
            for key in ("$ref", "type", "items", "enum"):
                # A structured alternative (`$ref`) stands for the value; free JSON beside it is another spelling of it.
                if key in variant and key not in merged and "$ref" not in merged:
                    merged[key] = variant[key]
    if formats:
        merged["formats"] = list(dict.fromkeys(formats))
    return merged
