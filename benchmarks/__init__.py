"""The project's own measurements: `python -m benchmarks`, or `make bench`."""
