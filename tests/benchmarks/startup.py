"""How long a person waits for the program, as multiples of ``python -c pass``.

The wheel is built and installed into an environment of its own, because a checkout starts in another way: it reads the
rules instead of the baked module. Each run of the program is paired with a run of bare Python just before it, and
the figure is the median of the ratios: a machine that is slow for a moment slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROFILE = str(ROOT / "profiles" / "secondary-school.toml")
PAIRS = 41

CASES = (
    # what is run, on a terminal, at most so many times bare Python
    (("--help",), False, 4.5),
    (("--version",), False, 4.5),
    (("assess", PROFILE, "-f", "json"), False, 6.0),
    (("assess", PROFILE, "-f", "terminal"), True, 10.0),
    (("rules", "check"), False, 20.0),
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        programs = install(Path(folder))
        print("start-up, median of", PAIRS, "pairs, as multiples of a bare Python")
        print(f"{'command':<56}{'measured':>10}{'target':>10}")
        for arguments, terminal, target in CASES:
            shown = " ".join(Path(each).name for each in ("advisor", *arguments))
            measured = ratio(programs, arguments, terminal=terminal)
            missed = "" if measured <= target else "  missed"
            print(f"{shown:<56}{measured:>10.2f}{target:>10.1f}{missed}")


def install(folder: Path) -> Path:
    """Build the wheel, install it in `folder`, and return where its programs are."""
    run = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(run, check=True, capture_output=True)
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    constraints = ["--constraint", str(ROOT / ".ci" / "constraints.txt")]
    pip = [str(programs / "python"), "-m", "pip", "install", *constraints]
    subprocess.run([*pip, *map(str, folder.glob("*.whl"))], check=True, capture_output=True)
    return programs


def ratio(programs: Path, arguments: tuple[str, ...], *, terminal: bool) -> float:
    """The median over pairs of a run of bare Python and one of the program."""
    environment = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
    if terminal:
        environment |= {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"}
    bare = [str(programs / "python"), "-c", "pass"]
    program = [str(programs / "advisor"), *arguments]
    for command in (bare, program):  # once before, so that every file is compiled and in memory
        seconds(command, environment)
    pairs = ((seconds(bare, environment), seconds(program, environment)) for _ in range(PAIRS))
    return statistics.median(with_advisor / without for without, with_advisor in pairs)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long one run takes; it has to succeed."""
    begin = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
