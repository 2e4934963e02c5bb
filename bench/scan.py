"""The scan page under a burst, beside the same page as a plain Django view and beside a constant answer.

One run on a fresh data directory with 1,000,000 stamps: ten runs of 100,000, whose stock is split by single void codes.
wrk asks for random codes; afterwards the counts in the tables are compared with the answers, after a clean stop
and after kill -9. Exit code 1 where a mark is missed.
"""

import http.client
import os
import random
import re
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = tempfile.TemporaryDirectory(prefix="openntm-bench-")
UNLIMITED = str(2**30)  # the limits are worked out, and never reached
os.environ |= {
    "OPENNTM_HOME": HOME.name,
    "OPENNTM_SECRET_KEY": "bench",
    "DJANGO_SETTINGS_MODULE": "openntm.portal.settings",
    "OPENNTM_SCAN_WORKERS": "2",
    "OPENNTM_SCAN_PER_CLIENT": UNLIMITED,
    "OPENNTM_SCAN_PER_NETWORK": UNLIMITED,
    "OPENNTM_SCAN_PER_CODE": UNLIMITED,
    "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
}
RUNS, SIZE, VOIDS, ASKED = 10, 100_000, 300, 200_000
WORKERS, CONNECTIONS, SECONDS, ROUNDS = 2, 32, 4, 5
THREADS = 8  # that ask exactly; each may have one answer on its way when all is killed
AT_LEAST_DJANGO, AT_LEAST_CONSTANT, P99_MS = 6.0, 0.35, 50.0

LUA = """
local asked, thread = {}, 0
function setup(one) one:set("id", thread); thread = thread + 1 end
function init(args)
  math.randomseed(os.time() * 7 + id)
  for token in io.lines(os.getenv("TOKENS")) do
    asked[#asked + 1] = "GET /Q/" .. token .. " HTTP/1.1\\r\\nHost: localhost\\r\\nUser-Agent: " .. id .. "\\r\\n\\r\\n"
  end
end
function request() return asked[math.random(#asked)] end
"""


def prepared():
    """The tokens that are asked for: in use, at random places of all runs."""
    import django

    django.setup()
    from django.utils import timezone

    from openntm.codes.models import Run, Stock
    from openntm.codes.tokens import token_of
    from openntm.portal.commands.prepare import prepare

    prepare()
    sys.path.insert(0, str(HERE.parent / "tests"))
    from orchard import make_orchard

    orchard, tokens, chance = make_orchard(), [], random.Random(4)
    for number in range(1, RUNS + 1):
        secret = secrets.token_bytes(32)
        given = {"kind": "stamp", "size": SIZE, "secret": secret, "place": orchard.commune}
        run = Run.objects.create(number=number, minted_at=timezone.now(), **given)
        voids = sorted(chance.sample(range(1, SIZE - 1), VOIDS))
        Stock.objects.bulk_create(stock(run, voids, str(orchard.lot.pk), Stock))
        used = [index for index in chance.sample(range(SIZE), ASKED // RUNS + VOIDS) if index not in set(voids)]
        tokens += [token_of(secret, number, index) for index in used[: ASKED // RUNS]]
    chance.shuffle(tokens)
    pieces = Stock.objects.count()
    print(f"{RUNS * SIZE:,} stamps in {pieces:,} rows of stock; {len(tokens):,} of them are asked for at random")
    return tokens


def stock(run, voids, lot, row):
    first = 0
    for index in voids:
        if index > first:
            yield row(run=run, first=first, last=index - 1, state="active", key=lot)
        yield row(run=run, first=index, last=index, state="void", key=lot)
        first = index + 1
    yield row(run=run, first=first, last=run.size - 1, state="active", key=lot)


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(command, token):
    """A side, ready once it answers a token and all its processes have begun; told to end and waited for."""
    port = free_port()
    with subprocess.Popen([part.format(port=port) for part in command], start_new_session=True) as server:
        try:
            for _ in range(600):
                with suppress(OSError):
                    if got(port, token) == 200:
                        break
                time.sleep(0.05)
            settled(server.pid)
            yield port, server
        finally:
            server.terminate()
            server.wait(timeout=60)


def settled(pid):
    """The processes of a side begin one after the other: until none of them works any more."""
    before, worked = -1, 0
    while worked > before + 2:
        before = worked
        time.sleep(0.5)
        worked = sum(map(ticks, [pid, *children(pid)]))


def children(pid):
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def ticks(pid):
    """Of the processor, in hundredths of a second."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def got(port, token):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", f"/Q/{token}")
        answer = line.getresponse()
        answer.read()
        return answer.status


OURS = (sys.executable, "-m", "openntm", "scan", "--port", "{port}")
SIDES = {
    "scan page": OURS,
    "constant": (sys.executable, str(HERE / "scan_sides.py"), "constant", "{port}", str(WORKERS)),
    "plain Django": (sys.executable, str(HERE / "scan_sides.py"), "django", "{port}", str(WORKERS)),
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def burst(port, script):
    """Requests answered, a second, the 99th percentile in ms, and those that were not answered with 200."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", script, f"http://127.0.0.1:{port}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    [(slow, unit)] = re.findall(r"99%\s+([\d.]+)(us|ms|s)", said)
    bad = sum(map(int, re.findall(r"Non-2xx.*?(\d+)", said))) + said.count("Socket errors")
    answered = int(re.search(r"(\d+) requests in", said)[1])
    return answered, float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(slow) * UNITS[unit], bad


def total():
    from django.db.models import Sum

    from openntm.codes.models import ScanTotal

    return ScanTotal.objects.aggregate(sum=Sum("count"))["sum"] or 0


def asked_exactly(port, tokens, count):
    """By threads of this process, each on one connection; how many were answered, with their moments."""
    done, lock = [], threading.Lock()

    def ask(part):
        with (
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line,
            suppress(OSError, http.client.HTTPException),
        ):
            for token in part:
                line.request("GET", f"/Q/{token}")
                answer = line.getresponse()
                answer.read()
                if answer.status == 200:
                    with lock:
                        done.append(time.time())

    threads = [threading.Thread(target=ask, args=(tokens[at:count:THREADS],)) for at in range(THREADS)]
    for one in threads:
        one.start()
    return done, threads


def lost_after_clean_stop(tokens):
    before = total()
    with serving(OURS, tokens[0]) as (port, _server):
        done, threads = asked_exactly(port, tokens, 20_000)
        for one in threads:
            one.join()
    return len(done) + 1 - (total() - before), len(done)


def lost_after_kill(tokens):
    """Workers and the process that counts, at once and in the middle of it; the journals are counted later."""
    before = total()
    with serving(OURS, tokens[0]) as (port, server):
        done, threads = asked_exactly(port, tokens, len(tokens))
        time.sleep(3)
        workers, at = children(server.pid), time.time()
        for pid in [*workers, server.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for one in threads:
            one.join()
    from django.utils import timezone

    from openntm.codes.scanning.fold import fold_all
    from openntm.produce.stamps.alerts import Watch

    fold_all(Watch(), timezone.now())
    return len(done) + 1 - (total() - before), len(done), sum(moment > at - 1 for moment in done)


def main():
    if not shutil.which("wrk"):
        print("wrk is missing: apt-get install wrk")
        return 1
    tokens = prepared()
    script, listed = Path(HOME.name, "ask.lua"), Path(HOME.name, "tokens")
    script.write_text(LUA)
    listed.write_text("\n".join(tokens))
    os.environ["TOKENS"] = str(listed)
    found, uncounted = {name: [] for name in SIDES}, 0
    for _ in range(ROUNDS):
        for name, command in SIDES.items():
            before = total()
            with serving(command, tokens[0]) as (port, _server):
                found[name].append(burst(port, str(script)))
            if name == "scan page":  # wrk hangs up in the middle of answers: those may be counted too
                more = total() - before - 1 - found[name][-1][0]
                uncounted += 0 if 0 <= more <= CONNECTIONS else abs(more)
    return judged(found, uncounted, lost_after_clean_stop(tokens), lost_after_kill(tokens))


def compared(found, other):
    """The median of what the rounds give, each with itself: what else the machine does weighs on both sides."""
    pairs = zip(found["scan page"], found[other], strict=True)
    return statistics.median(ours[1] / theirs[1] for ours, theirs in pairs)


def judged(found, uncounted, clean, killed):
    rate = {name: statistics.median(one[1] for one in rows) for name, rows in found.items()}
    p99 = {name: statistics.median(one[2] for one in rows) for name, rows in found.items()}
    bad = sum(one[3] for one in found["scan page"])
    print(
        f"{'':14}{'answers/s':>12}{'p99 ms':>9}   (median of {ROUNDS}, {WORKERS} processes, {CONNECTIONS} connections)"
    )
    for name in SIDES:
        print(f"{name:14}{rate[name]:12,.0f}{p99[name]:9.2f}")
    by_django, by_constant = (compared(found, name) for name in ("plain Django", "constant"))
    marks = [
        (f"{by_django:.1f} times plain Django (mark {AT_LEAST_DJANGO:.0f})", by_django >= AT_LEAST_DJANGO),
        (f"{by_constant:.0%} of the constant answer (mark {AT_LEAST_CONSTANT:.0%})", by_constant >= AT_LEAST_CONSTANT),
        (f"p99 {p99['scan page']:.1f} ms (mark {P99_MS:.0f})", p99["scan page"] < P99_MS),
        (f"{bad} answers of the bursts were not 200", bad == 0),
        (f"{uncounted} scans of the bursts lost or counted twice", uncounted == 0),
        (f"clean stop: {clean[0]} of {clean[1]:,} scans lost", clean[0] == 0),
        (
            f"kill -9: {max(killed[0], 0)} of {killed[1]:,} lost ({killed[2]:,} in the last second), "
            f"{max(-killed[0], 0)} counted whose answer was on its way",
            -THREADS <= killed[0] <= killed[2],
        ),
    ]
    for said, held in marks:
        print(("  held    " if held else "  MISSED  ") + said)
    return 0 if all(held for _, held in marks) else 1


if __name__ == "__main__":
    sys.exit(main())
