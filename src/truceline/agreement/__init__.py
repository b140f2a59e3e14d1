"""Floor 2: what was promised. Agreements as text a lawyer can read and a machine can check."""
