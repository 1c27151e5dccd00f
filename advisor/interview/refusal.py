"""What was typed and not understood."""


class NotUnderstood(Exception):  # noqa: N818  (it is no fault of anybody: the question is asked again)
    """It is no answer to the question; the reason is a sentence in the language of the interview."""

    def __init__(self, reason: str) -> None:
        """Store the reason."""
        super().__init__(reason)
        self.reason = reason
