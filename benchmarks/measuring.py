"""The seconds and the memory of one run, in a process of its own."""

import os
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.runs import Measured


def measure(run: Measured, corpus: Path, outputs: Path) -> dict[str, float]:
    """Do one run in this process and return its seconds and its memory; children that have ended are counted."""
    begun = _seconds()
    work = run.prepare(corpus, outputs)
    ready = _seconds()
    with _Peak(psutil.Process()) as peak:
        work()
    done = _seconds()
    return {
        "start_cpu_s": ready[0] - begun[0],
        "cpu_s": done[0] - ready[0],
        "wall_s": done[1] - ready[1],
        "peak_mb": peak.highest / 1e6,
        "parent_mb": peak.parent / 1e6,
    }


def _seconds() -> tuple[float, float]:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system, time.perf_counter()


class _Peak:
    """Watches the proportional memory of a process and its children: pages that they share count once."""

    def __init__(self, process: Any) -> None:
        self.process, self.highest, self.parent = process, 0, 0

    def __enter__(self) -> "_Peak":
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        watched = True
        while watched:
            own = _memory(self.process)
            self.parent = max(self.parent, own)
            self.highest = max(self.highest, own + sum(map(_memory, self.process.children(recursive=True))))
            watched = not self.over.wait(0.5)


def _memory(process: Any) -> int:
    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(info, "pss", info.rss))
