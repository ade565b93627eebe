"""The list of sites 站点."""
