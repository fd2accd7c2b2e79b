"""Which vacancies fit a person, and which people fit a vacancy, with reasons that both can read.

Owns: the score, its weights and their versions, short lists of at most 30, explanations, why something is not listed.
Refuses: who applied; sex, age, origin, family, health, name and picture are never compared.
Doors: services, queries, enums, events; the pure engine (`firststop.matching.engine`) can be used as a library.
"""
