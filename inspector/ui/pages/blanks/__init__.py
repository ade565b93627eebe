"""Paper first: print it blank, type it later, verify it by two."""
