"""A visit without points: findings instead of marks."""
