"""Which types and operations are needed: what the asset files name, and the two base lists beside this script."""

import re
from pathlib import Path

from sources import TableError

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parent.parent / "assets"

OPERATION = re.compile(r"[a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]*")
TYPE = re.compile(r"AWS(?:::[A-Za-z0-9]+){2}")


def operations(assets=ASSETS):
    """Every `service:Operation`, as {service: {operation}}, and the base lines that asset files name already."""
    base = _base("base-operations.txt", OPERATION)
    named = set()
    for path, document in _documents(assets):
        for call in _calls(document.get("live")):
            if not OPERATION.fullmatch(call):
                raise TableError(f"{path}: `{call}` is no service:Operation")
            named.add(call)
    needed = {}
    for call in base | named:
        service, operation = call.split(":")
        needed.setdefault(service, set()).add(operation)
    return needed, sorted(base & named)


def types(assets=ASSETS):
    """(types that must have a published schema, types of asset files that may have one)."""
    must, may = _base("base-types.txt", TYPE), set()
    for _, document in _documents(assets):
        if TYPE.fullmatch(str(document.get("type"))):
            may.add(document["type"])
        for part in _strings(document.get("cloudformation")):
            must.update(re.findall(r"\bAWS(?:::[A-Za-z0-9]+){2}", part))
    return must, may - must


def _base(name, pattern):
    lines = (line.split("#")[0].strip() for line in (HERE / name).read_text().splitlines())
    entries = [line for line in lines if line]
    for entry in entries:
        if not pattern.fullmatch(entry):
            raise TableError(f"{name}: `{entry}` is not understood")
    return set(entries)


def _documents(assets):
    if not assets.is_dir():
        return
    import yaml  # PyYAML; only where there are asset files to read

    for path in sorted(assets.rglob("*.yaml")):
        document = yaml.safe_load(path.read_text())
        if isinstance(document, dict):
            yield path, document


def _calls(node, key=None):
    """The operations in a `live:` section: `call: s:O`, `list: s:O`, and `calls: {name: s:O}`."""
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str):
                if name == "call" or key == "calls" or (name == "list" and OPERATION.fullmatch(value)):
                    yield value
            else:
                # Below `calls` stand names; what such a name holds is no `calls` again.
                yield from _calls(value, name if key != "calls" else None)
    elif isinstance(node, list):
        for value in node:
            yield from _calls(value, key)


def _strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
