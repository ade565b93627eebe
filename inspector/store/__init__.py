"""The local encrypted SQLite copy; the only place that speaks SQL."""
