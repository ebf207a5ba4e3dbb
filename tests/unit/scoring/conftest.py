"""The tiny model, written once for all tests of scoring."""

from pathlib import Path

import pytest

from tests.unit.scoring.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete model folder with random weights; not to be changed."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "model")
