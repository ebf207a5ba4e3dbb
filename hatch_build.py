"""Compiles the interface's catalogues when a wheel is built, and puts them inside it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[misc]
    """Run by hatchling."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and for a wheel name the files that go into it."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "locales"))
        from compiling import compile_catalogues

        compiled = compile_catalogues(root / "locales")
        if version == "editable":
            return
        for file in compiled:
            inside = f"simulator/_data/{file.relative_to(root).as_posix()}"
            build_data["force_include"][str(file)] = inside
