"""Pages of the window, one folder per feature; no page knows another."""
