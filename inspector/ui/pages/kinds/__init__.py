"""Which visit of a site to open."""
