"""What runs beside the pages: a worker that dies is begun again, and all ends with the pages."""

import os
import signal
import sys
import threading

import pytest

from openntm.portal import tending

WRITES_ITS_NUMBER = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(float(sys.argv[2]))"
)


def writer(file, seconds):
    return [sys.executable, "-S", "-c", WRITES_ITS_NUMBER, str(file), str(seconds)]


@pytest.fixture
def soon(tmp_path):
    """The numbers of the processes once there are so many."""
    file, tick = tmp_path / "numbers", threading.Event()

    def wait(count):
        for _ in range(1000):
            lines = file.read_text().splitlines() if file.exists() else []
            if len(lines) >= count:
                return [int(line) for line in lines]
            tick.wait(0.01)
        raise AssertionError(f"never {count}")

    return file, wait


def is_running(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_worker_is_begun_again_and_the_operator_reads_so(soon, capfd):
    file, wait = soon
    with tending.tended(0, work=writer(file, 60), look=0.01):
        [first] = wait(1)
        os.kill(first, signal.SIGKILL)
        [_, second] = wait(2)
        assert is_running(second)
    assert not is_running(first)
    assert not is_running(second)
    assert f"ended with -{signal.SIGKILL}; it begins again" in capfd.readouterr().err


def test_what_falls_due_is_run_again_and_again(soon, monkeypatch):
    monkeypatch.setattr(tending, "LOOK", 0.01)
    file, wait = soon
    stop = threading.Event()
    thread = threading.Thread(target=tending.repeat, args=(stop, writer(file, 0), 0.01))
    thread.start()
    wait(2)
    stop.set()
    thread.join()


def test_nothing_falls_due_where_cron_does_it(soon, monkeypatch):
    file, wait = soon
    monkeypatch.setattr(tending, "repeat", lambda *_: pytest.fail("it ran"))
    with tending.tended(0, work=writer(file, 60), look=0.01):
        wait(1)
