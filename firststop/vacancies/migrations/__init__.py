"""Tables of vacancies, as they came."""
