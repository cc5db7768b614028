#!/usr/bin/env python3
"""The end of `make test`: how many tests ran in each module, how many did not hold, and the conformance runners' lines."""

import argparse
import pathlib
import re
import time
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTS = ("tests", "failures", "errors", "skipped")


def reports(since):
    """The XML reports written since then; older ones are of tests that may not exist any more."""
    for kind in ("surefire-reports", "failsafe-reports"):
        for path in sorted(ROOT.glob(f"*/target/{kind}/TEST-*.xml")):
            if path.stat().st_mtime >= since:
                yield path.relative_to(ROOT).parts[0], xml.parse(path).getroot()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--since", type=float, required=True, help="start of the run, seconds since 1970")
    arguments.add_argument("--log", type=pathlib.Path, required=True)
    given = arguments.parse_args()

    modules = {}
    failed = []
    for module, suite in reports(given.since):
        counts = modules.setdefault(module, dict.fromkeys(COUNTS, 0))
        for count in COUNTS:
            counts[count] += int(suite.get(count, 0))
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(f"{case.get('classname')}.{case.get('name')}")

    print(f"\n{'':22}{'tests':>8}{'failed':>8}{'skipped':>9}")
    for module, counts in sorted(modules.items()):
        print_counts(module, counts)
    print_counts("all", {count: sum(m[count] for m in modules.values()) for count in COUNTS})
    for line in conformance(given.log):
        print(line)
    for name in failed:
        print(f"FAILED {name}")
    print(f"took {time.time() - given.since:.0f} s")


def print_counts(name, counts):
    print(f"{name:22}{counts['tests']:>8}{counts['failures'] + counts['errors']:>8}{counts['skipped']:>9}")


def conformance(log):
    """Lines such as `conformance/rest: 120 passed, 0 failed, 14 left out`, as their runners print them."""
    pattern = re.compile(r"\b\d+ passed, \d+ failed\b")
    return [line.strip() for line in log.read_text(errors="replace").splitlines() if pattern.search(line)]


if __name__ == "__main__":
    main()
