"""What comes in and goes out as files: packages, rubrics, site lists."""
