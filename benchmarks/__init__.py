"""The project's own measurements: `python -m benchmarks`, or `make bench`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the solver's child process has it
