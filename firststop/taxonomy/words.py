"""How a word of a concept is compared: folded, and in one alphabet, so that a look-alike letter hides nothing."""

from firststop.core.folding import fold
from firststop.core.scripts import one_script


def fold_label(text: str) -> str:
    """Return a label or what somebody typed as they are compared: a word is put into one alphabet."""
    folded = fold(text)
    return folded if folded.isascii() else " ".join(one_script(word) for word in folded.split(" "))
