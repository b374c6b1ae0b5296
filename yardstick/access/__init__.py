"""Who may see what: accounts, sign-in, sessions, rights, the scoped cursor and the audit log."""
