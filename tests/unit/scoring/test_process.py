"""The scorer in a process of its own: what happens when one of the two ends."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from simulator.scoring.base import ModelError, ScoringRequest
from simulator.scoring.process import ScorerProcess

READY_S = 60.0
ASKED = ScoringRequest("I am sorry, the ferry is late and we will call you.", "en")
PARENT = """
import sys, time
from pathlib import Path
from simulator.scoring.process import ScorerProcess
scorer = ScorerProcess(Path(sys.argv[1]))
print(scorer.process_id, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def scorer(tiny_model: Path) -> Iterator[ScorerProcess]:
    with ScorerProcess(tiny_model) as started:
        assert started.wait_ready(READY_S)
        yield started


def wait_until_gone(process_id: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not psutil.pid_exists(process_id):
            return True
        if psutil.Process(process_id).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_it_starts_without_waiting(tiny_model: Path) -> None:
    begun = time.monotonic()
    with ScorerProcess(tiny_model) as started:
        assert time.monotonic() - begun < 0.5
        assert not started.wait_ready(0.0)


def test_a_killed_child_is_replaced_and_the_request_answered(scorer: ScorerProcess) -> None:
    [before] = scorer.score([ASKED])
    killed = scorer.process_id
    os.kill(killed, signal.SIGKILL)
    [after] = scorer.score([ASKED])
    assert after == before
    assert scorer.process_id != killed


def test_a_child_killed_in_the_midst_of_work_is_replaced(scorer: ScorerProcess) -> None:
    many = [ASKED] * 3000
    killer = threading.Timer(0.05, os.kill, (scorer.process_id, signal.SIGKILL))
    killer.start()
    assert len(scorer.score(many)) == len(many)
    killer.join()


def test_the_child_is_out_of_reach_of_interrupts(scorer: ScorerProcess) -> None:
    child = scorer.process_id
    assert os.getpgid(child) != os.getpgid(0)
    os.kill(child, signal.SIGINT)
    assert scorer.score([ASKED])
    assert scorer.process_id == child


def test_several_threads_each_get_their_own_answer(scorer: ScorerProcess) -> None:
    replies = ["I am sorry", "thank you", "the ferry is late", "we will call"] * 3
    found: dict[int, object] = {}

    def ask(place: int) -> None:
        [found[place]] = scorer.score([ScoringRequest(replies[place], "en")])

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(replies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = [scorer.score([ScoringRequest(reply, "en")])[0] for reply in replies]
    assert [found[place] for place in range(len(replies))] == expected


def test_stopping_ends_the_child(tiny_model: Path) -> None:
    started = ScorerProcess(tiny_model)
    started.stop()
    started.stop()
    assert wait_until_gone(started.process_id)
    with pytest.raises(ModelError):
        started.score([ASKED])


def test_the_child_ends_with_a_parent_that_is_killed(tiny_model: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tiny_model)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    assert wait_until_gone(child)


def test_a_model_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    with ScorerProcess(tmp_path) as started:
        with pytest.raises(ModelError, match="cannot be read"):
            started.wait_ready(READY_S)
        with pytest.raises(ModelError, match="cannot be read"):
            started.score([ASKED])


def test_a_child_that_does_not_answer_counts_as_stuck(tiny_model: Path) -> None:
    with ScorerProcess(tiny_model, answer_time_s=0.01) as started:
        assert started.wait_ready(READY_S)
        with pytest.raises(ModelError, match="stopped"):
            started.score([ASKED] * 3000)


def test_the_child_prints_nothing(tiny_model: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from simulator.scoring.base import ScoringRequest\n"
        "from simulator.scoring.process import ScorerProcess\n"
        "with ScorerProcess(Path(sys.argv[1])) as scorer:\n"
        "    scorer.score([ScoringRequest('I am sorry', 'en')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny_model)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
