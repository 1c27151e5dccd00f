"""The commands by name, and the help of the program, which lists them.

``advisor --help`` has to answer at once, so this module imports nothing: click alone takes four times as long as a bare
Python, and `typing` doubles it. That is why the help is written here by hand, on lines of at most 80 characters;
a test compares it with what the program takes.
"""

from __future__ import annotations


class Entry:
    """A command that is loaded when it is called, or a group of such commands."""

    __slots__ = ("content", "help", "section")

    def __init__(self, help: str, content: str | dict[str, Entry], section: str = "Commands") -> None:  # noqa: A002  (click's word)
        """Store the facts.

        Args:
            help: One line for the list of commands; a command's own help begins with it.
            content: ``module:attribute`` of a click command, or the commands of the group.
            section: Under which heading the list shows it.
        """
        self.help = help
        self.content = content
        self.section = section


COMMANDS = {
    "assess": Entry("Give the advice for one or a few profiles.", "advisor.cli.assess:assess", "Advice"),
    "explain": Entry("Say why, and why not: a role, a rule, a step.", "advisor.cli.explain:explain", "Advice"),
    "profile": Entry(
        "Start a profile, or check one.",
        {
            "check": Entry("Find everything that is wrong in profiles.", "advisor.cli.profile_check:check"),
            "new": Entry("Write an empty profile to fill in.", "advisor.cli.profile_new:new"),
        },
        "Files",
    ),
    "rules": Entry(
        "Check the rule base.",
        {"check": Entry("Find everything that is wrong in the rule base.", "advisor.cli.rules_check:check")},
        "Files",
    ),
}

HELP = """\
Usage: advisor [OPTIONS] COMMAND ...

  Find the roles an organisation fits in a digital ecosystem, the partner to
  look for, and the steps to take.

  advisor assess profiles/secondary-school.toml
  advisor explain profiles/secondary-school.toml orchestrator
%(commands)s
Options, before or after the command:
  --language [en|nl]  Language to print in; by default that of the environment.
  --rules FOLDER      Rules of your own over the shipped ones; may be repeated.
  --plain             One thing per line, for screen readers and for grep.
  --no-color          No colour.
  --debug             Show where an internal error comes from.
  -V, --version       Show the version.
  -h, --help          Show this, or the help of a command.

Exit codes:
  0 done   1 a condition is met, or faults are found   2 wrong use or file
  3 wrong rule base   4 some of the inputs failed   70 internal error
  130 stopped with Ctrl-C
"""


def help_of_program() -> str:
    """What ``advisor --help`` prints."""
    lines = []
    section = ""
    for name, entry in COMMANDS.items():
        if entry.section != section:
            section = entry.section
            lines += ["", f"{section}:"]
        lines.append(f"  {name:<18}  {entry.help}")
    return HELP % {"commands": "\n".join([*lines, ""])}
