"""What was found so far, and what of last time is still open 问题."""
