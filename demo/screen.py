"""What the audience sees: one line for each step, as it happens."""

import contextlib
import dataclasses
import shutil
import time
from typing import Optional


@dataclasses.dataclass
class Shown:
    """A step's line: its result, and how long the change took to reach the traffic (None: the step's own time)."""

    result: str = ""
    seconds: Optional[float] = None
    error: Optional[Exception] = None


class Screen:
    """Writes to a terminal with colours and to anything else without."""

    TITLE_WIDTH = 20
    RESULT_WIDTH = 70

    def __init__(self, out):
        self.out = out
        self.is_terminal = out.isatty()
        unicode = (getattr(out, "encoding", None) or "").lower().startswith("utf")
        self.good, self.bad = ("✔", "✘") if unicode else ("ok", "FAILED")

    def line(self, text):
        print(text, file=self.out, flush=True)

    def title(self, text):
        self.line(f"\n  {self._colour('1', text)}\n")

    def paragraph(self, text):
        self.line("\n" + "\n".join(f"  {line}".rstrip() for line in text.splitlines()))

    def problem(self, text):
        self.line(f"\n  {self._colour('31', text)}")

    @contextlib.contextmanager
    def step(self, title):
        """Shows that the step is going on, then what came of it. An exception becomes part of the line, not of the flow."""
        started = time.monotonic()
        if self.is_terminal:
            print(f"  … {title}", end="", file=self.out, flush=True)
        shown = Shown()
        try:
            yield shown
        except Exception as error:  # Whatever it is, the audience is told and the stage is cleared.
            shown.error = error
        if self.is_terminal:
            print("\r\033[K", end="", file=self.out)
        if shown.error:
            self.line(f"  {self._colour('31', self.bad)} {title:{self.TITLE_WIDTH}} {describe(shown.error)}")
        else:
            taken = duration(time.monotonic() - started if shown.seconds is None else shown.seconds)
            mark = self._colour("32", self.good)
            width = max(0, min(self.RESULT_WIDTH, shutil.get_terminal_size().columns - self.TITLE_WIDTH - 15))
            self.line(f"  {mark} {title:{self.TITLE_WIDTH}} {shown.result:{width}} {taken:>8}")

    def _colour(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.is_terminal else text


def duration(seconds):
    """Milliseconds below a second, tenths of seconds above."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def describe(error):
    text = str(error)
    return text if text else type(error).__name__
