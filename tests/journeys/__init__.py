"""Journeys: people at a real browser, before a real server, on a real database."""
