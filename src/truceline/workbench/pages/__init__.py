"""What each page of the workbench holds, as plain values: no web framework, no markup, no language."""
