"""`python -m simulator` is the command `simulator`."""

import sys

from simulator.cli.main import main

sys.exit(main())
