"""A person at a terminal: starts the program in a pseudo-terminal, types, presses keys, and sees what a screen shows.

The terminal is emulated by pyte, so that what is asserted is what a person sees and not what was sent; it also answers
the program when that asks where the cursor is.
"""

import codecs
import os
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

import pexpect
import pyte

PATIENCE: Final = 20.0
"""Seconds to wait for something to appear, on a machine that has other things to do as well."""
QUIET: Final = 0.15
"""Seconds without output after which a screen is taken to be finished."""
KEYS: Final = {
    "enter": "\r",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "space": " ",
    "backspace": "\x7f",
    "escape": "\x1b",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
}

Place = tuple[int, int]
"""A line, counted from the first one that was ever shown, and a column."""


class _Screen(pyte.Screen):
    """A screen that keeps what scrolls away, and remembers up to where it was read."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], None]) -> None:
        self._reply = reply
        self.above: list[str] = []
        """The lines that have scrolled away."""
        self.read: Place = (0, 0)
        """Up to where it was read; what is below it is new."""
        super().__init__(columns, rows)

    def index(self) -> None:
        if self.cursor.y == self.lines - 1:
            self.above.append(self.display[0].rstrip())
        super().index()

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        """Erase; whatever is written there next is new."""
        place = (len(self.above) + self.cursor.y, self.cursor.x)
        self.read = min(self.read, place if how == 0 else (len(self.above), 0))
        super().erase_in_display(how, *args, **kwargs)

    def write_process_input(self, data: str) -> None:
        self._reply(data)

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Resize as a terminal does: lines go away below the cursor, and scroll away only to keep that on the screen.

        pyte itself would take them away above, and leave the cursor where it was.
        """
        lines = lines or self.lines
        for _ in range(self.cursor.y + 1 - lines):
            self.above.append(self.display[0].rstrip())
            rows = {y - 1: row for y, row in self.buffer.items()}
            self.buffer.clear()
            self.buffer.update(rows)
            self.cursor.y -= 1
        for y in [each for each in self.buffer if not 0 <= each < lines]:
            del self.buffer[y]
        self.lines = lines
        self.dirty.update(range(lines))
        super().resize(lines, columns)

    def whole(self) -> list[str]:
        """All lines, those that have scrolled away first."""
        return [*self.above, *(line.rstrip() for line in self.display)]


def _begin(before: Callable[[], None] | None) -> None:
    """In the new process: let keys and a closed window work, though whoever runs the tests may have ignored them."""
    for each in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)
    if before is not None:
        before()


class Terminal:
    """A terminal in which one program runs."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        cwd: Path,
        columns: int = 100,
        rows: int = 30,
        before: Callable[[], None] | None = None,
    ) -> None:
        """Start the program.

        Args:
            command: The program and its arguments.
            environment: All of its variables.
            cwd: Where it runs.
            columns: Characters on a line.
            rows: Lines on the screen.
            before: Called in the new process before the program begins.
        """
        self.sent = ""
        """Everything that the program has written, as it was written."""
        self._is_over = False
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._screen = _Screen(columns, rows, self._write)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=dict(environment),
            cwd=str(cwd),
            dimensions=(rows, columns),
            preexec_fn=lambda: _begin(before),
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running."""
        if self._child.isalive():
            os.kill(self.pid, signal.SIGKILL)
            self._child.wait()
        self._child.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._child.pid)

    # -- what a person does

    def type(self, text: str) -> None:
        """Type some text, without Enter."""
        self._write(text)

    def press(self, *keys: str) -> None:
        """Press keys by name, or single characters."""
        self._write("".join(KEYS.get(key, key) for key in keys))

    def enters(self, text: str | bytes) -> None:
        """Type some text, and Enter; bytes are what a terminal with another encoding would send."""
        self._write(text)
        self.press("enter")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size, which the program is told."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def kill(self) -> None:
        """End the program without a chance to do anything."""
        os.kill(self.pid, signal.SIGKILL)
        self.drain()
        self._child.wait()
        assert self._child.signalstatus == signal.SIGKILL, "it had ended before"

    def close(self) -> None:
        """Close the window, and wait until the program has noticed."""
        self._child.ptyproc.fileobj.close()
        self._child.wait()

    # -- what a person sees

    def screen(self) -> list[str]:
        """The lines on the screen now."""
        return [line.rstrip() for line in self._screen.display]

    def everything(self) -> str:
        """All lines that were shown and not erased, whatever scrolled away first; white space is single spaces."""
        return " ".join(" ".join(self._screen.whole()).split())

    def sees(self, text: str) -> None:
        """Wait until the text is shown below what was seen before; how its lines are broken does not matter."""
        self.sees_one_of(text)

    def sees_one_of(self, *texts: str) -> str:
        """Wait until one of the texts is shown below what was seen before, and tell which comes first."""
        wanted = {" ".join(text.split()): text for text in texts}
        until = time.monotonic() + PATIENCE
        while True:
            shown, places = self._new()
            found = min(((at, text) for text in wanted if (at := shown.find(text)) >= 0), default=None)
            if found is not None:
                self._screen.read = places[found[0] + len(found[1]) - 1]
                return wanted[found[1]]
            if not self._feed(until - time.monotonic()):
                lines = "\n".join(self._screen.whole())
                raise AssertionError(f"not seen: {' | '.join(texts)}\nThe terminal shows:\n{lines.rstrip()}")

    def settles(self) -> None:
        """Wait until the screen does not change any more."""
        while self._feed(QUIET):
            pass

    def watches(self, seconds: float) -> None:
        """Look on for so long."""
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0 and self._feed(rest):
            pass

    def drain(self) -> None:
        """Read everything up to the end of the program."""
        while self._feed(PATIENCE):
            pass
        assert self._is_over, "still running:\n" + "\n".join(self._screen.whole())

    def ends(self, code: int) -> None:
        """Wait until the program ends, and see that it ends so; a signal is told as a shell tells it."""
        self.drain()
        self._child.wait()
        ended = 128 + self._child.signalstatus if self._child.signalstatus else self._child.exitstatus
        assert ended == code, "\n".join(self._screen.whole())

    # -- inside

    def _write(self, text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        while data:
            data = data[os.write(self._child.child_fd, data) :]

    def _feed(self, seconds: float) -> bool:
        """Show what the program writes; False when it wrote nothing in time, or has ended."""
        if not select.select([self._child.child_fd], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._child.child_fd, 65536)
        except OSError:  # how Linux says that nobody has the other side open
            data = b""
        self._is_over = not data
        text = self._decode(data)
        self.sent += text
        self._stream.feed(text)
        return bool(data)

    def _new(self) -> tuple[str, list[Place]]:
        """What is below what was read, with single spaces, and where the next character after each one stands."""
        first, column = self._screen.read
        characters: list[str] = []
        places: list[Place] = []
        for number, line in enumerate(self._screen.whole()[first:], start=first):
            begin = column if number == first else 0
            for place, character in enumerate(f"{line} "[begin:], start=begin):
                if character != " " or (characters and characters[-1] != " "):
                    characters.append(character)
                    places.append((number, place + 1))
        return "".join(characters), places
