"""The office takes packages in: what they hold first, then the act."""
