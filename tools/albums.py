"""Which pages are photographed: what each role sees of the demo, in the languages of those who read it."""

from dataclasses import dataclass

from firststop.site.demo import cast

CITIZENS, FIRMS = ("en", "ru", "ky"), ("en", "ru")


@dataclass(frozen=True, slots=True)
class Shot:
    """One page. `address` stands below the language; `follow` names links to press from there, one after another.

    `main` pages are on the contact sheet that is kept with the source.
    """

    name: str
    address: str
    follow: tuple[str, ...] = ()
    main: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """The pages of one reader; `who` is None for a visitor. `copies` begins a vacancy as a copy of an earlier one."""

    who: cast.Person | None
    languages: tuple[str, ...]
    shots: tuple[Shot, ...]
    copies: bool = False


RESULT = "main a[href*='/vacancies/'][href*='-']"
OCCUPATION = "main a[href*='/taxonomy/occupations/']"
APPLICATION = "main a[href*='/applications/']:not([href*='/for/']):not([href*='/without'])"
#: The cast's vacancy that most people have applied for.
SEWING = "main li:has-text('Швея')"
CANDIDATE = "main a[href*='/matches/candidates/'][href*='/']"
RECEIVED = f"{SEWING} a[href*='/applications/for/']"
VISITOR = (
    Shot("home", "", main=True),
    Shot("search", "vacancies/?q=сварщик", main=True),
    Shot("search-all", "vacancies/"),
    Shot("vacancy", "vacancies/?q=сварщик+на+ворота", (RESULT,), main=True),
    Shot("employer", "vacancies/?q=швея+куртки", (RESULT, "main a[href*='/employers/']"), main=True),
    Shot("sign-in", "account/sign-in/", main=True),
    Shot("sign-up", "account/sign-up/"),
    Shot("how", "matches/how"),
    Shot("occupations", "taxonomy/occupations", main=True),
    Shot("group", "taxonomy/groups/753"),
    Shot("occupation", "taxonomy/groups/7531", (OCCUPATION,), main=True),
    Shot("skills", "taxonomy/skills"),
    Shot("skill", "taxonomy/groups/7531", (OCCUPATION, "main a[href*='/taxonomy/skills/']")),
    Shot("privacy", "privacy"),
    Shot("about", "about"),
    Shot("help", "help"),
    Shot("phone", "demo/phone"),
)
SEEKER = (
    Shot("seeker-home", "me/", main=True),
    Shot("seeker-account", "account/settings/"),
    Shot("seeker-messages", "account/messages/"),
    Shot("seeker-channel", "account/reached-by/"),
    Shot("seeker-cv", "me/cv"),
    Shot("seeker-abilities", "me/abilities", main=True),
    Shot("seeker-wishes", "me/wishes"),
    Shot("seeker-visibility", "me/visibility"),
    Shot("seeker-not-to", "me/not-to"),
    Shot("matches", "matches/", main=True),
    Shot("vacancy-match", "matches/", (RESULT,), main=True),
    Shot("applications", "applications/", main=True),
    Shot("invitations", "applications/invitations", main=True),
    Shot("own-data", "account/data/", main=True),
    Shot("looks", "account/looks/"),
    Shot("agreed", "account/agreed/"),
)
OWNER = (
    Shot("firm-home", "account/", main=True),
    Shot("firm-vacancies", "vacancies/mine", main=True),
    Shot("firm-post", "vacancies/post"),
    Shot("firm-table", "vacancies/table"),
    Shot("firm-paste", "vacancies/pasted"),
    Shot("firm-received", "vacancies/mine", (RECEIVED,), main=True),
    Shot("firm-application", "vacancies/mine", (RECEIVED, APPLICATION)),
    Shot("firm-candidates", "vacancies/mine", (f"{SEWING} a[href*='/matches/candidates/']",), main=True),
    Shot("firm-candidate", "vacancies/mine", (f"{SEWING} a[href*='/matches/candidates/']", CANDIDATE), main=True),
    Shot("firm-ask", "employers/ask"),
    Shot("firm-members", "account/members/"),
    Shot("firm-own-data", "account/data/"),
)
COUNSELLOR = (
    Shot("counsellor-home", "account/"),
    Shot("counsellor-desk", "desk/", main=True),
    Shot("counsellor-clients", "me/clients", main=True),
    Shot("counsellor-client", "me/clients", ("main a[href*='/me/clients/']",), main=True),
    Shot("counsellor-requests", "employers/requests", main=True),
)
MODERATOR = (
    Shot("moderator-desk", "desk/", main=True),
    Shot("moderator-queue", "vacancies/moderation", main=True),
    Shot("moderator-case", "vacancies/moderation", ("main a[href*='/vacancies/moderation/']",), main=True),
)
LEAD = (
    Shot("lead-home", "account/"),
    Shot("lead-desk", "desk/", main=True),
    Shot("lead-proofs", "employers/proofs", main=True),
    Shot("lead-second-factors", "account/staff/second-factors/"),
    Shot("lead-offices", "desk/offices"),
    Shot("lead-office", "desk/offices", ("main a[href*='/desk/offices/'][href*='kg-']",)),
)
ALBUMS = (
    Album(None, CITIZENS, VISITOR),
    Album(cast.ERMEK, FIRMS, SEEKER),
    Album(cast.AIGUL, ("ky",), SEEKER),
    Album(cast.AIDA, FIRMS, OWNER, copies=True),
    Album(cast.GULNARA, FIRMS, COUNSELLOR),
    Album(cast.SAMAT, FIRMS, MODERATOR),
    Album(cast.MEERIM, FIRMS, LEAD),
)
#: The steps of a vacancy that is being written, then its preview.
STEPS = ("work", "terms", "times", "pay", "apply", "ways", "preview")
