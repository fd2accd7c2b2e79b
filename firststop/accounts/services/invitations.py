"""Sending an invitation's code: neither the number or address nor the code is kept."""

import logging

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from firststop.accounts.fields import is_address
from firststop.core.sms import send_sms

log = logging.getLogger("firststop.accounts")


def send_invitation(contact: str, code: str) -> bool:
    """Send the code to a number (E.164) or address; returns whether it left. The page shows the code in any case."""
    try:
        if is_address(contact):
            text = _("You are invited to work for an organisation. Sign in and enter this code: %(code)s")
            send_mail(_("Invitation to Firststop"), text % {"code": code}, None, [contact])
        else:
            send_sms(contact, _("Firststop: you are invited. Sign in, enter code %(code)s") % {"code": code})
    except OSError:
        log.warning("an invitation could not be sent")
        return False
    return True
