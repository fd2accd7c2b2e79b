"""Tests of jobseekers."""
