"""From text to concepts; pure, no Django. This first version finds the words of concepts in running text."""

from firststop.taxonomy.linker.spans import Lexicon, Span, Word
from firststop.taxonomy.linker.spelling import Vocabulary

__all__ = ["Lexicon", "Span", "Vocabulary", "Word"]
