"""线索联审: what teams saw of the negative list, and what the joint review decides."""
