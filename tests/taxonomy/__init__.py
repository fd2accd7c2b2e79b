"""Concepts, words, places."""
