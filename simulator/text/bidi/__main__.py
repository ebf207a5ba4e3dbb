"""`python -m simulator.text.bidi --conformance FOLDER`: run Unicode's own tests of UAX #9.

FOLDER holds BidiTest.txt and BidiCharacterTest.txt of the Unicode Character Database.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.text.bidi.conformance import count_file


def main() -> int:
    """Print `N passed, M failed`; answer 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m simulator.text.bidi", description=__doc__)
    parser.add_argument("--conformance", type=Path, required=True, metavar="FOLDER")
    folder: Path = parser.parse_args().conformance
    counts = [count_file(folder / name) for name in ("BidiTest.txt", "BidiCharacterTest.txt")]
    passed, failed = (sum(column) for column in zip(*counts, strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
