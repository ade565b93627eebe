"""The actions as commands, for scripts and for the county office."""
