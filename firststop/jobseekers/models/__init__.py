"""Tables of jobseekers."""

from firststop.jobseekers.models.cv import CvFile
from firststop.jobseekers.models.profile import NotToEmployer, Profile, ProfileOccupation, ProfileSkill

__all__ = ["CvFile", "NotToEmployer", "Profile", "ProfileOccupation", "ProfileSkill"]
