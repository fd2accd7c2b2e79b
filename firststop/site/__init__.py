"""The front of the house: the first page, navigation, and the pages about the service itself.

Owns: home, navigation, footer; about and attribution, privacy notice, accessibility statement, help,
    status of languages; the gallery of components. Composition only.
Refuses: any rule, and any table of its own; what a page says about vacancies or people is their packages' panels.
Doors: none; nobody stands above this package but the command line.
"""
