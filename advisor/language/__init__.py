"""The condition language: one tree, many readings. It knows nothing about advice."""
