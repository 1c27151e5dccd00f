"""What there is to say on a message beyond its remedy: a page per code, which ``advisor rules show CODE`` prints.

Most messages need none. A page is plain text: paragraphs with an empty line between them, marked to be translated.
"""

from typing import Final

from advisor.words import message as _

PAGES: Final[dict[str, str]] = {
    "A701": _(
        "A rule that never holds says nothing to anybody. Often two of its conditions exclude one "
        "another, a number is compared with something the question does not offer, or a check forbids "
        "the answers that it needs."
    ),
    "A702": _(
        "A rule that always holds gives everybody the same points, or is a gate that is always open. "
        "Often a condition was meant to be the other way round, or an `or` should be an `and`. The "
        "profile shown is one for which it holds; there is none for which it does not."
    ),
    "A703": _(
        "Two rules with the same effect that hold for the same profiles are one rule counted twice. The "
        "profile shown is one for which both hold."
    ),
    "A704": _(
        "A gate stops whoever does not meet its `must`, or whoever meets its `bar`. Whoever this one stops is "
        "stopped by the other one already, so the outcome is the same without it. Of two `must` rules it is the "
        "wider that decides nothing, of two `bar` rules the narrower; a `must` that is the opposite of a `bar` "
        "says the same twice. The profile shown is one that both stop."
    ),
    "A705": _(
        "The points of this rule never count: whenever it holds, a `must` of its outcome fails or a "
        "`bar` holds. The profile shown is one for which it holds; see which gate is broken with "
        "`advisor explain`."
    ),
    "A706": _(
        "Nothing is wrong: points for more of the same are often given in steps. Where both are meant to "
        "be alternatives, put them into one `group`, of which only the highest counts."
    ),
    "A707": _(
        'No answers that are free of contradictions bring this outcome to "fits": its gates exclude one '
        "another, or the points that can be had together are too few."
    ),
    "A708": _(
        "Everybody is at least emerging here, so the outcome tells nobody apart. Give it a gate, or "
        "points that have to be earned."
    ),
    "A709": _(
        "Another one always comes before it. For a role: see with `advisor rules show` which rules give "
        "the others their points. For a form: no path to it holds."
    ),
    "A710": _("It comes first whatever the answers. Then nothing is advised, only repeated."),
    "A711": _(
        "The readiness is one of three levels, and no answers lead to this one. Who reads a level takes it "
        "for a step on a ladder, and this step is not there. The level is counted from the outcomes with "
        "`condition = true`."
    ),
    "A712": _("Somebody who fits no role would be left without a word. The profile shown is one."),
    "A713": _(
        "Whatever is answered, some points are left. Then a low fit does not say what it seems to say: that "
        "nothing speaks for the outcome. Often rules that exclude one another both bring points, so that one "
        "of them always holds."
    ),
    "A714": _(
        "The points add up to 100, and no answers bring them all together, or a `minus` always holds beside "
        "them. Then the fits of different outcomes are not measured with the same yardstick, and the one "
        "that can reach more comes first too easily."
    ),
    "A715": _(
        'With all its gates open this outcome never reaches the threshold of "fits" among these '
        "profiles. If that is meant, say so with a gate, which is only a note; else look at the points "
        "that cannot be had together, or at questions that are not asked there."
    ),
    "A716": _(
        "With all its gates open the outcome fits at best by less than 90 points in this sector, because "
        "something that brings points there cannot be answered so, or cannot be had together. That may be "
        "meant. Where it is not, the sector is told less of its strengths than the others are."
    ),
    "A717": _(
        "Whatever is answered, no role, form, level, step, warning or partner changes. What is asked in "
        "vain costs the patience that other questions need. A question that is only there to be printed "
        "belongs into a note."
    ),
    "A718": _(
        "The question has a `when`, and no answers that are free of contradictions make it hold. Nobody sees "
        "the question, and every rule that reads it reads what stands `otherwise`."
    ),
    "A719": _(
        "No answers bring this step into the plan: what calls for it never holds, or it is met already, or "
        "its `unless` holds, whenever something calls for it. Somebody wrote advice that nobody will read."
    ),
    "A720": _(
        "Every plan has this step, whatever is answered. A step that everybody gets is no advice, and takes "
        "the place of one that matters here. The profile shown is one of those that get it."
    ),
    "A721": _(
        "Its condition holds for no answers that are free of contradictions. Often two parts of it exclude "
        "one another, a number lies outside of what the question offers, or a check forbids the answers that "
        "it needs. Nobody will ever read what it says."
    ),
    "A722": _(
        "Its condition holds for everybody. What everybody is told tells nobody apart: a caution is read "
        "over, a path is no choice, and a partner is looked for in vain. Often an `or` should be an `and`, "
        "or a condition was meant the other way round. The profile shown is one for which it holds."
    ),
    "A723": _("The outcome promises with `excludes` that nobody is at least emerging in both. The profile shown is."),
    "A724": _(
        "The rule promises with `improves` that more (or less) of what it reads never makes its outcome "
        "worse. The two profiles shown differ in one answer, and the better answer gives the worse "
        "outcome. What counts is the level: not now, emerging, fits. Points may come and go below it, as where "
        "a better answer opens a further question. Of choices without an order no answer is the better one, so "
        "they are left aside."
    ),
    "A725": _(
        "Many profiles are worked out at once, in columns of whole numbers of 64 bits at most. With the "
        "largest answers that the questions offer, a number on the way no longer fits into one, so nothing "
        "can be proved and no batch can be worked out."
    ),
    "A726": _(
        "No answers make this check fire: what it forbids cannot be answered, or another key forbids it already."
    ),
    "A727": _(
        "The rule holds only for those who are not asked, so what makes it hold is the `otherwise` and "
        "no answer. Where that is meant, its author says why with `otherwise_because`. A rule that some who are "
        "asked meet as well, as with `terms == no_terms or trust >= 2`, names both reasons and is left alone."
    ),
    "A728": _(
        "The question has a `when`, and it holds for all answers that are free of contradictions. What "
        "stands `otherwise` is a fact about nobody, and a rule that counts on it never holds."
    ),
    "A729": _(
        "Neither a profile was found nor was it proved that there is none. Nothing is known then, so it "
        "counts as a fault."
    ),
    "A730": _(
        "Every profile contradicts itself: some check fires, or some answer lies above its cap, whatever "
        "is answered. Nothing else is looked at until that is mended."
    ),
    "A731": _(
        "For all these profiles a `must` of the outcome fails or a `bar` holds, so it never counts there. "
        "Nothing is wrong if that is meant."
    ),
    "A732": _(
        "The level is the same whatever the answers, so it tells nobody apart. Look at the readiness "
        "dimensions with `condition = true`: of these the level is counted."
    ),
    "A733": _(
        "A path says which form to work on next, and that can be one form only. Where two paths to different "
        'forms hold, the advice stays "not settled" though every question was answered. The profile shown is '
        "one for which both hold."
    ),
    "A734": _(
        "Which form to work on next is decided by the paths alone, not by the points of the forms. A form to "
        "which none leads is assessed, and never advised to anybody."
    ),
    "A735": _(
        "Whoever is given this caution is given the other one too, and reads the same concern twice. The "
        "profile shown is one that is given both."
    ),
    "A736": _(
        "With all its gates open the outcome fits at best by less than 90 points, for anybody. What brings "
        "the rest cannot be had together with its gates. That may be meant; it then comes first less easily "
        "than an outcome that can reach 100."
    ),
}
"""By the code of the message in `advisor.catalogue`."""
