"""advisor: which roles an organisation fits in a digital ecosystem, and why.

Data flows one way: files, questions, answers, assessment, report. Arrows are imports; nothing points up or sideways.

::

   cli/ api.py                       one short file per command: parse, call, print; no decisions. For Python programs
    |
    v
   report/                           EDGE: one document, many formats; JSON from the assessment itself
    |
    v
   files/                            TOML in and out
    |
    v
   advice/                           rule base x profile -> assessment                       PURE
    |
    v
   model/                            questions, answers, rules, outcomes                     PURE, data only
    |
    v
   language/                         tree, kinds, parse, exact, possible, trace, prose       PURE
    |
    v
   problems.py, catalogue.py, pages.py, words.py, frozen.py    what can be wrong, in which words; data classes  PURE

Beside these, `locale/` holds the translations of the program's own texts.

Python programs find here what `advisor.api` has; it is imported when it is first asked for, as the program itself has
no use for it.
"""

__version__ = "0.1.0"
__all__ = ["Advice", "AdvisorError", "Rules", "__version__", "assess_table", "load"]

TYPE_CHECKING = False  # as `typing` has it, without importing it: ``advisor --version`` does not wait for that
if TYPE_CHECKING:
    from advisor.api import Advice, AdvisorError, Rules, assess_table, load
else:

    def __getattr__(name: str) -> object:
        """One of the names that are promised."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from advisor import api  # noqa: PLC0415

        return getattr(api, name)
