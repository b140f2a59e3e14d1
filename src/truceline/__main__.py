"""``python -m truceline``."""

from truceline.workbench.cli import main

if __name__ == "__main__":
    main()
