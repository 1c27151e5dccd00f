"""``advisor rules new``: the beginning of a rule, a question, a step …, complete and without a fault."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli import DONE, output
from advisor.cli.rule_folders import folders_argument, meant
from advisor.cli.settings import rules_option

if TYPE_CHECKING:
    from advisor.cli.settings import Settings
    from advisor.files.begin import Begun
    from advisor.words import Words

SORTS = ("rule", "question", "step", "outcome", "quantity", "warning", "check")
EFFECTS = ("must", "bar", "plus", "minus", "warn")


@click.command()
@click.argument("sort", type=click.Choice(SORTS), metavar="|".join(SORTS))
@click.argument("name", metavar="ID")
@folders_argument
@click.option("--effect", type=click.Choice(EFFECTS), default=None, help="Of a rule: what it does.")
@click.option("--points", type=click.IntRange(1, 100), help="Of plus and minus. By default 10.")
@click.option("--group", default="", metavar="GROUP", help="Of plus: of a group only the highest rule counts.")
@click.option("--from", "giver", default="", metavar="RULE", help="Of plus: the rule that gives its points.")
@click.option("--section", default="", metavar="SECTION", help="Of a question: where it is asked.")
@click.option("--kind", default="", metavar="KIND", help="Of a question: yes/no, number …; of an outcome: role …")
@click.option("--of", default="", metavar="QUESTION", help="Of a question for a number each: whose options.")
@click.option("--when", default="", metavar="CONDITION", help="When it holds; of a quantity: what it is.")
@click.option("--source", multiple=True, metavar="ID", help="What it rests on. May be repeated.")
@click.pass_obj
def new(settings: "Settings", /, *, sort: str, name: str, folders: tuple[Path, ...], **more: object) -> int:
    """Begin a rule, a question, a step, an outcome.

    \b
    advisor rules new question we_share --section data --rules mine
    advisor rules new rule consumer.shares --effect warn --when we_share --rules mine
    advisor rules new rule consumer.shares --effect plus --points 5 --from looks-for-more --rules mine
    advisor rules new outcome broker --kind role --rules mine

    It is written into the last folder, which is made if it is not there, at its place in the right file, with an
    example and a place in every translation. Nothing that stands there changes. What you are to write begins with
    TODO, and advisor rules check counts it. Exit codes: 0 written, 2 it cannot be begun so, 3 the rules cannot be read.
    """  # noqa: D301  (the mark by which click leaves lines as they are)
    from advisor.files.begin import begin
    from advisor.files.scaffolds import Beginning
    from advisor.problems import AdvisorError, Problem

    if not (folders or settings.rules):
        raise AdvisorError(Problem(code="U556"))
    outcome, _point, own = name.rpartition(".") if sort == "rule" else ("", "", name)
    more |= {"effect": more["effect"] or "", "points": more["points"] or 0}
    wanted = Beginning(sort=sort, id=own, outcome=outcome, **more)  # type: ignore[arg-type]
    begun = begin(meant(folders, settings), wanted)
    output.deliver(_told(begun, _where(folders, settings), settings.words, begins=not more["when"]))
    return DONE


def _where(folders: tuple[Path, ...], settings: "Settings") -> str:
    """The folders as other commands about rules take them."""
    from shlex import quote

    return (" ".join(quote(str(each)) for each in folders) + settings.rules_again()).strip()


def _told(begun: "Begun", where: str, words: "Words", *, begins: bool) -> str:
    """What was written, and what comes next; whether its condition is only a beginning."""
    from shlex import quote

    from advisor.problems import visible

    say, where = words.say, visible(where)
    first, *others = (visible(str(each)) for each in begun.files)
    lines = [f"{first}:{begun.line}", *others]
    if begun.copied:
        number = words.number(begun.copied)
        lines.append(
            say("Copied too, because examples of a folder replace those underneath: %(number)s", number=number)
        )
    lines += ["", say("What comes next:")]
    lines.append(
        "  " + say("Write what begins with TODO; what is left of it: advisor rules check %(where)s", where=where)
    )
    if begun.new.sort == "question":
        when = quote(visible(begun.new.when))
        command = f"advisor rules new rule OUTCOME.ID --effect EFFECT --when {when} {where}"
        lines.append("  " + say("Let a rule read it: %(command)s", command=command))
    else:
        if begins:
            lines.append("  " + say("Say when it holds: %(when)s is only a beginning.", when=visible(begun.new.when)))
        if begun.new.sort == "outcome" and begun.new.kind == "form":
            told = say(
                "Let no two paths to different forms hold together: advisor rules prove %(where)s finds it.",
                where=where,
            )
            lines.append("  " + told)
        lines.append("  " + say("Try it, in an example or a case: advisor rules test %(where)s", where=where))
    for language in begun.languages:
        command = f"advisor rules texts {visible(language)} {where}"
        lines.append("  " + say("Then see what is to be translated: %(command)s", command=command))
    return "".join(f"{line}\n" for line in lines)


new.params.append(rules_option(exists=False))  # the folder is made
