"""Puts a finished pack where the program finds it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.scenario.library import LoadedPack, load_pack
from simulator.scenario.reading import PACK_FILE

__all__ = ["NameTakenError", "NotInstalledError", "install_pack"]


class NameTakenError(SimulatorError):
    """A pack that comes with the program has the id."""

    code = "E222"
    exit_code = ExitCode.USAGE
    template = N_("A pack called “{pack}” comes with the program, and would hide yours.")
    hint = N_("Give your pack another id in pack.yaml.")


class NotInstalledError(SimulatorError):
    """The pack cannot be copied."""

    code = "E223"
    template = N_("The pack could not be copied to {folder}: {problem}.")
    hint = N_("What was installed before is as it was. See to the folder's rights and free space.")


def install_pack(folder: Path, packs: Path, *, own: Iterable[str] = ()) -> LoadedPack:
    """Check a pack and copy its files; an earlier copy under the same id is replaced whole.

    Only what belongs to a pack is copied: pack.yaml, the scenarios that it names, `locales/*.po`
    and `rehearsals/*.yaml`.

    Args:
        folder: The author's folder.
        packs: The folder of installed packs; it is made when it is missing.
        own: Ids of the packs that come with the program.

    Returns:
        The pack, as installed.

    Raises:
        PackError: It has errors; nothing was copied.
        NameTakenError: A pack of the program has its id.
        NotInstalledError: It cannot be copied.
    """
    pack = load_pack(folder)
    if pack.pack.id in own:
        raise NameTakenError(pack=pack.pack.id)
    place = packs / pack.pack.id
    if folder.resolve() == place.resolve():
        return pack
    try:
        packs.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=packs) as beside:
            _copy(pack, Path(beside) / "new")
            if place.exists():
                place.rename(Path(beside) / "old")
            (Path(beside) / "new").rename(place)
    except OSError as error:
        raise NotInstalledError(folder=packs, problem=error.strerror or str(error)) from error
    return load_pack(place)


def _copy(pack: LoadedPack, place: Path) -> None:
    source = pack.folder
    files = [source / PACK_FILE, *(source / f"{name}.yaml" for name in pack.pack.scenarios)]
    files += [*source.glob("locales/*.po"), *source.glob("rehearsals/*.yaml")]
    for file in files:
        target = place / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
