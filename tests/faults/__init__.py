"""Faults: what readers see, and what stays true, while the database or the mail server fails."""
