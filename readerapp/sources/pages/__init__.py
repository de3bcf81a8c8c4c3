"""Saved and copied pages of papers: arXiv, Google Scholar, publishers; and mails that hold one."""
