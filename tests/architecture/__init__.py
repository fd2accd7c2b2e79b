"""Guard tests: the architecture and the habits of the house, each seen to fail on a planted breach."""
