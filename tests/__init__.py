"""Tests tell stories; the folders mirror the packages."""
