"""The program with a scorer that is asked again and again; run by `benchmarks.scoring`.

python -m benchmarks.busy_feed FOLDER PAUSE_S
"""

from __future__ import annotations

import sys
import threading
import time
from functools import partial
from pathlib import Path

from simulator import bootstrap
from simulator.scoring.base import ScoringRequest
from simulator.storage.preferences import Preferences
from simulator.tui.app import SimulatorApp

REPLY = "I closed it at six because we saw something I want looked at. What do you need today?"


def ask_for_ever(app: SimulatorApp, pause_s: float) -> None:
    """Have replies scored, each under another situation, with evidence."""
    number = 0
    while True:
        time.sleep(pause_s)
        number += 1
        app.scorer().score([ScoringRequest(REPLY, "en", f"Day {number}.")], evidence=True)


def main() -> None:
    folder, pause_s = Path(sys.argv[1]), float(sys.argv[2])
    app = SimulatorApp(
        folder,
        Preferences(language="en"),
        language="en",
        open_store=partial(bootstrap.open_store, folder),
        open_library=partial(bootstrap.open_library, folder),
        start_scorer=bootstrap.start_scorer,
        opening=("first-week", "en", 1),
    )
    threading.Thread(target=ask_for_ever, args=(app, pause_s), daemon=True).start()
    app.run()


if __name__ == "__main__":
    main()
