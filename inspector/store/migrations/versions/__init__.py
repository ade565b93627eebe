"""One script a step; ``revision`` is four digits, one more each time."""
