"""Rules of the inspection: plain Python, no Qt, no SQL, no files, no wall clock."""
