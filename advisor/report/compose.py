"""From assessment to document: what a reader has to know first stands first, and every line has its reason."""

from advisor.model.assessment import Assessment
from advisor.report import compose_end, compose_figures, compose_head, compose_plan, compose_roles, compose_whole
from advisor.report.document import Block, Document, cited
from advisor.report.sources import sources
from advisor.report.wording import Wording
from advisor.words import Words


def compose(assessment: Assessment, words: Words) -> Document:
    """The advice in reading order; short, because `advisor explain` says the rest."""
    wording = Wording(assessment, words)
    blocks: tuple[Block, ...] = (
        *compose_head.title(wording),
        *compose_head.contradictions(wording),
        *compose_head.lead(wording),
        *compose_roles.overview(wording),
        *compose_roles.in_view(wording),
        *compose_roles.not_now(wording),
        *compose_whole.form(wording),
        *compose_whole.readiness(wording),
        *compose_figures.figures(wording),
        *compose_plan.sought(wording),
        *compose_plan.steps(wording),
        *compose_end.warnings(wording),
        *compose_end.open_questions(wording),
        *compose_end.not_in_force(wording),
        *compose_end.answers(wording),
    )
    return Document(words.language, (*blocks, *sources(wording, cited(blocks))))
