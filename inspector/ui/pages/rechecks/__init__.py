"""复核: which sites are scored again, who goes there, and how the marks compare."""
