"""A scorer in a process of its own, so that loading and computing never hold up the screen.

The child starts at once and loads by itself. Parent and child speak over the child's standard
input and output in frames: four bytes of length, big-endian, then JSON in ASCII. The child prints
nothing, ends when its input closes (so also when the parent is killed), and is out of reach of the
keys that interrupt the parent. A child that dies is started anew and gets the request once more.
"""

from __future__ import annotations

import json
import os
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from simulator.scoring.base import (
    Assessment,
    Evidence,
    ModelError,
    NotRated,
    Scorer,
    ScoringRequest,
)
from simulator.scoring.transformer import TransformerScorer, model_name

__all__ = ["ScorerProcess"]

_LENGTH = struct.Struct(">I")
_LONGEST_FRAME = 64 * 2**20
_TRIES = 2
_STOP_TIME_S = 5.0
_Frame = dict[str, Any]


class ScorerProcess(Scorer):
    """Scores in a child process that runs `TransformerScorer`. Safe to use from several threads.

    Args:
        folder: The model's folder, as `TransformerScorer` takes it.
        answer_time_s: A child that needs longer for one call counts as stuck and is replaced.
    """

    def __init__(self, folder: Path, *, answer_time_s: float = 120.0) -> None:
        self._folder = folder
        self._answer_time_s = answer_time_s
        self._lock = threading.Lock()
        self._stopped = False
        self._child = _Child(folder)

    @property
    def model(self) -> str:
        """As `TransformerScorer.model`; does not wait for the child."""
        return model_name(self._folder)

    @property
    def process_id(self) -> int:
        """The child that answers at present."""
        return self._child.process.pid

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the model is loaded; False when that takes longer.

        Raises:
            ModelError: The model cannot be loaded, or the child has ended.
        """
        return self._child.wait_ready(timeout_s)

    def score(
        self, requests: Sequence[ScoringRequest], *, evidence: bool = False
    ) -> list[Assessment]:
        """Judge replies; waits for the model to be loaded. See `Scorer.score`."""
        if not requests:
            return []
        asked = {"requests": [asdict(request) for request in requests], "evidence": evidence}
        with self._lock:
            answer = self._ask(asked)
        return [_assessment_from(stored) for stored in answer["assessments"]]

    def stop(self) -> None:
        """End the child. To call it twice does no harm; scoring afterwards is an error."""
        self._stopped = True
        self._child.stop()

    def __enter__(self) -> ScorerProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ask(self, asked: _Frame) -> _Frame:
        for _ in range(_TRIES):
            if self._stopped:
                break
            if not self._child.is_alive():
                self._child.stop()
                self._child = _Child(self._folder)
            answer = self._child.ask(asked, self._answer_time_s)
            if answer is not None:
                return answer
        raise ModelError(problem="the scoring process has stopped", folder=self._folder)


class _Child:
    """One child process and the thread that listens to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._frames: queue.SimpleQueue[_Frame | None] = queue.SimpleQueue()
        self._greeting: _Frame | None = None
        self._greeted = threading.Event()
        self._ended = False
        self.process = _started(folder)
        threading.Thread(target=self._listen, name="scorer answers", daemon=True).start()

    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return not self._ended and self.process.poll() is None

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait for the greeting that a child sends when it has loaded."""
        if not self._greeted.wait(timeout_s):
            return False
        if self._greeting is None:
            raise ModelError(problem="the scoring process has stopped", folder=self._folder)
        _raise_if_failed(self._greeting)
        return True

    def ask(self, asked: _Frame, time_s: float) -> _Frame | None:
        """Send a frame and wait for the answer; None when the child ended or is stuck.

        Raises:
            ModelError: The child answers that it cannot.
        """
        if not self._greeted.wait(time_s) or self._greeting is None:
            self.stop()
            return None
        _raise_if_failed(self._greeting)
        try:
            assert self.process.stdin is not None
            _send(self.process.stdin, asked)
            answer = self._frames.get(timeout=time_s)
        except (OSError, ValueError, queue.Empty):
            answer = None
        if answer is None:
            self.stop()
            return None
        _raise_if_failed(answer)
        return answer

    def stop(self) -> None:
        """Close its input, which ends it; kill it if that does not help."""
        self._ended = True
        if self.process.stdin is not None:
            with suppress(OSError):  # a frame may be left over for a child that is gone
                self.process.stdin.close()
        try:
            self.process.wait(_STOP_TIME_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            self._greeting = _receive(stream)
            self._greeted.set()
            frame = self._greeting
            while frame is not None:
                frame = _receive(stream)
                self._frames.put(frame)
        self._ended = True


def _started(folder: Path) -> subprocess.Popen[bytes]:
    package_root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    paths = os.pathsep.join([package_root, inherited] if inherited else [package_root])
    own_group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __spec__.name, str(folder.resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what libraries print would land on the screen
        env={**os.environ, "PYTHONPATH": paths},
        **own_group,
    )


def _send(stream: BinaryIO | Any, frame: Mapping[str, Any]) -> None:
    # Escaped to ASCII: a lone surrogate in a reply has no UTF-8, but it has an escape.
    content = json.dumps(frame).encode("ascii")
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> _Frame | None:
    """The next frame, or None at the end of the stream or when what comes is no frame."""
    try:
        head = stream.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack(head)
        content = stream.read(length) if length <= _LONGEST_FRAME else b""
        frame = json.loads(content) if len(content) == length else None
    except (OSError, ValueError):
        return None
    return frame if isinstance(frame, dict) else None


def _raise_if_failed(frame: _Frame) -> None:
    if "problem" in frame:
        raise ModelError(problem=frame["problem"], folder=frame["folder"])


def _assessment_from(stored: _Frame) -> Assessment:
    reason = stored["reason"]
    evidence = tuple(Evidence(**found) for found in stored["evidence"])
    read = {**stored, "evidence": evidence, "reason": NotRated(reason) if reason else None}
    return Assessment(**read)


def _answer(scorer: Scorer, asked: _Frame) -> _Frame:
    requests = [ScoringRequest(**request) for request in asked["requests"]]
    found = scorer.score(requests, evidence=asked["evidence"])
    return {"assessments": [asdict(assessment) for assessment in found]}


def _guarded(work: Callable[[], _Frame], folder: Path) -> _Frame:
    """Do the work, or make a frame of its failure: the child outlives a failed request."""
    try:
        return work()
    except ModelError as error:
        return {key: str(value) for key, value in error.details.items()}
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}", "folder": str(folder)}


def _ready(scorer: TransformerScorer) -> _Frame:
    import torch

    torch.set_num_threads(1)  # for one reply, a second thread costs more than it brings
    scorer.load()
    scorer.score([ScoringRequest("Thank you, I will look into it.", "en")])  # the first is slow
    return {"ready": scorer.model}


def _serve(folder: Path, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer frames until the input ends, which ends this process even in the midst of work."""
    asked: queue.SimpleQueue[_Frame] = queue.SimpleQueue()

    def listen() -> None:
        while (frame := _receive(incoming)) is not None:
            asked.put(frame)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    scorer = TransformerScorer(folder)
    _send(outgoing, _guarded(partial(_ready, scorer), folder))
    while True:
        frame = asked.get()
        _send(outgoing, _guarded(partial(_answer, scorer, frame), folder))


def _main() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outgoing = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # whatever prints must not get between the frames
        os.dup2(nowhere.fileno(), 1)
    _serve(Path(sys.argv[1]), sys.stdin.buffer, outgoing)


if __name__ == "__main__":
    _main()
