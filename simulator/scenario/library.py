"""The packs that can be played: found in folders, read once, with their translations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.scenario.checking import check_pack
from simulator.scenario.findings import Finding, PackError
from simulator.scenario.model import Line, Pack, Scenario
from simulator.scenario.reading import PACK_FILE
from simulator.text.nearness import nearest
from simulator.text.po import PoError, Translation, read_translations

__all__ = ["Library", "LoadedPack", "NoSuchPackError", "NoSuchScenarioError", "load_pack"]


class NoSuchPackError(SimulatorError):
    """No pack of that name is installed."""

    code = "E201"
    exit_code = ExitCode.USAGE
    template = N_("No pack is called “{name}”.")
    hint = N_("Did you mean “{nearest}”? “simulator packs” lists them.")


class NoSuchScenarioError(SimulatorError):
    """The pack has no scenario of that name."""

    code = "E202"
    exit_code = ExitCode.USAGE
    template = N_("The pack “{pack}” has no scenario called “{name}”.")
    hint = N_("Did you mean “{nearest}”?")


@dataclass(slots=True)
class LoadedPack:
    """A pack without errors, ready to be played."""

    folder: Path
    pack: Pack
    scenarios: dict[str, Scenario]
    digest: str
    """sha256 of the pack's files: a run belongs to exactly this text."""
    _translations: dict[str, dict[str, Translation]] = field(default_factory=dict)

    def text(self, line: Line, language: str) -> str:
        """A line's words in a language; in the pack's own language when there are none."""
        if language == self.pack.source:
            return line.text
        entry = self._entries(language).get(line.id)
        return entry.text if entry and entry.text else line.text

    def language_for(self, wanted: str) -> str:
        """The language to play in when nobody chose one: the wanted one, else the author's own."""
        return wanted if wanted in self.pack.languages else self.pack.source

    def scenario(self, name: str | None) -> Scenario:
        """The scenario of that id; without a name, the first.

        Raises:
            NoSuchScenarioError: The pack has none of that name.
        """
        wanted = name or self.pack.scenarios[0]
        if wanted not in self.scenarios:
            near = nearest(wanted, self.scenarios)
            raise NoSuchScenarioError(pack=self.pack.id, name=wanted, nearest=near)
        return self.scenarios[wanted]

    def _entries(self, language: str) -> dict[str, Translation]:
        if language not in self._translations:
            try:
                found = read_translations(self.folder / "locales" / f"{language}.po")
            except PoError:
                found = {}
            self._translations[language] = found
        return self._translations[language]


def load_pack(folder: Path) -> LoadedPack:
    """Read and check a pack.

    Raises:
        PackError: It has errors; all findings are in it.
    """
    reading = check_pack(folder)
    if reading.errors or reading.pack is None:
        raise PackError(tuple(reading.findings), pack=folder.name, count=len(reading.errors))
    order = {name: reading.scenarios[name] for name in reading.pack.scenarios}
    return LoadedPack(folder, reading.pack, order, _digest(folder))


class Library:
    """All packs below some folders; later folders do not hide earlier ones.

    Args:
        folders: Folders that hold pack folders. One that does not exist holds none.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._packs: dict[str, LoadedPack] | None = None
        self.refused: dict[str, tuple[Finding, ...]] = {}
        """Folder name of each pack that has errors, to its findings."""

    @property
    def packs(self) -> dict[str, LoadedPack]:
        """Pack id to pack, in the order of the folders; read at the first call."""
        if self._packs is None:
            self._packs = {}
            for folder in self._pack_folders():
                self._load(folder)
        return self._packs

    def pack(self, name: str) -> LoadedPack:
        """The pack of that id.

        Raises:
            NoSuchPackError: None is installed under it.
            PackError: There is one, but it has errors.
        """
        packs = self.packs
        if name in packs:
            return packs[name]
        if name in self.refused:
            findings = self.refused[name]
            raise PackError(findings, pack=name, count=len(findings))
        raise NoSuchPackError(name=name, nearest=nearest(name, packs))

    def _pack_folders(self) -> list[Path]:
        return [
            file.parent
            for folder in self._folders
            if folder.is_dir()
            for file in sorted(folder.glob(f"*/{PACK_FILE}"))
        ]

    def _load(self, folder: Path) -> None:
        assert self._packs is not None
        try:
            loaded = load_pack(folder)
        except PackError as error:
            self.refused[folder.name] = error.findings
            return
        self._packs.setdefault(loaded.pack.id, loaded)


def _digest(folder: Path) -> str:
    """One hash over the pack's own files, by name."""
    whole = hashlib.sha256()
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("locales/*.po")]):
        whole.update(file.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
