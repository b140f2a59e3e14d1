"""Floor 4: what follows, in whose eyes. Views, accounts, findings, ledgers."""
