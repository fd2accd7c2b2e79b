"""Kyrgyzstan, the country of the demonstration."""
