"""The office ranks a round, and freezes it."""
