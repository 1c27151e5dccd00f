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
    "interview": Entry("Ask, save every answer, and end with the advice.", "advisor.cli.interview:interview", "Advice"),
    "assess": Entry("Give the advice for one or a few profiles.", "advisor.cli.assess:assess", "Advice"),
    "batch": Entry("Assess many profiles: folders, tables, a country.", "advisor.cli.batch:batch", "Advice"),
    "explain": Entry("Say why, and why not: a role, a rule, a step.", "advisor.cli.explain:explain", "Advice"),
    "profile": Entry(
        "Start, check and merge profiles; ask who knows.",
        {
            "ask": Entry("Ask those who know, and read their replies.", "advisor.cli.profile_ask:ask"),
            "check": Entry("Find everything that is wrong in profiles.", "advisor.cli.profile_check:check"),
            "import": Entry("Make profiles of the rows of a table.", "advisor.cli.profile_import:import_"),
            "merge": Entry("Join the profiles of several respondents.", "advisor.cli.profile_merge:merge"),
            "new": Entry("Write an empty profile to fill in.", "advisor.cli.profile_new:new"),
            "schema": Entry("Print the schema of profiles, for editors.", "advisor.cli.profile_schema:schema"),
        },
        "Files",
    ),
    "rules": Entry(
        "Check, prove, test and write the rule base.",
        {
            "check": Entry("Find everything that is wrong in the rule base.", "advisor.cli.rules_check:check"),
            "diff": Entry("Say what differs between two, and which advice changes.", "advisor.cli.rules_diff:diff"),
            "fmt": Entry("Lay out the files of rules in one way.", "advisor.cli.rules_fmt:fmt"),
            "graph": Entry("Draw what in the rule base leads to what.", "advisor.cli.rules_graph:graph"),
            "new": Entry("Begin a rule, a question, a step, an outcome.", "advisor.cli.rules_new:new"),
            "prove": Entry("Prove what is so for every profile there can be.", "advisor.cli.rules_prove:prove"),
            "schema": Entry("Print the schemas of rules, for editors.", "advisor.cli.rules_schema:schema"),
            "show": Entry("Show one entry of the rules, or explain a message.", "advisor.cli.rules_show:show"),
            "test": Entry("Run the examples and cases of the rule base.", "advisor.cli.rules_test:test"),
            "texts": Entry("Bring a translation of the rules up to date.", "advisor.cli.rules_texts:texts"),
        },
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
  --language [en|nl]  Language; by default the profile's, or the environment's.
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
