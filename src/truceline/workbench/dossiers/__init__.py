"""The dossier of an incident: everything held on it, as plain values ready to be laid out."""
