"""The same bounds over blocks of profiles: NumPy columns through the readings of the language."""
