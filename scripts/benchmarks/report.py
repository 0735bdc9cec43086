"""Prints the tables of docs/benchmarks.md from the figures that scripts/bench left.

    python3 scripts/benchmarks/report.py .build-bench/results
"""
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import time

RESULTS = pathlib.Path(sys.argv[1])
RUNTIMES = {
    "cel-expr-python": "cel-expr-python (Google, C++)", "common-expression-language": "common-expression-language (Rust)",
    "cel-python": "cel-python (Python)",
}
TITLES = {
    "start": ("One file of 1.4 KB, the whole catalogue present", ["kamae", "checkov"]),
    "scan": ("1,000 Terraform files, 1.5 MB", ["kamae", "checkov"]),
    "collect": ("An account of 200 resources in moto", ["kamae", "prowler"]),
}


def read(name):
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() and path.stat().st_size else None


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("| --- " + "| ---: " * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def benchmarks():
    """CPU nanoseconds of one iteration by name: the median of the samples, from the benchmark library's JMH files."""
    figures = {}
    for path in RESULTS.glob("*.jmh.json"):
        for entry in json.loads(path.read_text()):
            name = entry["benchmark"].split(".")[-1] if "benchmark" in entry else ""
            figures.setdefault(name, entry)
    return figures


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    version = re.search(r"Swift version ([\d.]+)", swift)
    system = next((line.split("=")[1].strip().strip('"') for line in open("/etc/os-release") if line.startswith("PRETTY_NAME")), "")
    print(f"{model}, {os.cpu_count()} cores; {system}, Linux {platform.release()}; Swift {version.group(1) if version else '?'}; "
          f"{time.strftime('%Y-%m-%d')}; load average {os.getloadavg()[0]:.1f}\n")


def expressions():
    questions = json.loads(pathlib.Path("Benchmarks/expressions.json").read_text())["expressions"]
    own = read("cel-kamae") or {}
    peers = {name: read(f"cel-{name}") for name in RUNTIMES}
    peers = {name: figures for name, figures in peers.items() if figures}
    if not own and not peers:
        return
    print("### CEL: one expression, one 1 KB asset, the program compiled once; ns of CPU\n")
    rows = []
    for entry in questions:
        target = f" (target {entry['target']})" if "target" in entry else ""
        cells = [f"`{entry['text']}`{target}".replace("||", "\\|\\|"), number(own.get(entry["name"]))]
        rows.append(cells + [number(figures.get(entry["name"])) for figures in peers.values()])
    rows.append(["`true`: what a call costs", ""] + [number(figures.get("call")) for figures in peers.values()])
    table(["expression", "kamae"] + [RUNTIMES[name] for name in peers], rows)


def reading():
    figures = read("reading-kamae")
    if not figures:
        return
    print("### Reading texts; MB/s of one core\n")
    table(["what", "MB/s"], [[name, f"{speed:,.0f}"] for name, speed in figures.items()])


def programs():
    for section, (title, names) in TITLES.items():
        figures = [(name, read(f"{section}-{name}")) for name in names]
        figures = [(name, entry) for name, entry in figures if entry]
        if not figures:
            continue
        print(f"### {title}\n")
        rows = [
            [name, f"{entry['cpu']:.3f} s", f"{entry['wall']:.3f} s", f"{entry['first']:.3f} s", f"{entry['peak']:.0f} MB",
             f"{entry['load']:.1f}", str(entry["runs"])]
            for name, entry in figures
        ]
        table(["", "CPU", "wall", "first output", "peak memory", "load", "runs"], rows)


def number(value):
    return "—" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


machine()
programs()
expressions()
reading()
