"""Country packs: what differs from land to land, as data with its source.

Owns: per country its languages, places, working week and public holidays, numbers of persons and enterprises,
    currency, usual pay, exchange rates, order of names, offices.
Refuses: rules of benefits and allowances (they are dated settings and schemes), and any import of firststop.
Doors: read through `firststop.core.country` and `firststop.core.identifiers`. The recipe is README.md here.
"""
