"""What stands for the reading of a page, in the process apart: it imports little."""

import os
import signal

from pipeline.reading.formats import UnreadableError


def fields(text: str) -> dict[str, str]:
    """Stand for the reading of a page: some never end, some end the process, some fail."""
    if "sans fin" in text:
        while True:
            pass
    if "fatal" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "imbriqué" in text:
        raise RecursionError
    if "fautif" in text:
        raise KeyError("rang")
    if "vide" in text:
        raise UnreadableError("no-text")
    if "bavard" in text:
        print("something in English")
    return {"text": text}
