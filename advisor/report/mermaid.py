"""The graph of a rule base as a Mermaid flowchart.

No text from the rules can end a label: all but letters, digits, spaces and a few signs are written as character codes.
"""

import re
from collections.abc import Iterable
from typing import Final

from advisor.model.graph import Graph, Sort
from advisor.report.drawing import lines_of, texts_of

MOST_EDGES: Final = 500
"""What Mermaid draws unless its ``maxEdges`` says otherwise, which no drawing can say by itself."""
SHAPES: Final[dict[Sort, tuple[str, str]]] = {
    "question": ("([", "])"),
    "quantity": ("[", "]"),
    "table": ("[[", "]]"),
    "figure": ("[(", ")]"),
    "rule": ("{{", "}}"),
    "role": ("((", "))"),
    "form": ("(((", ")))"),
    "readiness": ("(", ")"),
    "step": (">", "]"),
    "check": ("{", "}"),
    "warning": ("[/", "\\]"),
    "path": ("[/", "/]"),
    "wanted": ("[\\", "\\]"),
    "source": ("[\\", "/]"),
    "rulebase": ("[", "]"),
}
ARROWS: Final = {"plain": "-->", "thick": "==>", "dashed": "-.->"}
SPECIAL: Final = re.compile(r"(?<=[^\W_])[._](?=[^\W_])|([^\w ,'-]|_)")
"""As a group what a label does not show as it is: among it quotation marks, brackets, HTML, and what begins a code.

Full stops and underscores inside a word mean nothing to Mermaid.
"""


def write(graph: Graph) -> str:
    """The drawing; the same for the same graph."""
    names = _names(graph.nodes)
    lines = ["flowchart LR"]
    for key, node in graph.nodes.items():
        begin, end = SHAPES[node.sort]
        label = "<br/>".join(escaped(text) for text in texts_of(node))
        lines.append(f'  {names[key]}{begin}"{label}"{end}')
    for line in lines_of(graph):
        label = f'|"{escaped(line.label)}"|' if line.label else ""
        lines.append(f"  {names[line.origin]} {ARROWS[line.style]}{label} {names[line.target]}")
    return "".join(f"{each}\n" for each in lines)


def escaped(text: str) -> str:
    """A text of one line that reads the same in a label as it is."""
    return SPECIAL.sub(lambda found: f"#{ord(found[1])};" if found[1] else found[0], text)


def _names(keys: Iterable[str]) -> dict[str, str]:
    """For each key a name of letters, digits and underscores; those that would be the same are numbered."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        name = plain = re.sub(r"[^A-Za-z0-9]+", "_", key)
        number = 2
        while name in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name)
        names[key] = name
    return names
