"""A new county office is made of its lists."""
