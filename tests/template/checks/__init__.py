"""Checks that checkov runs beside its own."""
