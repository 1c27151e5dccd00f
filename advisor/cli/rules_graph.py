"""``advisor rules graph``: what in the rule base leads to what, as a drawing."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import output
from advisor.cli.ids import Showable
from advisor.cli.rule_folders import folders_argument, meant, or_folder

if TYPE_CHECKING:
    from advisor.cli.settings import Settings
    from advisor.model.graph import Graph

FORMATS = ("mermaid", "dot")


@click.command()
@click.argument("about", metavar="[ID]", required=False, default="", type=Showable())
@folders_argument
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="mermaid", help="By default mermaid.")
@click.option("--output", "-o", "target", metavar="FILE", help="Write here instead of on standard output.")
@click.pass_obj
def graph(settings: "Settings", about: str, folders: tuple[Path, ...], form: str, target: str | None) -> None:
    """Draw what in the rule base leads to what.

    \b
    advisor rules graph                                     the whole rule base
    advisor rules graph orchestrator                        what leads to a role, and what it leads to
    advisor rules graph staff --rules mine                  with a folder of your own over the shipped rules
    advisor rules graph all-mine                            a rule base of your own
    advisor rules graph charter all-mine -f dot -o one.dot  around a step in it, for Graphviz

    A first word that is the name of a folder is that folder: where an entry is called the same, name its sort as well,
    as in role:consumer. A viewer of Mermaid may refuse more than 500 edges; Graphviz does not.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.audit.entry import draw
    from advisor.files.written import load_written
    from advisor.report import dot, mermaid

    about, folders = or_folder(about, folders)
    drawing = draw(load_written(meant(folders, settings), settings.language), about)
    if form == "mermaid":
        _tell_of_many(drawing, settings)
    output.deliver((mermaid if form == "mermaid" else dot).write(drawing), target, for_programs=True)


def _tell_of_many(drawing: "Graph", settings: "Settings") -> None:
    """Say on standard error that the drawing may be too large for what shows it."""
    from advisor.report import mermaid
    from advisor.report.drawing import lines_of

    edges = len(lines_of(drawing))
    if edges > mermaid.MOST_EDGES:
        number, say = settings.words.number, settings.words.say
        output.tell(
            say(
                "%(edges)s edges: Mermaid draws %(most)s unless its maxEdges is raised; --format dot has no limit",
                edges=number(edges),
                most=number(mermaid.MOST_EDGES),
            )
        )
