"""advisor: which roles an organisation fits in a digital ecosystem, and why.

Data flows one way: files, questions, answers, assessment, report. Arrows are imports; nothing points up or sideways.

::

   cli/                              one short file per command: parse, call, print; no decisions
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
   problems.py, catalogue.py, words.py, frozen.py    what can be wrong, in which words; data classes  PURE

Beside these, `locale/` holds the translations of the program's own texts.
"""

__version__ = "0.1.0"
