"""The page 收工."""
