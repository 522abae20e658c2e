"""Benchmarks: every target of the design, measured. Run with `python -m benchmarks`."""
