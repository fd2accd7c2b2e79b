"""Addresses of accounts. The sign-in library finds its pages by their names, so these stand outside our namespace."""

from django.urls import URLPattern, URLResolver, include, path

from firststop.accounts import policies
from firststop.accounts.views import (
    contacts,
    inbox,
    organisations,
    own_data,
    own_page,
    proving,
    second_factor,
    signing_in,
    staff,
)
from firststop.accounts.views.limits import fresh, limited
from firststop.core.access import anyone_signed_in, public, requires
from firststop.core.parameters import takes

mine = requires(anyone_signed_in)
#: Open to staff before they have used their second factor.
early = requires(policies.before_second_factor)
members = requires(policies.members)
administrators = requires(policies.administrators)
for_staff = requires(policies.staff)
reset_deciders = requires(policies.reset_deciders)

signing: list[URLPattern] = [
    path("sign-up/", public(limited(signing_in.SignUp.as_view())), name="account_signup"),
    path("sign-in/", public(limited(signing_in.SignIn.as_view())), name="account_login"),
    path("sign-in/", public(limited(signing_in.SignIn.as_view())), name="account_request_login_code"),
    path("sign-in/code/", public(limited(signing_in.EnterSignInCode.as_view())), name="account_confirm_login_code"),
    path("sign-in/second-factor/", public(second_factor.UseSecondFactor.as_view()), name="mfa_authenticate"),
    path("sign-out/", public(signing_in.SignOut.as_view()), name="account_logout"),
    path("closed/", public(signing_in.Inactive.as_view()), name="account_inactive"),
    path("number/code/", public(limited(signing_in.verify_phone)), name="account_verify_phone"),
    path(
        "address/code/", public(limited(signing_in.EnterAddressCode.as_view())), name="account_email_verification_sent"
    ),
    path("password/forgotten/", public(limited(signing_in.ForgottenPassword.as_view())), name="account_reset_password"),
]
changing: list[URLPattern] = [
    path("number/", mine(fresh(limited(contacts.NewNumber.as_view()))), name="account_change_phone"),
    path("address/", mine(fresh(limited(contacts.NewAddress.as_view()))), name="account_email"),
    path("password/", mine(fresh(contacts.new_password)), name="account_change_password"),
    path("password/", mine(fresh(contacts.new_password)), name="account_set_password"),
    path("prove/password/", early(proving.ProveByPassword.as_view()), name="account_reauthenticate"),
    path("prove/second-factor/", early(proving.ProveBySecondFactor.as_view()), name="mfa_reauthenticate"),
    path("prove/code/", early(limited(proving.ProveByCode.as_view())), name="account_reauthenticate_code"),
    path("second-factor/", early(second_factor.SecondFactor.as_view()), name="mfa_index"),
    path("second-factor/app/", early(fresh(second_factor.SetUpApp.as_view())), name="mfa_activate_totp"),
    path("second-factor/give-up/", mine(fresh(second_factor.GiveUpApp.as_view())), name="mfa_deactivate_totp"),
    path("second-factor/codes/", mine(fresh(second_factor.RecoveryCodes.as_view())), name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        mine(fresh(second_factor.NewRecoveryCodes.as_view())),
        name="mfa_generate_recovery_codes",
    ),
]
ours: list[URLPattern] = [
    path("", mine(own_page.home), name="home"),
    path("settings/", mine(own_page.settings), name="settings"),
    path("start-over/", public(signing_in.start_over), name="start_over"),
    path("hat/", mine(own_page.wear_hat), name="wear_hat"),
    path("name/", mine(own_page.name), name="name"),
    path("messages/", mine(inbox.inbox), name="messages"),
    path("messages/<uuid:message>/", mine(inbox.answer), name="answer_question"),
    # Whoever silences warnings about an account proves first who they are.
    path("reached-by/", mine(fresh(inbox.channel)), name="channel"),
    path("sign-out/everywhere/", mine(own_page.sign_out_everywhere), name="sign_out_everywhere"),
    path("agreed/", mine(own_page.consents), name="consents"),
    path("looks/", mine(own_page.looks), name="looks"),
    path("data/", mine(own_data.own_data), name="own_data"),
    path("data/firststop.json", mine(fresh(own_data.as_json)), name="own_data_json"),
    path("data/firststop.html", mine(fresh(own_data.as_html)), name="own_data_html"),
    path("data/erase/", mine(fresh(own_data.erase)), name="erase"),
    path("invitation/", mine(organisations.invitation), name="invitation"),
    path("members/", members(organisations.members), name="members"),
    path("members/invite/", administrators(organisations.invite), name="invite"),
    path("members/<uuid:membership>/", members(organisations.member), name="member"),
    path("keys/", administrators(organisations.keys), name="keys"),
    path("staff/second-factors/", for_staff(staff.lost_second_factors), name="lost_second_factors"),
    path("staff/second-factors/<uuid:reset>/", reset_deciders(staff.decide), name="decide_reset"),
]
for route in (*signing, *changing):
    # The library brings its reader back to where they came from.
    takes("next")(route.callback)
urlpatterns: list[URLPattern | URLResolver] = [*signing, *changing, path("", include((ours, "accounts")))]
