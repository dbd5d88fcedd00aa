"""Time and memory of `kharita extract --jsonl` on ever more reports, then of the others on some of them.

  measure.py KHARITA GAZETTEER PYTHON COLLECTION [MOST]

CPU time and the largest memory are what the kernel says of each finished process (wait4); memory counts from some
10 MB on, which is what this script has itself. A rate for one core is reports by CPU seconds, loading included for
Kharita, whose first row shows what that costs.
"""

import json
import os
import pathlib
import subprocess
import sys
import threading

from reports import lines

SIZES = [1, 10, 100, 1_000, 10_000, 100_000]
# The others are slower: their rate is that of so many.
PEER_REPORTS = 500


def run(command, reports):
    """Feeds reports to a process: what it prints, its CPU seconds and its largest memory in MB."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        with process.stdin as into:
            into.writelines(line.encode() for line in reports)

    # A process that answers as it reads must be read while it is written to.
    feeder = threading.Thread(target=feed)
    feeder.start()
    yield from process.stdout
    feeder.join()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    yield usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def kharita(command, collection, count):
    mentions = claims = 0
    for told in run(command, lines(collection, count)):
        if isinstance(told, tuple):
            cpu, memory = told
        else:
            # Counted by name: to read all of it again would cost more than it took to write.
            mentions += told.count(b'"use":')
            claims += told.count(b'"modality":')
    print(f"{count:>8} {cpu:>10.2f} {count / cpu:>12.0f} {memory:>12.0f} {mentions:>10} {claims:>10}", flush=True)


def main(program, gazetteer, python, collection, most=SIZES[-1]):
    sizes = [size for size in SIZES if size <= int(most)]
    extract = [program, "extract", "--jsonl"]
    header = f"{'reports':>8} {'CPU s':>10} {'a second':>12} {'most MB':>12} {'places':>10} {'claims':>10}"
    print(f"-- kharita, with every village\n{header}")
    for size in sizes:
        kharita([*extract, "--gazetteer", gazetteer], collection, size)
    print(f"-- kharita, with the places that come with it\n{header}")
    kharita(extract, collection, min(1_000, sizes[-1]))
    kharita(extract, collection, min(PEER_REPORTS, sizes[-1]))
    print(f"-- others, {PEER_REPORTS} reports\n{'':<14} {'load s':>8} {'CPU s':>10} {'a second':>12} {'most MB':>12} {'places':>10}")
    for peer in ("flashgeotext", "geotext"):
        script = pathlib.Path(__file__).with_name("peers.py")
        told = list(run([python, str(script), peer, "speed"], lines(collection, PEER_REPORTS)))
        found = json.loads(b"".join(told[:-1]))
        rate = found["reports"] / found["cpu"]
        print(f"{peer:<14} {found['load']:>8.2f} {found['cpu']:>10.2f} {rate:>12.0f} {found['memory_mb']:>12.0f} {found['mentions']:>10}")


if __name__ == "__main__":
    main(*sys.argv[1:])
