"""Tables on disk and where they come from: writing, comparing, and SOURCES.yaml."""

import datetime
import json
import sys
from importlib import metadata

NAME = "SOURCES.yaml"


class TableError(Exception):
    """Something asked for that no source has, or a source that says something nobody decided about."""


def installed(package):
    """The version at hand, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def text(package, path):
    """A file of an installed package, read without importing (and so running) it."""
    return metadata.distribution(package).locate_file(path).read_text()


def recorded(folder):
    """{package: version} of what the tables were derived from (reads only what `_sources` writes)."""
    path, versions, package = folder / NAME, {}, None
    for line in path.read_text().splitlines() if path.is_file() else []:
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if key == "package":
            package = value
        elif key == "version" and package:
            versions[package] = json.loads(value)
    return versions


def not_at_hand(folder, packages):
    """A sentence for each package that is missing or has another version than the tables were derived from."""
    versions, found = recorded(folder), []
    for package in packages:
        at_hand = installed(package)
        if at_hand != versions.get(package):
            found.append(f"the tables come from {package} {versions.get(package)}, at hand is {at_hand or 'none'}: nothing was compared")
    return found


def compare(folder, texts):
    """0 where the files are the texts, else 1 and a line for each that is not."""
    differing = [f"differs: {name}" for name, text in texts.items()
                 if not (folder / name).is_file() or (folder / name).read_text() != text]
    differing += [f"has no source: {name}" for name in _on_disk(folder) if name not in texts]
    print("\n".join(sorted(differing)) if differing else f"{len(texts)} tables are as derived")
    return 1 if differing else 0


def write(folder, texts, tables):
    """Writes the texts, removes tables that are no longer derived, and records the sources."""
    absent = sorted({table["package"] for table in tables if installed(table["package"]) is None})
    if absent:
        raise SystemExit(f"not installed: {', '.join(absent)} (pip install -r requirements.txt)")
    versions = {table["package"]: installed(table["package"]) for table in tables}
    changed = _differs(folder, texts) or recorded(folder) != versions
    for name in _on_disk(folder):
        if name not in texts:
            (folder / name).unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if changed:
        (folder / NAME).write_text(_sources(tables))
    size = sum(len(text) for text in texts.values())
    print(f"{len(texts)} tables, {size:,} bytes{'' if changed else ', unchanged'}")
    return 0


def _differs(folder, texts):
    return set(_on_disk(folder)) != set(texts) or any((folder / name).read_text() != text for name, text in texts.items())


def _on_disk(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.json"))


def _sources(tables):
    lines = [
        "# Where these tables come from. Written by the scripts; the packages' files themselves are not part of this repository.",
        f"date: {datetime.date.today().isoformat()}",
        "sources:",
    ]
    for table in tables:
        lines.append(f"  - tables: \"{table['tables']}\"")
        lines.append(f"    what: \"{table['what']}\"")
        lines += [f"    package: {table['package']}", f"    version: \"{installed(table['package'])}\""]
        lines += [f"    {key}: {table[key]}" for key in ("license", "upstream", "script")]
    return "\n".join(lines) + "\n"
