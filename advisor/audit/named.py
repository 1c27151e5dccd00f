"""Which entry of a rule base somebody means by an id."""

import re
from collections.abc import Mapping
from typing import Final

from advisor.catalogue import CATALOGUE
from advisor.model.graph import Graph, Node
from advisor.problems import AdvisorError, Problem
from advisor.words import closest

CODE: Final = re.compile("[A-Z][0-9]{3}")
"""The shape of the code of a message."""


def named(whole: Graph, about: str, renamed: Mapping[str, str] | None = None) -> Node:
    """The node that is called so: by its id, by sort and id (``step:charter``), or a rule without its outcome.

    Args:
        whole: Everything that can be meant.
        about: What somebody typed.
        renamed: The ids of today by those of the past, to guess with.

    Raises:
        AdvisorError: Nothing is called so, or several things are.
    """
    if about in whole.nodes:
        return whole.nodes[about]
    found = [node for node in whole.nodes.values() if node.id == about]
    if not found:
        found = [node for node in whole.nodes.values() if node.sort == "rule" and unqualified(node) == about]
    if len(found) == 1:
        return found[0]
    if found:
        rules = all(node.sort == "rule" for node in found)
        ids = ", ".join(node.id if rules else node.key for node in found)
        raise AdvisorError(Problem(code="U502" if rules else "U550", values={"id": about, "ids": ids}))
    guess = (renamed or {}).get(about) or closest(about, _known(whole, about)) or ""
    if CODE.fullmatch(about):
        raise AdvisorError(Problem(code="U551", values={"code": about}, guess=guess))
    raise AdvisorError(Problem(code="U501", values={"id": about}, guess=guess))


def unqualified(node: Node) -> str:
    """The id of a rule without its outcome."""
    return node.id.partition(".")[2]


def _known(whole: Graph, about: str) -> list[str]:
    nodes = whole.nodes.values()
    if ":" in about:
        return list(whole.nodes)
    rules = [unqualified(node) for node in nodes if node.sort == "rule"]
    return [*(node.id for node in nodes), *rules, *CATALOGUE]
