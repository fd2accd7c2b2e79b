"""Pages of placements: for who applies, and for the firm that answers."""
