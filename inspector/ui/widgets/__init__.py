"""Small widgets that several pages show."""
