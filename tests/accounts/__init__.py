"""Mail accounts, tried on a real Dovecot that the tests start on this machine."""
