"""Breaks the repository's own samples in every way, and scans them: no input may crash the program or hang it.

usage: broken.py PROGRAM FOLDER SECONDS
"""
import pathlib
import random
import shutil
import subprocess
import sys
import time

program, folder, seconds = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
root = pathlib.Path(__file__).resolve().parents[2]
endings = {".tf", ".yaml", ".yml", ".json", ".template"}
samples = [
    path.read_bytes()
    for place in ["demo/code", "Tests/IaCParsersTests/Fixtures", "Tests/HCLTests/Golden", "Tests/Corpus"]
    for path in sorted((root / place).rglob("*"))
    if path.suffix in endings
]
names = {b"resource": ".tf", b"variable": ".tf", b"module": ".tf"}
chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)


def ending(data):
    if any(word in data for word in names):
        return ".tf"
    return ".json" if data.lstrip().startswith(b"{") else ".yaml"


def broken(data):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 40])):
        if not data:
            return bytes(data)
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice([1, 2, 8, 200]))
        match chance.randrange(6):
            case 0: data[start] = chance.randrange(256)
            case 1: del data[start:end]
            case 2: data[start:start] = data[start:end] * chance.choice([1, 3, 50])
            case 3: del data[start:]
            case 4: data[start:start] = chance.choice([b"${", b"%{", b"{", b"[", b"\"", b"<<E\n", b"!Sub ", b"&a ", b"*a", b"\0", b"\xff"]) * chance.choice([1, 300])
            case 5: data[start:end] = chance.choice(samples)[:chance.randrange(1, 400)]
    return bytes(data)


end = time.monotonic() + seconds
rounds = 0
while time.monotonic() < end:
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(100):
        data = broken(chance.choice(samples))
        place = folder / f"{number}"
        place.mkdir(parents=True)
        (place / f"sample{ending(data)}").write_bytes(data)
    try:
        result = subprocess.run([program, "scan", folder, "--quiet", "--status", "all", "--format", "json"], capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        sys.exit(f"a scan hangs; its input is in {folder}")
    if result.returncode not in (0, 1, 3):
        sys.stderr.write(result.stderr.decode(errors="replace")[-2000:])
        sys.exit(f"a scan ended with {result.returncode}; its input is in {folder}")
    rounds += 1
print(f"soak: broken input: {rounds * 100} files, none crashed", file=sys.stderr)
