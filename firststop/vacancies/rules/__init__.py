"""Rules of vacancies: pure decisions with reasons."""
