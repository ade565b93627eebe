"""The team's day 今日."""
