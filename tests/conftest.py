"""Options of the tests themselves."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest --accept`` takes what is printed now as what is to be printed: read the difference before committing."""
    parser.addoption("--accept", action="store_true", help="write the golden files instead of comparing with them")
