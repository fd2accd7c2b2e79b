"""The vocabulary, word by word."""
