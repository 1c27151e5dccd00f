"""What is said to have decided: the answers that did, at every depth."""

from advisor.advice.assess import assess
from advisor.files.profile import load_text
from advisor.report import formats
from advisor.report.page import Page
from advisor.words import Words
from tests.starting import shipped_rules

WORDS = Words("en")
ANSWERS = '[answers]\nstaff = 20\nsector = "retail"\nneeds = ["data"]\norganisations_served = 3\n'


def test_a_quantity_that_is_not_so_names_only_the_answers_that_made_it_so() -> None:
    profile, _warnings = load_text(ANSWERS, shipped_rules())
    found = assess(shipped_rules(), profile, WORDS)

    text = formats.explanation("plain", found, WORDS, "staff-representation", Page())
    (line,) = [each for each in text.splitlines() if "can be replaced within a month" in each]
    assert "what you are looking for: data; organisations that use what you make: 3 organisations" in line
    assert "not asked" not in line
