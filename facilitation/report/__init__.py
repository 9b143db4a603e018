"""The report: what was said, by question and round, as a document for page, CSV and JSON."""

from facilitation.report.csv_writer import to_csv
from facilitation.report.document import Document, make
from facilitation.report.filenames import download_header, file_name
from facilitation.report.json_writer import to_json

__all__ = ["Document", "download_header", "file_name", "make", "to_csv", "to_json"]
