"""Tests of the rules of wording."""
