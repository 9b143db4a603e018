"""One file for each step, in order; a released one never changes."""
