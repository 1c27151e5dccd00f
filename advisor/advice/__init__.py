"""Rule base and profile in, assessment out: pure functions."""
