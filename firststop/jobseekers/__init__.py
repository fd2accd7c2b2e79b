"""People who look for work, as far as they want to be seen.

Owns: profile and CV, wishes, visibility, "not to this employer", what a CV's text proposes.
Refuses: vacancies; it knows what a person wants, never which vacancy fits.
Doors: services, queries, enums, events.
"""
