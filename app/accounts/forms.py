"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):
    email = EmailField(_l("E-post"), [InputRequired(_l("Skriv e-postadressen din.")), Length(max=200)])
    password = PasswordField(_l("Passord"), [InputRequired(_l("Skriv passordet ditt.")), Length(max=200)])
    next = HiddenField()
