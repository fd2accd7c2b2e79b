"""The rules of wording: what each is called, what it leads to, and what an employer is told."""

from dataclasses import dataclass

from firststop.core.refusals import Text
from firststop.core.words import _
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.rules.wording.findings import Klass
from firststop.vacancies.rules.wording.laws import LAWS, Law


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `may_be_lawful`: a stated ground (genuine requirement, positive action, law) lifts it.

    `law` is the international labour standard that the rule stands on; None for rules of our own, such as fraud.
    """

    id: str
    klass: Klass
    code: RejectionCode
    sentence: Text
    hint: Text
    may_be_lawful: bool = False

    @property
    def law(self) -> Law | None:
        """The standard behind the rule."""
        return LAWS.get(self.id)


_LAWFUL_HINT = _("Take it out, or state the lawful reason.")
_TAKE_OUT = _("Take this out.")
_EMPLOYER_PAYS = _("Take it out. The employer pays these costs.")


def _unequal(name: str, sentence: Text, hint: Text = _LAWFUL_HINT, *, may_be_lawful: bool = True) -> Rule:
    return Rule(f"wording.{name}", Klass.DISCRIMINATORY, RejectionCode.DISCRIMINATORY, sentence, hint, may_be_lawful)


def _labour(name: str, sentence: Text, hint: Text, code: RejectionCode = RejectionCode.RULE_FAILED) -> Rule:
    return Rule(f"wording.{name}", Klass.LABOUR_LAW, code, sentence, hint)


def _fraud(name: str, sentence: Text, hint: Text) -> Rule:
    return Rule(f"wording.{name}", Klass.FRAUD, RejectionCode.FRAUD_SUSPECTED, sentence, hint)


_FEE = RejectionCode.FEE_ASKED
_ALL = (
    _unequal("age", _("These words exclude people by age.")),
    _unequal("sex", _("These words exclude people by sex.")),
    _unequal("origin", _("These words exclude people by origin or nationality.")),
    _unequal("family", _("These words exclude people by family status.")),
    _unequal("pregnancy", _("These words exclude women by pregnancy or plans for children.")),
    _unequal("health", _("These words exclude people by health or disability.")),
    _unequal("looks", _("These words choose people by their looks.")),
    _unequal("union", _("These words choose people by union membership."), _TAKE_OUT, may_be_lawful=False),
    _unequal("faith", _("These words exclude people by faith.")),
    _unequal(
        "record",
        _("A clean criminal record may be asked for only where a law says so."),
        _("Name the law, or take this out."),
    ),
    _labour("fee", _("These words ask people to pay for getting work."), _EMPLOYER_PAYS, _FEE),
    _labour("paid_training", _("These words ask people to pay for training first."), _EMPLOYER_PAYS, _FEE),
    _fraud("premium", _("These words lead to a number that costs money."), _("Give an ordinary phone number.")),
    _fraud(
        "passport",
        _("These words ask for identity papers or card data by message."),
        _("Ask people to bring papers when they sign."),
    ),
    Rule(
        "wording.beginner",
        Klass.MISLEADING,
        RejectionCode.MISLEADING,
        _("The vacancy is for beginners, yet asks for long experience."),
        _("Say which of the two is right."),
    ),
    _labour("pay_floor", _("The pay lies below the minimum wage."), _("Offer at least the minimum wage.")),
    _labour("unpaid", _("These words let people work without pay."), _("Pay every day worked, trial days too.")),
    _labour(
        "disguised",
        _("This looks like employment without an employment contract."),
        _("Offer an employment contract, or let people choose their hours."),
    ),
    _fraud(
        "pyramid",
        _("This looks like easy money or a pyramid scheme."),
        _("Describe the work and who pays for it."),
    ),
    Rule(
        "wording.freedom",
        Klass.PERSONAL_FREEDOM,
        RejectionCode.RULE_FAILED,
        _("These words limit people's personal freedom."),
        _TAKE_OUT,
    ),
    Rule(
        "wording.length",
        Klass.MISLEADING,
        RejectionCode.OTHER,
        _("This text is too long to be checked by rules."),
        _("Shorten it, or wait until a person has read it."),
    ),
)
#: Every rule by its id.
RULES = {rule.id: rule for rule in _ALL}
