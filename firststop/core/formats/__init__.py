"""How dates and numbers look to a reader, where Django's own formats differ from look.md."""
