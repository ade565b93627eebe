"""The office's home: what came in, what is missing, by name."""
