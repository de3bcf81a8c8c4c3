"""From captured papers to the library's file: matched, merged and appended."""
