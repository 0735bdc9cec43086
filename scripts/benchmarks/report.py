"""Prints the tables of docs/benchmarks.md from the figures that scripts/bench left.

    python3 scripts/benchmarks/report.py .build-bench/results
"""
import csv
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import time

RESULTS = pathlib.Path(sys.argv[1])
FACTOR = 10
RUNTIMES = {
    "cel-expr-python": "cel-expr-python (Google, C++)", "common-expression-language": "common-expression-language (Rust)",
    "cel-python": "cel-python (Python)",
}
TITLES = {
    "start": ("One file of 3 KB, the whole catalogue present", ["kamae", "checkov"]),
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
    """Wall nanoseconds of one iteration, by name and percentile. A sample of the expressions is 1,000 judgements, too short to be
    interrupted often, so the median stands on a busy machine too; the kernel's CPU times are too coarse for it."""
    figures = {}
    path = RESULTS / "Current_run.influx.csv"
    for row in csv.DictReader(path.read_text().splitlines()[1:]) if path.exists() else []:
        if row["metric"] == "Time(wallclock)":
            figures.setdefault(row["test"], {})[row["percentile"]] = float(row["value"])
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
    own = {name.removeprefix("CEL "): times["50.0"] / 1000 for name, times in benchmarks().items() if name.startswith("CEL ")}
    peers = {name: read(f"cel-{name}") for name in RUNTIMES}
    peers = {name: figures for name, figures in peers.items() if figures}
    if not own and not peers:
        return
    print("### CEL: one expression, one 1 KB asset, the program compiled once; ns (medians)\n")
    rows = []
    for entry in questions:
        target = f" (target {entry['target']})" if "target" in entry else ""
        cells = [f"`{entry['text']}`{target}".replace("||", "\\|\\|"), number(own.get(entry["name"]))]
        rows.append(cells + [number(figures.get(entry["name"])) for figures in peers.values()])
    rows.append(["`true`: what a call costs", ""] + [number(figures.get("call")) for figures in peers.values()])
    table(["expression", "kamae"] + [RUNTIMES[name] for name in peers], rows)
    verdicts(questions, own, peers.get("cel-expr-python"))


def verdicts(questions, own, google):
    """Whether Kamae is ten times as fast as Google's runtime *within the engine*: what a call from Python costs, which `true` shows, is
    taken off. Nothing more is said by it: not of other expressions, other assets, or of Google's runtime called from C++."""
    if not google or google.get("call") is None:
        return
    print(f"Kamae at least {FACTOR} times as fast as cel-expr-python, the cost of a call taken off:\n")
    rows = []
    for entry in questions:
        mine, theirs = own.get(entry["name"]), google.get(entry["name"])
        if mine is None or theirs is None:
            rows.append([entry["name"], number(mine), "—", "—", "not measured"])
            continue
        engine = theirs - google["call"]
        # A difference that is a small part of both figures is noise.
        if engine < theirs * 0.05:
            rows.append([entry["name"], number(mine), number(engine), "—", "not to be said: the call outweighs the engine"])
            continue
        rows.append([entry["name"], number(mine), number(engine), f"{engine / mine:.1f}", "yes" if engine >= FACTOR * mine else "no"])
    table(["expression", "kamae, ns", "peer's engine, ns", "factor", f"≥ {FACTOR}×"], rows)
    decided = [row for row in rows if row[-1] in ("yes", "no")]
    print(f"{sum(row[-1] == 'yes' for row in decided)} of {len(rows)}; {len(rows) - len(decided)} undecided.\n")


def reading():
    rows = []
    for name, times in sorted(benchmarks().items()):
        size = re.search(r" \[(\d+) B\]$", name)
        if size:
            speeds = [int(size.group(1)) / times[percentile] * 1000 for percentile in ("50.0", "0.0")]
            rows.append([name[:size.start()]] + [f"{speed:,.0f}" for speed in speeds])
    if rows:
        print("### Reading texts; MB/s of one core\n")
        table(["what", "median", "fastest"], rows)


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
