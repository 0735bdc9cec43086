"""How tables are written: JSON in stable order, one small thing a line, so that a change reads as a small diff."""

import json

WIDTH = 160


def dumps(value):
    """JSON text in which whatever fits in a line stays in it, and the rest is broken one level at a time."""
    lines = []
    _write(value, "", "", lines)
    return "\n".join(lines) + "\n"


def _compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def _write(value, indent, lead, lines, tail=""):
    text = _compact(value)
    if not isinstance(value, (dict, list)) or not value or len(indent) + len(lead) + len(text) + len(tail) <= WIDTH:
        lines.append(indent + lead + text + tail)
        return
    is_map = isinstance(value, dict)
    lines.append(indent + lead + ("{" if is_map else "["))
    entries = [(_compact(key) + ":", item) for key, item in value.items()] if is_map else [("", item) for item in value]
    for number, (key, item) in enumerate(entries, 1):
        _write(item, indent + " ", key, lines, "," if number < len(entries) else "")
    lines.append(indent + ("}" if is_map else "]") + tail)
