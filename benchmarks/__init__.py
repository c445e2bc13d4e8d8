"""Measurements on demand: ``python -m benchmarks``. Never part of the tests: a busy machine is no fault of the code."""
