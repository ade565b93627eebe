"""The visit 考评."""
