"""Occupations, skills and places, and the words people have for them.

Owns: concepts with labels in every loaded language, their relations and history, places as a tree.
Refuses: people; nothing here says who has a skill or wants an occupation.
Doors: services, queries, enums, events.
"""
