"""Photos: taking them in, shrinking, hashing, keeping."""
