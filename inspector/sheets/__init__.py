"""Documents on paper: one module per printed document."""
