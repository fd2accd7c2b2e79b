"""Benchmarks: each prints both sides of a ratio from one run. They are not tests."""
