"""Explained settlements over HTTP on one core, beside the same calculation without the web.

    .venv/bin/python benchmarks/web.py [--seconds 8] [--soak 600]

The server and its load share the machine: the server is bound to the first core, the load to the others.
Where others use the machine too, look at the processor time of one settlement, over HTTP and without the web.
wrk finds how many settlements a second the server gives; then requests come at half that pace, each at
its time whether or not the one before was answered, and the slowest in a hundred is told. --soak keeps the first case coming at half the pace and tells the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from kaihoken.web.api import encode, settled
from kaihoken.web.settings import Settings

ROOT = Path(__file__).parent.parent
CASES = {
    "one bill": {
        "scheme": "employee", "class": "ウ", "month": "2026-08", "age": 40, "setting": "inpatient", "cost": 1_000_000,
    },
    "a child with a certificate": {
        "insurers": {"K": {"kind": "employee", "class": "ウ"}},
        "people": {"C": {"age": 5, "insurer": "K"}},
        "certificates": [{"id": "s1", "person": "C", "program": 52, "limit": 10_000}],
        "bills": [
            {"month": "2026-08", "person": "C", "setting": "inpatient",
             "parts": [{"cost": 304_972_040, "certificates": ["s1"]}, {"cost": 1_200_000}]},
        ],
    },
    "class not known": {
        "insurers": {"K": {"kind": "national"}},
        "people": {"A": {"age": 40, "insurer": "K"}},
        "bills": [{"month": "2026-08", "person": "A", "setting": "inpatient", "cost": 1_000_000}],
    },
}  # fmt: skip
LUA = 'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = io.open("{}"):read("*a")\n'


def bound(cores: set[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def alone(body: bytes, seconds: float) -> float:
    """Processor milliseconds of a settlement in this process: read, settle, explain, write."""
    count, begun, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - begun < seconds:
        encode(settled(body, Settings(), steps=True))
        count += 1
    return (time.process_time() - used) / count * 1000


def used_by(process: int) -> float:
    """Processor seconds of a process so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pushed(address: str, body: Path, seconds: int) -> tuple[float, str]:
    """Settlements a second that wrk gets, and what it counts of other answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA.format(body))
        script.flush()
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script.name, f"{address}/api/v1/explain"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told.stdout)
    if found is None:
        sys.exit(f"wrk: {told.stdout} {told.stderr}")
    wrong = re.search(r"(Non-2xx.*|Socket errors.*)", told.stdout)
    return float(found[1]), wrong[1] if wrong else ""


async def paced(port: int, body: bytes, rate: float, seconds: float) -> list[float]:
    """Seconds from the time at which each request was due until its answer was read."""
    head = f"POST /api/v1/explain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    due: asyncio.Queue[float] = asyncio.Queue()
    took: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (at := await due.get()) > 0:
            writer.write(head.encode() + body)
            found = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: (\d+)", found)[1]))  # type: ignore[index]
            took.append(time.perf_counter() - at)
        writer.close()

    clients = [asyncio.create_task(client()) for _ in range(16)]
    begun = time.perf_counter()
    for n in range(int(rate * seconds)):
        at = begun + n / rate
        if (wait := at - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        due.put_nowait(at)
    for _ in clients:
        due.put_nowait(0)
    await asyncio.gather(*clients)
    return sorted(took)


def memory_of(process: int) -> float:
    """Megabytes that a process holds (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def soaked(process: int, port: int, body: bytes, rate: float, seconds: int) -> None:
    """Prints the server's memory while requests go on coming, ten times."""
    held = [memory_of(process)]
    for _ in range(10):
        asyncio.run(paced(port, body, rate, seconds / 10))
        held.append(memory_of(process))
    told = ", ".join(f"{one:.0f}" for one in held)
    print(f"memory over {seconds} s at {rate:,.0f}/s: {told} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="for each measurement")
    parser.add_argument("--soak", type=int, default=0, help="seconds at half the pace, for the memory")
    given = parser.parse_args()
    seconds = given.seconds
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0, 1]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "kaihoken.cli", "web", "--port", str(port)],
        stderr=subprocess.DEVNULL, preexec_fn=lambda: bound({cores[0]}), env=os.environ,
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/law", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        bound(set(cores[1:] or cores))
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(
            f"{'':28}{'over HTTP':>12}{'p50 at half':>13}{'p99 at half':>13}{'processor':>13}{'without web':>13}"
        )
        paces = {}
        for name, case in CASES.items():
            body = json.dumps(case, ensure_ascii=False).encode()
            with tempfile.NamedTemporaryFile() as file:
                file.write(body)
                file.flush()
                pushed(f"http://127.0.0.1:{port}", Path(file.name), 1)  # warm
                before = used_by(server.pid)
                rate, wrong = pushed(f"http://127.0.0.1:{port}", Path(file.name), seconds)
                each = (used_by(server.pid) - before) / (rate * seconds) * 1000
            paces[name] = body, rate / 2
            took = asyncio.run(paced(port, body, rate / 2, seconds))
            bare = alone(body, seconds)
            half, last = (took[int(len(took) * part)] * 1000 for part in (0.5, 0.99))
            print(
                f"{name:28}{rate:>10,.0f}/s{half:>10.1f} ms{last:>10.1f} ms{each:>10.2f} ms{bare:>10.2f} ms  {wrong}"
            )
        if given.soak:
            soaked(server.pid, port, *next(iter(paces.values())), given.soak)
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
