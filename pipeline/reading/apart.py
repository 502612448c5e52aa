"""A process apart for what may take forever, or fall: the reading of saved pages, of workbooks and of PDF.

It is asked for one text at a time, is stopped where it takes too long, and is started again for the next: a file that
no library can bear costs itself alone. Time is that of its processor, so that a busy machine reads what another reads.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any

from pipeline.reading.formats import UnreadableError, trouble

# Seconds of the processor that one text may take: the longest page that is tried, of headings alone, takes eight.
SECONDS = 30
# Bytes that the process may have: a workbook of two cells far apart would ask for more than any machine has.
MEMORY = 4 << 30
# Seconds after which a process that asks for no processor either is given up.
PATIENCE = 600

# What a process answers that has read its text; how the system stops one that has used up its seconds.
READ, TOO_LONG = "read", int(getattr(signal, "SIGXCPU", 0))

# What is told of a page, of a file, that takes too long and of one whose process dies.
PAGE, FILE = ("slow-page", "page-killed"), ("slow-file", "file-killed")

Work = Callable[[str], Any]


class Apart:
    """A function of a module, run in a process of its own that is started when it is asked for the first time."""

    def __init__(self, work: Work, seconds: int = SECONDS, told: tuple[str, str] = PAGE) -> None:
        """Keep what is to be run, for how many seconds at most, what is ``told`` of a text that is slow or kills."""
        self.work, self.seconds, self.told = work, seconds, told
        self.process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def __call__(self, text: str) -> Any:
        """Return what the function makes of a text, as JSON has it.

        Raises ``UnreadableError`` where it fails, falls or is stopped.
        """
        process = self._started()
        late = Timer(PATIENCE, process.kill)
        late.start()
        try:
            answer = _exchanged(process, json.dumps(text).encode())
            if not answer:
                slow = process.wait() == -TOO_LONG or not late.is_alive()
                raise UnreadableError(self.told[not slow], most=self.seconds)
        except BaseException:  # stopped meanwhile, too: what it answers then is no answer to the next text
            self.close()
            raise
        finally:
            late.cancel()
        code, values = json.loads(answer)
        if code != READ:
            raise UnreadableError(code, **values)
        return values

    def of_bytes(self, data: bytes) -> Any:
        """Return what the function makes of bytes, which are sent in Base64."""
        return self(b64encode(data).decode())

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):
                    pipe.close()
            process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.close()
            module, name = self.work.__module__, self.work.__name__
            code = (
                f"from pipeline.reading.apart import serve; from {module} import {name}; serve({name}, {self.seconds})"
            )
            # It imports from where this one does, never from the folder it is in; and is not meant by Ctrl-C.
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self.process


def _exchanged(process: subprocess.Popen[bytes], asked: bytes) -> bytes:
    """Return the answer of a process, nothing where it falls."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(asked + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except BrokenPipeError:
        return b""
    return answer if answer.endswith(b"\n") else b""


def serve(work: Work, seconds: int) -> None:
    """Answer each line of the standard input, a text as JSON, by a line: what ``work`` makes of it, or why not."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        for line in sys.stdin.buffer:
            _bound(seconds)
            answers.write(json.dumps(_answer(work, json.loads(line))).encode() + b"\n")
            answers.flush()


def _answer(work: Work, text: str) -> tuple[str, Any]:
    try:
        return READ, work(text)
    except Exception as error:  # noqa: BLE001 - the guard of the file that is read, in the other process
        return trouble(error)


def _bound(seconds: int) -> None:
    """Have the system stop this process after so many seconds of the processor from now on, or for lack of memory."""
    try:
        import resource
    except ImportError:  # no such bound on this system: the other process is patient, to a point
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
