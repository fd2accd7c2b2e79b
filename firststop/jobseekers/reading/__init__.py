"""Reading the text of a CV: PDF, DOCX or pasted; pure, hostile files expected."""

from firststop.jobseekers.reading.files import CvText, read_cv

__all__ = ["CvText", "read_cv"]
