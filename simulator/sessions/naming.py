"""How a run is named on a command line. Light, so that parsing one loads nothing else."""

__all__ = ["LATEST"]

LATEST = "latest"
"""Instead of a run's id: the run that was played last and has not ended."""
