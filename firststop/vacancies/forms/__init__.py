"""Forms of vacancies: searching, writing, deciding."""
