"""The demo as a whole process: wall time and largest memory.

``python tests/bench/bench_demo.py [--sites 499] [--photos 2]``. Targets for 499 sites with two
photos each on two cores: 180 s and 600 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

KIB = 1024


def main() -> None:
    """Play the demo once and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=499)
    parser.add_argument("--photos", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "inspector", "demo", "--out", str(Path(folder) / "demo")]
        started = perf_counter()
        subprocess.run(
            [*command, "--sites", str(args.sites), "--photos", str(args.photos)], check=True
        )
        wall = perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(f"{args.sites} sites: {wall:.0f} s wall, {cpu:.0f} s CPU, {used.ru_maxrss // KIB} MiB")


if __name__ == "__main__":
    main()
