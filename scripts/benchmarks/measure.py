"""Runs a command several times and prints medians as JSON: CPU (user and system, with its children), wall time, time to the first
byte of output, peak memory.

    python measure.py [--runs 5] [--name NAME] [--exit 0,1] -- COMMAND…

CPU and memory are the kernel's own figures (wait4). A machine that does other work makes wall times longer; trust CPU over wall.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    first = os.read(process.stdout.fileno(), 1 << 16)
    seconds_to_first = time.monotonic() - start
    size = len(first)
    while first:
        first = os.read(process.stdout.fileno(), 1 << 16)
        size += len(first)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "first": seconds_to_first, "peak": usage.ru_maxrss / 1024,
        "bytes": size, "exit": process.returncode,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--name", default="")
    parser.add_argument("--exit", default="0,1", help="exit statuses that are no failure")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = [word for index, word in enumerate(arguments.command) if index or word != "--"]
    allowed = {int(status) for status in arguments.exit.split(",")}
    # The first run warms the page cache and is not counted.
    runs = [run(command) for _ in range(arguments.runs + 1)][1:]
    failed = [sample["exit"] for sample in runs if sample["exit"] not in allowed]
    if failed:
        sys.exit(f"{' '.join(command)}: exit status {failed[0]}")
    figures = {key: statistics.median(sample[key] for sample in runs) for key in runs[0]}
    figures |= {"name": arguments.name or command[0], "runs": len(runs), "load": os.getloadavg()[0]}
    json.dump(figures, sys.stdout)
    print()


main()
