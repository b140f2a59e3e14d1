"""What every new record says before anything is put into it."""

KEEP_OUT = """
Before you put anything in: a record cannot be unwritten, and whoever gets a copy can read
all of it. Never put in

  - what a witness told you, or anything a statement was given for alone;
  - names of victims, of the wounded, of the detained, or of their families;
  - names of protected sources: give them a random pseudonym, kept elsewhere;
  - anything you promised to keep confidential, and where exactly protected sites are.

Put in what has been published, with who said it, where and when.
"""
