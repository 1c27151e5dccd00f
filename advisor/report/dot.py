"""The graph of a rule base in DOT, the language of Graphviz. Every name and label is a quoted string."""

from typing import Final

from advisor.model.graph import Graph, Sort
from advisor.report.drawing import lines_of, texts_of

SHAPES: Final[dict[Sort, str]] = {
    "question": "ellipse",
    "quantity": "box",
    "table": "folder",
    "figure": "cylinder",
    "rule": "hexagon",
    "role": "doubleoctagon",
    "form": "tripleoctagon",
    "readiness": "octagon",
    "step": "cds",
    "check": "diamond",
    "warning": "trapezium",
    "path": "parallelogram",
    "wanted": "invtrapezium",
    "source": "note",
    "rulebase": "component",
}
STYLES: Final = {"plain": "", "thick": "penwidth=2", "dashed": "style=dashed"}


def write(graph: Graph) -> str:
    """The drawing; the same for the same graph."""
    lines = ["digraph rules {", "  rankdir=LR;"]
    for key, node in graph.nodes.items():
        label = r"\n".join(escaped(text) for text in texts_of(node))
        lines.append(f'  "{escaped(key)}" [shape={SHAPES[node.sort]}, label="{label}"];')
    for line in lines_of(graph):
        label = f'label="{escaped(line.label)}"' if line.label else ""
        attributes = ", ".join(each for each in (label, STYLES[line.style]) if each)
        rest = f" [{attributes}]" if attributes else ""
        lines.append(f'  "{escaped(line.origin)}" -> "{escaped(line.target)}"{rest};')
    return "".join(f"{each}\n" for each in [*lines, "}"])


def escaped(text: str) -> str:
    """A text of one line that reads the same between quotation marks as it is: Graphviz reads entities there too."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
