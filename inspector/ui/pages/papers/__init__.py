"""Every document on the screen as it will be on paper; printed, saved, verified."""
