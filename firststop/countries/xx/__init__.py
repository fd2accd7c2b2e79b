"""Exampleland, the smallest whole pack: copy it to begin a country."""
