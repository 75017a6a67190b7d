"""The register of duties, as a workbook and back."""
