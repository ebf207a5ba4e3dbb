"""Compiles the interface's catalogues when a wheel is built, and puts them inside it."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every `locales/<language>/LC_MESSAGES/simulator.po` beside itself."""
    compiled = []
    for source in sorted((root / "locales").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        compiled.append(target)
    return compiled


class CatalogueHook(BuildHookInterface):  # type: ignore[misc]
    """Run by hatchling."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compiled = compile_catalogues(root)
        if version == "editable":
            return
        for file in compiled:
            inside = f"simulator/_data/{file.relative_to(root).as_posix()}"
            build_data["force_include"][str(file)] = inside


if __name__ == "__main__":
    for file in compile_catalogues(Path(__file__).parent):
        print(file)
