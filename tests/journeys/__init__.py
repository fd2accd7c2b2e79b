"""Journeys: whole ways through the service in a real browser, against a served instance with real commits."""
