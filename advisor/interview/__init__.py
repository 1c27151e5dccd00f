"""The interview: which question comes next, what was typed, and asking it on a terminal."""
