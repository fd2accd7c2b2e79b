"""Commands for developers; `make help` names them."""
